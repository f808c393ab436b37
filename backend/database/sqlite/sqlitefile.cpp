#include "backend/database/sqlite/sqlitefile.h"

#include "backend/database/sqlite/sqlitedialect.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUrl>

namespace database {

namespace {

/// SQLite makes what it is to open unless the address says otherwise. An onlooker needs no files beside the database as
/// long as there is no journal to be read with it.
QString addressOf(const QString &path, SqliteFile::Role role)
{
    const QString address =
            QString::fromLatin1(QUrl::fromLocalFile(QDir(path).absolutePath()).toEncoded(QUrl::FullyEncoded));
    if (role == SqliteFile::Role::Beside)
        return address + QStringLiteral("?mode=ro");
    if (role != SqliteFile::Role::Onlooker)
        return address + QStringLiteral("?mode=rw");
    const bool alone = QFileInfo(path + QStringLiteral("-wal")).size() == 0;
    return address + (alone ? QStringLiteral("?mode=ro&immutable=1") : QStringLiteral("?mode=ro"));
}

Result<void> configure(Connection &connection, SqliteFile::Role role)
{
    // cache_size in KiB: the writer holds the index pages that progress sync touches at random; readers stay small
    // because there is one per worker (80 MB for the whole server is the budget, TESTING §4).
    const std::vector<const char *> common = {
            "PRAGMA journal_mode = WAL",   "PRAGMA synchronous = FULL",  "PRAGMA mmap_size = 0",
            "PRAGMA foreign_keys = ON",    "PRAGMA temp_store = MEMORY", "PRAGMA wal_autocheckpoint = 0",
            "PRAGMA cell_size_check = ON",  // damage is noticed earlier
    };
    const std::vector<const char *> writer = {"PRAGMA cache_size = -16384", "PRAGMA journal_size_limit = 67108864"};
    const std::vector<const char *> reader = {"PRAGMA cache_size = -4096", "PRAGMA query_only = ON"};
    if (role == SqliteFile::Role::Onlooker)
        return {};
    if (role == SqliteFile::Role::Beside) {
        for (const char *sql :
             {"PRAGMA wal_autocheckpoint = 0", "PRAGMA cell_size_check = ON", "PRAGMA query_only = ON"})
            if (const auto ok = connection.run(sql); !ok)
                return ok.error();
        return {};
    }
    for (const auto &list : {common, role == SqliteFile::Role::Writer ? writer : reader}) {
        for (const char *sql : list) {
            if (const auto ok = connection.run(sql); !ok)
                return ok.error();
        }
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const QString &path, Role role)
{
    const QString name = uniqueName();
    std::unique_ptr<Connection> connection;
    std::optional<Error> failure;
    const bool hadIndex = QFile::exists(path + QStringLiteral("-shm"));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(addressOf(path, role));
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"));
        if (!database.open())
            failure = SqliteDialect::instance().translate(database.lastError());
        else if (role == Role::Writer)
            connection = std::make_unique<Transaction>(database, SqliteDialect::instance());
        else
            connection = std::make_unique<Connection>(database, SqliteDialect::instance());
    }
    if (connection) {
        if (const auto ok = configure(*connection, role); !ok)
            failure = ok.error();
    }
    const QString leftover =
            role == Role::Onlooker && !hadIndex ? path + QStringLiteral("-shm") : QString();  // of reading the journal
    if (!failure)
        return std::unique_ptr<SqliteFile>(new SqliteFile(name, leftover, std::move(connection)));
    connection.reset();
    QSqlDatabase::removeDatabase(name);
    if (!leftover.isEmpty())
        QFile::remove(leftover);
    return *failure;
}

Result<std::unique_ptr<Session>> SqliteFile::openSession(const QString &path, Role role)
{
    auto file = open(path, role);
    if (!file)
        return file.error();
    return std::unique_ptr<Session>(std::move(*file));
}

SqliteFile::~SqliteFile()
{
    close();
    if (!m_leftover.isEmpty())
        QFile::remove(m_leftover);
}

}  // namespace database
