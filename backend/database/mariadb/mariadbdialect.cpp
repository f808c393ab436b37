#include "backend/database/mariadb/mariadbdialect.h"

#include "backend/database/connection.h"

#include <QSqlError>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace database {

namespace {

/// Compared byte by byte, a space at the end included: what SQLite does, and what ids, uids and folded keys need.
constexpr const char *ByBytes = " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

QByteArray rowInto(const QByteArray &table, const QByteArrayList &columns)
{
    return "INSERT INTO " + table + " (" + columns.join(", ") + ") VALUES (?" +
           QByteArray(", ?").repeated(columns.size() - 1) + ") ON DUPLICATE KEY UPDATE ";
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// excluded.<column> becomes VALUES(<column>).
QByteArray withNewValues(const QByteArray &assignment)
{
    static constexpr QByteArrayView prefix = "excluded.";
    QByteArray out;
    qsizetype from = 0;
    for (qsizetype at = assignment.indexOf(prefix); at >= 0; at = assignment.indexOf(prefix, from)) {
        qsizetype end = at + prefix.size();
        while (end < assignment.size() && isNameCharacter(assignment[end]))
            ++end;
        out += assignment.mid(from, at - from) + "VALUES(" +
               assignment.mid(at + prefix.size(), end - at - prefix.size()) + ')';
        from = end;
    }
    return out + assignment.mid(from);
}

/// Replaces every {{name word…}} by what `with` makes of its words.
template<class With>
void replaceEach(QByteArray &sql, const QByteArray &name, With with)
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

/// Numbers of the server (1000 to 1999, 3000 and up) and of its client library (2000 to 2999).
template<size_t N>
bool isOne(int code, const std::array<int, N> &of)
{
    return std::find(of.begin(), of.end(), code) != of.end();
}

constexpr std::array Duplicate{1062, 1169, 1586};
// NULL, too long, out of range, wrong value, foreign keys, CHECK, no default, truncated, wrong characters
constexpr std::array Rules{1048, 1406, 1264, 1366, 1216, 1217, 1451, 1452, 4025, 1364, 1265, 1292, 1690, 1365};
constexpr std::array Deadlock{1213};
constexpr std::array LockWait{1205, 1020};  // 1020: the row has changed since it was read
// server away, shutting down, too many connections, connection killed, read-only after a change of the primary
constexpr std::array Away{2002, 2003, 2005, 2006, 2012, 2013, 2026, 2055, 1053, 1927, 1040, 1203,
                          1077, 1079, 1152, 1158, 1159, 1160, 1161, 4031, 1290, 1836, 1317};
constexpr std::array Full{1021, 1114, 1041, 1037, 1038, 3, 28};
constexpr std::array Damaged{1030, 1033, 1034, 1035, 1194, 1195, 1712, 1728, 1877, 1932, 126, 127};
constexpr std::array Rights{1044, 1142, 1143, 1227, 1370};
constexpr std::array SchemaIsThere{1050, 1060, 1061, 1091};  // table, column, index; 1091: nothing to drop

}  // namespace

const MariaDbDialect &MariaDbDialect::instance()
{
    static const MariaDbDialect dialect;
    return dialect;
}

QByteArray MariaDbDialect::upsert(const QByteArray &table, const QByteArrayList &columns, const QByteArrayList &keys,
                                  const QByteArrayList &update) const
{
    if (update.isEmpty())
        return rowInto(table, columns) + keys.front() + " = " + keys.front();
    QByteArrayList assignments;
    for (const QByteArray &assignment : update)
        assignments.append(withNewValues(assignment));
    return rowInto(table, columns) + assignments.join(", ");
}

// Not INSERT IGNORE: that would also make NULL into 0 and swallow what a foreign key says.
QByteArray MariaDbDialect::insertIgnore(const QByteArray &table, const QByteArrayList &columns) const
{
    return rowInto(table, columns) + columns.front() + " = " + columns.front();
}

QByteArray MariaDbDialect::larger(const QByteArray &a, const QByteArray &b) const
{
    return "GREATEST(" + a + ", " + b + ')';
}

QByteArray MariaDbDialect::smaller(const QByteArray &a, const QByteArray &b) const
{
    return "LEAST(" + a + ", " + b + ')';
}

QByteArray MariaDbDialect::contains(const QByteArray &column) const
{
    return column + " COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!'";
}

QByteArray MariaDbDialect::titleOrder(const QByteArray &title, const QByteArray &) const
{
    return title + " COLLATE utf8mb4_unicode_520_nopad_ci";
}

QByteArrayView MariaDbDialect::tableNamed() const
{
    return "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?";
}

QByteArrayView MariaDbDialect::tableNames() const
{
    return "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE "
           "TABLE'";
}

QByteArrayView MariaDbDialect::lockingClause() const
{
    return "FOR UPDATE";
}

// By the clock of the database's server: those who hear have others.
QByteArrayView MariaDbDialect::telling() const
{
    return "INSERT INTO store_news (told_at, topic, subject) "
           "VALUES (CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), ?, ?)";
}

// A reader's picture is taken at once: taken at its first SELECT, a write that ends in between would be in it or not by
// chance. The isolation levels are the session's (MariaDbLink).
const ControlTexts &MariaDbDialect::control() const
{
    static constexpr ControlTexts texts{
            .beginWrite = "START TRANSACTION READ WRITE",
            .beginRead = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
            .commit = "COMMIT",
            .rollback = "ROLLBACK",
            .write = {"SAVEPOINT one_write", "ROLLBACK TO SAVEPOINT one_write", "RELEASE SAVEPOINT one_write"},
            .part = {"SAVEPOINT part_of_write", "ROLLBACK TO SAVEPOINT part_of_write",
                     "RELEASE SAVEPOINT part_of_write"}};
    return texts;
}

QByteArray MariaDbDialect::renderSchema(const QByteArray &sql) const
{
    QByteArray out = sql;
    out.replace("{{id}}", "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY");
    out.replace("{{bigint}}", "BIGINT");
    out.replace("{{int}}", "BIGINT");  // of one width on both engines: a value that one takes the other takes too
    out.replace("{{real}}", "DOUBLE");
    out.replace("{{text}}", QByteArray("LONGTEXT") + ByBytes);
    out.replace("{{blob}}", "LONGBLOB");
    replaceEach(out, "key", [](const QByteArrayList &words) { return "VARCHAR(" + words[0] + ')' + ByBytes; });
    replaceEach(out, "digits", [](const QByteArrayList &words) -> QByteArray {
        return '(' + words[0] + " <> '' AND " + words[0] + " NOT REGEXP '[^0-9]')";
    });
    replaceEach(out, "joined", [](const QByteArrayList &words) -> QByteArray {
        return "CONVERT(CONCAT(" + words.join(", ") + ") USING utf8mb4) COLLATE utf8mb4_nopad_bin";
    });
    return out;
}

Result<std::optional<qint64>> MariaDbDialect::lastGivenId(Connection &c, const QByteArray &table) const
{
    Statement s = c.prepare("SELECT auto_increment - 1 FROM information_schema.tables "
                            "WHERE table_schema = DATABASE() AND table_name = ?");
    if (const auto ok = s.bind(QString::fromLatin1(table)).run(); !ok)
        return ok.error();
    return s.next() && !s.isNull(0) ? std::optional(s.integer(0)) : std::nullopt;
}

Result<void> MariaDbDialect::numberAfter(Transaction &tx, const QByteArray &table, qint64 id) const
{
    const auto set = tx.run("ALTER TABLE " + table + " AUTO_INCREMENT = " + QByteArray::number(id + 1));
    return set ? Result<void>() : Result<void>(set.error());
}

Error MariaDbDialect::translate(const QSqlError &error) const
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    if (isOne(code, Duplicate))
        return Error::conflict(u"It exists already (%1)."_s.arg(text), u"already_exists"_s);
    if (isOne(code, Rules))
        return Error::precondition(u"A rule of the store forbids it (%1)."_s.arg(text), u"constraint"_s);
    if (isOne(code, Deadlock))
        return {ErrorCode::Unavailable, u"deadlock"_s, u"The store is busy."_s, {{u"retryAfter"_s, 1}}};
    if (isOne(code, LockWait))
        return {ErrorCode::Unavailable, u"busy"_s, u"The store is busy."_s, {{u"retryAfter"_s, 1}}};
    if (isOne(code, Away))
        return {ErrorCode::Unavailable,
                u"database_away"_s,
                u"The database server can't be reached at the moment (%1)."_s.arg(text),
                {{u"retryAfter"_s, 2}}};
    if (isOne(code, Full))
        return {ErrorCode::Unavailable,
                u"storage_full"_s,
                u"The database server has no room: nothing can be stored until there is (%1)."_s.arg(text),
                {{u"retryAfter"_s, 60}}};
    if (isOne(code, Damaged))
        return {ErrorCode::DataLoss,
                u"corrupt_database"_s,
                u"The database can't be read or written (%1)."_s.arg(text),
                {}};
    if (isOne(code, Rights))
        return Error::precondition(u"The database account lacks a right (%1). Give it all rights on this database: "
                                   "GRANT ALL PRIVILEGES ON NAME.* TO USER."_s.arg(text),
                                   u"database_rights"_s);
    if (isOne(code, SchemaIsThere))
        return Error::precondition(u"The schema is so already (%1)."_s.arg(text), u"schema_is_so"_s);
    return Error::internal(u"The store refused a statement: %1 (%2)."_s.arg(text).arg(code));
}

// A deadlock rolls back the whole transaction; of a lock that was waited for too long only the statement, but then the
// group is to be tried again whole.
bool MariaDbDialect::endsTransaction(const Error &error) const
{
    return passes(error) || error.code == ErrorCode::DataLoss || error.reason == "storage_full"_L1;
}

bool MariaDbDialect::passes(const Error &error) const
{
    return error.reason == "deadlock"_L1 || error.reason == "busy"_L1 || error.reason == "database_away"_L1;
}

}  // namespace database
