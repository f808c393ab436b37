#pragma once

#include "backend/http/message/response.h"
#include "backend/http/server/workerpool.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <functional>
#include <mutex>

namespace accounts {

/// Threads for whatever hashes a password: tens of ms of a core and 19 MiB each. They and their queue are few, so a
/// flood of log-ins takes neither the workers nor the memory of everybody else. Half of the queue is the most that one
/// caller may fill. Thread: post from any. Destruction drops what is queued.
class HashingPool
{
public:
    static constexpr int MostQueued = 64;

    explicit HashingPool(int threads = defaultThreads(), int mostQueued = MostQueued);
    ~HashingPool();
    HashingPool(const HashingPool &) = delete;

    /// `whose`: an address block or an account. Unavailable "busy" at once when there is no room; `work` is gone then.
    Result<void> post(const QByteArray &whose, std::function<void()> work);

    /// Answers with what `work` makes of it, later and from a thread of the pool. False: there was no room, and that is
    /// the answer already.
    bool answer(const QByteArray &whose, const http::Respond &respond, std::function<http::Response()> work);

    static int defaultThreads();  ///< half of the cores, 1 or 2

private:
    void leave(const QByteArray &whose);

    const int m_mostOfOne;
    std::atomic<bool> m_ending{false};
    std::mutex m_mutex;
    QHash<QByteArray, int> m_queued;  ///< by caller, those that run included
    http::WorkerPool m_workers;
};

}  // namespace accounts
