#pragma once

#include "backend/outgoing/httpclient.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace outgoing {

/// A way out on which a server that hangs holds up nobody for long: when it has let two calls in a row run into their
/// time-out, others fail at once ("no_answer"; nothing was sent) for a while, and then one call tries it. Servers are told
/// apart by scheme, host and port; one that refuses or breaks off is quick anyway and doesn't count. Without it a hanging
/// channel keeps every thread that waits for it at ten seconds a call. Thread: any.
class CircuitBreaker final : public HttpClient
{
public:
    static constexpr int HangsBefore = 2;
    static constexpr Millis OpenFor = 15'000;

    using Steady = std::function<Millis()>;  ///< ms of a clock that nobody sets
    explicit CircuitBreaker(std::unique_ptr<HttpClient> inner, Steady steady = steadyNow)
        : m_inner(std::move(inner)), m_steady(std::move(steady))
    {
    }

    Result<HttpReply> call(const HttpCall &call) override;

    static Millis steadyNow();

private:
    struct Server {
        int hangs = 0;  ///< in a row
        Millis openUntil = 0;
        bool probing = false;
    };
    bool mayCall(const QByteArray &server);
    void note(const QByteArray &server, bool hung);

    std::unique_ptr<HttpClient> m_inner;
    Steady m_steady;
    std::mutex m_mutex;
    QHash<QByteArray, Server> m_servers;
};

}  // namespace outgoing
