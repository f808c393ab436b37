#include "backend/database/sqlite/sqlitewriter.h"

#include "backend/database/store/storelog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <mutex>
#include <vector>

namespace database {

namespace {

constexpr double CheckpointPages = 8000;             // about 32 MB of journal: a page that changes often moves once
constexpr qint64 LargestJournal = 64 * 1024 * 1024;  // bytes; the same as journal_size_limit
constexpr QByteArrayView PassiveCheckpoint = "PRAGMA wal_checkpoint(PASSIVE)";
constexpr QByteArrayView LastCheckpoint = "PRAGMA wal_checkpoint(TRUNCATE)";

QString nameBeside(const QString &path, const QString &what, const QString &suffix)
{
    const QFileInfo file(path);
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    return file.dir().filePath(QStringLiteral("%1-%2-%3.%4").arg(file.completeBaseName(), what, stamp, suffix));
}

/// For what can't be closed: it lasts as long as the process.
void abandon(std::unique_ptr<SqliteFile> file)
{
    static auto *const abandoned = new std::vector<std::unique_ptr<SqliteFile>>;  // outlives everything
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    abandoned->push_back(std::move(file));
}

}  // namespace

Result<std::unique_ptr<WriterSession>> SqliteWriter::open(const QString &path, Engine::Damaged damaged)
{
    auto file = SqliteFile::open(path, SqliteFile::Role::Writer);
    if (!file)
        return file.error();
    return std::unique_ptr<WriterSession>(new SqliteWriter(path, std::move(*file), std::move(damaged)));
}

SqliteWriter::SqliteWriter(QString path, std::unique_ptr<SqliteFile> file, Engine::Damaged damaged)
    : m_path(std::move(path)), m_journal(m_path + QStringLiteral("-wal")), m_watch(m_path, LargestJournal),
      m_file(std::move(file)), m_pages(m_path, std::move(damaged))
{
}

// The last connection to close brings the journal into the file and removes it by its name, whatever lies there by now:
// a database that was put in the place of ours would be written over, and its journal would go; of a journal that was cut
// holes would come into the file. So in those cases nothing is closed; the end of the process does it without a word to
// the files.
SqliteWriter::~SqliteWriter()
{
    m_pages.stop();
    const auto loss = m_watch.loss();
    if (loss != FileWatch::Loss::None && loss != FileWatch::Loss::Journal)
        abandon(std::move(m_file));
}

// As this connection sees the database, the journal's content included.
Result<QString> SqliteWriter::copyAside(const QString &why)
{
    const QString copy = nameBeside(m_path, why, QStringLiteral("db"));
    if (const auto ok = transaction().run("VACUUM INTO ?", copy); !ok)
        return ok.error();
    return copy;
}

Result<void> SqliteWriter::verify()
{
    const auto found = m_watch.look();
    if (!found)
        return found.error();
    if (*found == FileWatch::Finding::Touched) {
        qCWarning(storeLog).noquote() << "another program has written" << m_path << "- checking its pages";
        m_pages.start();
    }
    return {};
}

// Of a file that lost its name, a copy beside the place where it was; of a journal that lost its own, the way into the
// file. And the journal leaves the place where it would be read into the database that is put there next.
void SqliteWriter::rescue()
{
    if (m_watch.loss() == FileWatch::Loss::Journal) {
        Statement s = m_file->connection().prepare(PassiveCheckpoint);
        (void)s.run();
        return;
    }
    if (m_watch.loss() == FileWatch::Loss::Cut || !QFileInfo(m_path).dir().exists())
        return;
    if (m_watch.hasJournal()) {
        const QString aside = nameBeside(m_path, QStringLiteral("journal"), QStringLiteral("db-wal"));
        if (QFile::rename(m_journal, aside))
            qCCritical(storeLog).noquote() << "the journal of the lost database was moved to" << aside;
    }
    if (m_watch.loss() != FileWatch::Loss::Database)
        return;
    const auto copy = copyAside(QStringLiteral("rescued"));
    if (copy)
        qCCritical(storeLog).noquote() << "what was stored until then is in" << *copy;
    else
        qCCritical(storeLog).noquote() << "and no copy could be made:" << copy.error().message;
}

std::optional<quint64> SqliteWriter::room() const
{
    std::error_code failed;
    const auto space = std::filesystem::space(QFileInfo(m_path).filesystemAbsolutePath(), failed);
    return failed || space.capacity == 0 ? std::nullopt : std::optional<quint64>(space.available);
}

Result<void> SqliteWriter::touch()
{
    const auto written = transaction().run("PRAGMA user_version = 0");  // writes a page whatever was there before
    return written ? Result<void>() : Result<void>(written.error());
}

// How many pages the journal holds is only told by a checkpoint, so it is estimated from the writes since and what the last
// ones cost.
Result<bool> SqliteWriter::maintain(qint64 committed, bool idle)
{
    m_writesSinceCheckpoint += committed;
    if (m_writesSinceCheckpoint == 0)
        return false;
    const bool many = double(m_writesSinceCheckpoint) * m_pagesPerWrite >= CheckpointPages;
    const bool large = QFileInfo(m_journal).size() > LargestJournal;
    return idle || many || large ? checkpoint(PassiveCheckpoint) : Result<bool>(false);
}

Result<bool> SqliteWriter::settle()
{
    m_pages.stop();  // its reading would hold the journal back
    return checkpoint(LastCheckpoint);
}

Result<bool> SqliteWriter::checkpoint(QByteArrayView pragma)
{
    if (const auto ours = verify(); !ours)
        return ours.error();
    Transaction &connection = transaction();
    Statement s = connection.prepare(pragma);
    Result<void> done = s.run();
    const bool told = done && s.next();
    if (const auto &unread = connection.unread(); unread && done)
        done = *unread;
    m_watch.remember();
    if (!done)
        return done.error();
    if (!told)
        return false;
    const qint64 pages = s.integer(1);
    const qint64 moved = s.integer(2);
    if (pages > 0 && m_writesSinceCheckpoint > 0)
        m_pagesPerWrite = 0.5 * m_pagesPerWrite + 0.5 * double(pages) / double(m_writesSinceCheckpoint);
    if (moved == pages)
        m_writesSinceCheckpoint = 0;
    return true;
}

}  // namespace database
