#include "models/domain/commerce/coupon/coupon.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

QString couponKindName(CouponKind kind)
{
    return kind == CouponKind::Amount ? u"amount"_s : u"percent"_s;
}

QString couponStateName(CouponState state)
{
    switch (state) {
    case CouponState::Scheduled: return u"scheduled"_s;
    case CouponState::Running: return u"running"_s;
    case CouponState::UsedUp: return u"used_up"_s;
    case CouponState::Ended: return u"ended"_s;
    case CouponState::Disabled: return u"disabled"_s;
    }
    return {};
}

CouponState Coupon::state(Millis now, qint64 used, qint64 reserved) const
{
    if (disabled)
        return CouponState::Disabled;
    if (now >= endsAt)
        return CouponState::Ended;
    if (now < startsAt)
        return CouponState::Scheduled;
    return left(used, reserved) == 0 ? CouponState::UsedUp : CouponState::Running;
}

std::optional<qint64> Coupon::left(qint64 used, qint64 reserved) const
{
    if (!totalLimit)
        return std::nullopt;
    return std::max<qint64>(*totalLimit - used - reserved, 0);
}

QJsonObject Coupon::toJson(Millis now, qint64 used, qint64 reserved) const
{
    QJsonObject object{{u"code"_s, code},
                       {u"kind"_s, couponKindName(kind)},
                       {u"value"_s, value},
                       {u"threshold"_s, threshold},
                       {u"scope"_s, scope.toJson()},
                       {u"startsAt"_s, toIso(startsAt)},
                       {u"endsAt"_s, toIso(endsAt)},
                       {u"firstOrderOnly"_s, firstOrderOnly},
                       {u"withSale"_s, withSale},
                       {u"state"_s, couponStateName(state(now, used, reserved))},
                       {u"used"_s, used},
                       {u"reserved"_s, reserved}};
    const std::pair<QString, std::optional<qint64>> maybe[] = {{u"cap"_s, cap},
                                                               {u"totalLimit"_s, totalLimit},
                                                               {u"perUserLimit"_s, perUserLimit},
                                                               {u"left"_s, left(used, reserved)}};
    for (const auto &[name, number] : maybe)
        if (number)
            object.insert(name, *number);
    return object;
}

}  // namespace commerce
