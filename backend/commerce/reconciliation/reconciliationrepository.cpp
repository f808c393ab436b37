#include "backend/commerce/reconciliation/reconciliationrepository.h"

#include "models/domain/json.h"
#include "models/domain/text.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

constexpr char ReconciliationColumns[] =
        "SELECT id, channel, bill_day, source, file_name, status, error_word, error, totals, differences, asked_by, "
        "created_at, finished_at FROM reconciliations ";

Reconciliation readReconciliation(const Statement &s)
{
    Reconciliation r;
    r.id = ReconciliationId(s.integer(0));
    r.channel = s.text(1);
    r.day = int(s.integer(2));
    r.source = s.text(3);
    r.fileName = s.text(4);
    r.status = s.text(5);
    r.errorWord = s.text(6);
    r.error = s.text(7);
    r.totals = QJsonDocument::fromJson(s.text(8).toUtf8()).object();
    r.differences = s.integer(9);
    r.askedBy = UserId(s.integer(10));
    r.created = s.integer(11);
    r.finished = s.optionalInteger(12);
    return r;
}

Result<std::vector<Reconciliation>> readReconciliations(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Reconciliation> out;
    while (s.next())
        out.push_back(readReconciliation(s));
    return out;
}

QString dailyKey(const QString &channel, int day)
{
    return u"%1:%2"_s.arg(channel).arg(day);
}

/// "wechatpay:4200…" → "4200…".
QString transactionOf(const QString &channel, const QString &key)
{
    return key.startsWith(channel + u':') ? key.mid(channel.size() + 1) : key;
}

// The ledger's amount counts: what isn't booked there isn't ours, whatever the other tables say.
constexpr char PaymentsBooked[] =
        "SELECT o.number, p.id, p.transaction_sealed, l.amount, o.status FROM payments p JOIN orders o ON o.id = "
        "p.order_id "
        "LEFT JOIN ledger l ON l.order_id = p.order_id AND l.channel = p.channel AND l.kind = CASE WHEN p.surplus = 1 "
        "THEN 'surplus' ELSE 'payment' END AND l.happened_at = p.booked_at AND l.amount = p.amount ";
constexpr char RefundsBooked[] =
        "SELECT o.number, r.id, r.number, l.amount, r.status FROM refunds r JOIN orders o ON o.id = r.order_id LEFT "
        "JOIN "
        "payments p ON p.id = r.payment_id LEFT JOIN ledger l ON l.order_id = r.order_id AND l.kind = 'refund' AND "
        "l.happened_at = r.finished_at AND l.amount = -r.amount ";

/// How rows of our books are read.
struct Reading {
    BillKind kind;
    const QString &channel;
    const TransactionNumbers &numbers;
};

QString numberOf(const Statement &s, const Reading &reading)
{
    if (reading.kind == BillKind::Refund)
        return s.text(2);
    const auto transaction = reading.numbers.open(TransactionNumbers::ofPayments().place(s.integer(1)), s.blob(2));
    return transactionOf(reading.channel, transaction.value_or(QString()));
}

Result<void> readMoney(Statement &s, const Reading &reading, bool due, std::vector<OurMoney> &out)
{
    if (auto ok = s.run(); !ok)
        return ok;
    while (s.next()) {
        OurMoney &one = out.emplace_back();
        one.kind = reading.kind;
        one.orderNo = s.text(0);
        one.number = numberOf(s, reading);
        one.booked = !s.isNull(3);
        one.amount = one.booked ? qAbs(s.integer(3)) : 0;
        one.state = s.text(4);
        one.due = due;
    }
    return {};
}

Result<std::optional<OurMoney>> firstMoney(Statement &s, const Reading &reading)
{
    std::vector<OurMoney> found;
    if (auto ok = readMoney(s, reading, false, found); !ok)
        return ok.error();
    return found.empty() ? std::optional<OurMoney>() : std::optional(std::move(found.front()));
}

/// An order that the channel says it was paid for, and that has no such payment here.
Result<std::optional<OurMoney>> unpaidOrder(database::Connection &c, const QString &number)
{
    Statement s = c.prepare("SELECT status FROM orders WHERE number = ?");
    s.bind(number);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<OurMoney>();
    OurMoney order;
    order.kind = BillKind::Payment;
    order.orderNo = number;
    order.state = s.text(0);
    return std::optional(std::move(order));
}

/// What a bill calls its things may be longer than anything of ours.
Result<void> addDifference(database::Transaction &tx, const TransactionNumbers &numbers, ReconciliationId of,
                           const BillDifference &d)
{
    const QString number = text::cleanedLine(d.number.left(96));
    const bool ours = d.of == BillKind::Refund;
    const auto id =
            tx.insert("INSERT INTO reconciliation_differences (reconciliation_id, kind, of_kind, order_number, "
                      "money_number, here_amount, there_amount, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      of.value, differenceKindName(d.kind), billKindName(d.of), text::cleanedLine(d.orderNo.left(64)),
                      ours ? number : QString(), d.here, d.there, d.state.left(32));
    if (!id || ours || number.isEmpty())
        return id ? Result<void>() : Result<void>(id.error());
    return database::ran(tx.run("UPDATE reconciliation_differences SET number_sealed = ? WHERE id = ?",
                                numbers.seal(TransactionNumbers::ofDifferences().place(*id), number), *id));
}

}  // namespace

Result<ReconciliationId> ReconciliationRepository::insert(Transaction &tx, const Reconciliation &r, bool daily)
{
    const auto id =
            tx.insert("INSERT INTO reconciliations (channel, bill_day, source, file_name, daily_key, status, "
                      "error_word, error, totals, asked_by, created_at) VALUES (?, ?, ?, ?, ?, 'waiting', '', "
                      "'', '{}', ?, ?)",
                      r.channel, r.day, r.source, r.fileName,
                      daily ? std::optional(dailyKey(r.channel, r.day)) : std::nullopt, r.askedBy.value, r.created);
    if (!id)
        return id.error();
    return ReconciliationId(*id);
}

Result<bool> ReconciliationRepository::hasDaily(Connection &c, const QString &channel, int day)
{
    Statement s = c.prepare("SELECT 1 FROM reconciliations WHERE daily_key = ?");
    s.bind(dailyKey(channel, day));
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<std::optional<Reconciliation>> ReconciliationRepository::find(Connection &c, ReconciliationId id)
{
    static const QByteArray sql = ReconciliationColumns + "WHERE id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    auto found = readReconciliations(s);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<Reconciliation>() : std::optional(std::move(found->front()));
}

Result<std::vector<Reconciliation>> ReconciliationRepository::list(Connection &c, qint64 limit, qint64 offset)
{
    static const QByteArray sql = ReconciliationColumns + "ORDER BY id DESC LIMIT ? OFFSET ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(limit).bind(offset);
    return readReconciliations(s);
}

Result<qint64> ReconciliationRepository::count(Connection &c)
{
    Statement s = c.prepare("SELECT COUNT(*) FROM reconciliations");
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<bool> ReconciliationRepository::finish(Transaction &tx, const TransactionNumbers &numbers, ReconciliationId id,
                                              const BillComparison &comparison, Millis now)
{
    const auto rows = tx.run("UPDATE reconciliations SET status = 'done', error_word = '', error = '', totals = ?, "
                             "differences = ?, finished_at = ? WHERE id = ? AND status = 'waiting'",
                             QString::fromUtf8(json::compact(comparison.totals.toJson())),
                             qint64(comparison.differences.size()), now, id.value);
    if (!rows || *rows != 1)
        return rows ? Result<bool>(false) : Result<bool>(rows.error());
    const size_t kept = std::min(comparison.differences.size(), size_t(MostDifferences));
    for (size_t at = 0; at < kept; ++at) {
        if (auto ok = addDifference(tx, numbers, id, comparison.differences[at]); !ok)
            return ok.error();
    }
    return true;
}

Result<void> ReconciliationRepository::setError(Transaction &tx, ReconciliationId id, const Error &why,
                                                std::optional<Millis> finished)
{
    return database::ran(tx.run("UPDATE reconciliations SET status = ?, error_word = ?, error = ?, finished_at = ? "
                                "WHERE id = ? AND status = 'waiting'",
                                finished ? u"failed"_s : u"waiting"_s, why.reason.left(64), why.message.left(500),
                                finished, id.value));
}

Result<std::vector<BillDifference>> ReconciliationRepository::differences(Connection &c,
                                                                          const TransactionNumbers &numbers,
                                                                          ReconciliationId id, qint64 limit,
                                                                          qint64 offset)
{
    Statement s = c.prepare(
            "SELECT kind, of_kind, order_number, money_number, here_amount, there_amount, state, id, "
            "number_sealed FROM reconciliation_differences WHERE reconciliation_id = ? ORDER BY id LIMIT ? OFFSET ?");
    s.bind(id.value).bind(limit).bind(offset);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<BillDifference> out;
    while (s.next()) {
        BillDifference &d = out.emplace_back();
        for (const DifferenceKind kind :
             {DifferenceKind::OnlyChannel, DifferenceKind::OnlyHere, DifferenceKind::Amount, DifferenceKind::State}) {
            if (differenceKindName(kind) == s.text(0))
                d.kind = kind;
        }
        d.of = s.text(1) == billKindName(BillKind::Refund) ? BillKind::Refund : BillKind::Payment;
        d.orderNo = s.text(2);
        d.number = s.isNull(8) ? s.text(3)
                               : numbers.open(TransactionNumbers::ofDifferences().place(s.integer(7)), s.blob(8))
                                         .value_or(QString());
        d.here = s.optionalInteger(4);
        d.there = s.optionalInteger(5);
        d.state = s.text(6);
    }
    return out;
}

Result<std::vector<OurMoney>> ReconciliationRepository::due(Connection &c, const TransactionNumbers &numbers,
                                                            const QString &channel, int day, const BillSpan &span)
{
    std::vector<OurMoney> out;
    static const QByteArray payments =
            PaymentsBooked + "WHERE p.channel = ? AND p.paid_at >= ? AND p.paid_at < ? ORDER BY p.id"_ba;
    Statement paid = c.prepare(payments);
    paid.bind(channel).bind(span.from).bind(span.to);
    if (auto ok = readMoney(paid, {BillKind::Payment, channel, numbers}, true, out); !ok)
        return ok.error();
    // A refund that began before midnight may have ended after it; the bill that it stood in has it.
    static const QByteArray refunds =
            RefundsBooked + "WHERE r.finished_at >= ? AND r.finished_at < ? AND r.status = 'done' AND (r.bill_day IS "
                            "NULL OR r.bill_day = ?) AND COALESCE(p.channel, o.channel) = ? ORDER BY r.id"_ba;
    Statement back = c.prepare(refunds);
    back.bind(span.from).bind(span.to).bind(day).bind(channel);
    if (auto ok = readMoney(back, {BillKind::Refund, channel, numbers}, true, out); !ok)
        return ok.error();
    return out;
}

Result<std::optional<OurMoney>> ReconciliationRepository::known(Connection &c, const TransactionNumbers &numbers,
                                                                const QString &channel, const BillRow &row)
{
    if (row.kind == BillKind::Refund) {
        static const QByteArray sql = RefundsBooked + "WHERE r.number = ?"_ba;
        Statement s = c.prepare(sql);
        s.bind(row.refundNo);
        return firstMoney(s, {BillKind::Refund, channel, numbers});
    }
    static const QByteArray sql = PaymentsBooked + "WHERE p.transaction_key = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(numbers.keyOf(channel + u':' + row.transactionId));
    auto payment = firstMoney(s, {BillKind::Payment, channel, numbers});
    return !payment || *payment ? payment : unpaidOrder(c, row.orderNo);
}

Result<void> ReconciliationRepository::markRefunds(Transaction &tx, const QStringList &numbers, int day)
{
    for (const QString &number : numbers) {
        const auto rows = tx.run("UPDATE refunds SET bill_day = ? WHERE number = ? AND bill_day IS NULL", day, number);
        if (!rows)
            return rows.error();
    }
    return {};
}

}  // namespace commerce
