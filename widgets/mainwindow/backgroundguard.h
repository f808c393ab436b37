#pragma once

#include "models/media/joblistmodel.h"

#include <QObject>

#include <functional>

class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace shell {

/// What closing the window means while videos are being transcoded on this computer: go on in the background (a tray
/// icon brings the window back and says how it ended), or stop. Without a tray the window is minimised instead and
/// asks for attention at the end.
/// Thread: GUI.
class BackgroundGuard : public QObject
{
    Q_OBJECT
public:
    enum class Choice { GoOn, Stop, StayOpen };

    BackgroundGuard(QWidget &window, media::JobListModel &jobs, QObject *parent = nullptr);
    ~BackgroundGuard() override;

    /// Whether jobs die with this program; false while a remote server does the work.
    void setLocal(bool local) { m_local = local; }
    /// For the window's closeEvent. True: close now.
    bool mayClose();
    /// Replaces the dialog (tests).
    void setAsk(std::function<Choice(int active)> ask) { m_ask = std::move(ask); }
    /// The window in front of all others, from wherever it is.
    void comeForward();
    bool isInBackground() const { return m_background; }
    /// How the work that went on in the background ended, in words; empty before its end.
    QString report() const;

Q_SIGNALS:
    void quitRequested();

private:
    Choice askUser(int active);
    void goToBackground();
    void tellProgress();

    QWidget &m_window;
    media::JobListModel &m_jobs;
    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon *m_tray = nullptr;
    std::function<Choice(int)> m_ask;
    bool m_local = true;
    bool m_background = false;
    int m_ready = 0;   ///< ended well since the window went away
    int m_failed = 0;  ///< ended badly
};

}  // namespace shell
