#include "backend/backup/backupjob.h"

#include "backend/backup/backuprepository.h"

namespace backup {

BackupJob::BackupJob(database::Database &database, School school, const Clock &clock)
    : m_database(database), m_school(std::move(school)), m_clock(clock)
{
}

Result<jobs::Completion> BackupJob::run(const jobs::Job &, jobs::JobContext &context)
{
    const auto settings = m_database.read([](database::Connection &c) { return BackupRepository::settings(c); });
    if (!settings)
        return settings.error();
    BackupMaker maker(m_school, BackupPlace(settings->place(m_school.folder)), m_clock);
    const auto made = maker.make(settings->keep, [&](double fraction, const QString &) {
        context.progress(fraction, 0, std::nullopt);
        return !context.cancelled();
    });
    if (!made)
        return made.error();
    return jobs::Completion{[](database::Transaction &) { return Result<void>(); }, [] {}};
}

}  // namespace backup
