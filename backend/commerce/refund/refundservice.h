#pragma once

#include "backend/commerce/ledger/ledgerrepository.h"
#include "backend/commerce/order/orderlistener.h"
#include "backend/commerce/order/orderrepository.h"
#include "backend/commerce/payment/paymentchannel.h"
#include "backend/commerce/payment/paymentrepository.h"
#include "backend/commerce/refund/refundrepository.h"
#include "backend/commerce/right/rightkeeper.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/outbox/outboxworker.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/words.h"

namespace commerce {

/// What a refund would do, said before it is done.
struct RefundPreview {
    Fen amount = 0;  ///< of this refund
    Fen left = 0;    ///< still refundable afterwards
    bool endsRight = false;
    bool shortensMembership = false;
    bool returnsCoupon = false;
    OrderStatus after = OrderStatus::Refunded;
};

/// Refunds as a saga of steps that may be repeated (DOMAIN §18): decided → in the outbox → the channel has paid back → one
/// transaction with order, right, coupon, ledger and timeline. A learner may ask, staff decides. Thread: workers; `deliver`
/// the outbox's.
class RefundService final : public outbox::MessageHandler
{
public:
    /// Pays back through the channel of the order. Answers true: done; false: on its way, ask again; an error: as
    /// PaymentChannel::refund. Thread: the outbox's.
    using PayBack = std::function<Result<bool>(const Order &, const StoredRefund &)>;

    RefundService(database::Database &database, const Clock &clock, events::EventHub &events,
                  outbox::OutboxWorker &outbox, const learning::SchoolCalendar &calendar, RightKeeper &rights,
                  const TransactionNumbers &numbers, OrderListener &listener, RandomBytes random)
        : m_database(database), m_clock(clock), m_events(events), m_outbox(outbox), m_calendar(calendar),
          m_rights(rights), m_numbers(numbers), m_listener(listener), m_random(std::move(random))
    {
    }
    /// Without: only what was free or paid outside can be refunded. Before the outbox starts.
    void setPayBack(PayBack payBack) { m_payBack = std::move(payBack); }

    /// By the buyer. Conflict "refund_open", "order_not_paid", "order_refunded".
    Result<StoredRefund> ask(const accounts::Actor &actor, OrderId order, const QString &reason);
    /// By an administrator: of `amount` (nothing: all that is left), granting what was asked for if there is a request.
    Result<StoredRefund> decide(const accounts::Actor &actor, OrderId order, std::optional<Fen> amount,
                                const QString &reason);
    /// By an administrator: what was asked for is refused. Conflict "refund_not_requested".
    Result<StoredRefund> refuse(const accounts::Actor &actor, OrderId order, const QString &reason);
    /// What was paid and can't be given goes back whole, decided by nobody. Inside the payment's transaction.
    Result<void> startBySchool(database::Transaction &tx, OrderId order);
    /// A payment of what had been paid goes back whole through its own channel, beside whatever becomes of the order.
    /// Inside the payment's transaction.
    Result<void> startSurplus(database::Transaction &tx, const QString &transaction);
    /// A channel told of a refund by itself. Only a success changes anything, also of one that had failed: people may repair it
    /// in the channel's console. Unknown numbers are none of ours: the console made them. Conflict "refund_differs": another
    /// order, amount or channel than ours; it stands in the order's timeline and changes nothing.
    Result<void> hear(const QString &channel, const RefundState &state);
    Result<RefundPreview> preview(OrderId order, std::optional<Fen> amount) const;
    Result<std::vector<StoredRefund>> ofOrder(OrderId order) const;

    QString topic() const override;
    Result<std::optional<Millis>> deliver(const outbox::Message &message) override;

private:
    Result<StoredRefund> start(database::Transaction &tx, const accounts::Actor &actor, const Order &order,
                               const RefundPlan &plan, const QString &reason);
    /// Books what the channel has paid back, once. More than the order still holds is booked as what it is, and said.
    Result<void> finish(database::Transaction &tx, RefundId id);
    Result<void> finishOfOrder(database::Transaction &tx, const Order &order, const StoredRefund &refund, Millis now);
    Result<void> finishSurplus(database::Transaction &tx, const Order &order, const StoredRefund &refund, Millis now);
    /// Something was paid back beyond what the order had been paid with: in its timeline and the audit log.
    Result<void> noteExcess(database::Transaction &tx, const StoredRefund &refund, Fen excess, Millis now);
    Result<void> refuseDifference(const StoredRefund &refund, const QString &channel, const RefundState &state);
    Result<bool> differs(const StoredRefund &refund, const QString &channel, const RefundState &state) const;
    static Result<Order> orderOf(database::Connection &c, OrderId id);
    /// The buyer's rows before the order's, as everywhere.
    static Result<Order> locked(database::Transaction &tx, OrderId id);
    Result<StoredPayment> surplusOf(database::Connection &c, const StoredRefund &refund) const;
    Result<void> fail(const StoredRefund &refund, const Error &why);
    Result<void> book(database::Transaction &tx, const Order &order, const StoredRefund &refund, const QString &channel,
                      Millis now);
    /// Through the channel of what is refunded. False: on its way.
    Result<bool> sendBack(const StoredRefund &refund);
    void announce(database::Transaction &tx, const Order &order);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    outbox::OutboxWorker &m_outbox;
    const learning::SchoolCalendar &m_calendar;
    RightKeeper &m_rights;
    const TransactionNumbers &m_numbers;
    OrderListener &m_listener;
    RandomBytes m_random;
    PayBack m_payBack;
};

}  // namespace commerce
