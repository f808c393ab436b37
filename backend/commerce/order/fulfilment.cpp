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

/// What stands against giving an order that had ended its use of the coupon back. The person is locked.
Result<CouponRefusal> lateRefusal(Transaction &tx, const Order &order)
{
    if (auto ok = CouponRepository::lock(tx, *order.coupon); !ok)
        return ok.error();
    const auto stored = CouponRepository::find(tx, *order.coupon);
    if (!stored)
        return stored.error();
    if (!*stored)
        return CouponRefusal::Unknown;
    CouponFacts facts;
    facts.used = (*stored)->used;
    facts.reserved = (*stored)->reserved;
    if (order.buyer.isValid()) {
        const auto uses = OrderRepository::usesOf(tx, order.buyer, *order.coupon);
        const auto paid = OrderRepository::hasPaid(tx, order.buyer);
        const auto open = OrderRepository::hasOpen(tx, order.buyer);
        if (!uses || !paid || !open)
            return !uses ? uses.error() : !paid ? paid.error() : open.error();
        facts.byPerson = *uses;
        facts.hasOrdered = *paid;
        facts.hasOpenOrder = *open;
    }
    return judgeLateCoupon((*stored)->coupon, facts);
}

Error paidAnother()
{
    return Error::conflict(u"This transaction has paid another order."_s, u"transaction_used"_s);
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
    if (payment.transaction) {
        const auto known = PaymentRepository::byTransaction(tx, m_numbers, *payment.transaction);
        if (!known)
            return known.error();
        if (*known)
            return (*known)->order == id ? Result<Outcome>(Outcome::AlreadyWas) : Result<Outcome>(paidAnother());
    }
    const bool late = order->status == OrderStatus::Closed;
    if (!late && order->status != OrderStatus::Pending)
        return payAgain(tx, *order, payment);
    // Before it is marked as paid, which counts as a use of the coupon and as an order.
    const auto refusal = late && order->coupon ? lateRefusal(tx, *order) : Result<CouponRefusal>(CouponRefusal::None);
    if (!refusal)
        return refusal.error();
    const auto marked = OrderRepository::markPaid(tx, *order, payment.channel, payment.at, late);
    if (!marked)
        return marked.error();
    if (!*marked)
        return Outcome::AlreadyWas;
    order->status = OrderStatus::Paid;
    order->channel = payment.channel;
    order->paid = payment.at;
    const auto couponTaken = settleCoupon(tx, *order, late, *refusal);
    if (!couponTaken)
        return couponTaken.error();
    if (payment.transaction) {
        const auto stored = PaymentRepository::insert(tx, m_numbers, storedPayment(*order, payment, false));
        if (!stored)
            return stored.error().reason == "already_exists"_L1 ? paidAnother() : stored.error();
    }
    if (auto ok = book(tx, *order, payment, LedgerKind::Payment, u"payment:%1"_s.arg(id.value)); !ok)
        return ok.error();
    const OrderEvent event{late ? u"paid_late"_s : u"paid"_s, order->amount, payment.channel, payment.actor,
                           payment.at};
    if (auto ok = OrderRepository::addEvent(tx, id, event); !ok)
        return ok.error();
    if (auto ok = settleMessages(tx, id, true, payment.at); !ok)
        return ok.error();
    const auto given = *couponTaken ? give(tx, *order, sold, payment.at) : Result<bool>(false);
    if (!given)
        return given.error();
    announce(tx, *order);
    if (auto ok = m_listener.orderPaid(tx, *order, m_calendar.dayOf(payment.at)); !ok)
        return ok.error();
    if (!*given)
        return Outcome::PaidInVain;
    return late ? Outcome::PaidLate : Outcome::Paid;
}

Result<bool> Fulfilment::settleCoupon(Transaction &tx, Order &order, bool late, CouponRefusal refusal)
{
    if (!order.coupon)
        return true;
    if (!late) {
        const auto consumed = CouponRepository::consume(tx, *order.coupon);
        return consumed ? Result<bool>(true) : Result<bool>(consumed.error());
    }
    if (refusal == CouponRefusal::None) {
        const auto consumed = CouponRepository::consumeLate(tx, *order.coupon);
        if (!consumed || *consumed)
            return consumed;
    }
    order.coupon.reset();
    if (auto ok = OrderRepository::dropCoupon(tx, order.id); !ok)
        return ok.error();
    const QString why = couponRefusalName(refusal == CouponRefusal::None ? CouponRefusal::UsedUp : refusal);
    const OrderEvent event{u"coupon_gone"_s, std::nullopt, why, UserId(), order.paid.value_or(order.created)};
    const auto told = OrderRepository::addEvent(tx, order.id, event);
    return told ? Result<bool>(false) : Result<bool>(told.error());
}

Result<Fulfilment::Outcome> Fulfilment::payAgain(Transaction &tx, const Order &order, const Payment &payment)
{
    if (!payment.transaction)
        return Outcome::AlreadyWas;
    // With the keys, the school lost how to tell a repeat from another payment: nobody's money is to go back for that.
    const auto unreadable = PaymentRepository::hasUnreadable(tx, m_numbers, order.id, payment.channel);
    if (!unreadable || *unreadable)
        return unreadable ? Result<Outcome>(Outcome::AlreadyWas) : Result<Outcome>(unreadable.error());
    const auto id = PaymentRepository::insert(tx, m_numbers, storedPayment(order, payment, true));
    if (!id)
        return id.error().reason == "already_exists"_L1 ? paidAnother() : id.error();
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
    ItemOnSale ordered = *sold;
    if (order.terms) {
        ordered.months = order.terms->months;
        ordered.validity = order.terms->validity;
    }
    const auto may = m_rights.mayBuy(tx, order.buyer, ordered, at);
    if (!may) {
        const ErrorCode code = may.error().code;
        const bool cannot = code == ErrorCode::Conflict || code == ErrorCode::FailedPrecondition;
        return cannot ? Result<bool>(false) : Result<bool>(may.error());
    }
    const auto given = m_rights.give(tx, order.buyer, ordered, order.id, at);
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
    tx.afterCommit([this, id = order.id.value, buyer = order.buyer, seller = order.seller] {
        m_events.publish({u"commerce.order"_s, id, buyer});
        if (seller.isValid() && seller != buyer)
            m_events.publish({u"commerce.order"_s, id, seller});
    });
}

}  // namespace commerce
