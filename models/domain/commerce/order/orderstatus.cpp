#include "models/domain/commerce/order/orderstatus.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

const QStringList &orderStatuses()
{
    static const QStringList names{u"pending"_s, u"paid"_s, u"partially_refunded"_s, u"refunded"_s, u"closed"_s};
    return names;
}

bool isTransition(OrderStatus from, OrderStatus to)
{
    switch (from) {
    case OrderStatus::Pending: return to == OrderStatus::Paid || to == OrderStatus::Closed;
    case OrderStatus::Paid:
    case OrderStatus::PartiallyRefunded: return to == OrderStatus::PartiallyRefunded || to == OrderStatus::Refunded;
    case OrderStatus::Closed: return to == OrderStatus::Paid;
    case OrderStatus::Refunded: return false;
    }
    return false;
}

Error transitionError(OrderStatus from)
{
    switch (from) {
    case OrderStatus::Pending: return Error::conflict(u"The order hasn't been paid."_s, u"order_not_paid"_s);
    case OrderStatus::Paid:
    case OrderStatus::PartiallyRefunded:
        return Error::conflict(u"The order has been paid already."_s, u"order_already_paid"_s);
    case OrderStatus::Refunded: return Error::conflict(u"The order has been refunded."_s, u"order_refunded"_s);
    case OrderStatus::Closed: return Error::conflict(u"The order is closed."_s, u"order_closed"_s);
    }
    return Error::internal(u"There is no such status."_s);
}

}  // namespace

QString orderStatusName(OrderStatus status)
{
    return orderStatuses().at(int(status));
}

std::optional<OrderStatus> orderStatusFromName(const QString &name)
{
    const qsizetype i = orderStatuses().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(OrderStatus(i));
}

bool isOrderExpired(OrderStatus status, Millis created, Millis now)
{
    return status == OrderStatus::Pending && now >= created + OrderLifetime;
}

Millis paymentTime(std::optional<Millis> said, Millis ordered, Millis now)
{
    constexpr Millis Day = 86'400'000;
    return said && *said >= ordered - Day && *said <= now + Day ? *said : now;
}

Result<void> mayBecome(OrderStatus from, OrderStatus to)
{
    if (isTransition(from, to))
        return {};
    return transitionError(from);
}

Result<RefundPlan> planRefund(OrderStatus status, Fen paid, Fen refundedBefore, std::optional<Fen> asked)
{
    if (const auto may = mayBecome(status, OrderStatus::Refunded); !may)
        return may.error();
    const Fen left = paid - refundedBefore;
    // An order of nothing is given back whole: there is no part of it to ask for.
    const Fen amount = asked.value_or(left);
    if (asked && (amount < 1 || amount > left)) {
        const QString what = u"must be between 1 and %1"_s.arg(left);
        return Error::invalid(u"amount "_s + what, u"invalid_fields"_s,
                              {{u"fields"_s, QJsonObject{{u"amount"_s, what}}}});
    }
    return RefundPlan{amount, amount == left ? OrderStatus::Refunded : OrderStatus::PartiallyRefunded};
}

}  // namespace commerce
