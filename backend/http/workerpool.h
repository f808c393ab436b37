#pragma once

#include <functional>
#include <memory>

namespace http {

/// A fixed number of threads that run handlers: the only threads that may wait for a database read.
/// Thread: `post` from any. The destructor lets queued work finish.
class WorkerPool
{
public:
    explicit WorkerPool(int threads, int maxQueued = 20'000);
    ~WorkerPool();

    /// false when the queue is full: the caller answers 503.
    bool post(std::function<void()> work);
    int queued() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace http
