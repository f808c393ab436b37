#pragma once

#include "backend/database/connection.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace database {

/// One numbered schema file. Once released it is never edited (ARCHITECTURE §6.6).
struct Migration {
    QString name;    ///< "0001_accounts"; files run in the order of their names
    QByteArray sql;  ///< with the placeholders of Dialect::renderSchema; statements end with ';' at the end of a line
};

/// The files that this program ships, in order.
std::vector<Migration> shippedMigrations();

/// Brings a store to the schema of this program. Each file runs in a transaction of its own together with its line in
/// schema_migrations(name, checksum, applied_at). A file without any statement is a number held for a feature: it is
/// skipped and not recorded.
/// Where the engine can't undo a CREATE or ALTER, each statement is recorded in schema_steps when it is done, so that a
/// kill in the middle is followed by the rest of the file at the next start. Thread: the writer's.
class Migrator
{
public:
    Migrator(Transaction &connection, std::vector<Migration> migrations);

    /// What has to run, in order. FailedPrecondition "newer_schema" when the store was written by a newer program,
    /// "edited_schema" when a file that ran has been changed since. Changes nothing but making schema_migrations.
    Result<std::vector<Migration>> pending();
    /// True when the store holds a schema already: then a copy is due before anything runs.
    bool hasHistory() const { return m_hasHistory; }
    Result<void> apply(const std::vector<Migration> &pending);

private:
    struct Steps;
    Result<void> applyWhole(const Migration &migration);
    Result<void> applyByStep(const Migration &migration);
    Result<Steps> stepsOf(const Migration &migration);
    Result<void> changeSchema(const Migration &migration, int step, const QByteArray &statement, bool wasBegun);
    Result<void> changeRows(const Migration &migration, int step, const QByteArray &statement);
    Result<void> record(const Migration &migration);
    Result<void> inTransaction(const std::function<Result<void>()> &body);
    Transaction &m_connection;
    std::vector<Migration> m_migrations;
    bool m_hasHistory = false;
};

/// The statements of a schema file: comments removed, split at ';' at the end of a line.
std::vector<QByteArray> statementsOf(const QByteArray &sql);

/// Hex SHA-256 of a file, the same for LF and CRLF line ends.
QByteArray checksumOf(const QByteArray &sql);

}  // namespace database
