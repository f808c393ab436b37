#pragma once

#include "backend/accounts/people/personlookup.h"
#include "backend/commerce/learner/learnerrepository.h"
#include "backend/database/database.h"
#include "models/domain/clock.h"
#include "models/domain/learning/schoolcalendar.h"

namespace commerce {

/// A person as the list of learners shows her.
struct Learner {
    accounts::User person;
    LearnerRow all;
    std::vector<LearnerRow> courses;
    QHash<qint64, QString> titles;  ///< of the courses, by id
};

struct LearnerPage {
    std::vector<Learner> learners;
    qint64 total = 0;
};

/// Everybody with a right or progress. Administrators only (the route says so). Thread: workers.
class LearnerService
{
public:
    /// A file holds at most so many people.
    static constexpr int MaxExported = 100'000;

    LearnerService(database::Database &database, const Clock &clock, const learning::SchoolCalendar &calendar)
        : m_database(database), m_clock(clock), m_calendar(calendar)
    {
    }

    Result<LearnerPage> list(const LearnerFilter &filter, qint64 limit, qint64 offset) const;
    /// NotFound: no such person. Somebody without a right or progress is shown with nothing.
    Result<Learner> get(UserId person) const;
    /// Those of the filter as a CSV file: takes its time. `chinese`: the words of its first line and of states.
    Result<QByteArray> csv(LearnerFilter filter, bool chinese) const;

    Millis now() const { return m_clock.now(); }

private:
    static Result<std::optional<Learner>> learner(database::Connection &c, UserId person);

    database::Database &m_database;
    const Clock &m_clock;
    const learning::SchoolCalendar &m_calendar;
};

}  // namespace commerce
