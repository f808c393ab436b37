#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <optional>

class QSqlError;

namespace database {

class Connection;
class Transaction;

/// Statements around what can be taken back by itself.
struct SavepointTexts {
    QByteArrayView set;
    QByteArrayView rollbackTo;
    QByteArrayView release;
};

/// Statements that begin and end what is done as a whole. Literals: the store runs them for every write.
struct ControlTexts {
    QByteArrayView beginWrite;  ///< whoever writes has the right to at once, not at its first change
    QByteArrayView beginRead;   ///< one picture of the store for all that is read until the end
    QByteArrayView commit;
    QByteArrayView rollback;
    SavepointTexts write;  ///< of one write inside a group
    SavepointTexts part;   ///< of a part of a write; another name, because on MariaDB the same one would end the outer
};

/// Where the SQL of the engines differs (SQLite ≥ 3.40, MariaDB ≥ 10.6). It belongs to the connection
/// (Connection::dialect), so a repository never asks which engine it is on; it asks here and otherwise writes what both
/// understand: no RETURNING, no upsert or LIKE of its own, no `||`, no scalar MAX/MIN, no functions of JSON, of time or of
/// the schema, keys of text with a length, 0/1 for booleans, epoch ms as BIGINT (tests/architecture/engines.test.mjs
/// knows the list). Texts that are asked for often are made once and kept by who asked: they are the keys of prepared
/// statements. Thread: any (no state). Owner: the engine's room, for as long as the program runs.
class Dialect
{
public:
    virtual ~Dialect() = default;

    /// Inserts a row or changes the one that is there. `update`: assignments where the new row's value is written as
    /// excluded.<column> ("seconds = seconds + excluded.seconds"); each dialect renders that. Assignments may run one after
    /// the other, so none reads a column that one before it has set. Empty: changes nothing.
    virtual QByteArray upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                              const QByteArrayList &update) const = 0;
    /// INSERT that does nothing when a row with one of its unique keys is there. Other rules of the table still refuse.
    virtual QByteArray insertIgnore(const QByteArray &table, const QByteArrayList &columns) const = 0;
    /// The larger of two expressions. NULL if either is.
    virtual QByteArray larger(const QByteArray &a, const QByteArray &b) const = 0;
    virtual QByteArray smaller(const QByteArray &a, const QByteArray &b) const = 0;
    /// Whether `column` holds a text, whose place is a `?` that is bound to patternFor(text). ASCII letters are the same in
    /// upper and lower case; whether others are is the engine's, so where it matters keep a folded column.
    virtual QByteArray contains(const QByteArray &column) const = 0;
    /// What titles are sorted by, so that people find them: without regard to case, on a server as Unicode has it. `folded`
    /// is a column whose first line is the title with its case folded. Titles that count as equal are the caller's to order.
    virtual QByteArray titleOrder(const QByteArray &title, const QByteArray &folded) const = 0;
    /// A query with one placeholder, a table's name: it has a row where there is such a table.
    virtual QByteArrayView tableNamed() const = 0;
    /// A query without placeholders: the names of the store's tables.
    virtual QByteArrayView tableNames() const = 0;
    /// What a SELECT ends with that keeps its rows from other writers until the commit. Empty where there are none: the
    /// one writer is the lock (see Transaction::lock).
    virtual QByteArrayView lockingClause() const = 0;
    /// An INSERT with two placeholders, topic and subject: what other servers hear (see Transaction::tell). Empty where
    /// there are none.
    virtual QByteArrayView telling() const = 0;
    virtual const ControlTexts &control() const = 0;

    /// Whether a CREATE or ALTER is undone with its transaction. Where it is not, it ends the transaction it stands in, and
    /// what a kill left half done is told by the error "schema_is_so" (see Migrator).
    virtual bool changesSchemaInTransactions() const = 0;
    /// What a migration writes as {{id}}, {{bigint}}, {{int}}, {{real}}, {{text}}, {{blob}}, {{key N}} in its CREATE
    /// TABLE statements; {{digits COLUMN}}: it holds digits and nothing else; {{joined A B}}: both as one text.
    virtual QByteArray renderSchema(const QByteArray &sql) const = 0;

    /// The id that a table which numbers its rows gave last, whether its row is still there or not. Nothing: it gave none.
    virtual Result<std::optional<qint64>> lastGivenId(Connection &c, const QByteArray &table) const = 0;
    /// Goes on numbering after `id`, so that ids of deleted rows don't come back in a copy of the store. Inside a write only
    /// where that can hold a change of the schema (changesSchemaInTransactions): it may be one.
    virtual Result<void> numberAfter(Transaction &tx, const QByteArray &table, qint64 id) const = 0;

    /// The driver's error as one of ours; see Statement::run.
    virtual Error translate(const QSqlError &error) const = 0;
    /// Whether the engine has rolled the whole transaction back by itself with this error: statements after it would
    /// commit one by one.
    virtual bool endsTransaction(const Error &error) const = 0;
    /// Whether the same transaction may well succeed when it is run again from its beginning: a deadlock, a lock that
    /// another server held too long, a connection that was lost (reason "database_away": then on a new one).
    virtual bool passes(const Error &error) const = 0;
};

/// For Dialect::contains: `text` somewhere in the column, its wildcards taken literally.
QString patternFor(QString text);

}  // namespace database
