#include "backend/commerce/ledger/ledgerrepository.h"

#include "backend/database/engine/dialect.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

LedgerKind ledgerKindOf(const QString &name)
{
    for (const LedgerKind kind : {LedgerKind::Payment, LedgerKind::Surplus, LedgerKind::Refund}) {
        if (name == ledgerKindName(kind))
            return kind;
    }
    return LedgerKind::Commission;
}

void bindLedgerFilter(Statement &s, const LedgerFilter &filter)
{
    s.bind(filter.from).bind(filter.to);
    if (filter.seller)
        s.bind(filter.seller->value);
}

QByteArray withSeller(QByteArrayView head, const LedgerFilter &filter, QByteArrayView tail)
{
    QByteArray sql = head.toByteArray();
    if (filter.seller)
        sql += " AND seller_id = ?";
    return sql + tail.toByteArray();
}

struct SumPlace {
    int day = 0;
    CourseId course;
    UserId seller;
};

Result<void> addToDay(Transaction &tx, const SumPlace &place, const LedgerSum &sum)
{
    const QByteArray sql = tx.dialect().upsert(
            "ledger_days", {"business_day", "course_id", "seller_id", "gross", "refunds", "commission", "orders"},
            {"business_day", "course_id", "seller_id"},
            {"gross = gross + excluded.gross", "refunds = refunds + excluded.refunds",
             "commission = commission + excluded.commission", "orders = orders + excluded.orders"});
    return database::ran(tx.run(sql, place.day, place.course.value, place.seller.value, sum.gross, sum.refunds,
                                sum.commission, sum.orders));
}

}  // namespace

Result<void> LedgerRepository::book(Transaction &tx, const Booking &b)
{
    const auto id =
            tx.insert("INSERT INTO ledger (entry_key, kind, amount, business_day, order_id, course_id, seller_id, "
                      "channel, happened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      b.key, ledgerKindName(b.entry.kind), b.entry.amount, b.entry.day, b.order.value, b.course.value,
                      b.seller.value, b.channel, b.at);
    if (!id)
        return id.error();
    LedgerSum sum;
    sum.add(b.entry);
    return addToDay(tx, {b.entry.day, b.course, b.seller}, sum);
}

Result<std::vector<Booking>> LedgerRepository::entries(Connection &c, const LedgerFilter &filter, qint64 limit,
                                                       qint64 offset)
{
    Statement s = c.prepare(withSeller("SELECT entry_key, kind, amount, business_day, order_id, course_id, seller_id, "
                                       "channel, happened_at FROM ledger WHERE business_day >= ? AND business_day <= ?",
                                       filter, " ORDER BY id DESC LIMIT ? OFFSET ?"));
    bindLedgerFilter(s, filter);
    s.bind(limit).bind(offset);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Booking> out;
    while (s.next()) {
        Booking &b = out.emplace_back();
        b.key = s.text(0);
        b.entry = {ledgerKindOf(s.text(1)), s.integer(2), int(s.integer(3))};
        b.order = OrderId(s.integer(4));
        b.course = CourseId(s.integer(5));
        b.seller = UserId(s.integer(6));
        b.channel = s.text(7);
        b.at = s.integer(8);
    }
    return out;
}

Result<qint64> LedgerRepository::count(Connection &c, const LedgerFilter &filter)
{
    Statement s = c.prepare(
            withSeller("SELECT COUNT(*) FROM ledger WHERE business_day >= ? AND business_day <= ?", filter, ""));
    bindLedgerFilter(s, filter);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<std::vector<LedgerDay>> LedgerRepository::days(Connection &c, const LedgerFilter &filter)
{
    Statement s = c.prepare(withSeller("SELECT business_day, SUM(gross), SUM(refunds), SUM(commission), SUM(orders) "
                                       "FROM ledger_days WHERE business_day >= ? AND business_day <= ?",
                                       filter, " GROUP BY business_day ORDER BY business_day"));
    bindLedgerFilter(s, filter);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<LedgerDay> out;
    while (s.next())
        out.push_back({int(s.integer(0)), {s.integer(1), s.integer(2), s.integer(3), s.integer(4)}});
    return out;
}

Result<void> LedgerRepository::forgetSeller(Transaction &tx, UserId seller)
{
    if (const auto rows = tx.run("UPDATE ledger SET seller_id = 0 WHERE seller_id = ?", seller.value); !rows)
        return rows.error();
    std::vector<std::pair<SumPlace, LedgerSum>> days;
    {
        Statement s = tx.prepare("SELECT business_day, course_id, gross, refunds, commission, orders FROM ledger_days "
                                 "WHERE seller_id = ?");
        if (auto ok = s.bind(seller.value).run(); !ok)
            return ok.error();
        while (s.next())
            days.push_back({{int(s.integer(0)), CourseId(s.integer(1)), UserId()},
                            {s.integer(2), s.integer(3), s.integer(4), s.integer(5)}});
    }
    if (const auto rows = tx.run("DELETE FROM ledger_days WHERE seller_id = ?", seller.value); !rows)
        return rows.error();
    // The school may have sums of the same course and day.
    for (const auto &[place, sum] : days) {
        if (auto ok = addToDay(tx, place, sum); !ok)
            return ok;
    }
    return {};
}

}  // namespace commerce
