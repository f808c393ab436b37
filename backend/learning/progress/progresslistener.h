#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/ids.h"

namespace learning {

/// What a merged record changed, for those who count (ARCHITECTURE §5: "one transaction with the counters it changes");
/// or a whole day at once of a person who had no right to the lesson then and has it now.
struct LessonActivity {
    UserId user;
    const catalog::CourseSnapshot *course = nullptr;  ///< valid during the call
    const catalog::LessonSnapshot *lesson = nullptr;
    int day = 0;               ///< of the record, by the school's calendar
    bool firstRecord = false;  ///< a new viewer of the lesson
    bool completed = false;    ///< now, for the first time
    int plays = 0;             ///< runs of hours with records (watchcounters.h); −1: two of them were one
    bool newDay = false;       ///< this learner's first record in this lesson on this day
    int previousDay = 0;       ///< with newDay: the learner's days in this lesson around it; 0: none
    int nextDay = 0;
    int coveredSeconds = 0;  ///< new unique seconds of `film`
    AssetId film;            ///< none: of a lesson without one
    int watchSeconds = 0;    ///< added watch time

    bool changesNothing() const
    {
        return !firstRecord && !completed && !plays && !newDay && !coveredSeconds && !watchSeconds;
    }
};

/// A learner's first lesson of a chapter or course, or the last one that was missing.
struct ScopeActivity {
    UserId user;
    CourseId course;
    ChapterId chapter;  ///< none: the whole course
    int day = 0;
};

/// Counts learning as it is stored. Declared here, implemented by later features.
/// Thread: the writer's, all of it. Calls collect in memory; `flush` writes what was collected, inside the group's
/// transaction, before its commit; an error of it fails the group. `drop` forgets what was collected.
class ProgressListener
{
public:
    virtual ~ProgressListener() = default;
    virtual void lessonActivity(const LessonActivity &activity) = 0;
    virtual void scopeStarted(const ScopeActivity &activity) = 0;
    virtual void scopeCompleted(const ScopeActivity &activity) = 0;
    virtual Result<void> flush(database::Transaction &tx) = 0;
    virtual void drop() = 0;
};

/// All who count, in order.
class ProgressListeners final : public ProgressListener, public database::Listeners<ProgressListener>
{
public:
    using Listeners::Listeners;
    void lessonActivity(const LessonActivity &activity) override { tell(&ProgressListener::lessonActivity, activity); }
    void scopeStarted(const ScopeActivity &activity) override { tell(&ProgressListener::scopeStarted, activity); }
    void scopeCompleted(const ScopeActivity &activity) override { tell(&ProgressListener::scopeCompleted, activity); }
    Result<void> flush(database::Transaction &tx) override { return tell(&ProgressListener::flush, tx); }
    void drop() override { tell(&ProgressListener::drop); }
};

}  // namespace learning
