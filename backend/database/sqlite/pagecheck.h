#pragma once

#include "models/domain/result.h"

#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace database {

/// Reads the whole database once, table by table, on a thread and a connection of its own, and says whether its pages
/// hang together: damage is found before somebody needs what it hit. Each table is one short read transaction, so that
/// the journal is held back no longer than that. Thread: any but the checking one.
class PageCheck
{
public:
    using Damaged = std::function<void(const Error &)>;

    /// `damaged` hears, on the checking thread, of the first damage: DataLoss "corrupt_database".
    PageCheck(QString path, Damaged damaged);
    ~PageCheck();  ///< stops

    /// Does nothing while a check is running, and after stop().
    void start();
    /// For good. Waits until the table that is being read is done.
    void stop();

private:
    void run();
    Result<void> check() const;

    const QString m_path;
    const Damaged m_damaged;
    std::mutex m_mutex;  ///< for the thread object
    std::thread m_thread;
    std::atomic<bool> m_running{false};
    std::atomic<bool> m_stopping{false};
};

}  // namespace database
