#pragma once

#include "backend/commerce/coupon/couponrepository.h"
#include "backend/commerce/ledger/ledgerrepository.h"
#include "backend/commerce/order/orderlistener.h"
#include "backend/commerce/order/orderrepository.h"
#include "backend/commerce/payment/paymentrepository.h"
#include "backend/commerce/quote/itemsonsale.h"
#include "backend/commerce/right/rightkeeper.h"
#include "backend/outbox/outboxworker.h"

namespace commerce {

/// What was paid, as whoever believes it says.
struct Payment {
    QString channel;
    std::optional<QString> transaction;  ///< channel and its transaction id; none: free, or paid outside
    Millis at = 0;
    UserId actor;                       ///< staff who booked it; none: the channel
    std::optional<Millis> paidAt = {};  ///< by the channel's clock; none: it doesn't say
};

/// Turns orders into what they are for, and ends them, each in one transaction with coupon, right, ledger and timeline
/// (DOMAIN §18). Everything may be asked again: only the first time changes anything. Thread: the writer's.
class Fulfilment
{
public:
    enum class Outcome {
        Paid,        ///< the order is paid now
        AlreadyWas,  ///< by this very payment, or what comes now is no channel's
        PaidLate,    ///< it had been closed, and could still be given
        PaidInVain,  ///< paid, but what it bought can't be given any more: it has to be refunded
        PaidAgain    ///< paid before by another payment: this one is booked and has to go back; nothing else changes
    };

    Fulfilment(events::EventHub &events, outbox::OutboxWorker &outbox, const learning::SchoolCalendar &calendar,
               RightKeeper &rights, const TransactionNumbers &numbers, OrderListener &listener)
        : m_events(events), m_outbox(outbox), m_calendar(calendar), m_rights(rights), m_numbers(numbers),
          m_listener(listener)
    {
    }

    /// `sold`: what the order is of, as it is sold now; nothing: it isn't any more. The order is locked and read here. Conflict
    /// "transaction_used": it has paid another order.
    Result<Outcome> pay(database::Transaction &tx, OrderId id, const std::optional<ItemOnSale> &sold,
                        const Payment &payment);
    /// False: it wasn't pending any more. `kind` of the timeline: "closed" or "expired". Its channels are closed afterwards,
    /// unless they are already.
    Result<bool> close(database::Transaction &tx, OrderId id, const QString &kind, UserId actor, Millis now,
                       bool channelsAreClosed = false);

    /// Tells the buyer and whose course it is that the order has moved, once that is durable.
    void announce(database::Transaction &tx, const Order &order);

private:
    Result<Outcome> payAgain(database::Transaction &tx, const Order &order, const Payment &payment);
    /// The order's use of its coupon is taken. False: it was late, and `refusal` or the limit stands against it; the order
    /// has no coupon any more then.
    Result<bool> settleCoupon(database::Transaction &tx, Order &order, bool late, CouponRefusal refusal);
    Result<void> book(database::Transaction &tx, const Order &order, const Payment &payment, LedgerKind kind,
                      const QString &key);
    /// The messages about an open order go; channels that may still take a payment are to be closed.
    Result<void> settleMessages(database::Transaction &tx, OrderId id, bool closeChannels, Millis now);
    Result<bool> give(database::Transaction &tx, const Order &order, const std::optional<ItemOnSale> &sold, Millis at);

    events::EventHub &m_events;
    outbox::OutboxWorker &m_outbox;
    const learning::SchoolCalendar &m_calendar;
    RightKeeper &m_rights;
    const TransactionNumbers &m_numbers;
    OrderListener &m_listener;
};

}  // namespace commerce
