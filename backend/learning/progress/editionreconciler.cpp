#include "backend/learning/progress/editionreconciler.h"

namespace learning {

EditionReconciler::EditionReconciler(database::Database &database, const catalog::CourseLookup &courses,
                                     const SchoolCalendar &calendar, std::shared_ptr<ProgressBatch> batch,
                                     int rowsPerWrite)
    : m_database(database), m_courses(courses), m_calendar(calendar), m_batch(std::move(batch)),
      m_rowsPerWrite(rowsPerWrite)
{
}

void EditionReconciler::begin(database::Transaction &tx, const catalog::CoursePtr &before,
                              const catalog::CoursePtr &now)
{
    reconcileSome(tx, std::make_shared<Task>(Task{EditionReconciliation(before, now), {now->id, now->edition}}));
}

Result<void> EditionReconciler::resume()
{
    const auto due = m_database.read([](database::Connection &c) { return repository::dueReconciliations(c); });
    if (!due)
        return due.error();
    for (const repository::DueReconciliation &one : *due) {
        const auto course = m_courses.course(one.course);
        if (!course)
            qWarning("learning: the people of course %lld can't be looked at: %s", one.course.value,
                     qPrintable(course.error().message));
        else if (*course)  // a deleted one waits until it is restored
            queue(std::make_shared<Task>(Task{EditionReconciliation(nullptr, *course), one, true}));
    }
    return {};
}

void EditionReconciler::reconcileSome(database::Transaction &tx, const std::shared_ptr<Task> &task)
{
    m_batch->whenStored(
            tx, [this, task](database::Transaction &group, const auto &queries, ProgressListener &listener) {
                Task next = *task;  // if the group fails, this part of it has not been taken
                if (auto ok = next.reconciliation.proceed(group, queries, m_calendar, listener, m_rowsPerWrite); !ok)
                    return ok;
                const bool isDone = next.reconciliation.isDone();
                if (isDone == next.isNoted) {
                    const auto ok = isDone ? repository::setReconciled(group, next.due)
                                           : repository::setReconciliationDue(group, next.due);
                    if (!ok)
                        return ok;
                    next.isNoted = !isDone;
                }
                group.afterCommit([this, task, next = std::move(next)] {
                    *task = next;
                    if (!task->reconciliation.isDone() && *m_isOpen)
                        queue(task);
                });
                return Result<void>();
            });
}

void EditionReconciler::queue(const std::shared_ptr<Task> &task)
{
    m_database.write<qint64>(
            [this, task, isOpen = m_isOpen](database::Transaction &tx) -> Result<qint64> {
                if (*isOpen)
                    reconcileSome(tx, task);
                return 0;
            },
            [](const Result<qint64> &done) {
                if (!done)
                    qWarning("learning: the people of a new edition are looked at after the next start: %s",
                             qPrintable(done.error().message));
            });
}

}  // namespace learning
