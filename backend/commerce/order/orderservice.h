#pragma once

#include "backend/commerce/order/fulfilment.h"
#include "backend/commerce/order/orderrepository.h"
#include "backend/commerce/quote/quoteservice.h"
#include "backend/database/database.h"
#include "backend/outbox/outboxworker.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/words.h"

namespace commerce {

struct OrderRequest {
    ItemType type = ItemType::Column;
    qint64 item = 0;
    QString couponCode;  ///< empty: none
    /// What the buyer was shown. Another sum makes no order: Conflict "price_changed", detail {amount}.
    std::optional<Fen> expected;
};

/// An order with its timeline.
struct OrderDetail {
    Order order;
    std::vector<OrderEvent> events;
};

/// Orders: make, look at, cancel, end. What is paid through a channel is PaymentService's. Thread: workers.
class OrderService
{
public:
    /// `random` makes the numbers.
    OrderService(database::Database &database, const Clock &clock, outbox::OutboxWorker &outbox,
                 const ItemsOnSale &items, RightKeeper &rights, Fulfilment &fulfilment, RandomBytes random)
        : m_database(database), m_clock(clock), m_outbox(outbox), m_items(items), m_rights(rights),
          m_fulfilment(fulfilment), m_random(std::move(random))
    {
    }

    /// The price is computed anew, the coupon held, and the order expires by itself after OrderLifetime. The buyer's open
    /// order of the same item is answered as it is; one whose time is over ends first. What costs nothing is paid at once.
    /// Errors: NotFound; Conflict "already_owned", "in_membership"; FailedPrecondition "coupon_refused" with `reason` and words;
    /// FailedPrecondition "validity_over".
    Result<OrderDetail> create(const accounts::Actor &actor, const OrderRequest &request);
    /// The buyer's own, of one's own courses, or anybody's for an administrator. NotFound for others.
    Result<OrderDetail> get(const accounts::Actor &actor, OrderId id) const;
    Result<OrderPage> list(const accounts::Actor &actor, OrderFilter filter, bool own, qint64 limit,
                           qint64 offset) const;
    /// By the buyer or an administrator. Conflict "order_not_open".
    Result<OrderDetail> cancel(const accounts::Actor &actor, OrderId id);
    /// Paid outside (cash, a transfer): booked by an administrator. Conflict "order_not_open".
    Result<OrderDetail> payOutside(const accounts::Actor &actor, OrderId id, const QString &note);

private:
    Result<OrderDetail> createIn(database::Transaction &tx, const accounts::Actor &actor, const ItemOnSale &sold,
                                 const OrderRequest &request, Millis now);
    Result<Order> makeOrder(database::Transaction &tx, UserId buyer, const ItemOnSale &sold, const Quote &quote,
                            const std::optional<StoredCoupon> &coupon, Millis now);
    static Result<OrderDetail> detail(database::Connection &c, OrderId id);
    /// The order as it is now; what somebody else than its buyer did to it stands in the audit log. As the last of a write.
    Result<OrderDetail> detailLogged(database::Transaction &tx, const accounts::Actor &actor, const Order &order,
                                     const QString &action) const;
    static bool maySee(const accounts::Actor &actor, const Order &order);
    Result<Order> visible(const accounts::Actor &actor, OrderId id) const;

    database::Database &m_database;
    const Clock &m_clock;
    outbox::OutboxWorker &m_outbox;
    const ItemsOnSale &m_items;
    RightKeeper &m_rights;
    Fulfilment &m_fulfilment;
    RandomBytes m_random;
};

/// Ends orders whose time is over: the handler of their message.
class OrderExpiry final : public outbox::MessageHandler
{
public:
    /// Whether an order may end as far as its payment channel goes: true, false (it was paid meanwhile), or an error: ask
    /// again. Thread: the outbox's.
    using MayEnd = std::function<Result<bool>(const Order &)>;

    OrderExpiry(database::Database &database, const Clock &clock, Fulfilment &fulfilment, MayEnd mayEnd)
        : m_database(database), m_clock(clock), m_fulfilment(fulfilment), m_mayEnd(std::move(mayEnd))
    {
    }
    QString topic() const override;
    Result<std::optional<Millis>> deliver(const outbox::Message &message) override;

private:
    database::Database &m_database;
    const Clock &m_clock;
    Fulfilment &m_fulfilment;
    MayEnd m_mayEnd;
};

}  // namespace commerce
