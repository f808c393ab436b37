#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/database.h"
#include "backend/learning/progress/editionreconciliation.h"
#include "backend/learning/progress/progressbatch.h"

#include <atomic>
#include <memory>

namespace learning {

/// Brings records in line with new editions (editionreconciliation.h) without keeping the writer from everybody else: the first few hundred
/// people within the transaction that publishes, the others a few hundred at a time in writes of their own. What is not
/// finished is a row of `edition_stock`, and goes on after a restart.
/// Thread: as said; what it does runs on the writer's.
class EditionReconciler
{
public:
    EditionReconciler(database::Database &database, const catalog::CourseLookup &courses,
                      const SchoolCalendar &calendar, std::shared_ptr<ProgressBatch> batch,
                      int rowsPerWrite = EditionReconciliation::RowsPerWrite);

    /// Thread: the writer's, within the transaction that publishes.
    void begin(database::Transaction &tx, const catalog::CoursePtr &before, const catalog::CoursePtr &now);
    /// Goes on with what a former run of the program left, from the start of it. Thread: any but the writer's.
    Result<void> resume();
    /// Nothing is begun any more; what is queued does nothing. Thread: any.
    void stop() { *m_isOpen = false; }

private:
    struct Task {
        EditionReconciliation reconciliation;
        repository::DueReconciliation due;
        bool isNoted = false;  ///< has its row
    };
    void reconcileSome(database::Transaction &tx, const std::shared_ptr<Task> &task);
    void queue(const std::shared_ptr<Task> &task);

    database::Database &m_database;
    const catalog::CourseLookup &m_courses;
    const SchoolCalendar &m_calendar;
    const std::shared_ptr<ProgressBatch> m_batch;
    const int m_rowsPerWrite;
    const std::shared_ptr<std::atomic<bool>> m_isOpen = std::make_shared<std::atomic<bool>>(true);
};

}  // namespace learning
