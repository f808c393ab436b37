#include "backend/backup/backupschedule.h"

#include "backend/database/store/storehealth.h"

#include <QtDebug>

#include <chrono>

namespace backup {

namespace {

constexpr std::chrono::minutes AfterStart{5}, Between{1};

}  // namespace

void BackupSchedule::start()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] { loop(); });
}

void BackupSchedule::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void BackupSchedule::loop()
{
    std::unique_lock lock(m_mutex);
    for (auto wait = AfterStart; !m_wake.wait_for(lock, wait, [this] { return m_stopping; }); wait = Between) {
        lock.unlock();
        const auto asked = m_service.startIfDue();
        if (!asked && !database::isStoreState(asked.error()))
            qWarning("backup: %s", qPrintable(asked.error().message));
        lock.lock();
    }
}

}  // namespace backup
