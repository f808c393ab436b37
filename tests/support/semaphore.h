#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace support {

/// Counts what has happened, for a thread that waits for it. ThreadSanitizer follows the locks of the standard library
/// but not those inside Debian's Qt, so QSemaphore would look like no order at all; std::counting_semaphore of GCC 12.2
/// may sleep for ever (PR 104928).
class Semaphore
{
public:
    void release(int n = 1)
    {
        const std::lock_guard lock(m_mutex);
        m_count += n;
        m_wake.notify_all();  // under the lock: whoever waits may destroy this as soon as it has it
    }
    void acquire()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_count > 0; });
        --m_count;
    }
    /// All n of them, or none when they have not happened after so long.
    bool tryAcquire(int n, int milliseconds)
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, std::chrono::milliseconds(milliseconds), [this, n] { return m_count >= n; }))
            return false;
        m_count -= n;
        return true;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_count = 0;
};

}  // namespace support
