#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/commerce/membership/membershiprepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

namespace commerce {

/// Membership plans: administrators make, change and withdraw them, everybody sees those that are sold; and what a person
/// has of them. Buying is an order's matter. Thread: workers.
class MembershipService
{
public:
    MembershipService(database::Database &database, const Clock &clock, events::EventHub &events,
                      const catalog::CourseLookup &courses)
        : m_database(database), m_clock(clock), m_events(events), m_courses(courses)
    {
    }

    /// Administrators see withdrawn ones too.
    Result<std::vector<StoredPlan>> plans(const accounts::Actor &actor) const;
    /// Those that are sold and hold for a published course: it may be in one of their categories or below it. NotFound.
    Result<std::vector<StoredPlan>> plansFor(CourseId course) const;
    Result<StoredPlan> add(UserId by, const MembershipPlan &plan);
    /// What was bought before keeps its time, and follows the plan in benefit and scope. NotFound.
    Result<StoredPlan> change(UserId by, PlanId id, const MembershipPlan &plan);
    /// Not sold any more, or again. NotFound.
    Result<StoredPlan> setWithdrawn(UserId by, PlanId id, bool withdrawn);
    Result<std::vector<MembershipRepository::Held>> mine(const accounts::Actor &actor) const;

    Millis now() const { return m_clock.now(); }

private:
    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    const catalog::CourseLookup &m_courses;
};

}  // namespace commerce
