#include "backend/http/server/networkthread.h"

#include "backend/http/connection/answerbatch.h"
#include "backend/http/connection/connection.h"
#include "backend/http/files/filesender.h"

#include <boost/asio/post.hpp>

namespace http {

NetworkThread::NetworkThread(WorkerPool &workers, Millis tick)
    : m_workers(workers), m_tick(tick), m_context(1), m_guard(m_context.get_executor()), m_sweepTimer(m_context)
{
}

NetworkThread::~NetworkThread()
{
    if (m_thread.joinable())
        end();
}

void NetworkThread::start()
{
    m_thread = std::thread([this] {
        ignoreBrokenPipes();
        m_context.run();
    });
}

void NetworkThread::end()
{
    {
        // Work accepted before this is in the loop and will be run before it ends, so nothing is left in it that could
        // keep connections, and through them this object, alive in a circle.
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    boost::asio::post(m_context, [this] {
        for (const auto &connection : everyone())
            connection->abort();
        m_sweepTimer.cancel();
        m_guard.reset();
    });
    if (m_thread.joinable())
        m_thread.join();
    // Mail whose wake-up came too late would keep its connection, and through it this object.
    const std::lock_guard lock(m_mutex);
    m_mail.clear();
}

void NetworkThread::deliver(std::shared_ptr<Connection> connection, Answer answer)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended)
            return;
        m_mail.emplace_back(std::move(connection), std::move(answer));
        first = m_mail.size() == 1;  // one wake-up for all that arrives until it is drained
    }
    if (AnswerBatch *batch = AnswerBatch::current())
        batch->delivered(shared_from_this(), first);
    else if (first)
        wakeForMail();
}

// Not under the lock: the loop's first act is to take it.
void NetworkThread::wakeForMail()
{
    boost::asio::post(m_context, [this] { drain(); });
}

void NetworkThread::post(std::function<void()> work)
{
    const std::lock_guard lock(m_mutex);
    if (!m_ended)
        boost::asio::post(m_context, std::move(work));
}

void NetworkThread::drain()
{
    std::vector<std::pair<std::shared_ptr<Connection>, Answer>> mail;
    {
        const std::lock_guard lock(m_mutex);
        mail.swap(m_mail);
    }
    for (auto &[connection, answer] : mail)
        connection->deliver(std::move(answer));
}

void NetworkThread::handOver(std::shared_ptr<Exchange> exchange)
{
    m_batch.push_back(std::move(exchange));
    if (m_batch.size() == 1)  // behind the reads that are already due
        boost::asio::post(m_context, [this] { flush(); });
}

void NetworkThread::flush()
{
    std::vector<std::shared_ptr<Exchange>> batch;
    batch.swap(m_batch);
    m_works.clear();
    for (const auto &exchange : batch)
        m_works.emplace_back([exchange] { exchange->run(); });
    m_workers.postAll(m_works);
    const size_t taken = batch.size() - m_works.size();
    m_works.clear();
    for (size_t i = taken; i < batch.size(); ++i)
        batch[i]->refuseForLoad();
}

void NetworkThread::add(std::shared_ptr<Connection> connection)
{
    Connection *key = connection.get();
    m_connections.emplace(key, std::move(connection));
    armSweep();
}

void NetworkThread::remove(Connection *connection)
{
    m_connections.erase(connection);
}

void NetworkThread::finishAll()
{
    for (const auto &connection : everyone())
        connection->finish();
}

std::vector<std::shared_ptr<Connection>> NetworkThread::everyone() const
{
    std::vector<std::shared_ptr<Connection>> all;
    all.reserve(m_connections.size());
    for (const auto &entry : m_connections)
        all.push_back(entry.second);
    return all;
}

void NetworkThread::armSweep()
{
    // Without connections there is nothing to watch: an idle desktop is not woken up.
    if (m_sweeping || m_connections.empty())
        return;
    m_sweeping = true;
    m_sweepTimer.expires_after(std::chrono::milliseconds(m_tick));
    m_sweepTimer.async_wait([this](const boost::system::error_code &ec) {
        m_sweeping = false;
        if (!ec)
            sweep();
    });
}

void NetworkThread::sweep()
{
    const Millis now = steadyMillis();
    std::vector<std::shared_ptr<Connection>> late;
    for (const auto &entry : m_connections) {
        if (entry.first->isLate(now))
            late.push_back(entry.second);
    }
    for (const auto &connection : late)
        connection->onDeadline();
    armSweep();
}

}  // namespace http
