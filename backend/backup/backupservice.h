#pragma once

#include "backend/backup/backupplace.h"
#include "backend/backup/backuprepository.h"
#include "backend/jobs/jobqueue.h"

#include <QTimeZone>

#include <optional>
#include <vector>

namespace backup {

/// What administrators see.
struct Overview {
    Settings settings;
    QString folder;                   ///< where the backups are
    std::vector<KeptBackup> backups;  ///< the newest first
    std::optional<jobs::Job> last;    ///< the last attempt, whatever became of it
    std::optional<Millis> next;       ///< when the next one is due
    QByteArray timeZone;
};

/// Which backups there are, when the next is due, and the order to make one. Reading looks at the folder of backups, so it
/// waits for a disk. Thread: any but the writer's. Owner: the composition root.
class BackupService
{
public:
    /// What is handed in outlives it. `timeZone`: the school's, an IANA name.
    BackupService(database::Database &database, const Clock &clock, jobs::JobQueue &queue, QString dataFolder,
                  QByteArray timeZone);

    Result<Overview> overview() const;
    /// Queues one; the one that waits or runs already where there is such.
    Result<JobId> start(const accounts::Actor &actor);
    /// InvalidArgument "invalid_fields"; FailedPrecondition "folder_not_writable", "folder_in_media".
    Result<void> change(const Settings &settings);
    /// Queues one when it is due; for the schedule.
    Result<void> startIfDue();

private:
    Result<Settings> settings() const;
    Result<JobId> enqueue(UserId owner);
    Result<std::optional<jobs::Job>> last() const;

    database::Database &m_database;
    const Clock &m_clock;
    jobs::JobQueue &m_queue;
    const QString m_dataFolder;
    const QByteArray m_zoneName;
    const QTimeZone m_zone;
};

}  // namespace backup
