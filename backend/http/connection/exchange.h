#pragma once

#include "backend/http/connection/answer.h"
#include "backend/http/message/bodysource.h"
#include "backend/http/server/serverstate.h"

namespace http {

class Connection;
class NetworkThread;

/// One request on its way through the workers and back. Whatever happens to it (a handler that throws, forgets to
/// answer or answers after its client has gone), the connection hears exactly one answer. Where the body is still with
/// the client it is the request's BodySource. Thread: made on the network thread, run on a worker, answered from any.
class Exchange final : public BodySource, public std::enable_shared_from_this<Exchange>
{
public:
    Exchange(std::shared_ptr<ServerState> state, std::shared_ptr<NetworkThread> thread,
             std::shared_ptr<Connection> connection, Request request, AnswerContext context);
    ~Exchange() override;

    /// Before it is run: only the head was read. An answer given without the body ends the connection.
    void announceBody(std::optional<qint64> length);
    /// Network thread: it has been read to its end.
    void bodyWasRead() { m_bodyWaits = false; }

    /// Worker thread: through the router.
    void run();
    void answer(Response response);
    /// No worker has room: 503.
    void refuseForLoad();

    std::optional<qint64> length() const override { return m_length; }
    void read(const BodyPayer &payer, qint64 limit, Then then) override;

private:
    std::shared_ptr<ServerState> m_state;
    std::shared_ptr<NetworkThread> m_thread;
    std::shared_ptr<Connection> m_connection;
    Request m_request;
    AnswerContext m_context;
    qint64 m_started;
    std::optional<qint64> m_length;
    std::atomic<bool> m_bodyWaits{false};
    std::atomic<bool> m_answered{false};
};

}  // namespace http
