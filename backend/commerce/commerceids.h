#pragma once

#include "models/domain/ids.h"

/// Ids of commerce's rows. Thread: any (values).
namespace commerce {

using CouponId = Id<struct CouponTag>;
using PlanId = Id<struct PlanTag>;
using OrderId = Id<struct OrderTag>;
using PaymentId = Id<struct PaymentTag>;
using RefundId = Id<struct RefundTag>;
using RightId = Id<struct RightTag>;
using ReconciliationId = Id<struct ReconciliationTag>;

}  // namespace commerce
