#pragma once

#include "backend/database/connection.h"

#include <optional>

namespace database {

/// The id that a table which numbers its rows gave last, whether its row is still there or not: ids of deleted rows never
/// come back, also not in a copy of the store. Nothing: it gave none, or the engine can't tell. Thread: the connection's.
Result<std::optional<qint64>> lastIdOf(Connection &c, const QByteArray &table);
/// Goes on from there. Inside a write.
Result<void> setLastId(Transaction &tx, const QByteArray &table, qint64 id);

}  // namespace database
