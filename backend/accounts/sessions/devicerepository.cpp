#include "backend/accounts/sessions/devicerepository.h"

namespace accounts::repository {

using database::Connection;
using database::Statement;
using database::Transaction;

Result<bool> isKnownDevice(Connection &c, UserId user, const QByteArray &tokenHash)
{
    Statement s = c.prepare("SELECT 1 FROM known_devices WHERE user_id = ? AND token_hash = ?");
    s.bind(user.value).bind(QString::fromLatin1(tokenHash));
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<void> rememberDevice(Transaction &tx, UserId user, const QByteArray &tokenHash, Millis now)
{
    const QString hash = QString::fromLatin1(tokenHash);
    const auto known = isKnownDevice(tx, user, tokenHash);
    if (!known)
        return known.error();
    if (*known) {
        const auto seen = tx.run("UPDATE known_devices SET seen_at = ? WHERE user_id = ? AND token_hash = ?", now,
                                 user.value, hash);
        return seen ? Result<void>() : seen.error();
    }
    const auto added = tx.insert("INSERT INTO known_devices (user_id, token_hash, seen_at) VALUES (?, ?, ?)",
                                 user.value, hash, now);
    if (!added)
        return added.error();
    Statement oldest = tx.prepare(
            "SELECT id FROM known_devices WHERE user_id = ? ORDER BY seen_at DESC, id DESC LIMIT 1 OFFSET ?");
    oldest.bind(user.value).bind(qint64(MostDevices));
    if (const auto ok = oldest.run(); !ok)
        return ok.error();
    if (!oldest.next())
        return {};
    const auto gone = tx.run("DELETE FROM known_devices WHERE id = ?", oldest.integer(0));
    return gone ? Result<void>() : gone.error();
}

}  // namespace accounts::repository
