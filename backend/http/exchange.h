#pragma once

#include "backend/http/answer.h"
#include "backend/http/serverstate.h"

namespace http {

class Connection;
class NetworkThread;

/// One request on its way through the workers and back. Whatever happens to it (a handler that throws, forgets to
/// answer or answers after its client has gone), the connection hears exactly one answer. Thread: made on the network
/// thread, run on a worker, answered from any.
class Exchange : public std::enable_shared_from_this<Exchange>
{
public:
    Exchange(std::shared_ptr<ServerState> state, std::shared_ptr<NetworkThread> thread,
             std::shared_ptr<Connection> connection, Request request, AnswerContext context);
    ~Exchange();

    /// Worker thread: through the router.
    void run();
    void answer(Response response);
    /// No worker has room: 503.
    void refuseForLoad();

private:
    std::shared_ptr<ServerState> m_state;
    std::shared_ptr<NetworkThread> m_thread;
    std::shared_ptr<Connection> m_connection;
    Request m_request;
    AnswerContext m_context;
    qint64 m_started;
    std::atomic<bool> m_answered{false};
};

}  // namespace http
