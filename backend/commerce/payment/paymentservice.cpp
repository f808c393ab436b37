#include "backend/commerce/payment/paymentservice.h"

#include "backend/commerce/order/ordertopics.h"
#include "backend/commerce/payment/channelerrors.h"
#include "backend/outbox/outboxrepository.h"

#include <algorithm>
#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

constexpr Millis FirstAsk = 30'000;  // most people pay within it, and the notice is there
constexpr Millis SlowestAsk = 300'000;
constexpr Millis HurryAgainAfter = 3'000;
constexpr qsizetype MostHurried = 10'000;

}  // namespace

Result<Order> PaymentService::orderOf(const QString &number) const
{
    auto order = m_database.read([&](Connection &c) { return OrderRepository::byNumber(c, number); });
    if (!order)
        return order.error();
    if (!*order)
        return Error::notFound(u"There is no order of this number."_s, u"unknown_order"_s);
    return std::move(**order);
}

Result<QJsonObject> PaymentService::begin(const Order &order, PayWay way, const QString &openid)
{
    const auto channel = m_channels.forWay(way);
    if (!channel)
        return Error::precondition(u"The school has not set this way of paying up."_s, u"channel_off"_s,
                                   {{u"channel"_s, payWayName(way)}});
    const Millis now = m_clock.now();
    // Known before the channel is asked: a payment can only come back to an order that says whom to ask.
    const auto noted = m_database.write([&](Transaction &tx) -> Result<void> {
        const auto begun = OrderRepository::beginWith(tx, order.id, channel->name(), now);
        if (!begun)
            return begun.error();
        if (!*begun)
            return Error::conflict(u"The order isn't open any more."_s, u"order_not_open"_s);
        if (auto ok = outbox::OutboxRepository::remove(tx, topic::Ask, order.id.value); !ok)
            return ok;
        return m_outbox.add(tx, topic::Ask, order.id.value, now + FirstAsk);
    });
    if (!noted)
        return noted.error();
    PaymentRequest request;
    request.orderNo = order.number;
    request.amount = order.amount;
    request.description = order.title;
    request.expiresAt = std::max(order.expires, now + 60'000);
    request.openid = openid;
    auto params = channel->begin(way, request, now);
    if (!params && params.error().reason == "order_already_paid"_L1) {
        if (auto asked = ask(order); !asked)
            return asked.error();
        return Error::conflict(u"The order has been paid."_s, u"order_not_open"_s);
    }
    return params;
}

Result<void> PaymentService::note(const Order &order, const QString &kind, Fen amount, const QString &note)
{
    return m_database.write([&](Transaction &tx) {
        return OrderRepository::addEvent(tx, order.id, {kind, amount, note, UserId(), m_clock.now()});
    });
}

Result<void> PaymentService::refuseDifference(const Order &order, const QString &channel, const PaymentState &state)
{
    const auto noted = note(order, u"payment_differs"_s, state.amount, u"%1 %2"_s.arg(channel, state.currency));
    if (!noted)
        return noted;
    return Error::conflict(u"What was paid is not what the order is about."_s, u"payment_differs"_s);
}

Result<void> PaymentService::settle(const Order &order, const QString &channel, const PaymentState &state)
{
    if (state.status != PaymentStatus::Paid)
        return {};
    if (state.orderNo != order.number || state.amount != order.amount || state.currency != "CNY"_L1)
        return refuseDifference(order, channel, state);
    auto sold = m_items.given(order.itemType, order.item);
    if (!sold && sold.error().code != ErrorCode::NotFound)
        return sold.error();
    const std::optional<ItemOnSale> item = sold ? std::optional(std::move(*sold)) : std::nullopt;
    const Millis now = m_clock.now();
    const auto settled = m_database.write([&](Transaction &tx) -> Result<void> {
        const Payment payment{channel, channel + u':' + state.transactionId, now, UserId(),
                              paymentTime(state.paidAt, order.created, now)};
        const auto outcome = m_fulfilment.pay(tx, order.id, item, payment);
        if (!outcome)
            return outcome.error();
        // What can't be given any more goes back by itself, and so does what was paid before.
        if (*outcome == Fulfilment::Outcome::PaidInVain)
            return m_refunds.startBySchool(tx, order.id);
        if (*outcome == Fulfilment::Outcome::PaidAgain)
            return m_refunds.startSurplus(tx, *payment.transaction);
        return {};
    });
    if (settled || settled.error().reason != "transaction_used"_L1)
        return settled;
    const auto noted = note(order, u"transaction_used"_s, state.amount, channel);
    return noted ? settled : noted;
}

NoticeAnswer PaymentService::notified(const QString &name, const http::Headers &headers, const QByteArray &body)
{
    const auto channel = m_channels.find(name);
    if (!channel)
        return {404, {}, {}};
    const auto notice = channel->readNotice(headers, body, m_clock.now());
    if (!notice)
        return channel->refused(notice.error());
    const auto order = orderOf(notice->payment.orderNo);
    if (!order)
        return channel->refused(order.error());
    const auto settled = settle(*order, name, notice->payment);
    if (!settled)
        return channel->refused(settled.error());
    if (notice->refund) {
        if (const auto heard = m_refunds.hear(name, *notice->refund); !heard)
            return channel->refused(heard.error());
    }
    return channel->accepted();
}

Result<std::vector<std::shared_ptr<PaymentChannel>>> PaymentService::openChannels(const Order &order) const
{
    const auto names = m_database.read([&](Connection &c) { return OrderRepository::channelsOf(c, order.id); });
    if (!names)
        return names.error();
    std::vector<std::shared_ptr<PaymentChannel>> out;
    for (const QString &name : *names) {
        if (auto channel = m_channels.find(name))
            out.push_back(std::move(channel));
    }
    return out;
}

Result<void> PaymentService::ask(const Order &order)
{
    const auto channels = openChannels(order);
    if (!channels)
        return channels.error();
    Result<void> all;
    // One that can't say keeps nobody from asking the others.
    for (const auto &channel : *channels) {
        const auto state = channel->query(order.number, m_clock.now());
        const auto settled = state ? settle(order, channel->name(), *state) : Result<void>(state.error());
        if (!settled)
            all = settled;
    }
    return all;
}

void PaymentService::hurry(const Order &order)
{
    if (order.status != OrderStatus::Pending || order.channel.isEmpty())
        return;
    const Millis now = m_clock.now();
    {
        const std::scoped_lock lock(m_hurriedMutex);
        const auto last = m_hurried.constFind(order.id.value);
        if (last != m_hurried.constEnd() && now >= *last && now - *last < HurryAgainAfter)
            return;
        if (m_hurried.size() >= MostHurried)
            m_hurried.clear();
        m_hurried.insert(order.id.value, now);
    }
    // The poll is a message already; who looks only brings it forward. A failure is no matter: it comes anyway.
    std::ignore = m_database.write([&](Transaction &tx) -> Result<void> {
        const auto moved = outbox::OutboxRepository::hurry(tx, topic::Ask, order.id.value, now);
        if (moved && *moved)
            tx.afterCommit([this] { m_outbox.wake(); });
        return moved ? Result<void>() : Result<void>(moved.error());
    });
}

Result<bool> PaymentService::mayEnd(const Order &order)
{
    const auto channels = openChannels(order);
    if (!channels)
        return channels.error();
    std::vector<std::shared_ptr<PaymentChannel>> paid;
    std::optional<Error> unknown;
    for (const auto &channel : *channels) {
        const auto closed = channel->close(order.number, m_clock.now());
        if (!closed && closed.error().reason == "order_already_paid"_L1)
            paid.push_back(channel);
        else if (!closed)
            unknown = closed.error();
    }
    const auto has = hasPayment(order, paid);
    if (!has || unknown)
        return has ? *unknown : has.error();
    if (*has || paid.empty())
        return !*has;
    const auto noted = note(order, u"refunded_outside"_s, order.amount, paid.front()->name());
    return noted ? Result<bool>(true) : Result<bool>(noted.error());
}

Result<bool> PaymentService::hasPayment(const Order &order,
                                        const std::vector<std::shared_ptr<PaymentChannel>> &channels)
{
    bool has = false;
    std::optional<Error> unknown;
    for (const auto &channel : channels) {
        const auto state = channel->query(order.number, m_clock.now());
        const auto settled = state ? settle(order, channel->name(), *state) : Result<void>(state.error());
        if (!settled)
            unknown = settled.error();
        else if (state->status == PaymentStatus::Paid)
            has = true;
        else if (state->status != PaymentStatus::Refunded)
            unknown = channelUnknown(u"The channel says both that the order was paid and that it wasn't."_s);
    }
    return unknown ? Result<bool>(*unknown) : Result<bool>(has);
}

Result<bool> PaymentService::payBack(const Order &order, const StoredRefund &refund)
{
    const auto channel = m_channels.find(order.channel);
    if (!channel)
        return Error::precondition(u"The channel that the order was paid through is not set up."_s, u"channel_off"_s);
    const auto state =
            channel->refund({order.number, refund.number, refund.amount, order.amount, refund.reason}, m_clock.now());
    if (!state)
        return state.error();
    if (state->status == RefundStatus::Failed)
        return Error::precondition(u"The channel could not pay back; look at it in the channel's console."_s,
                                   u"channel_refused"_s);
    return state->status == RefundStatus::Succeeded;
}

void PaymentService::upkeep()
{
    const Millis now = m_clock.now();
    for (const auto &channel : m_channels.all()) {
        // A failure is asked for again by wantsUpkeep() when it is time; until then the keys that are there hold.
        if (channel->wantsUpkeep(now))
            std::ignore = channel->upkeep(now);
    }
}

QString PaymentClose::topic() const
{
    return topic::Close;
}

Result<std::optional<Millis>> PaymentClose::deliver(const outbox::Message &message)
{
    const auto order =
            m_database.read([&](Connection &c) { return OrderRepository::find(c, OrderId(message.subject)); });
    if (!order)
        return order.error();
    if (*order) {
        if (const auto ended = m_payments.mayEnd(**order); !ended)
            return ended.error();
    }
    return std::optional<Millis>();
}

QString PaymentPoll::topic() const
{
    return topic::Ask;
}

Result<std::optional<Millis>> PaymentPoll::deliver(const outbox::Message &message)
{
    const auto order =
            m_database.read([&](Connection &c) { return OrderRepository::find(c, OrderId(message.subject)); });
    if (!order)
        return order.error();
    if (!*order || (*order)->status != OrderStatus::Pending)
        return std::optional<Millis>();
    const auto asked = m_payments.ask(**order);
    if (!asked && asked.error().code != ErrorCode::Unavailable && asked.error().code != ErrorCode::RateLimited)
        return asked.error();
    // Ever more slowly; the order's end asks once more.
    const Millis now = m_clock.now();
    const Millis age = now - (*order)->created;
    return std::optional<Millis>(now + std::clamp(age / 2, FirstAsk, SlowestAsk));
}

}  // namespace commerce
