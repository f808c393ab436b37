#include "models/domain/commerce/price/giveaway.h"

#include "models/domain/commerce/coupon/couponverdict.h"

#include <algorithm>

namespace commerce {

bool salesGiveAway(const std::vector<SaleWindow> &sales, Millis now)
{
    return std::any_of(sales.begin(), sales.end(),
                       [now](const SaleWindow &sale) { return sale.price == 0 && sale.endsAt > now; });
}

bool couponGivesAway(const Coupon &coupon, const SoldItem &item, Fen price, const std::vector<SaleWindow> &sales,
                     Millis now)
{
    const Millis from = std::max(now, coupon.startsAt);
    const auto takesAll = [&](Fen amount, bool onSale) {
        if (amount == 0)
            return false;
        const CouponVerdict verdict = judgeCoupon(&coupon, {item, amount, onSale, false, {}}, from);
        return verdict.applied() && verdict.off == amount;
    };
    if (takesAll(price, false))
        return true;
    return std::any_of(sales.begin(), sales.end(), [&](const SaleWindow &sale) {
        const bool meet = sale.startsAt < coupon.endsAt && sale.endsAt > from;
        return meet && sale.price < price && takesAll(sale.price, true);
    });
}

}  // namespace commerce
