#include "backend/commerce/refund/refundservice.h"

#include "backend/audit/auditlog.h"
#include "backend/commerce/order/ordertopics.h"
#include "models/domain/commerce/order/ordernumber.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

constexpr Millis AskAgainAfter = 60'000;  // the channel has accepted a refund and is at it

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
    tx.afterCommit([this, id = order.id.value, buyer = order.buyer, seller = order.seller] {
        m_events.publish({u"commerce.order"_s, id, buyer});
        if (seller.isValid() && seller != buyer)
            m_events.publish({u"commerce.order"_s, id, seller});
    });
}

Result<StoredRefund> RefundService::ask(const accounts::Actor &actor, OrderId id, const QString &reason)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredRefund> {
        const auto order = locked(tx, id);
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
        refund.status = refundstatus::Requested;
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
        const auto order = locked(tx, id);
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
        const auto moved = RefundRepository::move(tx, refund.id, refundstatus::Requested, refundstatus::Sending,
                                                  actor.user, std::nullopt);
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
        refund.status = refundstatus::Sending;
        const auto made = RefundRepository::insert(tx, refund);
        if (!made)
            return made.error();
        refund.id = *made;
    }
    refund.amount = plan.amount;
    refund.status = refundstatus::Sending;
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
        const auto order = locked(tx, id);
        if (!order)
            return order.error();
        const auto open = RefundRepository::openOf(tx, id);
        if (!open)
            return open.error();
        const Millis now = m_clock.now();
        const auto moved = *open ? RefundRepository::move(tx, (*open)->id, refundstatus::Requested,
                                                          refundstatus::Refused, actor.user, now)
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
        refund.status = refundstatus::Refused;
        refund.finished = now;
        const auto logged = audit::AuditLog::add(tx, refundLine(actor, u"refund.refuse"_s, refund, now));
        return logged ? Result<StoredRefund>(refund) : Result<StoredRefund>(logged.error());
    });
}

Result<void> RefundService::startBySchool(Transaction &tx, OrderId id)
{
    const auto order = locked(tx, id);
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
    refund.status = refundstatus::Sending;
    refund.created = now;
    refund.surplus = (*payment)->id;
    const auto id = RefundRepository::insert(tx, refund);
    return id ? m_outbox.add(tx, topic::Refund, id->value, now) : Result<void>(id.error());
}

Result<RefundPreview> RefundService::preview(OrderId id, std::optional<Fen> amount) const
{
    return m_database.read([&](Connection &c) -> Result<RefundPreview> {
        const auto order = orderOf(c, id);
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
        auto found = orderOf(c, refund.order);
        if (!found || !refund.surplus)
            return found;
        const auto payment = surplusOf(c, refund);
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
    if (!*refund || (*refund)->status != refundstatus::Sending)
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

Result<void> RefundService::fail(const StoredRefund &refund, const Error &why)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        const Millis now = m_clock.now();
        const auto moved = RefundRepository::move(tx, refund.id, refundstatus::Sending, refundstatus::Failed,
                                                  refund.decidedBy, now);
        if (!moved || !*moved)
            return moved ? Result<void>() : Result<void>(moved.error());
        const OrderEvent event{u"refund_failed"_s, refund.amount, why.message, UserId(), now};
        return OrderRepository::addEvent(tx, refund.order, event);
    });
}

}  // namespace commerce
