#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

/// The bar at the foot of a page that says what was done and takes it back ("Course deleted · Undo"): destructive
/// actions undo rather than ask. One bar at a time; a new one replaces the old. It stays while the mouse or the focus
/// is on it. Make one per page or window, as a child of the widget that it floats over. Thread: GUI.
class ToastHost : public QObject
{
    Q_OBJECT
public:
    explicit ToastHost(QWidget *over);
    ~ToastHost() override;

    static constexpr int ShortMs = 4000;
    static constexpr int UndoMs = 10000;

    void say(const QString &text, int ms = ShortMs);
    /// With one action; it runs at most once, and not at all when the bar goes first. What `run` refers to outlives this
    /// host.
    void offer(const QString &text, const QString &action, std::function<void()> run, int ms = UndoMs);
    void dismiss();
    bool isShowing() const;
    QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void expire();

    QWidget *m_over;
    QPointer<QFrame> m_bar;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer m_timer;
    std::function<void()> m_run;
};

}  // namespace ui
