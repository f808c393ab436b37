#include "backend/database/connection.h"

#include "backend/database/store/storelog.h"

#include <QSqlError>
#include <QSqlResult>
#include <QVariant>

namespace database {

namespace {

constexpr size_t MaxKept = 256;

// '?' outside of quotes and comments.
int countPlaceholders(QByteArrayView sql)
{
    int count = 0;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        if (c == '?') {
            ++count;
        } else if (c == '\'' || c == '"' || c == '`') {
            while (++i < sql.size() && sql[i] != c) {
            }
        } else if (c == '-' && i + 1 < sql.size() && sql[i + 1] == '-') {
            while (++i < sql.size() && sql[i] != '\n') {
            }
        }
    }
    return count;
}

/// Where the value of a placeholder lies once the query has bound one there; null before. QSqlQuery::bindValue makes a
/// name (":3") for every value and looks it up, which was a sixth of what the writer spent on a record; a kept
/// statement needs that once.
QVariant *boundValue([[maybe_unused]] QSqlQuery &query, [[maybe_unused]] int position)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 6, 0)  // later versions hand out a copy
    struct Open : QSqlResult {
        static auto values() { return &Open::boundValues; }
    };
    QList<QVariant> &values = (query.result()->*Open::values())();
    if (position < values.size())
        return &values[position];
#endif
    return nullptr;
}

void bindTo(QSqlQuery &query, int position, QVariant value)
{
    if (QVariant *known = boundValue(query, position))
        *known = std::move(value);
    else
        query.bindValue(position, value);
}

}  // namespace

Statement::Statement(Connection *connection, KeptStatement *kept, std::unique_ptr<KeptStatement> own)
    : m_connection(connection), m_kept(kept), m_own(std::move(own))
{
    if (m_kept)
        m_kept->busy = true;
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection), m_kept(std::exchange(other.m_kept, nullptr)), m_own(std::move(other.m_own)),
      m_position(other.m_position), m_prepareError(std::move(other.m_prepareError))
{
}

Statement::~Statement()
{
    if (!m_kept)
        return;
    if (m_kept->query.isActive())
        m_kept->query.finish();
    m_kept->busy = false;
}

Statement &Statement::bind(qint64 value)
{
    if (m_kept)
        bindTo(m_kept->query, m_position++, QVariant(value));
    return *this;
}

Statement &Statement::bind(double value)
{
    if (m_kept)
        bindTo(m_kept->query, m_position++, QVariant(value));
    return *this;
}

Statement &Statement::bind(const QString &value)
{
    if (m_kept)
        bindTo(m_kept->query, m_position++, value.isNull() ? QVariant(QStringLiteral("")) : QVariant(value));
    return *this;
}

Statement &Statement::bind(const QByteArray &value)
{
    if (m_kept)
        bindTo(m_kept->query, m_position++, value.isNull() ? QVariant(QByteArray("")) : QVariant(value));
    return *this;
}

Statement &Statement::bindNull()
{
    if (m_kept)
        bindTo(m_kept->query, m_position++, QVariant());
    return *this;
}

Result<void> Statement::run()
{
    if (m_prepareError)
        return *m_prepareError;
    if (const Error *fault = m_connection->fault())
        return *fault;
    const int bound = std::exchange(m_position, 0);
    if (bound != m_kept->placeholders)  // the query would silently use what an earlier use had bound
        return Error::internal(QStringLiteral("A statement with %1 placeholders got %2 values: %3")
                                       .arg(m_kept->placeholders)
                                       .arg(bound)
                                       .arg(m_kept->query.lastQuery()));
    if (m_kept->query.exec())
        return {};
    const Error error = m_connection->dialect().translate(m_kept->query.lastError());
    m_kept->query.finish();
    m_connection->failed(error);
    return error;
}

bool Statement::next()
{
    if (!m_kept)
        return false;
    if (m_kept->query.next())
        return true;
    if (m_kept->query.lastError().isValid())
        m_connection->brokeOff(*m_kept);
    return false;
}

bool Statement::isNull(int column) const
{
    return m_kept->query.isNull(column);
}

qint64 Statement::integer(int column) const
{
    return m_kept->query.value(column).toLongLong();
}

double Statement::real(int column) const
{
    return m_kept->query.value(column).toDouble();
}

QString Statement::text(int column) const
{
    return m_kept->query.value(column).toString();
}

QByteArray Statement::blob(int column) const
{
    return m_kept->query.value(column).toByteArray();
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    const QVariant value = m_kept->query.value(column);
    if (value.isNull())
        return std::nullopt;
    return value.toLongLong();
}

qint64 Statement::affected() const
{
    return m_kept ? m_kept->query.numRowsAffected() : 0;
}

qint64 Statement::insertedId() const
{
    return m_kept ? m_kept->query.lastInsertId().toLongLong() : 0;
}

Connection::Connection(const QSqlDatabase &database, const Dialect &dialect) : m_database(database), m_dialect(dialect)
{
}

Connection::~Connection() = default;

std::unique_ptr<KeptStatement> Connection::prepared(QByteArrayView sql, std::optional<Error> &error)
{
    auto kept = std::make_unique<KeptStatement>(KeptStatement{QSqlQuery(m_database), countPlaceholders(sql), false});
    kept->query.setForwardOnly(true);
    if (kept->query.prepare(QString::fromUtf8(sql)))
        return kept;
    error = m_dialect.translate(kept->query.lastError());
    failed(*error);
    return nullptr;
}

Statement Connection::prepare(QByteArrayView sql)
{
    std::optional<Error> error;
    if (const auto it = m_statements.find(sql); it != m_statements.end()) {
        if (!it->second->busy)
            return Statement(this, it->second.get(), nullptr);
        auto second = prepared(sql, error);
        KeptStatement *use = second.get();
        Statement s(this, use, std::move(second));
        s.m_prepareError = std::move(error);
        return s;
    }
    auto kept = prepared(sql, error);
    if (!kept) {
        Statement s(this, nullptr, nullptr);
        s.m_prepareError = std::move(error);
        return s;
    }
    if (m_statements.size() >= MaxKept)  // somebody builds texts by hand: start over rather than grow without end
        std::erase_if(m_statements, [](const auto &entry) { return !entry.second->busy; });
    KeptStatement *use = kept.get();
    m_statements.emplace(sql.toByteArray(), std::move(kept));
    return Statement(this, use, nullptr);
}

Result<bool> Connection::hasTable(const QString &name)
{
    Statement s = prepare(m_dialect.tableNamed());
    if (const auto ok = s.bind(name).run(); !ok)
        return ok.error();
    return s.next();
}

Result<QStringList> Connection::tables()
{
    Statement s = prepare(m_dialect.tableNames());
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QStringList names;
    while (s.next())
        names.append(s.text(0));
    if (const auto unread = takeUnread())
        return *unread;
    return names;
}

void Connection::failed(const Error &error)
{
    m_lost = m_lost || error.reason == QLatin1String("database_away");
    if (!m_unread && error.code == ErrorCode::DataLoss)
        m_unread = error;
}

void Connection::brokeOff(KeptStatement &statement)
{
    const Error error = m_dialect.translate(statement.query.lastError());
    if (!std::exchange(statement.brokeOff, true))  // once: a page that many ask for would fill the log
        qCCritical(storeLog).noquote() << "reading broke off:" << error.message << "in" << statement.query.lastQuery();
    failed(error);
    if (!m_unread)
        m_unread = error;
}

bool Transaction::understands(QByteArrayView select, size_t values)
{
    const Statement s = prepare(select);
    return s.m_kept && size_t(s.m_kept->placeholders) == values;
}

Result<void> Transaction::tell(QByteArrayView topic, const QString &subject)
{
    const QByteArrayView sql = dialect().telling();
    if (sql.isEmpty())
        return {};
    const auto told = run(sql, QString::fromLatin1(topic), subject);
    return told ? Result<void>() : Result<void>(told.error());
}

Result<void> Transaction::tell(QByteArrayView topic, qint64 subject)
{
    return isOnlyWriter() ? Result<void>() : tell(topic, QString::number(subject));
}

QByteArrayView Transaction::locking(QByteArrayView select)
{
    auto it = m_locking.find(select);
    if (it == m_locking.end()) {
        const QByteArray clause = dialect().lockingClause().toByteArray();
        it = m_locking.emplace(select.toByteArray(), select.toByteArray() + ' ' + clause).first;
    }
    return it->second;
}

void Transaction::afterCommit(std::function<void()> hook)
{
    m_afterCommit.push_back(std::move(hook));
}

bool Transaction::beforeCommit(const QByteArray &key, Flush flush)
{
    for (const auto &[known, _] : m_beforeCommit) {
        if (known == key)
            return false;
    }
    m_beforeCommit.emplace_back(key, std::move(flush));
    return true;
}

Result<void> Transaction::within(const std::function<Result<void>(Transaction &)> &body)
{
    return under(&dialect().control().part, [&] {
        const Result<void> outcome = body(*this);
        // Both stay as they are: the whole write fails with them.
        if (outcome && m_fault)
            return Result<void>(*m_fault);
        return outcome && unread() ? Result<void>(*unread()) : outcome;
    });
}

Result<void> Transaction::under(const SavepointTexts *savepoint, const std::function<Result<void>()> &body)
{
    const size_t hooks = m_afterCommit.size();
    const size_t flushes = m_beforeCommit.size();
    if (savepoint) {
        if (const auto ok = run(savepoint->set); !ok)
            return ok.error();
    }
    const Result<void> outcome = body();
    if (!outcome) {
        m_afterCommit.resize(hooks);
        m_beforeCommit.resize(flushes);
    }
    if (!savepoint || m_fault)
        return outcome;
    if (!outcome) {
        if (const auto ok = run(savepoint->rollbackTo); !ok)
            m_fault = ok.error();
    }
    if (const auto ok = run(savepoint->release); !ok)
        m_fault = ok.error();
    return outcome;
}

std::optional<Error> Transaction::takeFault()
{
    auto unread = takeUnread();
    auto fault = std::exchange(m_fault, std::nullopt);
    return unread ? unread : fault;
}

void Transaction::failed(const Error &error)
{
    Connection::failed(error);
    if (!m_fault && dialect().endsTransaction(error))
        m_fault = error;
}

}  // namespace database
