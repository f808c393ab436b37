#pragma once

#include "models/domain/clock.h"
#include "models/domain/money.h"
#include "models/domain/result.h"

#include <QString>

#include <optional>

/// The life of an order (DOMAIN §18). Thread: any (pure).
namespace commerce {

enum class OrderStatus { Pending, Paid, PartiallyRefunded, Refunded, Closed };

QString orderStatusName(OrderStatus status);  ///< "pending", "paid", "partially_refunded", "refunded", "closed"
std::optional<OrderStatus> orderStatusFromName(const QString &name);

/// An unpaid order holds its coupon and its price for so long.
inline constexpr Millis OrderLifetime = 30LL * 60 * 1000;

/// Half-open: at created + OrderLifetime it has expired.
bool isOrderExpired(OrderStatus status, Millis created, Millis now);

/// When an order was paid, as its channel's bill has it: the channel's time, unless that can't be (more than a day before it
/// was `ordered`, or after now); then now.
Millis paymentTime(std::optional<Millis> said, Millis ordered, Millis now);

/// pending → paid | closed; paid → partially_refunded | refunded; partially_refunded → partially_refunded | refunded;
/// closed → paid (a late payment that can still be honoured; what can't is paid and then refunded). Errors: Conflict with
/// what stands against it: "order_already_paid", "order_not_paid", "order_closed", "order_refunded".
Result<void> mayBecome(OrderStatus from, OrderStatus to);

/// What a refund of `asked` fen (nothing: all that is left) of an order in `status` is. Errors: as mayBecome() for an order
/// that isn't paid or is refunded; InvalidArgument "invalid_fields" (amount) when `asked` is below 1 or above what is left.
struct RefundPlan {
    Fen amount = 0;
    OrderStatus after = OrderStatus::Refunded;
};
Result<RefundPlan> planRefund(OrderStatus status, Fen paid, Fen refundedBefore, std::optional<Fen> asked);

}  // namespace commerce
