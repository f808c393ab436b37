#include "backend/accounts/people/personlock.h"
#include "backend/audit/auditlog.h"
#include "backend/commerce/coupon/couponrepository.h"
#include "backend/commerce/order/ordertopics.h"
#include "backend/commerce/refund/refundservice.h"
#include "backend/outbox/outboxrepository.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// How refunds end: what channels say of them, and the one transaction that books it.
namespace commerce {

using database::Connection;
using database::Transaction;

Result<Order> RefundService::orderOf(Connection &c, OrderId id)
{
    auto order = OrderRepository::find(c, id);
    if (!order)
        return order.error();
    if (!*order)
        return Error::notFound(u"There is no such order."_s);
    return std::move(**order);
}

Result<Order> RefundService::locked(Transaction &tx, OrderId id)
{
    const auto order = orderOf(tx, id);
    if (!order)
        return order;
    if (order->buyer.isValid()) {
        if (auto ok = accounts::lockPerson(tx, order->buyer); !ok)
            return ok.error();
    }
    if (auto ok = OrderRepository::lock(tx, id); !ok)
        return ok.error();
    return orderOf(tx, id);
}

Result<StoredPayment> RefundService::surplusOf(Connection &c, const StoredRefund &refund) const
{
    auto payment = PaymentRepository::find(c, m_numbers, refund.surplus.value_or(PaymentId()));
    if (!payment)
        return payment.error();
    if (!*payment)
        return Error::internal(u"The payment of a refund isn't there."_s);
    return std::move(**payment);
}

Result<bool> RefundService::differs(const StoredRefund &refund, const QString &channel, const RefundState &state) const
{
    return m_database.read([&](Connection &c) -> Result<bool> {
        const auto order = orderOf(c, refund.order);
        if (!order)
            return order.error();
        QString paidThrough = order->channel;
        if (refund.surplus) {
            const auto payment = surplusOf(c, refund);
            if (!payment)
                return payment.error();
            paidThrough = payment->channel;
        }
        const bool sameAmount = state.amount == 0 || state.amount == refund.amount;  // Alipay's notices say none
        return state.orderNo != order->number || channel != paidThrough || !sameAmount;
    });
}

Result<void> RefundService::refuseDifference(const StoredRefund &refund, const QString &channel,
                                             const RefundState &state)
{
    const auto noted = m_database.write([&](Transaction &tx) {
        return OrderRepository::addEvent(tx, refund.order,
                                         {u"refund_differs"_s, state.amount, channel, UserId(), m_clock.now()});
    });
    if (!noted)
        return noted;
    return Error::conflict(u"What was paid back is not what the refund is about."_s, u"refund_differs"_s);
}

Result<void> RefundService::hear(const QString &channel, const RefundState &state)
{
    const auto found = m_database.read([&](Connection &c) { return RefundRepository::byNumber(c, state.refundNo); });
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const StoredRefund &refund = **found;
    const auto other = differs(refund, channel, state);
    if (!other)
        return other.error();
    if (*other)
        return refuseDifference(refund, channel, state);
    const bool waits = refund.status == refundstatus::Sending || refund.status == refundstatus::Failed;
    if (!waits || state.status != RefundStatus::Succeeded)
        return {};
    return m_database.write([&](Transaction &tx) { return finish(tx, refund.id); });
}

Result<void> RefundService::finish(Transaction &tx, RefundId id)
{
    const auto refund = RefundRepository::find(tx, id);
    if (!refund)
        return refund.error();
    if (!*refund)
        return Error::notFound(u"There is no such refund."_s);
    const StoredRefund &r = **refund;
    const auto order = locked(tx, r.order);
    if (!order)
        return order.error();
    const Millis now = m_clock.now();
    for (const QString &from : {refundstatus::Sending, refundstatus::Failed}) {
        const auto moved = RefundRepository::move(tx, id, from, refundstatus::Done, r.decidedBy, now);
        if (!moved)
            return moved.error();
        if (!*moved)
            continue;
        // A notice may have told before the channel was asked again: there is nothing left to ask.
        if (auto ok = outbox::OutboxRepository::remove(tx, topic::Refund, id.value); !ok)
            return ok;
        return r.surplus ? finishSurplus(tx, *order, r, now) : finishOfOrder(tx, *order, r, now);
    }
    return {};
}

Result<void> RefundService::finishOfOrder(Transaction &tx, const Order &order, const StoredRefund &r, Millis now)
{
    // Another refund was made while this one counted as failed: the order takes what it holds, the books take all of it.
    const Fen counted = std::min(r.amount, order.left());
    if (counted > 0 || order.amount == 0) {
        const auto added = OrderRepository::addRefund(tx, order.id, counted);
        if (!added)
            return added.error();
        if (!*added)
            return Error::internal(u"A refund of an order that isn't paid."_s);
        if (auto ok = m_rights.takeBack(tx, order.id, order.amount, order.refunded, counted, now); !ok)
            return ok;
        if (order.coupon && order.refunded + counted >= order.amount) {
            if (auto ok = CouponRepository::giveBack(tx, *order.coupon); !ok)
                return ok;
        }
    }
    if (auto ok = book(tx, order, r, order.channel, now); !ok)
        return ok;
    if (auto ok = OrderRepository::addEvent(tx, order.id, {u"refunded"_s, r.amount, {}, r.decidedBy, now}); !ok)
        return ok;
    if (r.amount > counted) {
        if (auto ok = noteExcess(tx, r, r.amount - counted, now); !ok)
            return ok;
    }
    announce(tx, order);
    return m_listener.orderRefunded(tx, order, r.amount, m_calendar.dayOf(now));
}

Result<void> RefundService::noteExcess(Transaction &tx, const StoredRefund &refund, Fen excess, Millis now)
{
    const OrderEvent event{u"refund_excess"_s, excess, {}, UserId(), now};
    if (auto ok = OrderRepository::addEvent(tx, refund.order, event); !ok)
        return ok;
    return audit::AuditLog::add(tx, {UserId(), u"refund.excess"_s, u"order:%1"_s.arg(refund.order.value),
                                     QJsonObject{{u"refund"_s, refund.id.value}, {u"excess"_s, excess}}, now});
}

Result<void> RefundService::finishSurplus(Transaction &tx, const Order &order, const StoredRefund &refund, Millis now)
{
    const auto payment = surplusOf(tx, refund);
    if (!payment)
        return payment.error();
    if (auto ok = book(tx, order, refund, payment->channel, now); !ok)
        return ok;
    announce(tx, order);
    return OrderRepository::addEvent(tx, order.id, {u"surplus_refunded"_s, refund.amount, payment->channel, {}, now});
}

Result<void> RefundService::book(Transaction &tx, const Order &order, const StoredRefund &refund,
                                 const QString &channel, Millis now)
{
    Booking booking;
    booking.key = u"refund:%1"_s.arg(refund.id.value);
    booking.entry = {LedgerKind::Refund, -refund.amount, m_calendar.dayOf(now)};
    booking.order = order.id;
    booking.course = order.course;
    booking.seller = order.seller;
    booking.channel = channel;
    booking.at = now;
    return LedgerRepository::book(tx, booking);
}

}  // namespace commerce
