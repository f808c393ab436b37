#include "backend/commerce/order/personalorders.h"

#include "backend/commerce/ledger/ledgerrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::ExportAs;
using database::ExportedColumn;
using database::Transaction;

namespace {

/// Adds what the person has in a table to `out`.
Result<void> addRows(Connection &c, UserId person, QJsonObject &out, const char *name, QByteArrayView sql,
                     std::initializer_list<ExportedColumn> columns)
{
    const auto rows = database::exportedRows(c, sql, person, columns);
    if (!rows)
        return rows.error();
    out.insert(QLatin1String(name), *rows);
    return {};
}

Result<void> addRights(Connection &c, UserId person, QJsonObject &out)
{
    if (auto ok =
                addRows(c, person, out, "enrolments",
                        "SELECT course_id, type, valid_from, valid_until, created_at FROM enrolments WHERE user_id = ? "
                        "ORDER BY id",
                        {{"course_id", ExportAs::Integer},
                         {"type", ExportAs::Text},
                         {"valid_from", ExportAs::Time},
                         {"valid_until", ExportAs::Time},
                         {"created_at", ExportAs::Time}});
        !ok)
        return ok;
    if (auto ok = addRows(c, person, out, "rights",
                          "SELECT kind, item_id, source, order_id, valid_from, valid_until, revoked_at, revoke_reason "
                          "FROM rights WHERE "
                          "user_id = ? ORDER BY id",
                          {{"kind", ExportAs::Text},
                           {"itemId", ExportAs::Integer},
                           {"source", ExportAs::Text},
                           {"orderId", ExportAs::Integer},
                           {"validFrom", ExportAs::Time},
                           {"validUntil", ExportAs::Time},
                           {"revokedAt", ExportAs::Time},
                           {"revokeReason", ExportAs::Text}});
        !ok)
        return ok;
    if (auto ok = addRows(c, person, out, "learner",
                          "SELECT course_id, login, since, seen_day FROM learners WHERE user_id = ? ORDER BY course_id",
                          {{"courseId", ExportAs::Integer},
                           {"login", ExportAs::Text},
                           {"since", ExportAs::Time},
                           {"seenDay", ExportAs::Day}});
        !ok)
        return ok;
    return addRows(c, person, out, "memberships",
                   "SELECT p.name, m.valid_from, m.valid_until FROM memberships m JOIN membership_plans p ON p.id = "
                   "m.plan_id WHERE m.user_id = ? ORDER BY m.plan_id",
                   {{"plan", ExportAs::Text}, {"validFrom", ExportAs::Time}, {"validUntil", ExportAs::Time}});
}

}  // namespace

Result<QJsonObject> PersonalOrders::exportOf(Connection &c, UserId person) const
{
    QJsonObject out;
    if (auto ok = addRights(c, person, out); !ok)
        return ok.error();
    if (auto ok = addRows(c, person, out, "coupons",
                          "SELECT c.code, k.claimed_at FROM coupon_claims k JOIN coupons c ON c.id = k.coupon_id WHERE "
                          "k.user_id = ? ORDER BY k.claimed_at",
                          {{"code", ExportAs::Text}, {"claimedAt", ExportAs::Time}});
        !ok)
        return ok.error();
    if (auto ok = addRows(c, person, out, "orders",
                          "SELECT number, item_type, item_id, title, list_price, amount, refunded, status, channel, "
                          "created_at, paid_at FROM orders WHERE buyer_id = ? ORDER BY id",
                          {{"orderNo", ExportAs::Text},
                           {"itemType", ExportAs::Text},
                           {"itemId", ExportAs::Integer},
                           {"title", ExportAs::Text},
                           {"listPrice", ExportAs::Integer},
                           {"amount", ExportAs::Integer},
                           {"refunded", ExportAs::Integer},
                           {"status", ExportAs::Text},
                           {"channel", ExportAs::Text},
                           {"createdAt", ExportAs::Time},
                           {"paidAt", ExportAs::Time}});
        !ok)
        return ok.error();
    if (auto ok =
                addRows(c, person, out, "orderEvents",
                        "SELECT o.number, e.kind, e.amount, e.note, e.happened_at FROM order_events e JOIN orders o ON "
                        "o.id = e.order_id WHERE e.actor_id = ? ORDER BY e.id",
                        {{"orderNo", ExportAs::Text},
                         {"kind", ExportAs::Text},
                         {"amount", ExportAs::Integer},
                         {"note", ExportAs::Text},
                         {"at", ExportAs::Time}});
        !ok)
        return ok.error();
    if (auto ok =
                addRows(c, person, out, "refunds",
                        "SELECT number, amount, reason, status, created_at FROM refunds WHERE asked_by = ? ORDER BY id",
                        {{"refundNo", ExportAs::Text},
                         {"amount", ExportAs::Integer},
                         {"reason", ExportAs::Text},
                         {"status", ExportAs::Text},
                         {"createdAt", ExportAs::Time}});
        !ok)
        return ok.error();
    if (auto ok =
                addRows(c, person, out, "reconciliations",
                        "SELECT channel, bill_day, file_name, created_at FROM reconciliations WHERE asked_by = ? ORDER "
                        "BY id",
                        {{"channel", ExportAs::Text},
                         {"billDay", ExportAs::Integer},
                         {"fileName", ExportAs::Text},
                         {"createdAt", ExportAs::Time}});
        !ok)
        return ok.error();
    return out;
}

Result<void> PersonalOrders::erase(Transaction &tx, UserId person)
{
    if (auto ok = LedgerRepository::forgetSeller(tx, person); !ok)
        return ok;
    return database::runForPerson(
            tx, person,
            {"UPDATE coupons SET reserved = reserved - (SELECT COUNT(*) FROM orders o WHERE o.coupon_id = coupons.id "
             "AND "
             "o.status = 'pending' AND o.buyer_id = ?)",
             "UPDATE orders SET status = 'closed', open_key = NULL, closed_at = expires_at WHERE status = 'pending' "
             "AND "
             "buyer_id = ?",
             // What people wrote may name anybody.
             "UPDATE order_events SET note = '' WHERE order_id IN (SELECT id FROM orders WHERE buyer_id = ?)",
             "UPDATE order_events SET actor_id = 0 WHERE actor_id = ?",
             "UPDATE refunds SET reason = '' WHERE order_id IN (SELECT id FROM orders WHERE buyer_id = ?)",
             "UPDATE refunds SET asked_by = 0 WHERE asked_by = ?",
             "UPDATE refunds SET decided_by = 0 WHERE decided_by = ?",
             "UPDATE reconciliations SET asked_by = 0, file_name = '' WHERE asked_by = ?",
             "UPDATE orders SET buyer_id = 0 WHERE buyer_id = ?", "UPDATE orders SET seller_id = 0 WHERE seller_id = ?",
             "DELETE FROM coupon_claims WHERE user_id = ?", "DELETE FROM learners WHERE user_id = ?",
             "DELETE FROM memberships WHERE user_id = ?", "DELETE FROM rights WHERE user_id = ?",
             "DELETE FROM enrolments WHERE user_id = ?"});
}

}  // namespace commerce
