#include "backend/commerce/order/fulfilment.h"

#include "backend/accounts/people/personlock.h"
#include "backend/commerce/order/ordertopics.h"
#include "backend/outbox/outboxrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Transaction;

namespace {

Result<Order> lockedOrder(Transaction &tx, OrderId id)
{
    // The person before the order: whoever orders holds the person and looks for her open orders.
    auto found = OrderRepository::find(tx, id);
    if (found && *found && (*found)->buyer.isValid()) {
        if (auto ok = accounts::lockPerson(tx, (*found)->buyer); !ok)
            return ok.error();
    }
    if (auto ok = OrderRepository::lock(tx, id); !ok)
        return ok.error();
    found = OrderRepository::find(tx, id);
    if (!found)
        return found.error();
    if (!*found)
        return Error::notFound(u"There is no such order."_s);
    return std::move(**found);
}

StoredPayment storedPayment(const Order &order, const Payment &payment, bool surplus)
{
    return {{},
            order.id,
            payment.channel,
            payment.transaction.value_or(QString()),
            order.amount,
            surplus,
            payment.paidAt.value_or(payment.at),
            payment.at};
}

}  // namespace

Result<Fulfilment::Outcome> Fulfilment::pay(Transaction &tx, OrderId id, const std::optional<ItemOnSale> &sold,
                                            const Payment &payment)
{
    auto order = lockedOrder(tx, id);
    if (!order)
        return order.error();
    const bool late = order->status == OrderStatus::Closed;
    if (!late && order->status != OrderStatus::Pending)
        return payAgain(tx, *order, payment);
    const auto marked = OrderRepository::markPaid(tx, *order, payment.channel, payment.at, late);
    if (!marked)
        return marked.error();
    if (!*marked)
        return Outcome::AlreadyWas;
    order->status = OrderStatus::Paid;
    order->channel = payment.channel;
    order->paid = payment.at;
    if (auto ok = settleCoupon(tx, *order, late); !ok)
        return ok.error();
    if (payment.transaction) {
        const auto stored = PaymentRepository::insert(tx, m_numbers, storedPayment(*order, payment, false));
        if (!stored)
            return stored.error();
    }
    if (auto ok = book(tx, *order, payment, LedgerKind::Payment, u"payment:%1"_s.arg(id.value)); !ok)
        return ok.error();
    const OrderEvent event{late ? u"paid_late"_s : u"paid"_s, order->amount, payment.channel, payment.actor,
                           payment.at};
    if (auto ok = OrderRepository::addEvent(tx, id, event); !ok)
        return ok.error();
    if (auto ok = settleMessages(tx, id, true, payment.at); !ok)
        return ok.error();
    const auto given = give(tx, *order, sold, payment.at);
    if (!given)
        return given.error();
    announce(tx, *order);
    if (auto ok = m_listener.orderPaid(tx, *order, m_calendar.dayOf(payment.at)); !ok)
        return ok.error();
    if (!*given)
        return Outcome::PaidInVain;
    return late ? Outcome::PaidLate : Outcome::Paid;
}

Result<void> Fulfilment::settleCoupon(Transaction &tx, const Order &order, bool late)
{
    if (!order.coupon)
        return {};
    return late ? CouponRepository::consumeLate(tx, *order.coupon) : CouponRepository::consume(tx, *order.coupon);
}

Result<Fulfilment::Outcome> Fulfilment::payAgain(Transaction &tx, const Order &order, const Payment &payment)
{
    if (!payment.transaction)
        return Outcome::AlreadyWas;
    const auto known = PaymentRepository::byTransaction(tx, m_numbers, *payment.transaction);
    if (!known)
        return known.error();
    if (*known)
        return (*known)->order == order.id
                       ? Result<Outcome>(Outcome::AlreadyWas)
                       : Result<Outcome>(
                                 Error::conflict(u"This transaction has paid another order."_s, u"already_exists"_s));
    // With the keys, the school lost how to tell a repeat from another payment: nobody's money is to go back for that.
    const auto unreadable = PaymentRepository::hasUnreadable(tx, m_numbers, order.id, payment.channel);
    if (!unreadable || *unreadable)
        return unreadable ? Result<Outcome>(Outcome::AlreadyWas) : Result<Outcome>(unreadable.error());
    const auto id = PaymentRepository::insert(tx, m_numbers, storedPayment(order, payment, true));
    if (!id)
        return id.error();
    if (auto ok = book(tx, order, payment, LedgerKind::Surplus, u"surplus:%1"_s.arg(id->value)); !ok)
        return ok.error();
    const OrderEvent event{u"paid_again"_s, order.amount, payment.channel, payment.actor, payment.at};
    if (auto ok = OrderRepository::addEvent(tx, order.id, event); !ok)
        return ok.error();
    announce(tx, order);
    return Outcome::PaidAgain;
}

Result<void> Fulfilment::book(Transaction &tx, const Order &order, const Payment &payment, LedgerKind kind,
                              const QString &key)
{
    Booking booking;
    booking.key = key;
    booking.entry = {kind, order.amount, m_calendar.dayOf(payment.at)};
    booking.order = order.id;
    booking.course = order.course;
    booking.seller = order.seller;
    booking.channel = payment.channel;
    booking.at = payment.at;
    return LedgerRepository::book(tx, booking);
}

Result<void> Fulfilment::settleMessages(Transaction &tx, OrderId id, bool closeChannels, Millis now)
{
    for (const QString &topic : {topic::Expire, topic::Ask}) {
        if (auto ok = outbox::OutboxRepository::remove(tx, topic, id.value); !ok)
            return ok;
    }
    if (!closeChannels)
        return {};
    const auto open = OrderRepository::channelsOf(tx, id);
    if (!open)
        return open.error();
    return open->isEmpty() ? Result<void>() : m_outbox.add(tx, topic::Close, id.value, now);
}

/// False: the money is there, and what it was for is not.
Result<bool> Fulfilment::give(Transaction &tx, const Order &order, const std::optional<ItemOnSale> &sold, Millis at)
{
    if (!sold || !order.buyer.isValid())
        return false;
    const auto may = m_rights.mayBuy(tx, order.buyer, *sold, at);
    if (!may) {
        const ErrorCode code = may.error().code;
        const bool cannot = code == ErrorCode::Conflict || code == ErrorCode::FailedPrecondition;
        return cannot ? Result<bool>(false) : Result<bool>(may.error());
    }
    const auto given = m_rights.give(tx, order.buyer, *sold, order.id, at);
    return given ? Result<bool>(true) : Result<bool>(given.error());
}

Result<bool> Fulfilment::close(Transaction &tx, OrderId id, const QString &kind, UserId actor, Millis now,
                               bool channelsAreClosed)
{
    const auto order = lockedOrder(tx, id);
    if (!order)
        return order.error();
    const auto closed = OrderRepository::markClosed(tx, id, now);
    if (!closed || !*closed)
        return closed;
    if (order->coupon) {
        if (auto ok = CouponRepository::release(tx, *order->coupon); !ok)
            return ok.error();
    }
    if (auto ok = OrderRepository::addEvent(tx, id, {kind, std::nullopt, {}, actor, now}); !ok)
        return ok.error();
    if (auto ok = settleMessages(tx, id, !channelsAreClosed, now); !ok)
        return ok.error();
    announce(tx, *order);
    return true;
}

void Fulfilment::announce(Transaction &tx, const Order &order)
{
    tx.afterCommit([this, id = order.id.value, buyer = order.buyer] {
        m_events.publish({u"commerce.order"_s, id, buyer});
    });
}

}  // namespace commerce
