#pragma once

#include "backend/database/connection.h"
#include "models/domain/accounts/user.h"
#include "models/domain/commerce/learner/learnerstanding.h"
#include "models/domain/ids.h"

#include <vector>

namespace commerce {

enum class LearnerSort { Name, Seen, Since };

/// Which learners a list shows, and in which order.
struct LearnerFilter {
    CourseId course;  ///< none: everybody
    QString text;     ///< part of the name or the login
    std::optional<RightState> right;
    std::optional<LearningState> learning;
    LearnerSort sort = LearnerSort::Name;
    bool descending = false;
    Millis now = 0;
};

/// What is kept of a person in a course, or in all together.
struct LearnerRow {
    UserId user;
    CourseId course;  ///< none: all together
    Millis since = 0;
    RightStanding standing;
    int seenDay = 0;  ///< the last one with progress, by the school's calendar; 0: not begun
    int finishedDay = 0;

    LearningState learning() const
    {
        return finishedDay ? LearningState::Finished : seenDay ? LearningState::Started : LearningState::NotStarted;
    }
};

/// Rows of learners (0029_learners.sql says what they are). Lists go along an index that holds all that they ask for, so a
/// page of 100,000 costs what it skips, and reads no row. Thread: the connection's.
class LearnerRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<qint64> count(Connection &c, const LearnerFilter &filter);
    static Result<std::vector<UserId>> list(Connection &c, const LearnerFilter &filter, qint64 limit, qint64 offset);
    /// The statement of `list`, for those who look at its plan.
    static QByteArray listStatement(const database::Dialect &dialect, const LearnerFilter &filter);
    /// Of a person: all together first, then by course id.
    static Result<std::vector<LearnerRow>> ofPerson(Connection &c, UserId user);

    static Result<bool> isKnown(Connection &c, UserId user, CourseId course);
    static Result<void> insert(Transaction &tx, const accounts::User &person, CourseId course, Millis since);
    static Result<void> setStanding(Transaction &tx, UserId user, CourseId course, const RightStanding &standing);
    /// In the course and in all together; an earlier day changes nothing.
    static Result<void> setSeen(Transaction &tx, UserId user, CourseId course, int day);
    static Result<void> setFinished(Transaction &tx, UserId user, CourseId course, int day);
    static Result<void> rename(Transaction &tx, const accounts::User &person);
    /// Those whose name isn't known yet.
    static Result<std::vector<UserId>> nameless(Connection &c, int limit);
};

}  // namespace commerce
