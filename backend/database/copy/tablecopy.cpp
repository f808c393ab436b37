#include "backend/database/copy/tablecopy.h"

#include "backend/database/copy/rowsum.h"

#include <QSet>

namespace database {

namespace {

constexpr int RowsAtOnce = 500;
constexpr qint64 RowsPerCommit = 5'000;

Error cancelled()
{
    return {ErrorCode::Cancelled, {}, QStringLiteral("It was canceled; nothing has been changed."), {}};
}

QByteArray namesOf(const TableDescription &table)
{
    QByteArrayList names;
    for (const ColumnDescription &column : table.columns)
        names.append(column.name);
    return names.join(", ");
}

/// "k0 >= ? AND (k0 > ? OR (k0 = ? AND (k1 > ? …)))": the first part alone is a range of the key for every engine.
QByteArray behind(const TableDescription &table, std::vector<size_t> &bound)
{
    const auto name = [&](size_t i) { return table.columns[table.key[i]].name; };
    const size_t last = table.key.size() - 1;
    bound.push_back(last);
    QByteArray condition = name(last) + " > ?";
    for (size_t i = last; i-- > 0;) {
        condition = name(i) + " > ? OR (" + name(i) + " = ? AND (" + condition + "))";
        bound.insert(bound.begin(), {i, i});
    }
    if (last > 0) {
        condition = name(0) + " >= ? AND (" + condition + ')';
        bound.insert(bound.begin(), 0);
    }
    return condition;
}

struct Reading {
    QByteArray first, next;
    std::vector<size_t> bound;  ///< places in the key of the values that `next` binds

    explicit Reading(const TableDescription &table)
    {
        QByteArrayList keys;
        for (const size_t i : table.key)
            keys.append(table.columns[i].name);
        const QByteArray select = "SELECT " + namesOf(table) + " FROM " + table.name;
        const QByteArray order = " ORDER BY " + keys.join(", ") + " LIMIT " + QByteArray::number(RowsAtOnce);
        first = select + order;
        next = select + " WHERE " + behind(table, bound) + order;
    }
};

QVariant valueOf(const Statement &s, int column, ColumnKind kind)
{
    if (s.isNull(column))
        return {};
    switch (kind) {
    case ColumnKind::Integer: return s.integer(column);
    case ColumnKind::Real: return s.real(column);
    case ColumnKind::Text: return s.text(column);
    case ColumnKind::Blob: return s.blob(column);
    }
    return {};
}

void bindValue(Statement &s, const QVariant &value, ColumnKind kind)
{
    if (!value.isValid())
        s.bindNull();
    else if (kind == ColumnKind::Integer)
        s.bind(value.toLongLong());
    else if (kind == ColumnKind::Real)
        s.bind(value.toDouble());
    else if (kind == ColumnKind::Text)
        s.bind(value.toString());
    else
        s.bind(value.toByteArray());
}

Result<qint64> rowsIn(Connection &c, const QByteArray &table)
{
    Statement s = c.prepare("SELECT COUNT(*) FROM " + table);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<qint64> rowsIn(Connection &c, const std::vector<TableDescription> &tables)
{
    qint64 all = 0;
    for (const TableDescription &table : tables) {
        const auto rows = rowsIn(c, table.name);
        if (!rows)
            return rows;
        all += *rows;
    }
    return all;
}

/// A transaction that ends with its scope, whatever happened in it.
class ReadMoment
{
public:
    explicit ReadMoment(Connection &c) : m_connection(c), m_begun(c.run(c.dialect().control().beginRead)) {}
    ~ReadMoment()
    {
        if (m_begun)
            (void)m_connection.run(m_connection.dialect().control().rollback);
    }
    ReadMoment(const ReadMoment &) = delete;
    const Result<qint64> &begun() const { return m_begun; }

private:
    Connection &m_connection;
    const Result<qint64> m_begun;
};

/// Puts rows into the new store, many a commit.
class Filler
{
public:
    explicit Filler(WriterSession &to) : m_to(to), m_tx(to.transaction()) {}

    Result<void> begin() { return plain(m_tx.run(m_tx.dialect().control().beginWrite)); }
    Result<void> end()
    {
        const auto committed = plain(m_tx.run(m_tx.dialect().control().commit));
        if (!committed)
            return committed;
        const auto maintained = m_to.maintain(std::exchange(m_rows, 0), false);
        return maintained ? Result<void>() : Result<void>(maintained.error());
    }

    void beginTable(const TableDescription &table)
    {
        m_table = &table;
        m_insert = "INSERT INTO " + table.name + " (" + namesOf(table) + ") VALUES (" +
                   QByteArrayList(qsizetype(table.columns.size()), "?").join(", ") + ')';
        m_later.clear();
    }

    Result<void> add(const Row &row)
    {
        {
            Statement s = m_tx.prepare(m_insert);
            bool isLater = false;
            for (size_t i = 0; i < row.size(); ++i) {
                const bool waits = m_table->columns[i].namesOwnTable && row[i].isValid();
                isLater |= waits;
                bindValue(s, waits ? QVariant() : row[i], m_table->columns[i].kind);
            }
            if (const auto ok = s.run(); !ok)
                return ok;
            if (isLater)
                m_later.push_back(row);
        }
        if (++m_rows < RowsPerCommit)
            return {};
        const auto ended = end();
        return ended ? begin() : ended;
    }

    /// References to rows of the same table, now that all of them are there.
    Result<void> endTable(Connection &from)
    {
        const auto last = from.dialect().lastGivenId(from, m_table->name);
        if (!last)
            return last.error();
        m_lastIds.emplace_back(m_table->name, last->value_or(0));
        for (const Row &row : m_later) {
            for (size_t i = 0; i < row.size(); ++i) {
                if (!m_table->columns[i].namesOwnTable || !row[i].isValid())
                    continue;
                QByteArrayList keys;
                for (const size_t key : m_table->key)
                    keys.append(m_table->columns[key].name + " = ?");
                Statement s = m_tx.prepare("UPDATE " + m_table->name + " SET " + m_table->columns[i].name +
                                           " = ? WHERE " + keys.join(" AND "));
                bindValue(s, row[i], m_table->columns[i].kind);
                for (const size_t key : m_table->key)
                    bindValue(s, row[key], m_table->columns[key].kind);
                if (const auto ok = s.run(); !ok)
                    return ok;
            }
        }
        return {};
    }

    /// After the last table: commits, and ids go on where they stood.
    Result<void> finish()
    {
        const bool together = m_tx.dialect().changesSchemaInTransactions();
        if (const auto ended = together ? Result<void>() : end(); !ended)
            return ended;
        for (const auto &[table, id] : m_lastIds) {
            if (const auto set = id > 0 ? m_tx.dialect().numberAfter(m_tx, table, id) : Result<void>(); !set)
                return set;
        }
        return together ? end() : Result<void>();
    }

private:
    static Result<void> plain(const Result<qint64> &ran) { return ran ? Result<void>() : Result<void>(ran.error()); }

    WriterSession &m_to;
    Transaction &m_tx;
    const TableDescription *m_table = nullptr;
    QByteArray m_insert;
    std::vector<Row> m_later;
    std::vector<std::pair<QByteArray, qint64>> m_lastIds;  ///< that each table gave
    qint64 m_rows = 0;                                     ///< since the last commit
};

Result<void> makeSchema(WriterSession &session, const std::vector<Migration> &migrations,
                        const std::vector<TableDescription> &tables)
{
    Transaction &tx = session.transaction();
    Migrator migrator(tx, migrations);
    const auto pending = migrator.pending();
    if (!pending)
        return pending.error();
    if (!migrator.hasHistory()) {
        if (const auto applied = migrator.apply(*pending); !applied)
            return applied;
    }
    const auto rows = migrator.hasHistory() && !pending->empty() ? Result<qint64>(1) : rowsIn(tx, tables);
    if (!rows)
        return rows.error();
    if (*rows > 0)
        return Error::precondition(QStringLiteral("The store to copy into holds a school already; choose an empty one. "
                                                  "Nothing in it has been changed."),
                                   QStringLiteral("target_not_empty"));
    session.opened();
    return {};
}

}  // namespace

Result<TableDigest> readTable(Connection &from, const TableDescription &table,
                              const std::function<Result<void>(const Row &)> &sink)
{
    const Reading reading(table);
    TableDigest digest{table.name, 0, {}};
    RowSum sum;
    Row row(table.columns.size());
    for (bool more = true; more;) {
        Statement s = from.prepare(digest.rows == 0 ? reading.first : reading.next);
        if (digest.rows > 0) {
            for (const size_t i : reading.bound)
                bindValue(s, row[table.key[i]], table.columns[table.key[i]].kind);
        }
        if (const auto ok = s.run(); !ok)
            return ok.error();
        int read = 0;
        for (; s.next(); ++read) {
            for (size_t i = 0; i < row.size(); ++i)
                row[i] = valueOf(s, int(i), table.columns[i].kind);
            sum.add(table, row);
            if (const auto taken = sink(row); !taken)
                return taken.error();
            ++digest.rows;
        }
        if (const auto unread = from.takeUnread())
            return *unread;
        more = read == RowsAtOnce;
    }
    digest.hash = sum.hex();
    return digest;
}

namespace {

/// All tables, each row also to `sink`; the transaction is the caller's.
Result<std::vector<TableDigest>> readAll(Connection &from, const std::vector<TableDescription> &tables,
                                         const CopyProgress &progress, Filler *filler)
{
    const auto all = rowsIn(from, tables);
    if (!all)
        return all.error();
    std::vector<TableDigest> digests;
    qint64 done = 0;
    for (const TableDescription &table : tables) {
        if (!progress(done, *all, table.name))
            return cancelled();
        if (filler)
            filler->beginTable(table);
        const auto digest = readTable(from, table, [&](const Row &row) -> Result<void> {
            if (++done % RowsAtOnce == 0 && !progress(done, *all, table.name))
                return cancelled();
            return filler ? filler->add(row) : Result<void>();
        });
        if (!digest)
            return digest.error();
        if (const auto ended = filler ? filler->endTable(from) : Result<void>(); !ended)
            return ended.error();
        digests.push_back(*digest);
    }
    return digests;
}

}  // namespace

Result<std::vector<TableDigest>> digestsOf(Connection &from, const std::vector<TableDescription> &tables,
                                           const CopyProgress &progress)
{
    const ReadMoment moment(from);
    if (!moment.begun())
        return moment.begun().error();
    return readAll(from, tables, progress, nullptr);
}

QString differenceOf(const std::vector<TableDigest> &expected, const std::vector<TableDigest> &found)
{
    for (size_t i = 0; i < qMax(expected.size(), found.size()); ++i) {
        if (i >= found.size() || i >= expected.size() || expected[i].table != found[i].table)
            return QStringLiteral("the tables are not the same");
        const QString table = QString::fromLatin1(expected[i].table);
        if (expected[i].rows != found[i].rows)
            return QStringLiteral("table %1 has %2 rows instead of %3")
                    .arg(table)
                    .arg(found[i].rows)
                    .arg(expected[i].rows);
        if (expected[i].hash != found[i].hash)
            return QStringLiteral("rows of table %1 are not as they were").arg(table);
    }
    return {};
}

Result<void> mustHaveSchema(Connection &store, const std::vector<Migration> &migrations)
{
    const auto there = store.hasTable(QStringLiteral("schema_migrations"));
    if (!there)
        return there.error();
    QSet<QString> names;
    if (*there) {
        Statement s = store.prepare("SELECT name FROM schema_migrations");
        if (const auto ok = s.run(); !ok)
            return ok;
        while (s.next())
            names.insert(s.text(0));
        if (const auto unread = store.takeUnread())
            return *unread;
    }
    for (const Migration &migration : migrations) {
        if (!names.remove(migration.name) && !statementsOf(migration.sql).empty())
            return Error::precondition(
                    QStringLiteral("This database was last used by an older version of Coursewright (it lacks \"%1\"). "
                                   "Open the school once with this version, then try again.")
                            .arg(migration.name),
                    QStringLiteral("older_schema"));
    }
    if (names.isEmpty())
        return {};
    return Error::precondition(QStringLiteral("This database was last used by a newer version of Coursewright (it "
                                              "knows \"%1\"). Please use that version or a later one.")
                                       .arg(*names.constBegin()),
                               QStringLiteral("newer_schema"));
}

Result<std::vector<TableDigest>> copyStore(Connection &from, Engine &to, const CopyProgress &progress)
{
    const std::vector<Migration> migrations = to.migrations();
    const auto tables = describeSchema(migrations);
    if (!tables)
        return tables.error();
    const ReadMoment moment(from);
    if (!moment.begun())
        return moment.begun().error();
    if (const auto known = mustHaveSchema(from, migrations); !known)
        return known.error();
    if (const auto made = to.makePlace(); !made)
        return made.error();
    const auto session = to.openWriter([](const Error &) {});
    if (!session)
        return session.error();
    if (const auto made = makeSchema(**session, migrations, *tables); !made)
        return made.error();
    Filler filler(**session);
    if (const auto begun = filler.begin(); !begun)
        return begun.error();
    auto digests = readAll(from, *tables, progress, &filler);
    if (!digests)
        return digests;
    if (const auto finished = filler.finish(); !finished)
        return finished.error();
    const auto settled = (*session)->settle();
    return settled ? std::move(digests) : settled.error();
}

}  // namespace database
