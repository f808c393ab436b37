#include "backend/database/sqlite/sqlitedialect.h"

#include "backend/database/connection.h"

#include <QSqlError>

namespace database {

namespace {

QByteArray insertInto(const QByteArray &verb, const QByteArray &table, const QByteArrayList &columns)
{
    return verb + " INTO " + table + " (" + columns.join(", ") + ") VALUES (?" +
           QByteArray(", ?").repeated(columns.size() - 1) + ')';
}

/// Replaces every {{name word…}} by what `with` makes of its words.
template<class With>
void replaceWords(QByteArray &sql, const QByteArray &name, With with)
{
    const QByteArray begin = "{{" + name + ' ';
    for (qsizetype at = sql.indexOf(begin); at >= 0; at = sql.indexOf(begin, at)) {
        const qsizetype end = sql.indexOf("}}", at);
        if (end < 0)
            return;
        const QByteArrayList words = sql.mid(at + begin.size(), end - at - begin.size()).split(' ');
        sql.replace(at, end + 2 - at, with(words));
    }
}

// Result codes of sqlite3.h; the low byte is the primary code.
constexpr int SqliteBusy = 5;
constexpr int SqliteLocked = 6;
constexpr int SqliteNoMemory = 7;
constexpr int SqliteReadOnly = 8;
constexpr int SqliteIoError = 10;
constexpr int SqliteCorrupt = 11;
constexpr int SqliteFull = 13;
constexpr int SqliteCantOpen = 14;
constexpr int SqliteConstraint = 19;
constexpr int SqliteNotADatabase = 26;
constexpr int SqliteIoErrorShmSize = 4874;  // the shared memory's file could not grow
constexpr int SqliteConstraintPrimaryKey = 1555;
constexpr int SqliteConstraintUnique = 2067;
constexpr int SqliteConstraintRowId = 2579;

}  // namespace

const SqliteDialect &SqliteDialect::instance()
{
    static const SqliteDialect dialect;
    return dialect;
}

QByteArray SqliteDialect::upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                                 const QByteArrayList &update) const
{
    const QByteArray conflict = insertInto("INSERT", table, columns) + " ON CONFLICT (" + keys.join(", ") + ") DO ";
    return update.isEmpty() ? conflict + "NOTHING" : conflict + "UPDATE SET " + update.join(", ");
}

QByteArray SqliteDialect::insertIgnore(const QByteArray &table, const QByteArrayList &columns) const
{
    // Not INSERT OR IGNORE: that would also swallow NOT NULL and CHECK failures.
    return insertInto("INSERT", table, columns) + " ON CONFLICT DO NOTHING";
}

QByteArray SqliteDialect::larger(const QByteArray &a, const QByteArray &b) const
{
    return "MAX(" + a + ", " + b + ')';
}

QByteArray SqliteDialect::smaller(const QByteArray &a, const QByteArray &b) const
{
    return "MIN(" + a + ", " + b + ')';
}

QByteArray SqliteDialect::contains(const QByteArray &column) const
{
    return column + " LIKE ? ESCAPE '!'";
}

// It knows no collation of Unicode's: letters with marks come behind those without.
QByteArray SqliteDialect::titleOrder(const QByteArray &, const QByteArray &folded) const
{
    return "substr(" + folded + ", 1, instr(" + folded + " || char(10), char(10)) - 1)";
}

QByteArrayView SqliteDialect::tableNamed() const
{
    return "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
}

QByteArrayView SqliteDialect::tableNames() const
{
    return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";
}

const ControlTexts &SqliteDialect::control() const
{
    static constexpr ControlTexts texts{.beginWrite = "BEGIN IMMEDIATE",
                                        .beginRead = "BEGIN",
                                        .commit = "COMMIT",
                                        .rollback = "ROLLBACK",
                                        .write = {"SAVEPOINT one_write", "ROLLBACK TO one_write", "RELEASE one_write"},
                                        .part = {"SAVEPOINT part", "ROLLBACK TO part", "RELEASE part"}};
    return texts;
}

QByteArray SqliteDialect::renderSchema(const QByteArray &sql) const
{
    QByteArray out = sql;
    out.replace("{{id}}", "INTEGER PRIMARY KEY AUTOINCREMENT");  // ids of deleted rows never come back
    out.replace("{{bigint}}", "INTEGER");
    out.replace("{{int}}", "INTEGER");
    out.replace("{{real}}", "REAL");
    out.replace("{{text}}", "TEXT");
    out.replace("{{blob}}", "BLOB");
    replaceWords(out, "key", [](const QByteArrayList &) -> QByteArray { return "TEXT"; });
    replaceWords(out, "digits", [](const QByteArrayList &words) -> QByteArray {
        return '(' + words[0] + " <> '' AND " + words[0] + " NOT GLOB '*[^0-9]*')";
    });
    replaceWords(out, "joined",
                 [](const QByteArrayList &words) -> QByteArray { return '(' + words.join(" || ") + ')'; });
    return out;
}

Result<std::optional<qint64>> SqliteDialect::lastGivenId(Connection &c, const QByteArray &table) const
{
    Statement s = c.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
    if (const auto ok = s.bind(QString::fromLatin1(table)).run(); !ok)
        return ok.error();
    return s.next() ? std::optional(s.integer(0)) : std::optional<qint64>();
}

// The table of these numbers has no key, so there is no upsert into it.
Result<void> SqliteDialect::numberAfter(Transaction &tx, const QByteArray &table, qint64 id) const
{
    const QString name = QString::fromLatin1(table);
    const auto gone = tx.run("DELETE FROM sqlite_sequence WHERE name = ?", name);
    if (!gone)
        return gone.error();
    const auto set = tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", name, id);
    return set ? Result<void>() : Result<void>(set.error());
}

Error SqliteDialect::translate(const QSqlError &error) const
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (code == SqliteIoErrorShmSize ? SqliteFull : code & 0xff) {
    case SqliteConstraint:
        if (code == SqliteConstraintUnique || code == SqliteConstraintPrimaryKey || code == SqliteConstraintRowId)
            return Error::conflict(QStringLiteral("It exists already (%1).").arg(text),
                                   QStringLiteral("already_exists"));
        return Error::precondition(QStringLiteral("A rule of the store forbids it (%1).").arg(text),
                                   QStringLiteral("constraint"));
    case SqliteBusy:
    case SqliteLocked:
        return {ErrorCode::Unavailable,
                QStringLiteral("busy"),
                QStringLiteral("The store is busy."),
                {{QStringLiteral("retryAfter"), 1}}};
    case SqliteFull:
    case SqliteNoMemory:
        return {ErrorCode::Unavailable,
                QStringLiteral("storage_full"),
                QStringLiteral("The disk of the school is full: nothing can be stored until there is room (%1).")
                        .arg(text),
                {{QStringLiteral("retryAfter"), 60}}};
    case SqliteReadOnly:
    case SqliteCantOpen:
        return {ErrorCode::Unavailable,
                QStringLiteral("folder_not_writable"),
                QStringLiteral("The database file can't be opened or written (%1).").arg(text),
                {}};
    case SqliteIoError:
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return {ErrorCode::DataLoss,
                QStringLiteral("corrupt_database"),
                QStringLiteral("The database file can't be read or written (%1).").arg(text),
                {}};
    default: return Error::internal(QStringLiteral("The store refused a statement: %1 (%2).").arg(text).arg(code));
    }
}

// An I/O error, a full disk or lack of memory.
bool SqliteDialect::endsTransaction(const Error &error) const
{
    return error.code == ErrorCode::DataLoss || error.reason == QLatin1String("storage_full");
}

}  // namespace database
