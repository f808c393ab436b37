#include "backend/commerce/quote/quoteservice.h"

#include "backend/commerce/order/orderrepository.h"
#include "models/domain/commerce/coupon/couponcode.h"

#include <algorithm>

namespace commerce {

using database::Connection;

namespace {

Result<CouponFacts> couponFacts(Connection &c, UserId buyer, const SoldItem &item, const StoredCoupon &coupon)
{
    CouponFacts facts;
    facts.used = coupon.used;
    facts.reserved = coupon.reserved;
    if (!buyer.isValid())
        return facts;
    const auto uses = OrderRepository::usesOf(c, buyer, coupon.id);
    if (!uses)
        return uses.error();
    facts.byPerson = *uses;
    const auto ordered = OrderRepository::hasPaid(c, buyer);
    if (!ordered)
        return ordered.error();
    facts.hasOrdered = *ordered;
    const auto open = OrderRepository::hasOpenBeside(c, buyer, item.type, item.id);
    if (!open)
        return open.error();
    facts.hasOpenOrder = *open;
    return facts;
}

Result<std::optional<CouponEntry>> enteredCoupon(Connection &c, UserId buyer, const SoldItem &item, const QString &code,
                                                 std::optional<StoredCoupon> *found)
{
    CouponEntry entry;
    entry.code = normalCouponCode(code);
    if (entry.code.isEmpty())
        return std::optional<CouponEntry>();
    auto stored = CouponRepository::byCode(c, entry.code);
    if (!stored)
        return stored.error();
    if (*stored) {
        entry.coupon = (*stored)->coupon;
        const auto facts = couponFacts(c, buyer, item, **stored);
        if (!facts)
            return facts.error();
        entry.facts = *facts;
        if (found)
            *found = std::move(*stored);
    }
    return std::optional(std::move(entry));
}

}  // namespace

Result<std::vector<PersonalQuote::Own>> QuoteService::ownCoupons(Connection &c, UserId buyer, const ItemOnSale &sold,
                                                                 Millis now)
{
    const auto claimed = CouponRepository::claimedBy(c, buyer);
    if (!claimed)
        return claimed.error();
    std::vector<PersonalQuote::Own> out;
    for (const StoredCoupon &one : *claimed) {
        const CouponState state = one.coupon.state(now, one.used, one.reserved);
        if (state == CouponState::Ended || state == CouponState::Disabled)
            continue;
        if (out.size() == MostOwn)
            break;
        const auto with = quoteIn(c, buyer, sold, one.coupon.code, now);
        if (!with)
            return with.error();
        if (with->coupon)
            out.push_back({one.coupon.code, with->coupon->verdict, one.coupon.endsAt});
    }
    // Of two that take the same off, the one that ends first.
    std::stable_sort(out.begin(), out.end(), [](const PersonalQuote::Own &a, const PersonalQuote::Own &b) {
        if (a.verdict.applied() != b.verdict.applied())
            return a.verdict.applied();
        return a.verdict.off != b.verdict.off ? a.verdict.off > b.verdict.off : a.endsAt < b.endsAt;
    });
    return out;
}

Result<PersonalQuote> QuoteService::quote(const accounts::Actor &actor, ItemType type, qint64 id,
                                          const QString &couponCode, bool withOwn) const
{
    const auto sold = m_items.find(type, id);
    if (!sold)
        return sold.error();
    const Millis now = m_clock.now();
    return m_database.read([&](Connection &c) -> Result<PersonalQuote> {
        auto price = quoteIn(c, actor.user, *sold, couponCode, now);
        if (!price)
            return price.error();
        PersonalQuote out{std::move(*price), std::nullopt, {}};
        if (withOwn && actor.user.isValid()) {
            auto own = ownCoupons(c, actor.user, *sold, now);
            if (!own)
                return own.error();
            out.own = std::move(*own);
        }
        if (sold->course) {
            const LessonId lesson = type == ItemType::Article ? LessonId(id) : LessonId();
            auto access = Entitlements::access(c, actor, *sold->course, lesson, now);
            if (!access)
                return access.error();
            out.access = std::move(*access);
        }
        return out;
    });
}

Result<Quote> QuoteService::quoteIn(Connection &c, UserId buyer, const ItemOnSale &sold, const QString &couponCode,
                                    Millis now, std::optional<StoredCoupon> *coupon)
{
    QuoteInput in;
    in.item = sold.item;
    in.listPrice = sold.listPrice;
    in.isFree = sold.isFree;
    in.sales = sold.sales;
    if (buyer.isValid()) {
        auto held = MembershipRepository::heldBy(c, buyer);
        if (!held)
            return held.error();
        for (MembershipRepository::Held &h : *held)
            in.memberships.push_back(std::move(h.membership));
    }
    auto entered = enteredCoupon(c, buyer, sold.item, couponCode, coupon);
    if (!entered)
        return entered.error();
    in.coupon = std::move(*entered);
    return commerce::quote(in, now);
}

}  // namespace commerce
