#include "app/desktop/closing.h"

#include "widgets/catalog/list/coursespage.h"
#include "widgets/common/controls/focus.h"
#include "widgets/mainwindow/backgroundguard.h"
#include "widgets/mainwindow/mainwindow.h"
#include "widgets/settings/settingspage.h"

#include <utility>

namespace desktop {

namespace {
constexpr int TickMs = 50;
constexpr int MostTicks = 40;
}  // namespace

Closing::Closing(shell::MainWindow &window, catalog::CoursesPage &courses, const settings::SettingsPage &settings,
                 shell::BackgroundGuard &guard, QObject *parent)
    : QObject(parent), m_window(window), m_courses(courses), m_settings(settings), m_guard(guard)
{
    m_lastSave.setInterval(TickMs);
    connect(&m_lastSave, &QTimer::timeout, this, [this] {
        ++m_ticks;
        m_window.close();
    });
}

/// For the school to take what it has been sent.
bool Closing::waits()
{
    if (!m_lastSave.isActive())
        ui::finishTyping(&m_window);
    if ((!m_courses.hasUnsaved() && !m_settings.isStoring()) || m_ticks >= MostTicks)
        return false;
    if (!m_lastSave.isActive()) {
        m_courses.saveNow();
        m_lastSave.start();
    }
    return true;
}

bool Closing::mayLoseName()
{
    if (!m_settings.hasUnsaved()) {
        m_nameShown = false;
        return true;
    }
    if (std::exchange(m_nameShown, true))
        return true;
    m_window.showPage(m_settings.pageId());
    return false;
}

bool Closing::mayClose()
{
    if (waits())
        return false;
    m_lastSave.stop();
    m_ticks = 0;
    return mayLoseName() && m_courses.mayLeave() && m_guard.mayClose();
}

}  // namespace desktop
