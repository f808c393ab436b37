#pragma once

#include "backend/commerce/order/order.h"
#include "backend/database/connection.h"

namespace commerce {

/// Which orders a list shows.
struct OrderFilter {
    std::optional<UserId> buyer;
    std::optional<UserId> seller;
    std::optional<CourseId> course;
    std::optional<OrderStatus> status;
    QString number;  ///< part of it
};

struct OrderPage {
    std::vector<Order> orders;  ///< newest first
    qint64 total = 0;
};

/// Rows of orders and their timelines. Changes of state are conditional updates that answer whether they happened: that is
/// what duplicates, races and replays meet. Thread: the connection's.
class OrderRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<std::optional<Order>> find(Connection &c, OrderId id);
    static Result<std::optional<Order>> byNumber(Connection &c, const QString &number);
    /// The buyer's pending order of this item.
    static Result<std::optional<Order>> open(Connection &c, UserId buyer, ItemType type, qint64 item);
    static Result<OrderPage> list(Connection &c, const OrderFilter &filter, qint64 limit, qint64 offset);
    /// Before reading what decides on a write (Transaction::lock).
    static Result<void> lock(Transaction &tx, OrderId id);

    /// Conflict "already_exists": there is an open order of buyer and item.
    static Result<OrderId> insert(Transaction &tx, const Order &order);
    /// A payment is about to begin there. False: the order isn't pending any more.
    static Result<bool> beginWith(Transaction &tx, OrderId id, const QString &channel, Millis now);
    /// Channels that the order was begun with and that have not brought a payment of it: each still may.
    static Result<QStringList> channelsOf(Connection &c, OrderId id);
    /// pending or, `late`, closed → paid. False: it wasn't.
    static Result<bool> markPaid(Transaction &tx, const Order &order, const QString &channel, Millis now, bool late);
    /// pending → closed. False: it wasn't pending.
    static Result<bool> markClosed(Transaction &tx, OrderId id, Millis now);
    /// Adds to what was refunded, up to the amount. False: it is not paid, or less is left.
    static Result<bool> addRefund(Transaction &tx, OrderId id, Fen amount);

    /// The order has no use of its coupon any more, and gives none back.
    static Result<void> dropCoupon(Transaction &tx, OrderId id);

    static Result<void> addEvent(Transaction &tx, OrderId id, const OrderEvent &event);
    static Result<std::vector<OrderEvent>> events(Connection &c, OrderId id);  ///< oldest first

    /// Uses of a coupon by a person: of open orders and of those that were paid and not refunded whole.
    static Result<qint64> usesOf(Connection &c, UserId buyer, CouponId coupon);
    static Result<bool> hasPaid(Connection &c, UserId buyer);
    static Result<bool> hasOpen(Connection &c, UserId buyer);  ///< a pending order of anything
    /// A pending order of something else than this item.
    static Result<bool> hasOpenBeside(Connection &c, UserId buyer, ItemType type, qint64 item);
};

}  // namespace commerce
