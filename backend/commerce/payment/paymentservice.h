#pragma once

#include "backend/commerce/order/fulfilment.h"
#include "backend/commerce/payment/paymentchannels.h"
#include "backend/commerce/refund/refundservice.h"
#include "backend/database/database.h"
#include "backend/outbox/outboxworker.h"

#include <QHash>

#include <mutex>

namespace commerce {

/// Between orders and the payment channels: begins payments, believes notices, asks after orders that stay pending, pays
/// back (DOMAIN §18). Whatever brings the news (a notice, an answer, a repeat of either), `settle` is the one way by which an
/// order becomes paid. Thread: `begin` and the messages block on the channel (a lane's, the outbox's); `notified` on workers.
class PaymentService
{
public:
    PaymentService(database::Database &database, const Clock &clock, outbox::OutboxWorker &outbox,
                   const ItemsOnSale &items, Fulfilment &fulfilment, RefundService &refunds,
                   const PaymentChannels &channels)
        : m_database(database), m_clock(clock), m_outbox(outbox), m_items(items), m_fulfilment(fulfilment),
          m_refunds(refunds), m_channels(channels)
    {
    }

    /// What the payer's client needs for a pending order. FailedPrecondition "channel_off" where the school has not set that
    /// way up; otherwise the errors of PaymentChannel::begin. A payment that has happened meanwhile is settled first: Conflict
    /// "order_not_open".
    Result<QJsonObject> begin(const Order &order, PayWay way, const QString &openid);
    /// A notice as it came. The answer is the channel's own, also to what is refused.
    NoticeAnswer notified(const QString &channel, const http::Headers &headers, const QByteArray &body);
    /// Asks the channels that an order was begun with: nothing known yet or settled. For who waits for it.
    Result<void> ask(const Order &order);
    /// Its buyer looks at a pending order: its channels are asked soon, at most every 3 s an order. Cheap; never waits for them.
    void hurry(const Order &order);
    /// Closes the order at every channel that it was begun with. True: no payment can come any more; false: one had.
    Result<bool> mayEnd(const Order &order);
    /// Fetches keys of the other sides where they are due. Thread: the outbox's.
    void upkeep();
    /// For RefundService: true when the channel has paid back.
    Result<bool> payBack(const Order &order, const StoredRefund &refund);

private:
    /// Compares and fulfils. Errors: Conflict "payment_differs": amount or currency, "transaction_used": it has paid another
    /// order (both stand in the timeline); Unavailable.
    Result<void> settle(const Order &order, const QString &channel, const PaymentState &state);
    Result<void> note(const Order &order, const QString &kind, Fen amount, const QString &note);
    Result<void> refuseDifference(const Order &order, const QString &channel, const PaymentState &state);
    /// Those that are set up, were begun with, and have not brought a payment of it.
    Result<std::vector<std::shared_ptr<PaymentChannel>>> openChannels(const Order &order) const;
    Result<Order> orderOf(const QString &number) const;
    /// Of channels that say that the order was paid; true: there was a payment, and it is here still. False: its money went back
    /// there before we heard of it. Unavailable: one can't say.
    Result<bool> hasPayment(const Order &order, const std::vector<std::shared_ptr<PaymentChannel>> &channels);

    database::Database &m_database;
    const Clock &m_clock;
    outbox::OutboxWorker &m_outbox;
    const ItemsOnSale &m_items;
    Fulfilment &m_fulfilment;
    RefundService &m_refunds;
    const PaymentChannels &m_channels;
    std::mutex m_hurriedMutex;
    QHash<qint64, Millis> m_hurried;  ///< by order, guarded; forgotten when there are many
};

/// Asks channels about orders that stay pending: the handler of their message.
class PaymentPoll final : public outbox::MessageHandler
{
public:
    PaymentPoll(database::Database &database, const Clock &clock, PaymentService &payments)
        : m_database(database), m_clock(clock), m_payments(payments)
    {
    }
    QString topic() const override;
    Result<std::optional<Millis>> deliver(const outbox::Message &message) override;

private:
    database::Database &m_database;
    const Clock &m_clock;
    PaymentService &m_payments;
};

/// Tells the channel of a cancelled order, which may turn out to have been paid: the handler of its message.
class PaymentClose final : public outbox::MessageHandler
{
public:
    PaymentClose(database::Database &database, PaymentService &payments) : m_database(database), m_payments(payments) {}
    QString topic() const override;
    Result<std::optional<Millis>> deliver(const outbox::Message &message) override;

private:
    database::Database &m_database;
    PaymentService &m_payments;
};

}  // namespace commerce
