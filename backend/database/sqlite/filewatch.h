#pragma once

#include "models/domain/filestamp.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <optional>

namespace database {

/// Notices when the files of an open database are taken away, exchanged or written by somebody else. Only the writer's
/// own checkpoints write the database file, so between two of them it must stay as it is. Thread: the writer's.
class FileWatch
{
public:
    enum class Finding {
        Same,
        Touched  ///< somebody has written it, and it still says the same of itself: worth a check of its pages
    };

    enum class Loss {
        None,
        Database,  ///< deleted, moved, or another file has its name: ours can still be read, by who has it open
        Content,   ///< the file is ours, and what is in it is not
        Journal,   ///< what is not in the database file yet can only be read by who has the journal open
        Cut        ///< the journal is ours and shorter than we left it: what it held is nowhere any more
    };

    /// The journal is never made shorter than `journalKept` bytes by the store itself.
    FileWatch(QString path, qint64 journalKept);

    /// The files as they are now are ours: after opening them, and after each checkpoint.
    void remember();
    /// Unavailable "database_replaced": what is written from now on goes to a file that nobody will find again, or into
    /// one that is not ours. Costs two questions to the file system while all is well.
    Result<Finding> look();
    /// What the last look found.
    Loss loss() const { return m_loss; }
    /// Whether the journal under its name is still the one that was remembered.
    bool hasJournal() const;

private:
    QByteArray header();
    Error lost(Loss loss, const QString &path, const QString &how);

    const QString m_path;
    const QString m_journal;
    const qint64 m_journalKept;
    /// Open as long as the database is: to close any handle of a file ends every lock that the process has on it
    /// (POSIX), and SQLite's with them.
    QFile m_file;
    std::optional<FileStamp> m_database;
    std::optional<FileStamp> m_log;
    QByteArray m_header;
    Loss m_loss = Loss::None;
};

}  // namespace database
