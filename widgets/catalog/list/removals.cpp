#include "widgets/catalog/list/removals.h"

#include "widgets/catalog/list/courselistpane.h"
#include "widgets/common/controls/toast.h"

#include <QAction>
#include <QListView>

#include <utility>

using namespace Qt::StringLiterals;

namespace catalog {

Removals::Removals(CourseListModel &courses, CourseListPane &list, ui::ToastHost &toasts, QObject *parent)
    : QObject(parent), m_courses(courses), m_list(list), m_toasts(toasts)
{
    addKey(QKeySequence::Undo, &Removals::undo);
    addKey(QKeySequence::Redo, &Removals::redo);
    connect(&m_courses, &CourseListModel::loaded, this, &Removals::selectWanted);
}

void Removals::addKey(QKeySequence::StandardKey key, void (Removals::*slot)())
{
    auto *action = new QAction(&m_list);
    action->setShortcuts(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_list.addAction(action);
    connect(action, &QAction::triggered, this, slot);
}

void Removals::remove(CourseId id)
{
    m_restored.clear();
    removeNow(id);
}

void Removals::removeNow(CourseId id)
{
    const CourseInfo *course = m_courses.course(id);
    const QString title = course ? course->fields.title : QString();
    m_courses.remove(id, this, [this, id, title](const Result<void> &removed) {
        if (!removed) {
            Q_EMIT failed(removed.error());
            return;
        }
        m_removed.push_back(id);
        m_toasts.offer(tr("“%1” is in the trash.").arg(title), tr("Undo"), [this, id] { restore(id); });
    });
}

void Removals::restore(CourseId id)
{
    const CourseInfo *course = m_courses.course(id);
    const QString title = course ? course->fields.title : QString();
    m_courses.restore(id, this, [this, id, title](const Result<void> &restored) {
        if (!restored) {
            Q_EMIT failed(restored.error());
            return;
        }
        std::erase(m_removed, id);
        m_wanted = id;
        m_toasts.offer(tr("“%1” is back.").arg(title), tr("Open"), [this, id] { Q_EMIT openRequested(id); });
    });
}

void Removals::forget()
{
    m_removed.clear();
    m_restored.clear();
    m_wanted = {};
}

void Removals::undo()
{
    if (m_removed.empty())
        return;
    const CourseId last = m_removed.back();
    m_removed.pop_back();  // pressed twice at once, the keys take back two
    m_restored.push_back(last);
    restore(last);
}

void Removals::redo()
{
    if (m_restored.empty())
        return;
    const CourseId last = m_restored.back();
    m_restored.pop_back();
    removeNow(last);
}

void Removals::selectWanted()
{
    if (!m_wanted.isValid() || !m_list.isVisible())
        return;
    m_list.select(std::exchange(m_wanted, {}));
    if (m_list.view()->isVisible())
        m_list.view()->setFocus();
}

}  // namespace catalog
