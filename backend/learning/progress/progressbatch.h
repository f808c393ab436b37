#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "backend/learning/playback/learningright.h"
#include "backend/learning/progress/milestones.h"
#include "backend/learning/progress/progresslistener.h"
#include "backend/learning/progress/progressrepository.h"
#include "backend/learning/progress/withheldrepository.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace learning {

/// A record that was believed, with the lesson it is about.
struct AdmittedRecord {
    std::shared_ptr<const catalog::CourseSnapshot> course;
    const catalog::LessonSnapshot *lesson = nullptr;  ///< inside `course`
    ProgressRecord record;
    bool manages = false;  ///< who sent it manages the course
};

/// What is stored after a record was merged.
struct MergedRecord {
    bool positionTaken = false;
    Millis position = 0;
    Millis positionTime = 0;
    AssetId film;  ///< that the position is of
    bool completed = false;
};

/// Merges the records of all writes of one group in memory and stores each changed row once, before the group's commit.
/// So the cost of a group is one read and one write per lesson touched and a few counter rows, however many records
/// there are. Nothing is kept from one group to the next but rights that were found: what is read is always what the
/// store holds. Thread: the writer's, all of it. Every write to `progress` goes through here.
///
/// Who counts: progress of people without a right to the lesson is stored like any other, and what it would have
/// counted is withheld, until the right comes: with an enrolment (in its transaction), or when a new edition gives the
/// lesson away (with the next record). Then all of it counts, on the days it happened. Whoever began a lesson with a
/// right finishes it with it: a lesson that counts is never asked about again, so it costs nothing.
class ProgressBatch
{
public:
    /// `completed` hears, after the commit, of courses of which somebody completed a lesson.
    ProgressBatch(ProgressListener &listener, std::function<void(UserId owner, CourseId)> completed);

    /// Merges `records` of one learner, in order, and sees to it that they are stored with the group of `tx`.
    /// `now`: when they arrived. Errors: of reading; nothing is changed then.
    Result<std::vector<MergedRecord>> merge(database::Transaction &tx, UserId user,
                                            const std::vector<AdmittedRecord> &records, Millis now);

    /// Counts what was withheld of this person in this course, where there is a right now; to be called as the last
    /// step of the write that gives it. Errors: of the store; nothing is changed then.
    Result<void> countWithheld(database::Transaction &tx, UserId user,
                               const std::shared_ptr<const catalog::CourseSnapshot> &course, Millis now);

    /// A right of this person ended before its time: see LearningRight::forget.
    void forgetRights(database::Transaction &tx, UserId user) { m_right.forget(tx, user); }

    /// `step` runs with the group of `tx`, once all rows of it are stored and before its counters are. An error of it
    /// fails the group.
    using Step = std::function<Result<void>(database::Transaction &, const repository::Queries &queries,
                                            ProgressListener &)>;
    void whenStored(database::Transaction &tx, Step step);

    /// After a group has failed: forgets what it merged.
    void drop();

private:
    struct Key {
        qint64 user;
        qint64 lesson;
        bool operator==(const Key &) const = default;
    };
    struct KeyHash {
        size_t operator()(const Key &key) const { return qHashMulti(0, key.user, key.lesson); }
    };
    struct Row {
        repository::StoredProgress stored;
        bool changed = false;
    };
    struct Credit {
        WatchCredit value;
        bool changed = false;
    };

    using CoursePtr = std::shared_ptr<const catalog::CourseSnapshot>;
    /// What may count now, by lesson and day; the store has let go of it already.
    struct Released {
        UserId user;
        CoursePtr course;
        std::map<std::pair<LessonId, int>, repository::WithheldDay> days;
        std::vector<LessonActivity> coverage;  ///< of each film of those lessons
    };

    void begin(database::Transaction &tx);
    Result<void> load(database::Transaction &tx, UserId user, const std::vector<AdmittedRecord> &records);
    /// Which lessons of the records count. Answers the courses where withheld ones do from now on.
    Result<std::vector<Released>> judge(database::Transaction &tx, UserId user,
                                        const std::vector<AdmittedRecord> &records, Millis now);
    Result<Released> release(database::Transaction &tx, UserId user, const CoursePtr &course, bool manages, Millis now);
    Result<void> releaseCoverage(database::Transaction &tx, Released &out, const catalog::LessonSnapshot &lesson);
    void count(const Released &released);
    void withhold(const LessonActivity &activity, const ProgressRecord &record, const ProgressState &state);
    /// Cuts the record to what real time allows, coverage and time spent. Answers the seconds of coverage cut off.
    static int cutToCredit(Credit &credit, ProgressRecord &record, const FilmProgress &film,
                           const WatchCounters &counters, Millis now, double maximumSpeed);
    MergedRecord mergeOne(UserId user, const AdmittedRecord &admitted, Millis now);
    Result<void> flush(database::Transaction &tx);
    Result<void> flushRows(database::Transaction &tx);
    Result<void> flushWithheld(database::Transaction &tx);

    ProgressListener &m_listener;
    std::function<void(UserId owner, CourseId)> m_completed;
    std::optional<repository::Queries> m_queries;
    std::unordered_map<Key, Row, KeyHash> m_rows;
    std::unordered_map<qint64, Credit> m_credits;
    std::map<std::tuple<UserId, CourseId, LessonId, int>, repository::WithheldDay> m_withheld;
    LearningRight m_right;
    Milestones m_milestones;
    std::vector<Step> m_steps;
    std::vector<std::pair<UserId, CourseId>> m_news;  ///< owner and course of a completion
};

}  // namespace learning
