#pragma once

#include "backend/http/routing/router.h"
#include "backend/http/server/workerpool.h"

#include <memory>

namespace http {

/// Requests that take long by nature, on threads of their own: however many come at once, so many run and the others
/// wait here, while the workers answer everybody else. A full lane answers 503 "busy" at once.
///   m_lane.through([this](const Request &r) { return replace(r); })
/// Thread: any.
class Lane
{
public:
    explicit Lane(int threads, int maxQueued = 256) : m_pool(std::make_unique<WorkerPool>(threads, maxQueued)) {}

    AsyncHandler through(Handler handler);
    /// Lets queued requests finish, while what they use and what they are answered through is still there. Not while
    /// requests are coming. The destructor does the same.
    void finish() { m_pool.reset(); }

private:
    std::unique_ptr<WorkerPool> m_pool;
};

}  // namespace http
