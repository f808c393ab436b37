#pragma once

#include <QHash>
#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>

namespace catalog {

/// One column of captions above their fields, as every form of the inspector is built. Thread: GUI.
class FormColumn : public QWidget
{
    Q_OBJECT
public:
    explicit FormColumn(QWidget *parent);

protected:
    /// Words of a faulty field appear under it.
    bool eventFilter(QObject *watched, QEvent *event) override;
    QLabel *heading();
    /// Adds a caption over a field and ties them together for screen readers.
    QLabel *addField(QWidget *field);
    void addPlain(QWidget *field);
    void addRule();
    void finish() { m_column->addStretch(1); }

    QVBoxLayout *m_column;

private:
    QHash<QObject *, QLabel *> m_faults;
};

}  // namespace catalog
