#include "backend/accounts/passwords/hashingpool.h"

#include <QThread>

#include <algorithm>
#include <exception>

namespace accounts {

namespace {

Error busy()
{
    return {ErrorCode::Unavailable,
            QStringLiteral("busy"),
            QStringLiteral("Too many people are logging in just now."),
            {{QStringLiteral("retryAfter"), 2}}};
}

}  // namespace

int HashingPool::defaultThreads()
{
    return std::clamp(QThread::idealThreadCount() / 2, 1, 2);
}

HashingPool::HashingPool(int threads, int mostQueued)
    : m_mostOfOne(std::max(1, mostQueued / 2)), m_workers(threads, mostQueued)
{
}

HashingPool::~HashingPool()
{
    m_ending = true;
}

Result<void> HashingPool::post(const QByteArray &whose, std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        int &queued = m_queued[whose];
        if (queued >= m_mostOfOne)
            return busy();
        ++queued;
    }
    auto run = [this, whose, work = std::move(work)] {
        if (!m_ending)
            work();
        leave(whose);
    };
    if (m_workers.post(std::move(run)))
        return {};
    leave(whose);
    return busy();
}

bool HashingPool::answer(const QByteArray &whose, const http::Respond &respond, std::function<http::Response()> work)
{
    const auto posted = post(whose, [respond, work = std::move(work)] {
        http::Response response;
        try {
            response = work();
        } catch (const std::exception &fault) {  // no middleware is around to catch it here
            qCritical("A request that hashes a password ended with an exception: %s", fault.what());
            response = http::failure(Error::internal(QStringLiteral("Something went wrong inside the server.")));
        }
        respond(std::move(response));
    });
    if (!posted)
        respond(http::failure(posted.error()));
    return posted.ok();
}

void HashingPool::leave(const QByteArray &whose)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_queued.find(whose);
    if (it != m_queued.end() && --*it == 0)
        m_queued.erase(it);
}

}  // namespace accounts
