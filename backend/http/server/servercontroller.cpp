#include "backend/http/server/servercontroller.h"

namespace http {

using namespace Qt::StringLiterals;

namespace {

Response plain(const QByteArray &text, const QByteArray &type)
{
    Response response;
    response.headers.set("Content-Type"_ba, type);
    response.headers.set("Cache-Control"_ba, "no-store"_ba);
    response.body = text;
    return response;
}

}  // namespace

ServerController::ServerController(const Clock &clock, const telemetry::Metrics &metrics, ServerInfo info, Ready ready)
    : m_clock(clock), m_metrics(metrics), m_info(std::move(info)), m_ready(std::move(ready))
{
}

void ServerController::addRoutes(Router &router)
{
    namespace permission = accounts::permission;
    constexpr Policy probe = Policy(permission::serverRead).limited(Rate::Unlimited);  // load balancers ask often
    router.add(Method::Get, "/livez", probe, [this](const Request &) { return live(); });
    router.add(Method::Get, "/readyz", probe, [this](const Request &) { return ready(); });
    router.add(Method::Get, "/metrics", permission::serverMetrics, [this](const Request &r) { return metrics(r); });
    router.add(Method::Get, "/api/server", probe, [this](const Request &) { return server(); });
}

Response ServerController::live() const
{
    return plain("ok\n"_ba, "text/plain; charset=utf-8"_ba);
}

Response ServerController::ready() const
{
    if (const auto state = m_ready(); !state) {
        Error error = state.error();
        error.code = ErrorCode::Unavailable;
        return failure(error);
    }
    return plain("ok\n"_ba, "text/plain; charset=utf-8"_ba);
}

Response ServerController::metrics(const Request &request) const
{
    if (!request.loopback && !request.actor.isAdmin()) {
        const QString message = u"Figures are for this machine and for administrators."_s;
        return failure(request.actor.isAnonymous() ? Error{ErrorCode::Unauthenticated, {}, message, {}}
                                                   : Error::denied(message));
    }
    return plain(m_metrics.text(), "text/plain; version=0.0.4; charset=utf-8"_ba);
}

Response ServerController::server() const
{
    return success(QJsonObject{{u"name"_s, m_info.name},
                               {u"version"_s, m_info.version},
                               {u"apiVersion"_s, m_info.apiVersion},
                               {u"features"_s, QJsonArray::fromStringList(m_info.features)},
                               {u"timeZone"_s, m_info.timeZone},
                               {u"time"_s, m_clock.now()}});
}

}  // namespace http
