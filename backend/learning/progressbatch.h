#pragma once

#include "backend/catalog/courselookup.h"
#include "backend/database/connection.h"
#include "backend/learning/progresslistener.h"
#include "backend/learning/progressrepository.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace learning {

/// A record that was believed, with the lesson it is about.
struct AdmittedRecord {
    std::shared_ptr<const catalog::CourseRef> course;
    const catalog::LessonRef *lesson = nullptr;  ///< inside `course`
    ProgressRecord record;
};

/// What is stored after a record was merged.
struct MergedRecord {
    bool positionTaken = false;
    Millis position = 0;
    Millis positionTime = 0;
    bool completed = false;
};

/// Merges the records of all writes of one group in memory and stores each changed row once, before the group's commit.
/// So the cost of a group is one read and one write per lesson touched and a few counter rows, however many records
/// there are. Nothing is kept from one group to the next: what is read is always what the store holds. Thread: the
/// writer's, all of it. Every write to `progress` goes through here.
class ProgressBatch
{
public:
    /// `completed` hears, after the commit, of people who completed a lesson.
    ProgressBatch(ProgressListener &listener, std::function<void(UserId, CourseId)> completed);

    /// Merges `records` of one learner, in order, and sees to it that they are stored with the group of `tx`.
    /// `now`: when they arrived. Errors: of reading; nothing is changed then.
    Result<std::vector<MergedRecord>> merge(database::Transaction &tx, UserId user,
                                            const std::vector<AdmittedRecord> &records, Millis now);

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
    struct Milestone {
        UserId user;
        std::shared_ptr<const catalog::CourseRef> course;
        ChapterId chapter;
        int day;
        Millis time;
    };

    Result<void> load(database::Transaction &tx, UserId user, const std::vector<AdmittedRecord> &records);
    MergedRecord mergeOne(UserId user, const AdmittedRecord &admitted, Millis now);
    Result<void> flush(database::Transaction &tx);
    Result<void> flushRows(database::Transaction &tx);
    Result<void> flushStarts(database::Transaction &tx);
    Result<void> flushCompletions(database::Transaction &tx);
    Result<void> complete(database::Transaction &tx, const Milestone &milestone, ChapterId chapter);

    ProgressListener &m_listener;
    std::function<void(UserId, CourseId)> m_completed;
    std::optional<repository::Texts> m_texts;
    std::unordered_map<Key, Row, KeyHash> m_rows;
    std::unordered_map<qint64, Credit> m_credits;
    std::vector<Milestone> m_starts;
    std::vector<Milestone> m_completions;
};

}  // namespace learning
