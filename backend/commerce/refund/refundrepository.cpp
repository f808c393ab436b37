#include "backend/commerce/refund/refundrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

constexpr char RefundColumns[] =
        "SELECT id, number, order_id, amount, reason, status, asked_by, decided_by, created_at, "
        "finished_at, payment_id FROM refunds ";

StoredRefund readRefund(const Statement &s)
{
    StoredRefund r;
    r.id = RefundId(s.integer(0));
    r.number = s.text(1);
    r.order = OrderId(s.integer(2));
    r.amount = s.integer(3);
    r.reason = s.text(4);
    r.status = s.text(5);
    r.askedBy = UserId(s.integer(6));
    r.decidedBy = UserId(s.integer(7));
    r.created = s.integer(8);
    r.finished = s.optionalInteger(9);
    if (const auto payment = s.optionalInteger(10))
        r.surplus = PaymentId(*payment);
    return r;
}

Result<std::optional<StoredRefund>> readOneRefund(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(readRefund(s)) : std::nullopt;
}

QString openRefundKey(OrderId order)
{
    return QString::number(order.value);
}

}  // namespace

Result<RefundId> RefundRepository::insert(Transaction &tx, const StoredRefund &r)
{
    const auto id =
            tx.insert("INSERT INTO refunds (number, order_id, amount, reason, status, open_key, asked_by, decided_by, "
                      "created_at, payment_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      r.number, r.order.value, r.amount, r.reason, r.status,
                      r.surplus ? std::nullopt : std::optional(openRefundKey(r.order)), r.askedBy.value,
                      r.decidedBy.value, r.created, r.surplus ? std::optional(r.surplus->value) : std::nullopt);
    if (!id)
        return id.error();
    return RefundId(*id);
}

Result<bool> RefundRepository::move(Transaction &tx, RefundId id, const QString &from, const QString &to,
                                    UserId decidedBy, std::optional<Millis> finished)
{
    const auto rows =
            tx.run("UPDATE refunds SET status = ?, decided_by = ?, finished_at = ?, open_key = CASE WHEN ? = 1 THEN "
                   "NULL ELSE open_key END WHERE id = ? AND status = ?",
                   to, decidedBy.value, finished, finished.has_value(), id.value, from);
    if (!rows)
        return rows.error();
    return *rows == 1;
}

Result<void> RefundRepository::setAmount(Transaction &tx, RefundId id, Fen amount)
{
    const auto rows = tx.run("UPDATE refunds SET amount = ? WHERE id = ?", amount, id.value);
    return database::ran(rows);
}

Result<std::optional<StoredRefund>> RefundRepository::find(Connection &c, RefundId id)
{
    static const QByteArray sql = RefundColumns + "WHERE id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    return readOneRefund(s);
}

Result<std::optional<StoredRefund>> RefundRepository::byNumber(Connection &c, const QString &number)
{
    static const QByteArray sql = RefundColumns + "WHERE number = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(number);
    return readOneRefund(s);
}

Result<std::vector<StoredRefund>> RefundRepository::ofOrder(Connection &c, OrderId order)
{
    static const QByteArray sql = RefundColumns + "WHERE order_id = ? ORDER BY id"_ba;
    Statement s = c.prepare(sql);
    s.bind(order.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<StoredRefund> out;
    while (s.next())
        out.push_back(readRefund(s));
    return out;
}

Result<std::optional<StoredRefund>> RefundRepository::openOf(Connection &c, OrderId order)
{
    static const QByteArray sql = RefundColumns + "WHERE open_key = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(openRefundKey(order));
    return readOneRefund(s);
}

}  // namespace commerce
