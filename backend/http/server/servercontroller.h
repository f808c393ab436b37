#pragma once

#include "backend/http/routing/router.h"
#include "backend/telemetry/metrics.h"

#include <QStringList>

namespace http {

/// What a server says of itself (API §1).
struct ServerInfo {
    QString name;
    QString version = QStringLiteral(COURSEWRIGHT_VERSION);
    int apiVersion = 1;
    QStringList features;
    QString timeZone = {};  ///< the school's, an IANA name
};

/// GET /livez (200 while the process answers), /readyz (503 with the reason while it can't serve), /metrics (this
/// machine and admins), /api/server. Thread: workers, several at once. What it is handed outlives it.
class ServerController
{
public:
    /// `ready` says why requests can't be served yet, or nothing; asked on worker threads.
    using Ready = std::function<Result<void>()>;

    ServerController(const Clock &clock, const telemetry::Metrics &metrics, ServerInfo info, Ready ready);
    void addRoutes(Router &router);

private:
    Response live() const;
    Response ready() const;
    Response metrics(const Request &request) const;
    Response server() const;

    const Clock &m_clock;
    const telemetry::Metrics &m_metrics;
    const ServerInfo m_info;
    const Ready m_ready;
};

}  // namespace http
