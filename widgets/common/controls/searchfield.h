#pragma once

#include <QLineEdit>
#include <QTimer>

namespace ui {

/// A field to search with: tells the trimmed text after a short quiet, at once on Enter; Esc clears it. The same text is
/// told once. Thread: GUI.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    /// The placeholder is the accessible name as well.
    void setPrompt(const QString &prompt);

Q_SIGNALS:
    void searched(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();
    QTimer m_quiet;
    QString m_told;
};

}  // namespace ui
