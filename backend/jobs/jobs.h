#pragma once

#include "backend/jobs/jobqueue.h"
#include "backend/jobs/jobscontroller.h"
#include "backend/jobs/jobworker.h"
#include "backend/jobs/personaljobs.h"

namespace jobs {

/// The queue with its workers, for the composition root: long work one after the other, beside it short work, which
/// doesn't wait behind hours of encoding, and backups, which wait for neither. Owner: the composition root; made before
/// the features that have jobs, stopped before any of them goes. What is handed in outlives it. Thread: the root's; the
/// queue is for any.
class Jobs
{
public:
    /// `workerName` is the same after a restart of the same school on the same machine.
    Jobs(database::Database &database, const Clock &clock, events::EventHub &events, const QString &workerName)
        : m_queue(database, clock, events), m_controller(m_queue), m_long(m_queue, events, workerName),
          m_short(m_queue, events, workerName + QStringLiteral("#short"), Lane::Short),
          m_backup(m_queue, events, workerName + QStringLiteral("#backup"), Lane::Backup)
    {
    }

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }
    JobQueue &queue() { return m_queue; }
    database::PersonalData &personalData() { return m_personal; }

    /// When every handler is known.
    void start()
    {
        m_long.start();
        m_short.start();
        m_backup.start();
    }
    /// Idempotent.
    void stop()
    {
        m_long.stop();
        m_short.stop();
        m_backup.stop();
    }

private:
    PersonalJobs m_personal;
    JobQueue m_queue;
    JobsController m_controller;
    JobWorker m_long;
    JobWorker m_short;
    JobWorker m_backup;
};

}  // namespace jobs
