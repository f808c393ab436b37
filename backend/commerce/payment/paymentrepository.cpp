#include "backend/commerce/payment/paymentrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

constexpr char PaymentColumns[] =
        "SELECT id, order_id, channel, transaction_sealed, amount, surplus, paid_at, booked_at FROM payments ";

StoredPayment readPayment(const Statement &s, const TransactionNumbers &numbers)
{
    StoredPayment p;
    p.id = PaymentId(s.integer(0));
    p.order = OrderId(s.integer(1));
    p.channel = s.text(2);
    p.transaction = numbers.open(TransactionNumbers::ofPayments().place(p.id.value), s.blob(3)).value_or(QString());
    p.amount = s.integer(4);
    p.surplus = s.boolean(5);
    p.paid = s.integer(6);
    p.booked = s.integer(7);
    return p;
}

Result<std::optional<StoredPayment>> readOnePayment(Statement &s, const TransactionNumbers &numbers)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(readPayment(s, numbers)) : std::optional<StoredPayment>();
}

Result<void> seal(Transaction &tx, const TransactionNumbers &numbers, qint64 id, const QString &transaction)
{
    return database::ran(tx.run("UPDATE payments SET transaction_key = ?, transaction_sealed = ? WHERE id = ?",
                                numbers.keyOf(transaction),
                                numbers.seal(TransactionNumbers::ofPayments().place(id), transaction), id));
}

}  // namespace

Result<PaymentId> PaymentRepository::insert(Transaction &tx, const TransactionNumbers &numbers, const StoredPayment &p)
{
    const auto id =
            tx.insert("INSERT INTO payments (order_id, channel, transaction_key, amount, surplus, paid_at, "
                      "booked_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                      p.order.value, p.channel, numbers.keyOf(p.transaction), p.amount, p.surplus, p.paid, p.booked);
    if (!id)
        return id.error();
    const auto sealed = seal(tx, numbers, *id, p.transaction);  // bound to the row, so after it has its id
    return sealed ? Result<PaymentId>(PaymentId(*id)) : sealed.error();
}

Result<std::optional<StoredPayment>> PaymentRepository::byTransaction(Connection &c, const TransactionNumbers &numbers,
                                                                      const QString &transaction)
{
    static const QByteArray sql = PaymentColumns + "WHERE transaction_key = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(numbers.keyOf(transaction));
    return readOnePayment(s, numbers);
}

Result<std::optional<StoredPayment>> PaymentRepository::find(Connection &c, const TransactionNumbers &numbers,
                                                             PaymentId id)
{
    static const QByteArray sql = PaymentColumns + "WHERE id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    return readOnePayment(s, numbers);
}

Result<bool> PaymentRepository::hasUnreadable(Connection &c, const TransactionNumbers &numbers, OrderId order,
                                              const QString &channel)
{
    static const QByteArray sql = PaymentColumns + "WHERE order_id = ? AND channel = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(order.value).bind(channel);
    if (auto ok = s.run(); !ok)
        return ok.error();
    bool unreadable = false;
    while (s.next())
        unreadable = unreadable || readPayment(s, numbers).transaction.isEmpty();
    return unreadable;
}

Result<bool> PaymentRepository::hasUnsealed(Connection &c)
{
    // Sealing goes from the last to the first, so the first one says it, and no row besides is looked at.
    Statement s =
            c.prepare("SELECT id FROM payments WHERE id = (SELECT MIN(id) FROM payments) AND transaction_sealed IS "
                      "NULL");
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<int> PaymentRepository::sealNext(Transaction &tx, const TransactionNumbers &numbers, int limit)
{
    std::vector<std::pair<qint64, QString>> clear;
    {
        Statement s =
                tx.prepare("SELECT id, transaction_key FROM payments WHERE transaction_sealed IS NULL ORDER BY id "
                           "DESC LIMIT ?");
        if (auto ok = s.bind(limit).run(); !ok)
            return ok.error();
        while (s.next())
            clear.emplace_back(s.integer(0), s.text(1));
    }
    for (const auto &[id, transaction] : clear) {
        if (auto ok = seal(tx, numbers, id, transaction); !ok)
            return ok.error();
    }
    return int(clear.size());
}

}  // namespace commerce
