#pragma once

#include "backend/http/routing/router.h"

#include <QSet>
#include <QString>

#include <functional>
#include <memory>

namespace telemetry {
class Metrics;
}

namespace http {

class WorkerPool;

/// Phase deadlines and limits (API §1). A client that sends one byte a second is cut off by `headerTime`/`bodyTime`.
struct ServerLimits {
    int headerBytes = 16 * 1024;
    int connections = 10'000;
    int connectionsPerAddress = 0;         ///< of one address block; 0: a quarter of `connections`
    qint64 bodyBytes = 128 * 1024 * 1024;  ///< of all bodies that are being read or worked on
    int pendingRequests = 20'000;          ///< queued for workers; beyond it 503 with Retry-After
    Millis headerTime = 10'000;            ///< from the first byte of a request to the end of its head
    Millis bodyTime = 30'000;              ///< for a body, or for each half megabyte of a large one
    Millis idleTime = 75'000;              ///< keep-alive between requests
    Millis writeTime = 30'000;             ///< without any byte of progress
};

struct ServerOptions {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8080;  ///< 0: the system chooses
    int networkThreads = 1;
    QString tlsCertificate;  ///< PEM chain; empty: plain HTTP
    QString tlsKey;
    ServerLimits limits;
    QString bodyFolder;               ///< for large bodies while they wait; empty: they stay in memory
    QSet<QByteArray> trustedProxies;  ///< the limit of connections per address is not for them
};

/// Boost.Beast server: sockets and timers on network threads, handlers on the worker pool, file bytes by sendfile.
/// Owner: the composition root. start/stop from its thread only.
class Server
{
public:
    Server(const Router &router, WorkerPool &workers, telemetry::Metrics &metrics);
    ~Server();

    /// Binds and listens. Unavailable "address_in_use", InvalidArgument for a bad address or certificate.
    Result<void> start(const ServerOptions &options);
    /// Stops accepting, lets running requests finish (at most `grace` ms), then closes. Idempotent.
    void stop(Millis grace = 10'000);

    bool isRunning() const;
    quint16 port() const;
    QString url() const;  ///< "http://127.0.0.1:8080"

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace http
