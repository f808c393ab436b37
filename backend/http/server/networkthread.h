#pragma once

#include "backend/http/connection/answer.h"
#include "backend/http/connection/exchange.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <mutex>
#include <thread>
#include <unordered_map>

namespace http {

/// One thread with its own event loop, the connections that live on it, and the two hand-overs: requests go to the
/// workers in batches (one lock and one wake-up for everything that was read in a round), answers come back through a
/// mailbox. Deadlines need no timer per connection: one sweep looks at all of them every `tick` ms. Owner: the server
/// and its connections, together.
class NetworkThread : public std::enable_shared_from_this<NetworkThread>
{
public:
    NetworkThread(WorkerPool &workers, Millis tick);
    ~NetworkThread();

    void start();
    /// Takes no more mail, cuts every connection, ends the loop and waits for it. Thread: the server's.
    void end();

    boost::asio::io_context &context() { return m_context; }

    // Any thread.
    void deliver(std::shared_ptr<Connection> connection, Answer answer);
    void wakeForMail();
    void post(std::function<void()> work);

    // This thread only.
    void handOver(std::shared_ptr<Exchange> exchange);
    void add(std::shared_ptr<Connection> connection);
    void remove(Connection *connection);
    /// Closes what is idle, lets the rest come to its end.
    void finishAll();

private:
    void flush();
    void drain();
    void armSweep();
    void sweep();
    std::vector<std::shared_ptr<Connection>> everyone() const;

    WorkerPool &m_workers;
    const Millis m_tick;
    boost::asio::io_context m_context;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_guard;
    boost::asio::steady_timer m_sweepTimer;
    bool m_sweeping = false;
    std::unordered_map<Connection *, std::shared_ptr<Connection>> m_connections;
    std::vector<std::shared_ptr<Exchange>> m_batch;
    std::vector<WorkerPool::Work> m_works;

    std::mutex m_mutex;  ///< guards what other threads touch:
    bool m_ended = false;
    std::vector<std::pair<std::shared_ptr<Connection>, Answer>> m_mail;

    std::thread m_thread;
};

}  // namespace http
