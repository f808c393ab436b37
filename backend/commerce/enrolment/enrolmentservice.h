#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/commerce/enrolment/enrolmentlistener.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/enrolment.h"

#include <QHash>

#include <optional>
#include <vector>

namespace commerce {

/// Enrols learners and answers who is enrolled in what. Thread: workers.
class EnrolmentService
{
public:
    EnrolmentService(database::Database &database, const Clock &clock, events::EventHub &events,
                     const catalog::CourseLookup &courses, EnrolmentListener &listener)
        : m_database(database), m_clock(clock), m_events(events), m_courses(courses), m_listener(listener)
    {
    }

    /// Enrols the actor in a published course. Asking again answers the enrolment there is, so a nervous client changes
    /// nothing; a trial one becomes a free one where the course is free by now.
    ///   - free: the course must be free, else FailedPrecondition "payment_required"
    ///   - trial: the course must have a trial or free lesson, else FailedPrecondition "no_trial". It lists the course
    ///     among one's own; what may be watched is said by the lessons (models/domain/commerce/access.h)
    ///   - paid: needs a paid order of this person for this course, else FailedPrecondition "order_not_paid". A school
    ///     that takes no orders answers this always
    /// NotFound for a course that isn't published.
    Result<Enrolment> enrol(const accounts::Actor &actor, CourseId course, EnrolmentType type);

    Result<std::optional<Enrolment>> enrolment(UserId user, CourseId course) const;
    /// The same as a transaction sees it. Thread: that of the connection.
    static Result<std::optional<Enrolment>> enrolment(database::Connection &c, UserId user, CourseId course);
    Result<std::vector<Enrolment>> coursesOf(UserId user) const;                       ///< newest first
    Result<QHash<qint64, qint64>> counts(const std::vector<CourseId> &courses) const;  ///< course id → learners

private:
    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    const catalog::CourseLookup &m_courses;
    EnrolmentListener &m_listener;
};

}  // namespace commerce
