#include "backend/http/connection/connectionsink.h"

#include "backend/http/connection/connection.h"
#include "backend/http/server/networkthread.h"

namespace http {

ConnectionSink::ConnectionSink(std::weak_ptr<Connection> connection, std::shared_ptr<NetworkThread> thread)
    : m_connection(std::move(connection)), m_thread(std::move(thread))
{
}

bool ConnectionSink::write(QByteArray bytes)
{
    bool tooSlow = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_gone || m_closed)
            return false;
        tooSlow = m_underway + m_waiting.size() + bytes.size() > MaxQueued;
        if (tooSlow)
            m_gone = true;
        else
            m_waiting += bytes;
        if (m_woken && !tooSlow)
            return true;
        m_woken = true;
    }
    wake(tooSlow);
    return !tooSlow;
}

void ConnectionSink::close()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_gone || m_closed)
            return;
        m_closed = true;
    }
    wake(false);
}

void ConnectionSink::wake(bool drop)
{
    m_thread->post([weak = m_connection, drop] {
        const auto connection = weak.lock();
        if (!connection)
            return;
        if (drop)
            connection->abort();
        else
            connection->pumpStream();
    });
}

ConnectionSink::Take ConnectionSink::take()
{
    const std::lock_guard lock(m_mutex);
    m_woken = false;
    Take all{std::move(m_waiting), m_closed};
    m_waiting = {};
    m_underway += all.bytes.size();
    return all;
}

void ConnectionSink::taken(qsizetype bytes)
{
    const std::lock_guard lock(m_mutex);
    m_underway -= bytes;
}

void ConnectionSink::whenGone(std::function<void()> told)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_clientGone) {
            m_told = std::move(told);
            return;
        }
    }
    told();
}

void ConnectionSink::clientGone()
{
    std::function<void()> told;
    {
        const std::lock_guard lock(m_mutex);
        m_gone = true;
        m_clientGone = true;
        m_waiting = {};
        told = std::exchange(m_told, {});
    }
    if (told)
        told();
}

}  // namespace http
