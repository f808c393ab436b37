#include "backend/encryption/sealingkeyrepository.h"

namespace encryption {

using database::Connection;
using database::Statement;
using database::Transaction;

Result<std::vector<NamedKey>> SealingKeyRepository::all(Connection &c)
{
    Statement s = c.prepare("SELECT key_id, check_value FROM sealing_keys ORDER BY key_id");
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<NamedKey> keys;
    while (s.next())
        keys.push_back({s.text(0).toLatin1(), s.blob(1)});
    return keys;
}

Result<void> SealingKeyRepository::add(Transaction &tx, const NamedKey &key, Millis now)
{
    return database::ran(tx.run(tx.dialect().insertIgnore("sealing_keys", {"key_id", "check_value", "created_at"}),
                                QString::fromLatin1(key.id), key.check, now));
}

Result<void> SealingKeyRepository::removeAllBut(Transaction &tx, const QByteArray &id)
{
    return database::ran(tx.run("DELETE FROM sealing_keys WHERE key_id <> ?", QString::fromLatin1(id)));
}

}  // namespace encryption
