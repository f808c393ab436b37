#pragma once

#include "backend/database/engine/dialect.h"

namespace database {

/// MariaDB from 10.6 on, with InnoDB.
class MariaDbDialect final : public Dialect
{
public:
    static const MariaDbDialect &instance();

    QByteArray upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                      const QByteArrayList &update) const override;
    QByteArray insertIgnore(const QByteArray &table, const QByteArrayList &columns) const override;
    QByteArray larger(const QByteArray &a, const QByteArray &b) const override;
    QByteArray smaller(const QByteArray &a, const QByteArray &b) const override;
    QByteArray contains(const QByteArray &column) const override;
    QByteArray titleOrder(const QByteArray &title, const QByteArray &folded) const override;
    QByteArrayView tableNamed() const override;
    QByteArrayView tableNames() const override;
    QByteArrayView lockingClause() const override;
    QByteArrayView telling() const override;
    const ControlTexts &control() const override;
    bool changesSchemaInTransactions() const override { return false; }
    QByteArray renderSchema(const QByteArray &sql) const override;
    Result<std::optional<qint64>> lastGivenId(Connection &c, const QByteArray &table) const override;
    Result<void> numberAfter(Transaction &tx, const QByteArray &table, qint64 id) const override;
    Error translate(const QSqlError &error) const override;
    bool endsTransaction(const Error &error) const override;
    bool passes(const Error &error) const override;
};

}  // namespace database
