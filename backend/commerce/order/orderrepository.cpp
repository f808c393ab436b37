#include "backend/commerce/order/orderrepository.h"

#include "backend/database/engine/dialect.h"
#include "models/domain/json.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

constexpr char OrderColumns[] =
        "SELECT id, number, buyer_id, item_type, item_id, course_id, seller_id, title, list_price, "
        "amount, quote_lines, coupon_id, status, channel, refunded, created_at, expires_at, paid_at, "
        "closed_at, sold_months, sold_days, sold_until FROM orders ";

Order readOrder(const Statement &s)
{
    Order o;
    o.id = OrderId(s.integer(0));
    o.number = s.text(1);
    o.buyer = UserId(s.integer(2));
    o.itemType = itemTypeFromName(s.text(3)).value_or(ItemType::Column);
    o.item = s.integer(4);
    o.course = CourseId(s.integer(5));
    o.seller = UserId(s.integer(6));
    o.title = s.text(7);
    o.listPrice = s.integer(8);
    o.amount = s.integer(9);
    o.lines = QJsonDocument::fromJson(s.text(10).toUtf8()).array();
    if (const auto coupon = s.optionalInteger(11))
        o.coupon = CouponId(*coupon);
    o.status = orderStatusFromName(s.text(12)).value_or(OrderStatus::Closed);  // an unknown word must grant nothing
    o.channel = s.text(13);
    o.refunded = s.integer(14);
    o.created = s.integer(15);
    o.expires = s.integer(16);
    o.paid = s.optionalInteger(17);
    o.closed = s.optionalInteger(18);
    if (const auto months = s.optionalInteger(19)) {
        o.terms = SoldTerms{int(*months), {s.optionalInteger(21), std::nullopt}};
        if (const auto days = s.optionalInteger(20))
            o.terms->validity.days = int(*days);
    }
    return o;
}

Result<std::vector<Order>> readOrders(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Order> out;
    while (s.next())
        out.push_back(readOrder(s));
    return out;
}

Result<std::optional<Order>> readOneOrder(Statement &s)
{
    auto found = readOrders(s);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<Order>() : std::optional(std::move(found->front()));
}

QString openKey(UserId buyer, ItemType type, qint64 item)
{
    return u"%1:%2:%3"_s.arg(buyer.value).arg(itemTypeName(type)).arg(item);
}

Result<bool> happened(const Result<qint64> &rows)
{
    if (!rows)
        return rows.error();
    return *rows == 1;
}

void bindOrderFilter(Statement &s, const OrderFilter &filter)
{
    if (filter.buyer)
        s.bind(filter.buyer->value);
    if (filter.seller)
        s.bind(filter.seller->value);
    if (filter.course)
        s.bind(filter.course->value);
    if (filter.status)
        s.bind(orderStatusName(*filter.status));
    if (!filter.number.isEmpty())
        s.bind(database::patternFor(filter.number));
}

}  // namespace

Result<std::optional<Order>> OrderRepository::find(Connection &c, OrderId id)
{
    static const QByteArray sql = OrderColumns + "WHERE id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    return readOneOrder(s);
}

Result<std::optional<Order>> OrderRepository::byNumber(Connection &c, const QString &number)
{
    static const QByteArray sql = OrderColumns + "WHERE number = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(number);
    return readOneOrder(s);
}

Result<std::optional<Order>> OrderRepository::open(Connection &c, UserId buyer, ItemType type, qint64 item)
{
    static const QByteArray sql = OrderColumns + "WHERE open_key = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(openKey(buyer, type, item));
    return readOneOrder(s);
}

Result<OrderPage> OrderRepository::list(Connection &c, const OrderFilter &filter, qint64 limit, qint64 offset)
{
    QByteArray where = "WHERE 1 = 1"_ba;
    if (filter.buyer)
        where += " AND buyer_id = ?";
    if (filter.seller)
        where += " AND seller_id = ?";
    if (filter.course)
        where += " AND course_id = ?";
    if (filter.status)
        where += " AND status = ?";
    if (!filter.number.isEmpty())
        where += " AND " + c.dialect().contains("number");
    OrderPage page;
    Statement count = c.prepare("SELECT COUNT(*) FROM orders " + where);
    bindOrderFilter(count, filter);
    if (auto ok = count.run(); !ok)
        return ok.error();
    page.total = count.next() ? count.integer(0) : 0;
    Statement s = c.prepare(OrderColumns + where + " ORDER BY id DESC LIMIT ? OFFSET ?");
    bindOrderFilter(s, filter);
    s.bind(limit).bind(offset);
    auto orders = readOrders(s);
    if (!orders)
        return orders.error();
    page.orders = std::move(*orders);
    return page;
}

Result<void> OrderRepository::lock(Transaction &tx, OrderId id)
{
    return tx.lock("SELECT id FROM orders WHERE id = ?", id.value);
}

Result<OrderId> OrderRepository::insert(Transaction &tx, const Order &o)
{
    const auto id = tx.insert(
            "INSERT INTO orders (number, buyer_id, item_type, item_id, course_id, seller_id, title, "
            "list_price, amount, "
            "quote_lines, coupon_id, status, open_key, channel, created_at, expires_at, sold_months, sold_days, "
            "sold_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            o.number, o.buyer.value, itemTypeName(o.itemType), o.item, o.course.value, o.seller.value, o.title,
            o.listPrice, o.amount, QString::fromUtf8(json::compact(o.lines)),
            o.coupon ? std::optional(o.coupon->value) : std::nullopt, orderStatusName(OrderStatus::Pending),
            openKey(o.buyer, o.itemType, o.item), o.channel, o.created, o.expires,
            o.terms ? std::optional<qint64>(o.terms->months) : std::nullopt,
            o.terms && o.terms->validity.days ? std::optional<qint64>(*o.terms->validity.days) : std::nullopt,
            o.terms ? o.terms->validity.until : std::nullopt);
    if (!id)
        return id.error();
    return OrderId(*id);
}

Result<bool> OrderRepository::beginWith(Transaction &tx, OrderId id, const QString &channel, Millis now)
{
    if (auto ok = lock(tx, id); !ok)
        return ok.error();
    Statement s = tx.prepare("SELECT 1 FROM orders WHERE id = ? AND status = 'pending'");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return false;
    if (const auto rows = tx.run("UPDATE orders SET channel = ? WHERE id = ?", channel, id.value); !rows)
        return rows.error();
    const QByteArray sql = tx.dialect().insertIgnore("order_channels", {"order_id", "channel", "begun_at"});
    if (const auto rows = tx.run(sql, id.value, channel, now); !rows)
        return rows.error();
    return true;
}

Result<QStringList> OrderRepository::channelsOf(Connection &c, OrderId id)
{
    Statement s = c.prepare("SELECT b.channel FROM order_channels b WHERE b.order_id = ? AND NOT EXISTS (SELECT 1 FROM "
                            "payments p WHERE p.order_id = b.order_id AND p.channel = b.channel) ORDER BY b.channel");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    QStringList channels;
    while (s.next())
        channels.append(s.text(0));
    return channels;
}

Result<bool> OrderRepository::markPaid(Transaction &tx, const Order &order, const QString &channel, Millis now,
                                       bool late)
{
    return happened(tx.run("UPDATE orders SET status = 'paid', channel = ?, paid_at = ?, open_key = "
                           "NULL WHERE id = ? AND amount = ? AND status = ?",
                           channel, now, order.id.value, order.amount,
                           orderStatusName(late ? OrderStatus::Closed : OrderStatus::Pending)));
}

Result<bool> OrderRepository::markClosed(Transaction &tx, OrderId id, Millis now)
{
    return happened(
            tx.run("UPDATE orders SET status = 'closed', closed_at = ?, open_key = NULL WHERE id = ? AND status = "
                   "'pending'",
                   now, id.value));
}

Result<bool> OrderRepository::addRefund(Transaction &tx, OrderId id, Fen amount)
{
    // The status reads the old sum on one engine and the new one on the other (MariaDB assigns from left to right), so it is
    // set by a statement of its own.
    const auto added = happened(tx.run("UPDATE orders SET refunded = refunded + ? WHERE id = ? AND status IN ('paid', "
                                       "'partially_refunded') AND refunded + ? <= amount",
                                       amount, id.value, amount));
    if (!added || !*added)
        return added;
    const auto named = tx.run("UPDATE orders SET status = CASE WHEN refunded >= amount THEN 'refunded' ELSE "
                              "'partially_refunded' END WHERE id = ?",
                              id.value);
    if (!named)
        return named.error();
    return true;
}

Result<void> OrderRepository::addEvent(Transaction &tx, OrderId id, const OrderEvent &event)
{
    const auto row =
            tx.insert("INSERT INTO order_events (order_id, kind, amount, note, actor_id, happened_at) VALUES (?, ?, "
                      "?, ?, ?, ?)",
                      id.value, event.kind, event.amount, event.note, event.actor.value, event.at);
    return database::ran(row);
}

Result<std::vector<OrderEvent>> OrderRepository::events(Connection &c, OrderId id)
{
    Statement s =
            c.prepare("SELECT kind, amount, note, actor_id, happened_at FROM order_events WHERE order_id = ? ORDER BY "
                      "id");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<OrderEvent> out;
    while (s.next())
        out.push_back({s.text(0), s.optionalInteger(1), s.text(2), UserId(s.integer(3)), s.integer(4)});
    return out;
}

Result<qint64> OrderRepository::usesOf(Connection &c, UserId buyer, CouponId coupon)
{
    Statement s =
            c.prepare("SELECT COUNT(*) FROM orders WHERE coupon_id = ? AND buyer_id = ? AND status IN ('pending', "
                      "'paid', 'partially_refunded')");
    s.bind(coupon.value).bind(buyer.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<void> OrderRepository::dropCoupon(Transaction &tx, OrderId id)
{
    return database::ran(tx.run("UPDATE orders SET coupon_id = NULL WHERE id = ?", id.value));
}

Result<bool> OrderRepository::hasPaid(Connection &c, UserId buyer)
{
    Statement s = c.prepare("SELECT 1 FROM orders WHERE buyer_id = ? AND paid_at IS NOT NULL LIMIT 1");
    s.bind(buyer.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<bool> OrderRepository::hasOpen(Connection &c, UserId buyer)
{
    Statement s = c.prepare("SELECT 1 FROM orders WHERE buyer_id = ? AND status = 'pending' LIMIT 1");
    s.bind(buyer.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<bool> OrderRepository::hasOpenBeside(Connection &c, UserId buyer, ItemType type, qint64 item)
{
    Statement s = c.prepare("SELECT 1 FROM orders WHERE buyer_id = ? AND status = 'pending' AND NOT (item_type = ? AND "
                            "item_id = ?) LIMIT 1");
    s.bind(buyer.value).bind(itemTypeName(type)).bind(item);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

}  // namespace commerce
