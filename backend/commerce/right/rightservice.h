#pragma once

#include "backend/commerce/quote/itemsonsale.h"
#include "backend/commerce/right/rightkeeper.h"
#include "backend/database/database.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/access.h"

#include <functional>

namespace commerce {

/// Whether there is such an account. Handed in by the composition root.
using KnowsPerson = std::function<Result<bool>(UserId)>;

/// A right with what it is called.
struct NamedRight {
    StoredRight stored;
    QString title;    ///< of the course, the lesson or the plan; empty: there is none any more
    QString orderNo;  ///< of the order it came from
};

/// A person's rights, and what staff does with them by hand: each doing leaves a line in the audit log. Administrators only
/// (the route says so). Thread: workers.
class RightService
{
public:
    static constexpr int MaxReason = 200;

    RightService(database::Database &database, const Clock &clock, const catalog::CourseLookup &courses,
                 const ItemsOnSale &items, RightKeeper &keeper, KnowsPerson knows)
        : m_database(database), m_clock(clock), m_courses(courses), m_items(items), m_keeper(keeper),
          m_knows(std::move(knows))
    {
    }

    Result<std::vector<NamedRight>> ofPerson(UserId person) const;  ///< newest first
    /// May this person watch the course, and by which rule. NotFound: no such person, or the course has no edition.
    Result<Access> access(UserId person, CourseId course) const;

    /// `until` in the past: InvalidArgument. NotFound: no such person or item. A membership without an end lasts as its plan
    /// does; Conflict "already_owned": it runs until then anyway.
    Result<NamedRight> give(const accounts::Actor &actor, UserId person, ItemType type, qint64 item,
                            std::optional<Millis> until);
    /// Of a right that staff gave or somebody bought; memberships are given anew (FailedPrecondition "not_by_hand").
    Result<NamedRight> setUntil(const accounts::Actor &actor, RightId right, std::optional<Millis> until);
    /// The same, and a membership that staff gave. What is revoked already stays so. `reason` stays with the right: it may
    /// name people, so it isn't in the audit log.
    Result<NamedRight> revoke(const accounts::Actor &actor, RightId right, const QString &reason);
    /// Takes a revocation back; not of memberships (FailedPrecondition "not_by_hand"), nor of what a refund took
    /// ("refunded").
    Result<NamedRight> restore(const accounts::Actor &actor, RightId right);

    Millis now() const { return m_clock.now(); }

private:
    using Change =
            std::function<Result<void>(database::Transaction &, const StoredRight &, const catalog::CoursePtr &)>;
    Result<NamedRight> change(RightId id, bool memberships, const Change &how);
    Result<catalog::CoursePtr> courseOf(RightId id) const;

    database::Database &m_database;
    const Clock &m_clock;
    const catalog::CourseLookup &m_courses;
    const ItemsOnSale &m_items;
    RightKeeper &m_keeper;
    KnowsPerson m_knows;
};

}  // namespace commerce
