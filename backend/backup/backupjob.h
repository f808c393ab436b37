#pragma once

#include "backend/backup/backupmaker.h"
#include "backend/jobs/jobworker.h"

namespace backup {

inline const QString JobKind = QStringLiteral("backup");
inline constexpr qint64 JobSubject = 0;  ///< there is one school

/// Makes a backup as the settings say, in a lane of its own: it neither waits behind films nor keeps a look at a new file
/// waiting. What a program that died has begun is cleared by the next one. Thread: the job's.
class BackupJob final : public jobs::JobHandler
{
public:
    /// What is handed in outlives it.
    BackupJob(database::Database &database, School school, const Clock &clock);

    QString kind() const override { return JobKind; }
    jobs::Lane lane() const override { return jobs::Lane::Backup; }
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    Result<void> stateChanged(database::Transaction &, const jobs::Job &) override { return {}; }

private:
    database::Database &m_database;
    const School m_school;
    const Clock &m_clock;
};

}  // namespace backup
