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
    /// Under a field appear the words of its fault, or what it understood; they go with it when it is hidden.
    bool eventFilter(QObject *watched, QEvent *event) override;
    QLabel *heading();
    /// Adds a caption over a field and ties them together for screen readers.
    QLabel *addField(QWidget *field);
    void addPlain(QWidget *field);
    void addRule();
    void finish() { m_column->addStretch(1); }

    QVBoxLayout *m_column;

private:
    struct Words {
        QLabel *fault = nullptr;
        QLabel *understood = nullptr;
    };
    static void showWords(const QWidget &field, const Words &words);
    QHash<QObject *, Words> m_words;
};

}  // namespace catalog
