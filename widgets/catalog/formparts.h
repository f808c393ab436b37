#pragma once

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
    QLabel *heading();
    /// Adds a caption over a field and ties them together for screen readers.
    QLabel *addField(QWidget *field);
    void addPlain(QWidget *field);
    void addRule();
    void finish() { m_column->addStretch(1); }

    QVBoxLayout *m_column;
};

}  // namespace catalog
