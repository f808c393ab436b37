#pragma once

#include "backend/commerce/enrolment/enrolmentlistener.h"
#include "backend/commerce/membership/membershiprepository.h"
#include "backend/commerce/quote/itemsonsale.h"
#include "backend/commerce/right/rightlistener.h"
#include "backend/commerce/right/rightrepository.h"
#include "backend/events/eventhub.h"

namespace commerce {

/// Gives and takes rights inside the transactions of those who decide on them (orders, refunds, staff), and keeps the
/// person's enrolment in step: it says what the rights together come to. Every call locks the person first. Thread: the
/// writer's.
class RightKeeper
{
public:
    RightKeeper(events::EventHub &events, const learning::SchoolCalendar &calendar, EnrolmentListener &enrolled,
                RightListener &ended)
        : m_events(events), m_calendar(calendar), m_enrolled(enrolled), m_ended(ended)
    {
    }

    /// What a purchase would give (purchasedRight), for who wants to know before there is an order. Plans are never
    /// refused. Errors: Conflict "already_owned", FailedPrecondition "validity_over".
    Result<void> mayBuy(database::Connection &c, UserId user, const ItemOnSale &sold, Millis now) const;
    /// What an order gives.
    Result<void> give(database::Transaction &tx, UserId user, const ItemOnSale &sold, OrderId order, Millis now);
    /// Staff gives a course or a lesson until `until` (nothing: for good), or a membership until then (nothing: for the
    /// months of its plan). Conflict "already_owned": the membership runs until then anyway.
    Result<RightId> giveByStaff(database::Transaction &tx, UserId user, const ItemOnSale &given,
                                std::optional<Millis> until, Millis now);
    /// Takes back what the order gave: a course or lesson when all of the money went back, a membership by the share of what
    /// was refunded now.
    Result<void> takeBack(database::Transaction &tx, OrderId order, Fen paid, Fen refundedBefore, Fen refundedNow,
                          Millis now);
    /// Of a membership: takes the time that staff gave from the end of its run.
    Result<void> revoke(database::Transaction &tx, const StoredRight &right, Millis now);
    /// Gives back what was taken; not of memberships. `course`: as for setUntil.
    Result<void> restore(database::Transaction &tx, const StoredRight &right, const catalog::CoursePtr &course,
                         Millis now);
    /// `course`: of a course right that may open again, for those who hear of that; null where it isn't known.
    Result<void> setUntil(database::Transaction &tx, const StoredRight &right, std::optional<Millis> until,
                          const catalog::CoursePtr &course, Millis now);

private:
    Result<std::vector<Right>> held(database::Connection &c, UserId user, RightKind kind, qint64 item) const;
    Result<void> giveMembership(database::Transaction &tx, UserId user, PlanId plan, int months, OrderId order,
                                Millis now);
    Result<void> shorten(database::Transaction &tx, const StoredRight &right, Fen paid, Fen refundedBefore,
                         Fen refundedNow, Millis now);
    /// Makes the enrolment say what the person's rights to the course come to.
    /// `course`: told to those who hear of new enrolments; null where none can come of it.
    Result<void> settleEnrolment(database::Transaction &tx, UserId user, CourseId id, const catalog::CoursePtr &course,
                                 Millis now);
    Result<void> tellChanged(database::Transaction &tx, const StoredRight &right, const catalog::CoursePtr &course,
                             Millis now);
    /// The list of learners and whoever looks at the person.
    Result<void> note(database::Transaction &tx, UserId user, CourseId course, Millis now);
    Result<RightId> giveMembershipByStaff(database::Transaction &tx, UserId user, const ItemOnSale &plan,
                                          std::optional<Millis> until, Millis now);

    events::EventHub &m_events;
    const learning::SchoolCalendar &m_calendar;
    EnrolmentListener &m_enrolled;
    RightListener &m_ended;
};

}  // namespace commerce
