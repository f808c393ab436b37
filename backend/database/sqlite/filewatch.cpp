#include "backend/database/sqlite/filewatch.h"

#include <QDir>

#include <algorithm>

namespace database {

namespace {

constexpr qint64 HeaderBytes = 100;  // with the number of pages and a counter of changes (SQLite's file format, §1.3)

}  // namespace

FileWatch::FileWatch(QString path, qint64 journalKept)
    : m_path(std::move(path)), m_journal(m_path + QStringLiteral("-wal")), m_journalKept(journalKept), m_file(m_path)
{
}

Error FileWatch::lost(Loss loss, const QString &path, const QString &how)
{
    m_loss = loss;
    return {ErrorCode::Unavailable,
            QStringLiteral("database_replaced"),
            QStringLiteral("The file %1 %2 while the school was open. Nothing is stored any more until the school is "
                           "started again with the right file in its place.")
                    .arg(QDir::toNativeSeparators(path), how),
            {{QStringLiteral("retryAfter"), 60}}};
}

bool FileWatch::hasJournal() const
{
    const auto now = FileStamp::of(m_journal);
    return now && m_log && now->isSameFile(*m_log);
}

QByteArray FileWatch::header()
{
    const bool isOpen = m_file.isOpen() || m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return isOpen && m_file.seek(0) ? m_file.read(HeaderBytes) : QByteArray();
}

void FileWatch::remember()
{
    m_database = FileStamp::of(m_path);
    m_log = FileStamp::of(m_journal);
    m_header = header();
}

Result<FileWatch::Finding> FileWatch::look()
{
    const auto now = FileStamp::of(m_path);
    if (!now)
        return lost(Loss::Database, m_path, QStringLiteral("was deleted or moved"));
    if (!m_database || !now->isSameFile(*m_database))
        return lost(Loss::Database, m_path, QStringLiteral("was replaced by another one"));
    const auto log = FileStamp::of(m_journal);
    if (m_log && (!log || !log->isSameFile(*m_log)))
        return lost(Loss::Journal, m_journal, QStringLiteral("was deleted, moved or replaced"));
    // What is written next would lie behind a hole, and the next checkpoint would copy the hole into the database.
    if (m_log && log->size < std::min(m_log->size, m_journalKept))
        return lost(Loss::Cut, m_journal, QStringLiteral("was made shorter by another program"));
    m_log = log;  // it comes with the first write, and grows
    if (*now == *m_database)
        return Finding::Same;
    if (now->size != m_database->size || header() != m_header)
        return lost(Loss::Content, m_path, QStringLiteral("was written by another program"));
    m_database = now;
    return Finding::Touched;
}

}  // namespace database
