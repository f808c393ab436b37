#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <optional>

/// Rows of idempotency_keys. Thread: the writer's.
namespace accounts::repository {

struct KeyRow {
    QString seal;
    int status = 0;  ///< 0: the answer is not known
    QString headers;
    QByteArray body;
};

Result<std::optional<KeyRow>> findKey(database::Transaction &tx, UserId user, const QString &key);
Result<qint64> countKeys(database::Transaction &tx, UserId user);
/// Without an answer.
Result<void> insertKey(database::Transaction &tx, UserId user, const QString &key, const QString &seal, Millis expires);
/// Of a key that is there; nothing happens when it has gone.
Result<void> storeAnswer(database::Transaction &tx, UserId user, const QString &key, const KeyRow &row);
Result<void> deleteKey(database::Transaction &tx, UserId user, const QString &key);
Result<void> deleteKeysExpiredAt(database::Transaction &tx, Millis time);

}  // namespace accounts::repository
