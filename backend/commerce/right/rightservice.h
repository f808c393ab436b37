#pragma once

#include "backend/commerce/quote/itemsonsale.h"
#include "backend/commerce/right/rightkeeper.h"
#include "backend/database/database.h"
#include "models/domain/accounts/actor.h"

#include <functional>

namespace commerce {

/// Whether there is such an account. Handed in by the composition root.
using KnowsPerson = std::function<Result<bool>(UserId)>;

/// A person's rights, and what staff does with them by hand. Administrators only (the route says so). Thread: workers.
class RightService
{
public:
    RightService(database::Database &database, const Clock &clock, const ItemsOnSale &items, RightKeeper &keeper,
                 KnowsPerson knows)
        : m_database(database), m_clock(clock), m_items(items), m_keeper(keeper), m_knows(std::move(knows))
    {
    }

    Result<std::vector<StoredRight>> ofPerson(UserId person) const;  ///< newest first
    /// `until` in the past: InvalidArgument. NotFound: no such person or item.
    Result<StoredRight> give(UserId person, ItemType type, qint64 item, std::optional<Millis> until);
    /// Of a right that staff gave or somebody bought; memberships by refund only (FailedPrecondition "not_by_hand").
    Result<StoredRight> setUntil(RightId right, std::optional<Millis> until);
    Result<StoredRight> revoke(RightId right);

    Millis now() const { return m_clock.now(); }

private:
    using Change = std::function<Result<void>(database::Transaction &, const StoredRight &)>;
    Result<StoredRight> change(RightId id, const Change &how);

    database::Database &m_database;
    const Clock &m_clock;
    const ItemsOnSale &m_items;
    RightKeeper &m_keeper;
    KnowsPerson m_knows;
};

}  // namespace commerce
