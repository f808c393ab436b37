#pragma once

#include "backend/commerce/commerceids.h"
#include "backend/database/connection.h"
#include "models/domain/commerce/membership/membership.h"

#include <optional>
#include <vector>

namespace commerce {

struct StoredPlan {
    PlanId id;
    MembershipPlan plan;
    bool withdrawn = false;  ///< not sold any more; who has it keeps it
};

/// Membership plans and people's time in them. Thread: the connection's.
class MembershipRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<std::vector<StoredPlan>> plans(Connection &c, bool withdrawnToo);  ///< by price, then id
    static Result<std::optional<StoredPlan>> plan(Connection &c, PlanId id);
    static Result<PlanId> insert(Transaction &tx, const MembershipPlan &plan, Millis now);
    static Result<void> update(Transaction &tx, PlanId id, const MembershipPlan &plan, Millis now);
    static Result<void> setWithdrawn(Transaction &tx, PlanId id, bool withdrawn, Millis now);

    static Result<std::optional<MembershipTime>> time(Connection &c, UserId user, PlanId plan);
    static Result<void> setTime(Transaction &tx, UserId user, PlanId plan, const MembershipTime &time);

    /// A person's time in every plan that she has or had.
    struct Held {
        PlanId plan;
        HeldMembership membership;
    };
    static Result<std::vector<Held>> heldBy(Connection &c, UserId user);
};

}  // namespace commerce
