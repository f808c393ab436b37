#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/learning/progress/progresslistener.h"
#include "backend/learning/progress/progressrepository.h"
#include "models/domain/learning/schoolcalendar.h"

#include <map>
#include <memory>
#include <vector>

/// What a new edition makes of what people did before: a lesson that moves takes its people along into its new chapter,
/// and who had finished everything that is left has finished the course. Without it the figures of chapters and courses
/// would say less than those of their lessons, and less than every learner's own page.
/// Thread: the writer's.
namespace learning {

/// Whether lessons have come, gone or changed their chapter: otherwise there is nothing to look at.
bool hasOtherLessons(const catalog::CourseSnapshot &before, const catalog::CourseSnapshot &now);

/// Marks who has begun and finished what in an edition, and tells the listener of those it did not know. Nothing is ever
/// taken back: who counted goes on counting. Each counts on the day on which it was true by the person's own records,
/// not on the day of publishing.
///
/// Only people whom the change can concern are looked at, and some of them at a time: those who have begun a lesson that
/// came, and, where lessons have gone from a chapter or the course, those who have finished the last one of what is
/// left. A value: where it stands can be copied, and taken again after a write that failed.
class EditionReconciliation
{
public:
    /// So many rows of people are read with one write; others get their turn between two of them.
    static constexpr int RowsPerWrite = 500;

    /// Without `before` everybody in the course is looked at.
    EditionReconciliation(const std::shared_ptr<const catalog::CourseSnapshot> &before,
                          std::shared_ptr<const catalog::CourseSnapshot> now);

    /// Looks at up to `rows` people more. All rows of the course must be stored. Errors: of the store.
    Result<void> proceed(database::Transaction &tx, const repository::Queries &queries, const SchoolCalendar &calendar,
                         ProgressListener &listener, int rows = RowsPerWrite);
    bool isDone() const { return m_at == m_sources.size(); }
    const catalog::CourseSnapshot &course() const { return *m_now; }

private:
    /// A lesson whose people are looked at.
    struct Source {
        LessonId lesson;
        bool onlyFinished = false;
    };
    /// What one person did in one chapter (or the whole course).
    struct Sum {
        int finished = 0;       ///< lessons
        Millis lastSeen = 0;    ///< newest record
        Millis lastFinish = 0;  ///< newest completion
    };

    void concern(ChapterId chapter, bool hasLost);
    Result<void> settle(database::Transaction &tx, const repository::Queries &queries, const SchoolCalendar &calendar,
                        ProgressListener &listener, UserId user) const;
    std::map<ChapterId, Sum> sumsOf(const std::vector<repository::CountedMark> &marks) const;

    std::shared_ptr<const catalog::CourseSnapshot> m_now;
    std::map<ChapterId, int> m_lessons;  ///< how many, of the chapters concerned; no chapter: the whole course
    std::vector<Source> m_sources;
    size_t m_at = 0;  ///< among the sources
    UserId m_after;   ///< the last person looked at there
};

}  // namespace learning
