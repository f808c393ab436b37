#pragma once

#include "backend/database/engine/dialect.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace database {

class Connection;

/// A prepared statement as its connection keeps it.
struct KeptStatement {
    QSqlQuery query;
    int placeholders = 0;
    bool busy = false;      ///< a Statement holds it
    bool brokeOff = false;  ///< a fault in the middle of its rows has been logged
};

/// A prepared statement that is kept by its connection and used again. Placeholders are '?', bound in order; every run
/// needs all of them bound anew.
///   auto s = c.prepare("SELECT id, title FROM courses WHERE owner_id = ?");
///   s.bind(owner.value);
///   if (auto ok = s.run(); !ok) return ok.error();
///   while (s.next()) …s.integer(0), s.text(1)
/// A fault in the middle of the rows ends them like the last row does, and is kept by the connection: the read or write
/// that it happened in fails with it, whatever its body made of the rows it got. So no loop has to ask.
/// Lives shorter than its connection; the destructor ends the cursor. Two statements of the same text may be open at
/// once. Thread: its connection's.
class Statement
{
public:
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    Statement &operator=(Statement &&) = delete;

    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(qint64(value)); }
    Statement &bind(bool value) { return bind(qint64(value)); }
    Statement &bind(double value);
    Statement &bind(const QString &value);     ///< a null QString is stored as ''; NULL is said with bindNull()
    Statement &bind(const QByteArray &value);  ///< a blob; null is stored as an empty one
    Statement &bind(const char *) = delete;    ///< would become a bool
    Statement &bindNull();
    template<class T>
    Statement &bind(const std::optional<T> &value)
    {
        return value ? bind(*value) : bindNull();
    }

    /// Errors: Conflict "already_exists" for a broken UNIQUE, FailedPrecondition "constraint" for other constraints,
    /// Unavailable "busy" or "storage_full", DataLoss for I/O errors and corruption, Internal for the rest.
    Result<void> run();
    bool next();

    bool isNull(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    std::optional<qint64> optionalInteger(int column) const;

    /// Rows that were inserted, changed or deleted. Whether an UPDATE counts those that had its values already is the
    /// engine's: don't ask whether a row is there by changing nothing in it.
    qint64 affected() const;
    qint64 insertedId() const;

private:
    friend class Connection;
    friend class Transaction;
    Statement(Connection *connection, KeptStatement *kept, std::unique_ptr<KeptStatement> own);

    Connection *m_connection;
    KeptStatement *m_kept;
    std::unique_ptr<KeptStatement> m_own;  ///< a second one of the same text, not kept
    int m_position = 0;
    std::optional<Error> m_prepareError;
};

/// For who doesn't ask how many rows it were, or which id.
template<class T>
Result<void> ran(const Result<T> &rows)
{
    return rows ? Result<void>() : Result<void>(rows.error());
}

/// One connection on one thread. Readers get this type: it has no promise of durability and is query-only.
class Connection
{
public:
    /// `dialect`: of the engine that the database is on; outlives this.
    Connection(const QSqlDatabase &database, const Dialect &dialect);
    virtual ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// A kept statement. The text should be a literal or one of a small set: up to 256 texts stay prepared.
    Statement prepare(QByteArrayView sql);
    /// For statements without answer rows: binds the arguments in order and runs. Answers the affected rows.
    template<class... Args>
    Result<qint64> run(QByteArrayView sql, const Args &...args)
    {
        Statement s = prepare(sql);
        (s.bind(args), ...);
        if (auto ok = s.run(); !ok)
            return ok.error();
        return s.affected();
    }
    /// INSERT that answers the new row's id.
    template<class... Args>
    Result<qint64> insert(QByteArrayView sql, const Args &...args)
    {
        Statement s = prepare(sql);
        (s.bind(args), ...);
        if (auto ok = s.run(); !ok)
            return ok.error();
        return s.insertedId();
    }

    /// Whether the store has a table of this name: for one that is looked at, whatever program made it.
    Result<bool> hasTable(const QString &name);
    Result<QStringList> tables();  ///< the names of all that it has

    const Dialect &dialect() const { return m_dialect; }

    /// What could not be read since it was asked last: rows that broke off, and statements that met a damaged file.
    /// Whoever runs a body asks afterwards, and fails it.
    std::optional<Error> takeUnread() { return std::exchange(m_unread, std::nullopt); }
    const std::optional<Error> &unread() const { return m_unread; }
    /// A statement has found the server gone: nothing can be asked on this connection any more.
    bool isLost() const { return m_lost; }

protected:
    friend class Statement;
    /// Told of every failed statement; answers a fault after which nothing more may run (see Transaction).
    virtual void failed(const Error &error);
    virtual const Error *fault() const { return nullptr; }
    void brokeOff(KeptStatement &statement);

    QSqlDatabase m_database;

    struct TextHash {
        using is_transparent = void;
        size_t operator()(QByteArrayView text) const { return qHash(text); }
        size_t operator()(const QByteArray &text) const { return qHash(QByteArrayView(text)); }
    };
    struct TextEqual {
        using is_transparent = void;
        bool operator()(QByteArrayView a, QByteArrayView b) const { return a == b; }
    };
    template<class T>
    using ByText = std::unordered_map<QByteArray, T, TextHash, TextEqual>;

private:
    std::unique_ptr<KeptStatement> prepared(QByteArrayView sql, std::optional<Error> &error);

    const Dialect &m_dialect;
    std::optional<Error> m_unread;
    bool m_lost = false;
    ByText<std::unique_ptr<KeptStatement>> m_statements;
};

/// The writer's connection inside a group. Repositories that change rows take this type, so a reader can't call them.
class Transaction : public Connection
{
public:
    using Flush = std::function<Result<void>(Transaction &)>;
    using Connection::Connection;

    /// Keeps other servers from writing the rows that `select` answers until the commit: to be called before reading what
    /// decides on a write. Where one writer is the lock (SQLite) it does nothing, and costs nothing. What is read
    /// afterwards is what was committed last. `select` is a literal without a locking clause; it locks whole rows of one
    /// table, by a unique key where it can, in the order of the key where there are several. Rows that don't exist can't
    /// be locked: lock the row that they belong to (a person's, a course's), people before courses.
    ///   if (auto ok = tx.lock("SELECT id FROM courses WHERE id = ?", id.value); !ok) return ok.error();
    template<class... Args>
    Result<void> lock(QByteArrayView select, const Args &...args)
    {
        if (isOnlyWriter()) {
            Q_ASSERT(understands(select, sizeof...(args)));  // or a slip would wait for the other engine
            return {};
        }
        Statement s = prepare(locking(select));
        (s.bind(args), ...);
        return s.run();
    }

    /// A SELECT whose rows other servers can't write until the commit, as with `lock`; the plain one where there are none.
    Statement prepareLocked(QByteArrayView select)
    {
        return isOnlyWriter() ? prepare(select) : prepare(locking(select));
    }
    /// No other server writes to this store, so what its writer remembers of its own writes is true.
    bool isOnlyWriter() const { return dialect().lockingClause().isEmpty(); }

    /// Other servers remember what this write changes: once it is committed, each hears of it within two seconds (see
    /// Database::hear). Costs nothing where there are none. `topic` up to 32 characters, `subject` up to 190.
    Result<void> tell(QByteArrayView topic, const QString &subject = QStringLiteral("all"));
    Result<void> tell(QByteArrayView topic, qint64 subject);

    /// Runs `body` as a part that is taken back by itself when it fails, with its hooks; not inside another part.
    Result<void> within(const std::function<Result<void>(Transaction &)> &body);

    /// Runs once the commit is durable, in order, on the writer thread and before any `done` (publishing events,
    /// updating caches). Dropped if this write fails. Must be quick and must not read or write the store and wait.
    void afterCommit(std::function<void()> hook);

    /// Folds work of many writes into few statements: `flush` runs once before the group's commit, however often the
    /// same key asks for it; keys run in the order in which they were first asked for. It must only write what earlier
    /// writes of the group accumulated, and must empty what it accumulated even when it fails: an Error undoes the
    /// whole group (every other flush still runs, so that it can let go of its share), and the halves of the group are
    /// tried again by themselves, until only the writes fail whose share it was. A body should accumulate as its last
    /// step, because a body that fails afterwards can't take it back. Answers true when it is the first to ask in this
    /// group: whatever was accumulated before is of a group that failed without a commit.
    bool beforeCommit(const QByteArray &key, Flush flush);

    /// For statements outside of any group: what they met, and the connection is free of it.
    std::optional<Error> takeFault();

protected:
    /// The first error with which the engine has ended the transaction ends the group (see Dialect::endsTransaction).
    void failed(const Error &error) override;
    const Error *fault() const override { return m_fault ? &*m_fault : nullptr; }

private:
    friend class GroupCommit;
    /// Runs `body`; its failure takes back what it changed, where there is a savepoint, and its hooks.
    Result<void> under(const SavepointTexts *savepoint, const std::function<Result<void>()> &body);
    QByteArrayView locking(QByteArrayView select);
    bool understands(QByteArrayView select, size_t values);

    ByText<QByteArray> m_locking;  ///< by the text without the clause
    std::vector<std::function<void()>> m_afterCommit;
    std::vector<std::pair<QByteArray, Flush>> m_beforeCommit;
    std::optional<Error> m_fault;
};

}  // namespace database
