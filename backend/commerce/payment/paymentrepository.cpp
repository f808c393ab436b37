#include "backend/commerce/payment/paymentrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

constexpr char PaymentColumns[] =
        "SELECT id, order_id, channel, transaction_key, amount, surplus, paid_at, booked_at FROM payments ";

Result<std::optional<StoredPayment>> readOnePayment(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<StoredPayment>();
    return std::optional(StoredPayment{PaymentId(s.integer(0)), OrderId(s.integer(1)), s.text(2), s.text(3),
                                       s.integer(4), s.boolean(5), s.integer(6), s.integer(7)});
}

}  // namespace

Result<PaymentId> PaymentRepository::insert(Transaction &tx, const StoredPayment &p)
{
    const auto id = tx.insert("INSERT INTO payments (order_id, channel, transaction_key, amount, surplus, paid_at, "
                              "booked_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                              p.order.value, p.channel, p.transactionKey, p.amount, p.surplus, p.paid, p.booked);
    if (!id)
        return id.error();
    return PaymentId(*id);
}

Result<std::optional<StoredPayment>> PaymentRepository::byKey(Connection &c, const QString &transactionKey)
{
    static const QByteArray sql = PaymentColumns + "WHERE transaction_key = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(transactionKey);
    return readOnePayment(s);
}

Result<std::optional<StoredPayment>> PaymentRepository::find(Connection &c, PaymentId id)
{
    static const QByteArray sql = PaymentColumns + "WHERE id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    return readOnePayment(s);
}

}  // namespace commerce
