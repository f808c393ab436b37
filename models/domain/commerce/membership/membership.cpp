#include "models/domain/commerce/membership/membership.h"

#include "models/domain/commerce/price/rounding.h"

#include <algorithm>

namespace commerce {

Extension extendMembership(const std::optional<MembershipTime> &current, int months, Millis now,
                           const learning::SchoolCalendar &calendar)
{
    const bool runs = current && now <= current->until;
    const Millis from = runs ? std::max(now, current->until) : now;
    const Millis until = calendar.addMonths(from, months);
    return {{runs ? current->from : now, until}, {from, until}};
}

MembershipTime shortenMembership(const MembershipTime &run, const BoughtTime &bought, Fen paid, Fen refundedBefore,
                                 Fen refundedNow)
{
    if (bought.until <= run.from)
        return run;
    const Millis length = bought.until - bought.from;
    const auto taken = [&](Fen refunded) {
        return paid <= 0 ? length : shareOf(length, std::clamp<Fen>(refunded, 0, paid), paid);
    };
    const Millis before = paid <= 0 ? 0 : taken(refundedBefore);
    return {run.from, std::max(run.from, run.until - (taken(refundedBefore + refundedNow) - before))};
}

Membership membershipAt(const std::optional<MembershipTime> &time, Millis now)
{
    if (!time || now < time->from)
        return Membership::None;
    return time->isValidAt(now) ? Membership::Active : Membership::Expired;
}

MembershipFacts membershipFor(const std::vector<HeldMembership> &held, const SoldItem &item, Millis now)
{
    MembershipFacts facts;
    for (const HeldMembership &one : held) {
        if (one.benefit != Benefit::Free || item.type == ItemType::Membership || !one.scope.includes(item))
            continue;
        const Membership state = membershipAt(one.time, now);
        const bool better = (state == Membership::Active && facts.state != Membership::Active) ||
                            (state == Membership::Expired && facts.state == Membership::None);
        if (better)
            facts = {state, one.time.until};
        else if (state == facts.state && state != Membership::None)
            facts.until = std::max(*facts.until, one.time.until);
    }
    return facts;
}

std::optional<MembershipDiscount> bestDiscount(const std::vector<HeldMembership> &held, const SoldItem &item,
                                               Fen amount, Millis now)
{
    std::optional<MembershipDiscount> best;
    if (item.type == ItemType::Membership)
        return best;
    for (const HeldMembership &one : held) {
        if (!one.time.isValidAt(now) || !one.scope.includes(item))
            continue;
        const Fen off = one.benefit == Benefit::Free ? amount : percentOff(amount, one.percentOff);
        if (off > (best ? best->off : 0))
            best = MembershipDiscount{&one, off};
    }
    return best;
}

}  // namespace commerce
