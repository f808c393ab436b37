#pragma once

#include <QTimer>

namespace catalog {
class CoursesPage;
}
namespace settings {
class SettingsPage;
}
namespace shell {
class BackgroundGuard;
class MainWindow;
}  // namespace shell

namespace desktop {

/// What happens when the window is closed: what is being typed is taken, and the last edits, which wait for a moment's
/// quiet, get a little time to reach the school; what doesn't get through is kept on this computer and offered at the
/// next start; where it can't be kept, people are asked. A name that the school didn't take is shown once with the
/// reason; the next close goes. Then the queue has its say. Thread: GUI; everything handed in outlives it.
class Closing : public QObject
{
    Q_OBJECT
public:
    Closing(shell::MainWindow &window, catalog::CoursesPage &courses, const settings::SettingsPage &settings,
            shell::BackgroundGuard &guard, QObject *parent = nullptr);

    /// For the window's close guard. False: not now; the window is closed again by itself if it may be then.
    bool mayClose();

private:
    bool waits();
    bool mayLoseName();
    shell::MainWindow &m_window;
    catalog::CoursesPage &m_courses;
    const settings::SettingsPage &m_settings;
    shell::BackgroundGuard &m_guard;
    QTimer m_lastSave;  ///< runs while closing waits for the last edits to reach the school
    int m_ticks = 0;
    bool m_nameShown = false;  ///< the page was opened on a name that could not be stored
};

}  // namespace desktop
