#include "app/desktop/closing.h"

#include "widgets/catalog/list/coursespage.h"
#include "widgets/mainwindow/backgroundguard.h"
#include "widgets/mainwindow/mainwindow.h"

namespace desktop {

namespace {
constexpr int TickMs = 50;
constexpr int MostTicks = 40;
}  // namespace

Closing::Closing(shell::MainWindow &window, catalog::CoursesPage &courses, shell::BackgroundGuard &guard,
                 QObject *parent)
    : QObject(parent), m_window(window), m_courses(courses), m_guard(guard)
{
    m_lastSave.setInterval(TickMs);
    connect(&m_lastSave, &QTimer::timeout, this, [this] {
        ++m_ticks;
        m_window.close();
    });
}

bool Closing::mayClose()
{
    if (m_courses.hasUnsaved() && m_ticks < MostTicks) {
        if (!m_lastSave.isActive()) {
            m_courses.saveNow();
            m_lastSave.start();
        }
        return false;
    }
    m_lastSave.stop();
    m_ticks = 0;
    return m_courses.mayLeave() && m_guard.mayClose();
}

}  // namespace desktop
