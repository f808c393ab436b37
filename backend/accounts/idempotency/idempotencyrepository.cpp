#include "backend/accounts/idempotency/idempotencyrepository.h"

namespace accounts::repository {

using database::Statement;
using database::Transaction;

namespace {

Result<void> changed(const Result<qint64> &affected)
{
    return affected ? Result<void>() : Result<void>(affected.error());
}

}  // namespace

Result<std::optional<KeyRow>> findKey(Transaction &tx, UserId user, const QString &key)
{
    Statement s = tx.prepare(
            "SELECT seal, status, headers, body FROM idempotency_keys WHERE user_id = ? AND request_key = ?");
    s.bind(user.value).bind(key);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<KeyRow>();
    return std::optional(KeyRow{s.text(0), int(s.integer(1)), s.text(2), s.blob(3)});
}

Result<qint64> countKeys(Transaction &tx, UserId user)
{
    Statement s = tx.prepare("SELECT COUNT(*) FROM idempotency_keys WHERE user_id = ?");
    s.bind(user.value);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<void> insertKey(Transaction &tx, UserId user, const QString &key, const QString &seal, Millis expires)
{
    return changed(
            tx.run("INSERT INTO idempotency_keys (user_id, request_key, seal, status, headers, body, expires_at) "
                   "VALUES (?, ?, ?, 0, '', ?, ?)",
                   user.value, key, seal, QByteArray(), expires));
}

Result<void> storeAnswer(Transaction &tx, UserId user, const QString &key, const KeyRow &row)
{
    return changed(tx.run("UPDATE idempotency_keys SET status = ?, headers = ?, body = ? "
                          "WHERE user_id = ? AND request_key = ?",
                          row.status, row.headers, row.body, user.value, key));
}

Result<void> deleteKey(Transaction &tx, UserId user, const QString &key)
{
    return changed(tx.run("DELETE FROM idempotency_keys WHERE user_id = ? AND request_key = ?", user.value, key));
}

Result<void> deleteKeysExpiredAt(Transaction &tx, Millis time)
{
    return changed(tx.run("DELETE FROM idempotency_keys WHERE expires_at <= ?", time));
}

}  // namespace accounts::repository
