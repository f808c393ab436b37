#include "backend/commerce/refund/refundservice.h"

#include "backend/accounts/people/personlock.h"
#include "backend/audit/auditlog.h"
#include "backend/commerce/coupon/couponrepository.h"
#include "backend/commerce/order/ordertopics.h"
#include "backend/outbox/outboxrepository.h"
#include "models/domain/commerce/order/ordernumber.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

const QString Requested = u"requested"_s;
const QString Sending = u"sending"_s;
const QString Done = u"done"_s;
const QString Refused = u"refused"_s;
const QString Failed = u"failed"_s;

constexpr Millis AskAgainAfter = 60'000;  // the channel has accepted a refund and is at it

Result<Order> orderToRefund(Connection &c, OrderId id)
{
    auto order = OrderRepository::find(c, id);
    if (!order)
        return order.error();
    if (!*order)
        return Error::notFound(u"There is no such order."_s);
    return std::move(**order);
}

/// The buyer's rows before the order's, as everywhere.
Result<Order> lockedForRefund(Transaction &tx, OrderId id)
{
    const auto order = orderToRefund(tx, id);
    if (!order)
        return order;
    if (order->buyer.isValid()) {
        if (auto ok = accounts::lockPerson(tx, order->buyer); !ok)
            return ok.error();
    }
    if (auto ok = OrderRepository::lock(tx, id); !ok)
        return ok.error();
    return orderToRefund(tx, id);
}

Result<StoredPayment> surplusOf(Connection &c, const TransactionNumbers &numbers, const StoredRefund &refund)
{
    auto payment = PaymentRepository::find(c, numbers, refund.surplus.value_or(PaymentId()));
    if (!payment)
        return payment.error();
    if (!*payment)
        return Error::internal(u"The payment of a refund isn't there."_s);
    return std::move(**payment);
}

Error refundOpen()
{
    return Error::conflict(u"A refund of this order is on its way already."_s, u"refund_open"_s);
}

audit::Line refundLine(const accounts::Actor &actor, const QString &action, const StoredRefund &refund, Millis now)
{
    return {actor.user, action, u"order:%1"_s.arg(refund.order.value),
            QJsonObject{{u"refund"_s, refund.id.value}, {u"amount"_s, refund.amount}}, now};
}

}  // namespace

void RefundService::announce(Transaction &tx, const Order &order)
{
    tx.afterCommit([this, id = order.id.value, buyer = order.buyer] {
        m_events.publish({u"commerce.order"_s, id, buyer});
    });
}

Result<StoredRefund> RefundService::ask(const accounts::Actor &actor, OrderId id, const QString &reason)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredRefund> {
        const auto order = lockedForRefund(tx, id);
        if (!order)
            return order.error();
        if (!accounts::owns(actor.user, order->buyer))
            return Error::notFound(u"There is no such order."_s);
        const auto plan = planRefund(order->status, order->amount, order->refunded, std::nullopt);
        if (!plan)
            return plan.error();
        StoredRefund refund;
        refund.number = orderNumber(m_clock.now(), m_random);
        refund.order = id;
        refund.amount = plan->amount;
        refund.reason = reason;
        refund.status = Requested;
        refund.askedBy = actor.user;
        refund.created = m_clock.now();
        const auto made = RefundRepository::insert(tx, refund);
        if (!made)
            return made.error().reason == "already_exists"_L1 ? refundOpen() : made.error();
        refund.id = *made;
        const OrderEvent event{u"refund_requested"_s, plan->amount, reason, actor.user, refund.created};
        if (auto ok = OrderRepository::addEvent(tx, id, event); !ok)
            return ok.error();
        announce(tx, *order);
        return refund;
    });
}

Result<StoredRefund> RefundService::decide(const accounts::Actor &actor, OrderId id, std::optional<Fen> amount,
                                           const QString &reason)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredRefund> {
        const auto order = lockedForRefund(tx, id);
        if (!order)
            return order.error();
        const auto plan = planRefund(order->status, order->amount, order->refunded, amount);
        if (!plan)
            return plan.error();
        auto refund = start(tx, actor, *order, *plan, reason);
        if (!refund)
            return refund;
        const auto logged = audit::AuditLog::add(tx, refundLine(actor, u"refund.decide"_s, *refund, m_clock.now()));
        return logged ? refund : Result<StoredRefund>(logged.error());
    });
}

Result<StoredRefund> RefundService::start(Transaction &tx, const accounts::Actor &actor, const Order &order,
                                          const RefundPlan &plan, const QString &reason)
{
    const Millis now = m_clock.now();
    const auto open = RefundRepository::openOf(tx, order.id);
    if (!open)
        return open.error();
    StoredRefund refund = open->value_or(StoredRefund());
    if (*open) {
        const auto moved = RefundRepository::move(tx, refund.id, Requested, Sending, actor.user, std::nullopt);
        if (!moved)
            return moved.error();
        if (!*moved)
            return refundOpen();
        if (auto ok = RefundRepository::setAmount(tx, refund.id, plan.amount); !ok)
            return ok.error();
    } else {
        refund.number = orderNumber(now, m_random);
        refund.order = order.id;
        refund.reason = reason;
        refund.askedBy = refund.decidedBy = actor.user;
        refund.created = now;
        refund.amount = plan.amount;
        refund.status = Sending;
        const auto made = RefundRepository::insert(tx, refund);
        if (!made)
            return made.error();
        refund.id = *made;
    }
    refund.amount = plan.amount;
    refund.status = Sending;
    const OrderEvent event{u"refund_started"_s, plan.amount, reason, actor.user, now};
    if (auto ok = OrderRepository::addEvent(tx, order.id, event); !ok)
        return ok.error();
    if (auto ok = m_outbox.add(tx, topic::Refund, refund.id.value, now); !ok)
        return ok.error();
    announce(tx, order);
    return refund;
}

Result<StoredRefund> RefundService::refuse(const accounts::Actor &actor, OrderId id, const QString &reason)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredRefund> {
        const auto order = lockedForRefund(tx, id);
        if (!order)
            return order.error();
        const auto open = RefundRepository::openOf(tx, id);
        if (!open)
            return open.error();
        const Millis now = m_clock.now();
        const auto moved = *open ? RefundRepository::move(tx, (*open)->id, Requested, Refused, actor.user, now)
                                 : Result<bool>(false);
        if (!moved)
            return moved.error();
        if (!*moved)
            return Error::conflict(u"Nobody waits for this refund to be decided."_s, u"refund_not_requested"_s);
        const OrderEvent event{u"refund_refused"_s, std::nullopt, reason, actor.user, now};
        if (auto ok = OrderRepository::addEvent(tx, id, event); !ok)
            return ok.error();
        announce(tx, *order);
        StoredRefund refund = **open;
        refund.status = Refused;
        refund.finished = now;
        const auto logged = audit::AuditLog::add(tx, refundLine(actor, u"refund.refuse"_s, refund, now));
        return logged ? Result<StoredRefund>(refund) : Result<StoredRefund>(logged.error());
    });
}

Result<void> RefundService::startBySchool(Transaction &tx, OrderId id)
{
    const auto order = lockedForRefund(tx, id);
    if (!order)
        return order.error();
    const auto plan = planRefund(order->status, order->amount, order->refunded, std::nullopt);
    if (!plan)
        return plan.error();
    const auto started = start(tx, accounts::Actor(), *order, *plan, u"What was bought can't be given any more"_s);
    return started ? Result<void>() : Result<void>(started.error());
}

Result<void> RefundService::startSurplus(Transaction &tx, const QString &transaction)
{
    const auto payment = PaymentRepository::byTransaction(tx, m_numbers, transaction);
    if (!payment)
        return payment.error();
    if (!*payment)
        return Error::internal(u"A surplus payment was not stored."_s);
    const Millis now = m_clock.now();
    StoredRefund refund;
    refund.number = orderNumber(now, m_random);
    refund.order = (*payment)->order;
    refund.amount = (*payment)->amount;
    refund.reason = u"The order had been paid already"_s;
    refund.status = Sending;
    refund.created = now;
    refund.surplus = (*payment)->id;
    const auto id = RefundRepository::insert(tx, refund);
    return id ? m_outbox.add(tx, topic::Refund, id->value, now) : Result<void>(id.error());
}

Result<void> RefundService::hear(const QString &refundNo, bool succeeded)
{
    const auto refund = m_database.read([&](Connection &c) { return RefundRepository::byNumber(c, refundNo); });
    if (!refund)
        return refund.error();
    if (!*refund || (*refund)->status != Sending || !succeeded)
        return {};
    return m_database.write([&](Transaction &tx) { return finish(tx, (*refund)->id); });
}

Result<RefundPreview> RefundService::preview(OrderId id, std::optional<Fen> amount) const
{
    return m_database.read([&](Connection &c) -> Result<RefundPreview> {
        const auto order = orderToRefund(c, id);
        if (!order)
            return order.error();
        const auto plan = planRefund(order->status, order->amount, order->refunded, amount);
        if (!plan)
            return plan.error();
        const bool whole = plan->after == OrderStatus::Refunded;
        RefundPreview out;
        out.amount = plan->amount;
        out.left = order->left() - plan->amount;
        out.endsRight = whole && order->itemType != ItemType::Membership;
        out.shortensMembership = order->itemType == ItemType::Membership;
        out.returnsCoupon = whole && order->coupon.has_value();
        out.after = plan->after;
        return out;
    });
}

Result<std::vector<StoredRefund>> RefundService::ofOrder(OrderId order) const
{
    return m_database.read([&](Connection &c) { return RefundRepository::ofOrder(c, order); });
}

QString RefundService::topic() const
{
    return topic::Refund;
}

Result<bool> RefundService::sendBack(const StoredRefund &refund)
{
    auto order = m_database.read([&](Connection &c) -> Result<Order> {
        auto found = orderToRefund(c, refund.order);
        if (!found || !refund.surplus)
            return found;
        const auto payment = surplusOf(c, m_numbers, refund);
        if (!payment)
            return payment.error();
        found->channel = payment->channel;
        return found;
    });
    if (!order)
        return order.error();
    if (order->channel == FreeChannel || order->channel == StaffChannel)
        return true;
    if (!m_payBack)
        return Error::precondition(u"No payment channel is set up to pay this back."_s, u"channel_settings"_s);
    return m_payBack(*order, refund);
}

Result<std::optional<Millis>> RefundService::deliver(const outbox::Message &message)
{
    const RefundId id(message.subject);
    const auto refund = m_database.read([&](Connection &c) { return RefundRepository::find(c, id); });
    if (!refund)
        return refund.error();
    if (!*refund || (*refund)->status != Sending)
        return std::optional<Millis>();  // done before
    const auto sent = sendBack(**refund);
    if (!sent) {
        // What a repeat doesn't change is for people: it is said at once instead of after hours. One that nobody decided on
        // has only the outbox to be seen in.
        if (sent.error().reason != "channel_refused"_L1 || (*refund)->surplus)
            return sent.error();
        if (auto ok = fail(**refund, sent.error()); !ok)
            return ok.error();
        return std::optional<Millis>();
    }
    if (!*sent)
        return std::optional<Millis>(m_clock.now() + AskAgainAfter);
    const auto finished = m_database.write([&](Transaction &tx) { return finish(tx, id); });
    return finished ? Result<std::optional<Millis>>(std::optional<Millis>()) : finished.error();
}

Result<void> RefundService::finish(Transaction &tx, RefundId id)
{
    const auto refund = RefundRepository::find(tx, id);
    if (!refund)
        return refund.error();
    if (!*refund)
        return Error::notFound(u"There is no such refund."_s);
    const StoredRefund &r = **refund;
    const auto order = lockedForRefund(tx, r.order);
    if (!order)
        return order.error();
    const Millis now = m_clock.now();
    const auto moved = RefundRepository::move(tx, id, Sending, Done, r.decidedBy, now);
    if (!moved || !*moved)
        return moved ? Result<void>() : Result<void>(moved.error());
    // A notice may have told before the channel was asked again: there is nothing left to ask.
    if (auto ok = outbox::OutboxRepository::remove(tx, topic::Refund, id.value); !ok)
        return ok;
    if (r.surplus)
        return finishSurplus(tx, *order, r, now);
    const auto added = OrderRepository::addRefund(tx, order->id, r.amount);
    if (!added)
        return added.error();
    if (!*added)
        return Error::internal(u"More was paid back than the order holds."_s);
    if (auto ok = m_rights.takeBack(tx, order->id, order->amount, order->refunded, r.amount, now); !ok)
        return ok;
    if (order->coupon && order->refunded + r.amount >= order->amount) {
        if (auto ok = CouponRepository::giveBack(tx, *order->coupon); !ok)
            return ok;
    }
    if (auto ok = book(tx, *order, r, order->channel, now); !ok)
        return ok;
    if (auto ok = OrderRepository::addEvent(tx, order->id, {u"refunded"_s, r.amount, {}, r.decidedBy, now}); !ok)
        return ok;
    announce(tx, *order);
    return m_listener.orderRefunded(tx, *order, r.amount, m_calendar.dayOf(now));
}

Result<void> RefundService::finishSurplus(Transaction &tx, const Order &order, const StoredRefund &refund, Millis now)
{
    const auto payment = surplusOf(tx, m_numbers, refund);
    if (!payment)
        return payment.error();
    if (auto ok = book(tx, order, refund, payment->channel, now); !ok)
        return ok;
    announce(tx, order);
    return OrderRepository::addEvent(tx, order.id, {u"surplus_refunded"_s, refund.amount, payment->channel, {}, now});
}

Result<void> RefundService::fail(const StoredRefund &refund, const Error &why)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        const Millis now = m_clock.now();
        const auto moved = RefundRepository::move(tx, refund.id, Sending, Failed, refund.decidedBy, now);
        if (!moved || !*moved)
            return moved ? Result<void>() : Result<void>(moved.error());
        const OrderEvent event{u"refund_failed"_s, refund.amount, why.message, UserId(), now};
        return OrderRepository::addEvent(tx, refund.order, event);
    });
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
