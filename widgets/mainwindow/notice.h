#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace shell {

/// A quiet strip over the page for a state that lasts: "You are looking around the demo school · Back to my school".
class Notice : public QFrame
{
    Q_OBJECT
public:
    explicit Notice(QWidget *parent = nullptr);
    /// Empty text hides it; empty action hides the button.
    void set(const QString &text, const QString &action);
    /// Out of sight for a while, whatever it says.
    void setSuppressed(bool suppressed);

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QPushButton *m_action;
    bool m_suppressed = false;
};

}  // namespace shell
