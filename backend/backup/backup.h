#pragma once

#include "backend/backup/backupcontroller.h"
#include "backend/backup/backupjob.h"
#include "backend/backup/backupschedule.h"

namespace backup {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
/// Thread: the root's; its parts say theirs.
class Backup
{
public:
    Backup(database::Database &database, const Clock &clock, jobs::JobQueue &queue,
           std::unique_ptr<database::Engine> engine, const media::MediaStore &media, const QString &dataFolder,
           const QByteArray &timeZone)
        : m_engine(std::move(engine)), m_job(database, {*m_engine, media, dataFolder}, clock),
          m_service(database, clock, queue, dataFolder, timeZone), m_controller(m_service), m_schedule(m_service)
    {
        queue.addHandler(m_job);
    }
    Backup(const Backup &) = delete;

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }
    BackupService &service() { return m_service; }
    void start() { m_schedule.start(); }
    void stop() { m_schedule.stop(); }

private:
    const std::unique_ptr<database::Engine> m_engine;  ///< connections of its own, beside those of the store
    BackupJob m_job;
    BackupService m_service;
    BackupController m_controller;
    BackupSchedule m_schedule;
};

}  // namespace backup
