#include "backend/http/server/workerpool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace http {

struct WorkerPool::Impl {
    mutable std::mutex mutex;
    std::condition_variable wake;
    std::deque<Work> queue;
    std::vector<std::thread> threads;
    size_t maxQueued = 0;
    int idle = 0;
    bool ending = false;

    void run();
};

void WorkerPool::Impl::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        if (queue.empty()) {
            if (ending)
                return;
            ++idle;
            wake.wait(lock, [this] { return ending || !queue.empty(); });
            --idle;
            continue;
        }
        Work work = std::move(queue.front());
        queue.pop_front();
        // Each woken worker wakes the next while there is more to do: one system call per batch where the work is
        // short, all workers where it is long.
        const bool more = !queue.empty() && idle > 0;
        lock.unlock();
        if (more)
            wake.notify_one();
        work();
        work = nullptr;  // what it captured is freed outside the lock
        lock.lock();
    }
}

WorkerPool::WorkerPool(int threads, int maxQueued) : m_impl(std::make_unique<Impl>())
{
    m_impl->maxQueued = size_t(std::max(1, maxQueued));
    for (int i = 0; i < std::max(1, threads); ++i)
        m_impl->threads.emplace_back([impl = m_impl.get()] { impl->run(); });
}

WorkerPool::~WorkerPool()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->ending = true;
    }
    m_impl->wake.notify_all();
    for (std::thread &thread : m_impl->threads)
        thread.join();
}

bool WorkerPool::post(Work work)
{
    bool wakeOne = false;
    {
        const std::lock_guard lock(m_impl->mutex);
        if (m_impl->queue.size() >= m_impl->maxQueued)
            return false;
        m_impl->queue.push_back(std::move(work));
        wakeOne = m_impl->idle > 0;
    }
    if (wakeOne)
        m_impl->wake.notify_one();
    return true;
}

void WorkerPool::postAll(std::vector<Work> &works)
{
    bool wakeOne = false;
    {
        const std::lock_guard lock(m_impl->mutex);
        const size_t room = m_impl->maxQueued - std::min(m_impl->maxQueued, m_impl->queue.size());
        const auto end = works.begin() + std::ptrdiff_t(std::min(room, works.size()));
        std::move(works.begin(), end, std::back_inserter(m_impl->queue));
        works.erase(works.begin(), end);
        wakeOne = m_impl->idle > 0 && !m_impl->queue.empty();
    }
    if (wakeOne)
        m_impl->wake.notify_one();
}

int WorkerPool::queued() const
{
    const std::lock_guard lock(m_impl->mutex);
    return int(m_impl->queue.size());
}

}  // namespace http
