#pragma once

#include "models/domain/commerce/coupon/coupon.h"

/// May this coupon be used on this purchase, and for how much (DOMAIN §4)? Thread: any (pure).
namespace commerce {

/// In the order in which they are looked at; the first one is said.
enum class CouponRefusal {
    None,
    Unknown,         ///< "coupon_unknown": there is no such code
    NotYours,        ///< "not_yours": it was given to somebody else; said before anything else of it
    Disabled,        ///< "disabled"
    NotStarted,      ///< "not_started"
    Expired,         ///< "expired"
    UsedUp,          ///< "used_up": all are used or held by open orders
    PerUserLimit,    ///< "per_user_limit": this person has had her share
    OutOfScope,      ///< "out_of_scope": not for this item
    FirstOrderOnly,  ///< "first_order_only": she has paid an order, or has one open that would be the first
    NotWithSale,     ///< "not_with_sale": the item is on sale, or at a flash or group price
    BelowThreshold,  ///< "below_threshold", with the fen that are missing
    NothingOff       ///< "nothing_off": free already, or a percentage below half a fen: using it would waste it
};

QString couponRefusalName(CouponRefusal refusal);  ///< the stable word; empty for None

/// What the store knows of a coupon when somebody wants to use it. A hold of the very order that is being worked on is
/// not counted.
struct CouponFacts {
    qint64 used = 0;            ///< by paid orders of anybody
    qint64 reserved = 0;        ///< by open orders of anybody
    qint64 byPerson = 0;        ///< of these, this person's, used and reserved
    bool hasOrdered = false;    ///< this person has paid an order before, whatever became of it
    bool hasOpenOrder = false;  ///< she has an open order of something else, with this coupon or without
    bool isOthers = false;      ///< it was claimed by or given to somebody else
    bool operator==(const CouponFacts &) const = default;
};

struct CouponContext {
    const SoldItem &item;
    Fen amount = 0;               ///< the price that is left when the coupon's turn comes
    bool onSale = false;          ///< a scheduled sale lowered it
    bool exclusiveOffer = false;  ///< a flash or group price lowered it: those take no coupon at all
    CouponFacts facts;
};

struct CouponVerdict {
    CouponRefusal refusal = CouponRefusal::None;
    Fen off = 0;      ///< applied: 1..amount, never above the cap
    Fen missing = 0;  ///< BelowThreshold: so many fen more

    bool applied() const { return refusal == CouponRefusal::None; }
};

/// `coupon`: nullptr is a code that nobody made.
CouponVerdict judgeCoupon(const Coupon *coupon, const CouponContext &context, Millis now);

/// An order that had ended is paid after all (DOMAIN §18): may it have its use of the coupon back? Window, scope and whether
/// the coupon is offered were judged when it was ordered; the limits are judged as of now. `hasOpenOrder` counts any.
CouponRefusal judgeLateCoupon(const Coupon &coupon, const CouponFacts &facts);

/// Why it was refused, for people: "差 ¥12.00 可用" / "¥12.00 short of this coupon's minimum". Empty for an applied one.
Words couponWords(const CouponVerdict &verdict, ItemType item);

}  // namespace commerce
