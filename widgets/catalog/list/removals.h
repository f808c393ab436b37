#pragma once

#include "models/catalog/list/courselistmodel.h"

#include <QKeySequence>
#include <QObject>

#include <vector>

namespace ui {
class ToastHost;
}

namespace catalog {

class CourseListPane;

/// Courses that are deleted on the list and come back: by the bar at the foot, by the usual keys, out of the trash. What
/// undo takes back are the deletions of this window in the school in front. Thread: GUI; what is handed in outlives it.
class Removals : public QObject
{
    Q_OBJECT
public:
    Removals(CourseListModel &courses, CourseListPane &list, ui::ToastHost &toasts, QObject *parent);

    void remove(CourseId id);
    void restore(CourseId id);
    void forget();  ///< another school

Q_SIGNALS:
    void openRequested(CourseId id);
    void failed(const Error &error);

private:
    void removeNow(CourseId id);
    void undo();
    void redo();
    void addKey(QKeySequence::StandardKey key, void (Removals::*slot)());
    void selectWanted();

    CourseListModel &m_courses;
    CourseListPane &m_list;
    ui::ToastHost &m_toasts;
    std::vector<CourseId> m_removed;   ///< the last one last: what undo takes back
    std::vector<CourseId> m_restored;  ///< by undo: what redo removes again
    CourseId m_wanted;                 ///< comes back with the next answer, and is selected then
};

}  // namespace catalog
