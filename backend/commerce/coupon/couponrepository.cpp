#include "backend/commerce/coupon/couponrepository.h"

#include "backend/database/engine/dialect.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

constexpr char CouponColumns[] = "SELECT c.id, c.code, c.kind, c.value, c.cap, c.threshold, c.scope, c.starts_at, "
                                 "c.ends_at, c.total_limit, c.per_user_limit, c.first_order_only, c.with_sale, "
                                 "c.disabled, c.batch, c.used, c.reserved, c.created_at FROM coupons c ";

StoredCoupon readCoupon(const Statement &s)
{
    StoredCoupon out;
    Coupon &c = out.coupon;
    out.id = CouponId(s.integer(0));
    c.code = s.text(1);
    c.kind = s.text(2) == couponKindName(CouponKind::Percent) ? CouponKind::Percent : CouponKind::Amount;
    c.value = s.integer(3);
    c.cap = s.optionalInteger(4);
    c.threshold = s.integer(5);
    c.scope.kind = scopeKindFromName(s.text(6)).value_or(ScopeKind::Courses);  // an unknown word must grant nothing
    c.startsAt = s.integer(7);
    c.endsAt = s.integer(8);
    c.totalLimit = s.optionalInteger(9);
    c.perUserLimit = s.optionalInteger(10);
    c.firstOrderOnly = s.boolean(11);
    c.withSale = s.boolean(12);
    c.disabled = s.boolean(13);
    out.batch = s.text(14);
    out.used = s.integer(15);
    out.reserved = s.integer(16);
    out.created = s.integer(17);
    return out;
}

Result<void> readScopeIds(database::Connection &c, StoredCoupon &coupon)
{
    if (coupon.coupon.scope.kind == ScopeKind::All)
        return {};
    Statement s = c.prepare("SELECT item_id FROM coupon_scope WHERE coupon_id = ? ORDER BY item_id");
    s.bind(coupon.id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next())
        coupon.coupon.scope.ids.push_back(s.integer(0));
    return {};
}

Result<std::vector<StoredCoupon>> readCoupons(database::Connection &c, Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<StoredCoupon> out;
    while (s.next())
        out.push_back(readCoupon(s));
    for (StoredCoupon &coupon : out) {
        if (auto ok = readScopeIds(c, coupon); !ok)
            return ok.error();
    }
    return out;
}

Result<std::optional<StoredCoupon>> readOne(database::Connection &c, Statement &s)
{
    auto found = readCoupons(c, s);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<StoredCoupon>() : std::optional(std::move(found->front()));
}

Result<void> setScope(database::Transaction &tx, CouponId id, const Scope &scope)
{
    if (const auto gone = tx.run("DELETE FROM coupon_scope WHERE coupon_id = ?", id.value); !gone)
        return gone.error();
    for (const qint64 item : scope.ids) {
        const auto row = tx.run("INSERT INTO coupon_scope (coupon_id, item_id) VALUES (?, ?)", id.value, item);
        if (!row)
            return row.error();
    }
    return {};
}

/// The condition of a state, and how many times it asks for `now`.
struct StateCondition {
    QByteArrayView sql;
    int times = 0;
};

StateCondition conditionOf(CouponState state)
{
    constexpr char Full[] = "total_limit IS NOT NULL AND c.used + c.reserved >= c.total_limit";
    static const QByteArray running =
            " AND c.disabled = 0 AND c.starts_at <= ? AND c.ends_at > ? AND NOT (c."_ba + Full + ")";
    static const QByteArray usedUp = " AND c.disabled = 0 AND c.starts_at <= ? AND c.ends_at > ? AND c."_ba + Full;
    switch (state) {
    case CouponState::Disabled: return {" AND c.disabled = 1", 0};
    case CouponState::Ended: return {" AND c.disabled = 0 AND c.ends_at <= ?", 1};
    case CouponState::Scheduled: return {" AND c.disabled = 0 AND c.starts_at > ? AND c.ends_at > ?", 2};
    case CouponState::UsedUp: return {usedUp, 2};
    case CouponState::Running: return {running, 2};
    }
    return {};
}

void bindFilter(Statement &s, const CouponFilter &filter)
{
    if (!filter.text.isEmpty())
        s.bind(database::patternFor(filter.text));
    if (!filter.batch.isEmpty())
        s.bind(filter.batch);
    if (filter.state) {
        for (int i = 0; i < conditionOf(*filter.state).times; ++i)
            s.bind(filter.now);
    }
}

}  // namespace

Result<std::optional<StoredCoupon>> CouponRepository::find(Connection &c, CouponId id)
{
    static const QByteArray sql = CouponColumns + "WHERE c.id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    return readOne(c, s);
}

Result<std::optional<StoredCoupon>> CouponRepository::byCode(Connection &c, const QString &code)
{
    static const QByteArray sql = CouponColumns + "WHERE c.code = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(code);
    return readOne(c, s);
}

Result<CouponPage> CouponRepository::list(Connection &c, const CouponFilter &filter, qint64 limit, qint64 offset)
{
    QByteArray where = "WHERE 1 = 1"_ba;
    if (!filter.text.isEmpty())
        where += " AND " + c.dialect().contains("c.code");
    if (!filter.batch.isEmpty())
        where += " AND c.batch = ?";
    if (filter.state)
        where += conditionOf(*filter.state).sql;
    CouponPage page;
    Statement count = c.prepare("SELECT COUNT(*) FROM coupons c " + where);
    bindFilter(count, filter);
    if (auto ok = count.run(); !ok)
        return ok.error();
    page.total = count.next() ? count.integer(0) : 0;
    Statement s = c.prepare(CouponColumns + where + " ORDER BY c.id DESC LIMIT ? OFFSET ?");
    bindFilter(s, filter);
    s.bind(limit).bind(offset);
    auto rows = readCoupons(c, s);
    if (!rows)
        return rows.error();
    page.coupons = std::move(*rows);
    return page;
}

Result<void> CouponRepository::lock(Transaction &tx, CouponId id)
{
    return tx.lock("SELECT id FROM coupons WHERE id = ?", id.value);
}

Result<CouponId> CouponRepository::insert(Transaction &tx, const Coupon &c, const QString &batch, Millis now)
{
    const auto id = tx.insert(
            "INSERT INTO coupons (code, kind, value, cap, threshold, scope, starts_at, ends_at, total_limit, "
            "per_user_limit, first_order_only, with_sale, disabled, batch, created_at, updated_at) VALUES (?, ?, ?, ?, "
            "?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            c.code, couponKindName(c.kind), c.value, c.cap, c.threshold, scopeKindName(c.scope.kind), c.startsAt,
            c.endsAt, c.totalLimit, c.perUserLimit, c.firstOrderOnly, c.withSale, c.disabled, batch, now, now);
    if (!id)
        return id.error();
    if (auto ok = setScope(tx, CouponId(*id), c.scope); !ok)
        return ok.error();
    return CouponId(*id);
}

Result<void> CouponRepository::update(Transaction &tx, CouponId id, const Coupon &c, Millis now)
{
    const auto rows =
            tx.run("UPDATE coupons SET kind = ?, value = ?, cap = ?, threshold = ?, scope = ?, starts_at = ?, "
                   "ends_at = ?, total_limit = ?, per_user_limit = ?, first_order_only = ?, with_sale = ?, "
                   "disabled = ?, updated_at = ? WHERE id = ?",
                   couponKindName(c.kind), c.value, c.cap, c.threshold, scopeKindName(c.scope.kind), c.startsAt,
                   c.endsAt, c.totalLimit, c.perUserLimit, c.firstOrderOnly, c.withSale, c.disabled, now, id.value);
    if (!rows)
        return rows.error();
    return setScope(tx, id, c.scope);
}

Result<bool> CouponRepository::removeUntouched(Transaction &tx, CouponId id)
{
    const auto rows = tx.run("DELETE FROM coupons WHERE id = ? AND used = 0 AND reserved = 0 AND NOT EXISTS (SELECT 1 "
                             "FROM orders o WHERE o.coupon_id = coupons.id) AND NOT EXISTS (SELECT 1 FROM "
                             "coupon_claims k WHERE k.coupon_id = coupons.id)",
                             id.value);
    if (!rows)
        return rows.error();
    return *rows == 1;
}

Result<bool> CouponRepository::reserve(Transaction &tx, CouponId id)
{
    const auto rows =
            tx.run("UPDATE coupons SET reserved = reserved + 1 WHERE id = ? AND disabled = 0 AND (total_limit IS "
                   "NULL OR used + reserved < total_limit)",
                   id.value);
    if (!rows)
        return rows.error();
    return *rows == 1;
}

Result<void> CouponRepository::release(Transaction &tx, CouponId id)
{
    return database::ran(tx.run("UPDATE coupons SET reserved = reserved - 1 WHERE id = ? AND reserved > 0", id.value));
}

Result<void> CouponRepository::consume(Transaction &tx, CouponId id)
{
    return database::ran(tx.run(
            "UPDATE coupons SET used = used + 1, reserved = reserved - 1 WHERE id = ? AND reserved > 0", id.value));
}

Result<bool> CouponRepository::consumeLate(Transaction &tx, CouponId id)
{
    const auto rows = tx.run("UPDATE coupons SET used = used + 1 WHERE id = ? AND (total_limit IS NULL OR used + "
                             "reserved < total_limit)",
                             id.value);
    if (!rows)
        return rows.error();
    return *rows == 1;
}

Result<void> CouponRepository::giveBack(Transaction &tx, CouponId id)
{
    return database::ran(tx.run("UPDATE coupons SET used = used - 1 WHERE id = ? AND used > 0", id.value));
}

Result<void> CouponRepository::claim(Transaction &tx, UserId user, CouponId id, Millis now)
{
    const QByteArray sql = tx.dialect().insertIgnore("coupon_claims", {"user_id", "coupon_id", "claimed_at"});
    return database::ran(tx.run(sql, user.value, id.value, now));
}

Result<std::vector<StoredCoupon>> CouponRepository::claimedBy(Connection &c, UserId user)
{
    static const QByteArray sql = CouponColumns +
                                  "JOIN coupon_claims k ON k.coupon_id = c.id WHERE k.user_id = ? ORDER BY "
                                  "k.claimed_at DESC, c.id DESC LIMIT 200"_ba;
    Statement s = c.prepare(sql);
    s.bind(user.value);
    return readCoupons(c, s);
}

}  // namespace commerce
