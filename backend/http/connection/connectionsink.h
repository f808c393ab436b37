#pragma once

#include "backend/http/message/response.h"

#include <functional>
#include <mutex>

namespace http {

class Connection;
class NetworkThread;

/// The writing end of a streamed answer. Holds at most 64 KiB that the client has not taken; one that is slower than
/// that is dropped, because events say "fetch again" and a client that reconnects misses nothing. Thread: any.
class ConnectionSink final : public StreamSink
{
public:
    static constexpr qsizetype MaxQueued = 64 * 1024;

    ConnectionSink(std::weak_ptr<Connection> connection, std::shared_ptr<NetworkThread> thread);

    bool write(QByteArray bytes) override;
    void close() override;
    void whenGone(std::function<void()> told) override;

    // Network thread.
    struct Take {
        QByteArray bytes;
        bool last = false;  ///< closed by its writer, and this is all
    };
    Take take();
    void taken(qsizetype bytes);  ///< they have reached the socket
    void clientGone();

private:
    void wake(bool drop);

    std::weak_ptr<Connection> m_connection;
    std::shared_ptr<NetworkThread> m_thread;
    std::mutex m_mutex;
    QByteArray m_waiting;
    std::function<void()> m_told;
    qsizetype m_underway = 0;
    bool m_closed = false;
    bool m_gone = false;        ///< takes no more: too slow, or
    bool m_clientGone = false;  ///< the connection is closed
    bool m_woken = false;
};

}  // namespace http
