#include "models/domain/commerce/coupon/couponverdict.h"

#include "models/domain/commerce/price/rounding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

Fen worthOf(const Coupon &coupon, Fen amount)
{
    if (coupon.kind == CouponKind::Amount)
        return std::min(coupon.value, amount);
    const Fen off = std::min(percentOff(amount, int(coupon.value)), amount);
    return coupon.cap ? std::min(off, *coupon.cap) : off;
}

// What stands against the coupon itself, whatever is bought with it.
CouponRefusal refusalByCoupon(const Coupon &coupon, const CouponFacts &facts, Millis now)
{
    if (facts.isOthers)
        return CouponRefusal::NotYours;
    switch (coupon.state(now, facts.used, facts.reserved)) {
    case CouponState::Disabled: return CouponRefusal::Disabled;
    case CouponState::Scheduled: return CouponRefusal::NotStarted;
    case CouponState::Ended: return CouponRefusal::Expired;
    case CouponState::UsedUp: return CouponRefusal::UsedUp;
    case CouponState::Running: break;
    }
    if (coupon.perUserLimit && facts.byPerson >= *coupon.perUserLimit)
        return CouponRefusal::PerUserLimit;
    return CouponRefusal::None;
}

CouponRefusal refusalByPurchase(const Coupon &coupon, const CouponContext &context)
{
    if (!coupon.scope.includes(context.item))
        return CouponRefusal::OutOfScope;
    if (coupon.firstOrderOnly && (context.facts.hasOrdered || context.facts.hasOpenOrder))
        return CouponRefusal::FirstOrderOnly;
    if (context.exclusiveOffer || (context.onSale && !coupon.withSale))
        return CouponRefusal::NotWithSale;
    return CouponRefusal::None;
}

Words outOfScopeWords(ItemType item)
{
    switch (item) {
    case ItemType::Column: return {u"不适用于本专栏"_s, u"Not valid for this column"_s};
    case ItemType::Article: return {u"不适用于本课时"_s, u"Not valid for this lesson"_s};
    case ItemType::Membership: return {u"不适用于会员卡"_s, u"Not valid for memberships"_s};
    }
    return {};
}

}  // namespace

QString couponRefusalName(CouponRefusal refusal)
{
    switch (refusal) {
    case CouponRefusal::None: return {};
    case CouponRefusal::Unknown: return u"coupon_unknown"_s;
    case CouponRefusal::NotYours: return u"not_yours"_s;
    case CouponRefusal::Disabled: return u"disabled"_s;
    case CouponRefusal::NotStarted: return u"not_started"_s;
    case CouponRefusal::Expired: return u"expired"_s;
    case CouponRefusal::UsedUp: return u"used_up"_s;
    case CouponRefusal::PerUserLimit: return u"per_user_limit"_s;
    case CouponRefusal::OutOfScope: return u"out_of_scope"_s;
    case CouponRefusal::FirstOrderOnly: return u"first_order_only"_s;
    case CouponRefusal::NotWithSale: return u"not_with_sale"_s;
    case CouponRefusal::BelowThreshold: return u"below_threshold"_s;
    case CouponRefusal::NothingOff: return u"nothing_off"_s;
    }
    return {};
}

CouponVerdict judgeCoupon(const Coupon *coupon, const CouponContext &context, Millis now)
{
    if (!coupon)
        return {CouponRefusal::Unknown, 0, 0};
    if (const auto refusal = refusalByCoupon(*coupon, context.facts, now); refusal != CouponRefusal::None)
        return {refusal, 0, 0};
    if (const auto refusal = refusalByPurchase(*coupon, context); refusal != CouponRefusal::None)
        return {refusal, 0, 0};
    // Free already: "spend more" would be no help.
    if (context.amount > 0 && context.amount < coupon->threshold)
        return {CouponRefusal::BelowThreshold, 0, coupon->threshold - context.amount};
    const Fen off = worthOf(*coupon, context.amount);
    if (off <= 0)
        return {CouponRefusal::NothingOff, 0, 0};
    return {CouponRefusal::None, off, 0};
}

CouponRefusal judgeLateCoupon(const Coupon &coupon, const CouponFacts &facts)
{
    if (coupon.totalLimit && facts.used + facts.reserved >= *coupon.totalLimit)
        return CouponRefusal::UsedUp;
    if (coupon.perUserLimit && facts.byPerson >= *coupon.perUserLimit)
        return CouponRefusal::PerUserLimit;
    if (coupon.firstOrderOnly && (facts.hasOrdered || facts.hasOpenOrder))
        return CouponRefusal::FirstOrderOnly;
    return CouponRefusal::None;
}

Words couponWords(const CouponVerdict &verdict, ItemType item)
{
    switch (verdict.refusal) {
    case CouponRefusal::None: return {};
    case CouponRefusal::Unknown: return {u"没有这个优惠码"_s, u"There is no such coupon"_s};
    case CouponRefusal::NotYours: return {u"此券属于其他用户"_s, u"This coupon belongs to somebody else"_s};
    case CouponRefusal::Disabled: return {u"已停用"_s, u"No longer offered"_s};
    case CouponRefusal::NotStarted: return {u"尚未开始"_s, u"Not valid yet"_s};
    case CouponRefusal::Expired: return {u"已过期"_s, u"Expired"_s};
    case CouponRefusal::UsedUp: return {u"已领完"_s, u"All have been used"_s};
    case CouponRefusal::PerUserLimit: return {u"已达每人使用上限"_s, u"You have used it as often as you may"_s};
    case CouponRefusal::OutOfScope: return outOfScopeWords(item);
    case CouponRefusal::FirstOrderOnly: return {u"仅限首单使用"_s, u"Only for a first order"_s};
    case CouponRefusal::NotWithSale: return {u"不可与促销同享"_s, u"Can't be used on top of a sale"_s};
    case CouponRefusal::BelowThreshold:
        return {u"差 %1 可用"_s.arg(formatPrice(verdict.missing)),
                u"%1 short of this coupon's minimum"_s.arg(formatPrice(verdict.missing))};
    case CouponRefusal::NothingOff: return {u"无可减金额"_s, u"There is nothing to take off"_s};
    }
    return {};
}

}  // namespace commerce
