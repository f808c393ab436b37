#include "backend/database/sqlite/sqliteengine.h"

#include "backend/database/sqlite/sqlitedialect.h"
#include "backend/database/sqlite/sqlitefile.h"
#include "backend/database/sqlite/sqlitewriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace database {

namespace {

constexpr QLatin1String DatabaseName{"school.db"};
constexpr QLatin1String JournalName{"school.db-wal"};

Error damaged(const QString &what)
{
    return {ErrorCode::DataLoss,
            QStringLiteral("corrupt_database"),
            QStringLiteral("The database file is damaged (%1).").arg(what),
            {}};
}

}  // namespace

SqliteEngine::SqliteEngine(QString folder) : m_folder(std::move(folder)), m_path(QDir(m_folder).filePath(DatabaseName))
{
}

const Dialect &SqliteEngine::dialect() const
{
    return SqliteDialect::instance();
}

std::vector<Migration> SqliteEngine::migrations() const
{
    return shippedMigrations();
}

// SQLite gives its journal and shared memory the rights of this file.
Result<void> SqliteEngine::makePlace()
{
    constexpr auto OwnersAlone = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(m_path);
    const bool there = file.exists() ? file.setPermissions(OwnersAlone)
                                     : file.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnersAlone);
    if (there || file.exists())  // rights that can't be changed (a foreign file system) are the system's business
        return {};
    return Error{ErrorCode::Unavailable,
                 QStringLiteral("folder_not_writable"),
                 QStringLiteral("The database %1 can't be made.").arg(QDir::toNativeSeparators(m_path)),
                 {}};
}

Result<std::unique_ptr<WriterSession>> SqliteEngine::openWriter(Damaged damaged)
{
    return SqliteWriter::open(m_path, std::move(damaged));
}

Result<std::unique_ptr<Session>> SqliteEngine::openReader()
{
    return SqliteFile::openSession(m_path, SqliteFile::Role::Reader);
}

Result<std::unique_ptr<Session>> SqliteEngine::openOnlooker()
{
    return SqliteFile::openSession(m_path, SqliteFile::Role::Onlooker);
}

Result<std::unique_ptr<Session>> SqliteEngine::openBeside()
{
    return SqliteFile::openSession(m_path, SqliteFile::Role::Beside);
}

Result<void> SqliteEngine::inspect(Connection &connection)
{
    {
        Statement pages = connection.prepare("PRAGMA integrity_check(1)");
        if (const auto ok = pages.run(); !ok)
            return ok;
        const QString said = pages.next() ? pages.text(0) : QStringLiteral("its pages can't be read");
        if (const auto unread = connection.takeUnread())
            return *unread;
        if (said != QLatin1String("ok"))
            return damaged(said.section(QLatin1Char('\n'), 0, 0));
    }
    Statement references = connection.prepare("PRAGMA foreign_key_check");
    if (const auto ok = references.run(); !ok)
        return ok;
    if (references.next())
        return damaged(QStringLiteral("a row of table %1 refers to one of table %2 that is not there")
                               .arg(references.text(0), references.text(2)));
    const auto unread = connection.takeUnread();
    return unread ? Result<void>(*unread) : Result<void>();
}

qint64 SqliteEngine::bytes() const
{
    return QFileInfo(m_path).size() + QFileInfo(QDir(m_folder).filePath(JournalName)).size();
}

Engine::Presence SqliteEngine::presence() const
{
    const QFileInfo file(m_path);
    if (!file.exists())
        return Presence::Missing;
    return file.size() == 0 ? Presence::Empty : Presence::There;
}

QString SqliteEngine::spelled() const
{
    return DatabaseName;
}

QStringList SqliteEngine::files() const
{
    return {DatabaseName, QStringLiteral("school.db-journal"), QStringLiteral("school.db-shm"), JournalName};
}

QString SqliteEngine::journalName() const
{
    return JournalName;
}

QString SqliteEngine::journalLeft() const
{
    return QFileInfo(QDir(m_folder).filePath(JournalName)).size() > 0 ? QString(JournalName) : QString();
}

QStringList SqliteEngine::copies() const
{
    return QDir(m_folder).entryList({QStringLiteral("school-before-*.db"), QStringLiteral("school-rescued-*.db")},
                                    QDir::Files, QDir::Time);
}

}  // namespace database
