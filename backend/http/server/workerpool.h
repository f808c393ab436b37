#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace http {

/// A fixed number of threads that run handlers: the only threads that may wait for a database read.
/// Thread: `post` from any. The destructor lets queued work finish.
class WorkerPool
{
public:
    using Work = std::function<void()>;

    explicit WorkerPool(int threads, int maxQueued = 20'000);
    ~WorkerPool();

    /// false when the queue is full: the caller answers 503.
    bool post(Work work);
    /// Queues many under one lock with one wake-up and clears `works`; what found no room stays in it. This is how a
    /// network thread hands over everything it read in one round.
    void postAll(std::vector<Work> &works);
    int queued() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace http
