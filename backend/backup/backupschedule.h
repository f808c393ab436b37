#pragma once

#include "backend/backup/backupservice.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backup {

/// Asks once a minute whether a backup is due, from some minutes after the start: a school that has just been opened has
/// better things to do. Owner: the composition root; stop it before the store closes. Thread: start and stop the root's.
class BackupSchedule
{
public:
    explicit BackupSchedule(BackupService &service) : m_service(service) {}
    ~BackupSchedule() { stop(); }
    BackupSchedule(const BackupSchedule &) = delete;

    void start();
    void stop();  ///< idempotent

private:
    void loop();

    BackupService &m_service;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;  ///< guarded by m_mutex
    std::thread m_thread;
};

}  // namespace backup
