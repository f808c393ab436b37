#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QByteArrayList>

class QSqlError;

namespace database {

/// The few places where SQLite and MariaDB differ. Repositories ask here and otherwise write SQL that both understand:
/// no RETURNING, no UPSERT text of their own, TEXT keys with a length, 0/1 for booleans, epoch ms as BIGINT.
/// Thread: any (no state).
class Dialect
{
public:
    virtual ~Dialect() = default;

    /// "INSERT … ON CONFLICT(keys) DO UPDATE SET …" or "… ON DUPLICATE KEY UPDATE …". `update`: assignments where the
    /// new row's value is written as excluded.<column> ("seconds = seconds + excluded.seconds"); each dialect renders
    /// that. Build it once and keep the text: it is the key of the prepared statement.
    virtual QByteArray upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                              const QByteArrayList &update) const = 0;
    /// INSERT that does nothing when the row is there.
    virtual QByteArray insertIgnore(const QByteArray &table, const QByteArrayList &columns) const = 0;
    /// The larger of two expressions: MAX(a,b) / GREATEST(a,b). NULL if either is.
    virtual QByteArray larger(const QByteArray &a, const QByteArray &b) const = 0;
    virtual QByteArray smaller(const QByteArray &a, const QByteArray &b) const = 0;
    /// What a migration writes as {{id}}, {{bigint}}, {{int}}, {{real}}, {{text}}, {{blob}}, {{key N}} in its CREATE
    /// TABLE statements; {{digits COLUMN}}: it holds digits and nothing else; {{joined A B}}: both as one text.
    virtual QByteArray renderSchema(const QByteArray &sql) const = 0;
    /// The driver's error as one of ours; see Statement::run.
    virtual Error translate(const QSqlError &error) const = 0;
};

class SqliteDialect final : public Dialect
{
public:
    QByteArray upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                      const QByteArrayList &update) const override;
    QByteArray insertIgnore(const QByteArray &table, const QByteArrayList &columns) const override;
    QByteArray larger(const QByteArray &a, const QByteArray &b) const override;
    QByteArray smaller(const QByteArray &a, const QByteArray &b) const override;
    QByteArray renderSchema(const QByteArray &sql) const override;
    Error translate(const QSqlError &error) const override;
};

}  // namespace database
