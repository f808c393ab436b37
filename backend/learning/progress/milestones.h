#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "backend/learning/progress/progresslistener.h"
#include "backend/learning/progress/progressrepository.h"

#include <memory>
#include <vector>

namespace learning {

/// A person began or completed a lesson: what it may mean for its chapter and its course is found out later.
struct Milestone {
    UserId user;
    std::shared_ptr<const catalog::CourseSnapshot> course;
    ChapterId chapter;  ///< of the lesson
    int day = 0;        ///< school day
    Millis time = 0;
};

/// The milestones of one group of writes, kept until its lessons are stored. Then each person's first record in a
/// chapter and in a course, and their last lesson of it, are marked once for all time and told to the listener once.
/// Thread: the writer's.
class Milestones
{
public:
    explicit Milestones(ProgressListener &listener) : m_listener(listener) {}

    void started(Milestone milestone) { m_starts.push_back(std::move(milestone)); }
    /// In any order; those of one person in the order in which a chapter is to be looked at: it completes on the day
    /// of the first one told.
    void completed(Milestone milestone) { m_completions.push_back(std::move(milestone)); }

    /// To be called when the group's lessons are stored: what is complete is read from there. Errors: of the store.
    Result<void> flush(database::Transaction &tx, const repository::Queries &queries);
    void drop();  ///< after the group has failed

private:
    Result<void> flushStarts(database::Transaction &tx, const repository::Queries &queries);
    Result<void> flushCompletions(database::Transaction &tx, const repository::Queries &queries);
    Result<void> complete(database::Transaction &tx, const repository::Queries &queries, const Milestone &milestone,
                          ChapterId chapter);

    ProgressListener &m_listener;
    std::vector<Milestone> m_starts;
    std::vector<Milestone> m_completions;
};

}  // namespace learning
