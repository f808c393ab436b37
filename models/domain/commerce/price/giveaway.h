#pragma once

#include "models/domain/commerce/coupon/coupon.h"
#include "models/domain/commerce/price/listprice.h"

/// What would give an item away (DOMAIN §7): said before it is stored and before it is published. Thread: any (pure).
namespace commerce {

/// A sale at nothing that runs at `now` or is still to come.
bool salesGiveAway(const std::vector<SaleWindow> &sales, Millis now);

/// Whether somebody pays nothing for the item with this coupon from `now` on: at `price`, or on one of the sales where the
/// coupon may be used then. False for what costs nothing anyhow, and for a coupon that is disabled or over.
bool couponGivesAway(const Coupon &coupon, const SoldItem &item, Fen price, const std::vector<SaleWindow> &sales,
                     Millis now);

}  // namespace commerce
