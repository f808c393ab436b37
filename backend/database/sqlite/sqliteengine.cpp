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
