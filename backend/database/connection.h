#pragma once

#include "backend/database/dialect.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace database {

/// A prepared statement that is kept by its connection and used again. Placeholders are '?', bound in order.
///   auto s = c.prepare("SELECT id, title FROM courses WHERE owner_id = ?");
///   s.bind(owner.value);
///   if (auto ok = s.run(); !ok) return ok.error();
///   while (s.next()) …s.integer(0), s.text(1)
/// Lives shorter than its connection; the destructor ends the cursor. Thread: its connection's.
class Statement
{
public:
    Statement(QSqlQuery *query, const QSqlDatabase *database) : m_query(query), m_database(database) {}
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement(const Statement &) = delete;

    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(qint64(value)); }
    Statement &bind(bool value) { return bind(qint64(value)); }
    Statement &bind(double value);
    Statement &bind(const QString &value);
    Statement &bind(const QByteArray &value);  ///< a blob
    Statement &bindNull();
    template<class T>
    Statement &bind(const std::optional<T> &value)
    {
        return value ? bind(*value) : bindNull();
    }

    /// Errors: Conflict "already_exists" for a broken UNIQUE, FailedPrecondition "constraint" for other constraints,
    /// Unavailable "busy", DataLoss for I/O errors and corruption, Internal for the rest.
    Result<void> run();
    bool next();

    bool isNull(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    std::optional<qint64> optionalInteger(int column) const;

    qint64 affected() const;
    qint64 insertedId() const;

private:
    QSqlQuery *m_query;
    const QSqlDatabase *m_database;
    int m_position = 0;
    std::optional<Error> m_prepareError;
    friend class Connection;
};

/// One connection on one thread. Readers get this type: it has no promise of durability and is query-only.
class Connection
{
public:
    explicit Connection(QSqlDatabase database);
    virtual ~Connection();
    Connection(const Connection &) = delete;

    /// A kept statement. The text should be a literal or a small set of texts: each one stays prepared.
    Statement prepare(const QByteArray &sql);
    /// For statements without answer rows: binds the arguments in order and runs. Answers the affected rows.
    template<class... Args>
    Result<qint64> run(const QByteArray &sql, const Args &...args)
    {
        Statement s = prepare(sql);
        (s.bind(args), ...);
        if (auto ok = s.run(); !ok)
            return ok.error();
        return s.affected();
    }
    /// INSERT that answers the new row's id.
    template<class... Args>
    Result<qint64> insert(const QByteArray &sql, const Args &...args)
    {
        Statement s = prepare(sql);
        (s.bind(args), ...);
        if (auto ok = s.run(); !ok)
            return ok.error();
        return s.insertedId();
    }

    const Dialect &dialect() const { return *m_dialect; }

protected:
    QSqlDatabase m_database;

private:
    std::unique_ptr<Dialect> m_dialect;
    std::unordered_map<QByteArray, std::unique_ptr<QSqlQuery>> m_statements;
};

/// The writer's connection inside a group. Repositories that change rows take this type, so a reader can't call them.
class Transaction : public Connection
{
public:
    using Connection::Connection;

    /// Runs once the commit is durable, in order, on the writer thread (publishing events). Dropped if this write fails.
    void afterCommit(std::function<void()> hook);

    /// Folds work of many writes into few statements: `flush` runs once before the group's commit, however often the same key
    /// asks for it. It must only write what earlier writes of the group accumulated; an Error fails the whole group.
    void beforeCommit(const QByteArray &key, std::function<Result<void>(Transaction &)> flush);

private:
    friend class Writer;
    std::vector<std::function<void()>> m_afterCommit;
    std::vector<std::pair<QByteArray, std::function<Result<void>(Transaction &)>>> m_beforeCommit;
};

}  // namespace database
