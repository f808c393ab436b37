#pragma once

#include "backend/database/engine/dialect.h"

namespace database {

/// SQLite's SQL and its errors. Thread: any (no state).
class SqliteDialect : public Dialect
{
public:
    /// The one that connections refer to; lives as long as the program.
    static const SqliteDialect &instance();

    QByteArray upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                      const QByteArrayList &update) const override;
    QByteArray insertIgnore(const QByteArray &table, const QByteArrayList &columns) const override;
    QByteArray larger(const QByteArray &a, const QByteArray &b) const override;
    QByteArray smaller(const QByteArray &a, const QByteArray &b) const override;
    QByteArray contains(const QByteArray &column) const override;
    QByteArray titleOrder(const QByteArray &title, const QByteArray &folded) const override;
    QByteArrayView tableNamed() const override;
    QByteArrayView tableNames() const override;
    QByteArrayView lockingClause() const override { return {}; }
    QByteArrayView telling() const override { return {}; }
    const ControlTexts &control() const override;
    bool changesSchemaInTransactions() const override { return true; }
    QByteArray renderSchema(const QByteArray &sql) const override;
    Result<std::optional<qint64>> lastGivenId(Connection &c, const QByteArray &table) const override;
    Result<void> numberAfter(Transaction &tx, const QByteArray &table, qint64 id) const override;
    Error translate(const QSqlError &error) const override;
    bool endsTransaction(const Error &error) const override;
    bool passes(const Error &) const override { return false; }  // one process, one writer: nobody else is in the way
};

}  // namespace database
