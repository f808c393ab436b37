#pragma once

#include "backend/accounts/people/personlistener.h"
#include "backend/commerce/learner/learnerrepository.h"
#include "backend/database/database.h"

namespace commerce {

/// Keeps the list of learners in step: whoever gives, takes or counts calls it in the same transaction. People who are gone
/// are passed over. Stateless. Thread: the writer's, but `settleNames`.
class LearnerRegister final : public accounts::PersonListener
{
public:
    using Transaction = database::Transaction;

    /// Somebody's rights to the course (none: to a plan) have changed.
    static Result<void> rightsChanged(Transaction &tx, UserId user, CourseId course, Millis now);
    /// Somebody joined, without a right of her own: free, or to try.
    static Result<void> joined(Transaction &tx, UserId user, CourseId course, Millis now);
    /// Somebody learned on this day of the school's calendar; `finished`: the course, then.
    static Result<void> learned(Transaction &tx, UserId user, CourseId course, int day, bool finished);

    Result<void> renamed(Transaction &tx, const accounts::User &person) override;

    /// Fills in the names of those whom a migration has listed. Before the first request; any thread but the writer's.
    static Result<void> settleNames(database::Database &database);
};

}  // namespace commerce
