#include "backend/commerce/right/rightrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

constexpr char RightColumns[] =
        "SELECT id, user_id, kind, item_id, source, order_id, valid_from, valid_until, revoked_at, "
        "course_id, revoke_reason FROM rights ";

StoredRight readRight(const Statement &s)
{
    StoredRight out;
    out.id = RightId(s.integer(0));
    out.user = UserId(s.integer(1));
    out.right.kind = rightKindFromName(s.text(2)).value_or(RightKind::Lesson);
    out.item = s.integer(3);
    // An unknown word must grant nothing: a trial's right opens nothing that has a price.
    out.right.source = rightSourceFromName(s.text(4)).value_or(RightSource::Trial);
    if (const auto order = s.optionalInteger(5))
        out.order = OrderId(*order);
    out.right.validFrom = s.integer(6);
    out.right.validUntil = s.optionalInteger(7);
    out.right.revokedAt = s.optionalInteger(8);
    out.course = CourseId(s.integer(9));
    out.revokeReason = s.text(10);
    return out;
}

Result<std::vector<StoredRight>> readRights(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<StoredRight> out;
    while (s.next())
        out.push_back(readRight(s));
    return out;
}

}  // namespace

Result<RightId> RightRepository::insert(Transaction &tx, const StoredRight &r, Millis now)
{
    const auto id = tx.insert("INSERT INTO rights (user_id, kind, item_id, course_id, source, order_id, valid_from, "
                              "valid_until, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              r.user.value, rightKindName(r.right.kind), r.item, r.course.value,
                              rightSourceName(r.right.source), r.order ? std::optional(r.order->value) : std::nullopt,
                              r.right.validFrom, r.right.validUntil, now);
    if (!id)
        return id.error();
    return RightId(*id);
}

Result<void> RightRepository::revoke(Transaction &tx, RightId id, Millis at)
{
    return database::ran(tx.run("UPDATE rights SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", at, id.value));
}

Result<void> RightRepository::setRevokeReason(Transaction &tx, RightId id, const QString &reason)
{
    return database::ran(tx.run("UPDATE rights SET revoke_reason = ? WHERE id = ?", reason, id.value));
}

Result<void> RightRepository::restore(Transaction &tx, RightId id)
{
    return database::ran(tx.run("UPDATE rights SET revoked_at = NULL, revoke_reason = '' WHERE id = ?", id.value));
}

Result<void> RightRepository::setUntil(Transaction &tx, RightId id, std::optional<Millis> until)
{
    return database::ran(tx.run("UPDATE rights SET valid_until = ? WHERE id = ?", until, id.value));
}

Result<std::optional<StoredRight>> RightRepository::find(Connection &c, RightId id)
{
    static const QByteArray sql = RightColumns + "WHERE id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    auto found = readRights(s);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<StoredRight>() : std::optional(found->front());
}

Result<std::vector<StoredRight>> RightRepository::of(Connection &c, UserId user, RightKind kind, qint64 item)
{
    static const QByteArray sql = RightColumns + "WHERE user_id = ? AND kind = ? AND item_id = ? ORDER BY id"_ba;
    Statement s = c.prepare(sql);
    s.bind(user.value).bind(rightKindName(kind)).bind(item);
    return readRights(s);
}

Result<std::vector<StoredRight>> RightRepository::ofOrder(Connection &c, OrderId order)
{
    static const QByteArray sql = RightColumns + "WHERE order_id = ? ORDER BY id"_ba;
    Statement s = c.prepare(sql);
    s.bind(order.value);
    return readRights(s);
}

Result<std::vector<StoredRight>> RightRepository::ofPerson(Connection &c, UserId user)
{
    static const QByteArray sql = RightColumns + "WHERE user_id = ? ORDER BY id DESC"_ba;
    Statement s = c.prepare(sql);
    s.bind(user.value);
    return readRights(s);
}

}  // namespace commerce
