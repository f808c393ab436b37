#pragma once

#include "models/domain/clock.h"
#include "models/domain/commerce/access.h"
#include "models/domain/commerce/membership/plan.h"
#include "models/domain/learning/schoolcalendar.h"

#include <optional>
#include <vector>

/// A person's membership in one plan: how buying extends it and a refund shortens it (DOMAIN §9). Thread: any (pure).
namespace commerce {

/// One unbroken run: [from, until). Buying while it runs prolongs it; buying after it ended begins another.
struct MembershipTime {
    Millis from = 0;
    Millis until = 0;

    bool isValidAt(Millis now) const { return now >= from && now < until; }
    bool operator==(const MembershipTime &) const = default;
};

/// What one order added to a run: [from, until). Kept with the order, for a refund.
struct BoughtTime {
    Millis from = 0;
    Millis until = 0;

    bool operator==(const BoughtTime &) const = default;
};

struct Extension {
    MembershipTime time;  ///< the run as it is now
    BoughtTime bought;
};

/// Adds `months` calendar months in the school's zone, from max(now, until) on: the hour is kept, the day cut to the
/// month's last (31 Jan → 28 Feb → 28 Mar); an hour that the clocks skip is moved forward by the gap, one that comes
/// twice is its first. `current`: the person's time in this plan, whether it still runs or not; nothing: never had one.
Extension extendMembership(const std::optional<MembershipTime> &current, int months, Millis now,
                           const learning::SchoolCalendar &calendar);

/// The run after a refund. `refundedBefore` and `refundedNow` (fen, ≥ 0) are parts of what the order `paid`; their share
/// of the bought time goes, from the end of the run. Rounded on the sum, so that any number of partial refunds take what
/// one of the whole takes: all of it. A free order (paid 0) is given back whole. Time bought for a run that lapsed before
/// this one began takes nothing from it. `until` may come before now (it has ended then), never before `from`.
MembershipTime shortenMembership(const MembershipTime &run, const BoughtTime &bought, Fen paid, Fen refundedBefore,
                                 Fen refundedNow);

/// None: never had one, or it begins later.
Membership membershipAt(const std::optional<MembershipTime> &time, Millis now);

/// One plan that a person has or had, as rules of price and access want it.
struct HeldMembership {
    QString planName;
    Scope scope;
    Benefit benefit = Benefit::Free;
    int percentOff = 0;
    MembershipTime time;
};

/// What a person's memberships say about watching `item`'s course: only plans whose benefit is free let members watch.
struct MembershipFacts {
    Membership state = Membership::None;  ///< the best of those that include the course
    std::optional<Millis> until;          ///< Active: the latest end; Expired: when the last one ended
};
MembershipFacts membershipFor(const std::vector<HeldMembership> &held, const SoldItem &item, Millis now);

/// The membership that takes most off `amount` at `now`, with what it takes off; nullopt: none takes anything. A plan
/// itself gets none. Of two alike the earlier in the list.
struct MembershipDiscount {
    const HeldMembership *membership = nullptr;  ///< lives as long as `held`
    Fen off = 0;
};
std::optional<MembershipDiscount> bestDiscount(const std::vector<HeldMembership> &held, const SoldItem &item,
                                               Fen amount, Millis now);

}  // namespace commerce
