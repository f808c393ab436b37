#pragma once

#include "backend/database/copy/schemadescription.h"
#include "backend/database/engine/engine.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <functional>
#include <vector>

namespace database {

/// What a table held, the same for the same rows on every engine: the hash is of the values and not of how they are kept,
/// and the order of the rows does not matter.
struct TableDigest {
    QByteArray table;
    qint64 rows = 0;
    QByteArray hash;  ///< hex, the sum of the SHA-256 of the rows

    bool operator==(const TableDigest &) const = default;
};

/// Done of all, and what is at work. False ends the work as Cancelled.
using CopyProgress = std::function<bool(qint64 doneRows, qint64 allRows, const QByteArray &table)>;

/// One row, in the order of the table's columns; invalid: NULL.
using Row = std::vector<QVariant>;

/// Reads a table in the order of its key, some hundred rows at a time, so that no driver gathers all of it in memory.
/// Inside the caller's transaction. Errors: of the store; those of `sink`.
Result<TableDigest> readTable(Connection &from, const TableDescription &table,
                              const std::function<Result<void>(const Row &)> &sink);

/// The digests of all tables as one moment saw them. Thread: the connection's.
Result<std::vector<TableDigest>> digestsOf(Connection &from, const std::vector<TableDescription> &tables,
                                           const CopyProgress &progress);

/// The first thing in which two stores differ, as a sentence; empty where they don't.
QString differenceOf(const std::vector<TableDigest> &expected, const std::vector<TableDigest> &found);

/// Whether a store has exactly the schema of `migrations`. FailedPrecondition "newer_schema", "older_schema".
Result<void> mustHaveSchema(Connection &store, const std::vector<Migration> &migrations);

/// Copies a store, as one moment of it, into an empty one of any engine, which gets today's schema. The digests are taken
/// while the rows are read, so inside that moment. `from`: a connection of its own, which is in no transaction.
/// Errors: FailedPrecondition "newer_schema", "older_schema", "target_not_empty"; Cancelled; of both stores. What has been
/// written stays: throw it away, or see CopyTarget. Thread: that of the connection.
Result<std::vector<TableDigest>> copyStore(Connection &from, Engine &to, const CopyProgress &progress);

}  // namespace database
