#pragma once

// Every middleware of the door, with a person of each role.

#include "backend/http/message/addressblock.h"
#include "backend/http/middleware/middlewares.h"
#include "backend/http/routing/router.h"
#include "backend/http/server/servercontroller.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <stdexcept>

using namespace http;
using namespace Qt::StringLiterals;
using accounts::Actor;
using accounts::Role;
namespace permission = accounts::permission;

/// Knows a handful of tokens: "admin", "teacher", "learner", "learner2", "owner".
class Doorman final : public Authenticator
{
public:
    Result<Actor> authenticate(const QByteArray &token) const override
    {
        if (token == "admin")
            return Actor{UserId(1), Role::Admin, false};
        if (token == "teacher")
            return Actor{UserId(2), Role::Instructor, false};
        if (token == "learner")
            return Actor{UserId(3), Role::Learner, false};
        if (token == "learner2")
            return Actor{UserId(4), Role::Learner, false};
        if (token == "owner")
            return Actor{UserId(5), Role::Admin, true};
        return Error{ErrorCode::Unauthenticated, u"expired"_s, u"expired 3 s ago, key k2"_s, {}};
    }
};

inline QJsonObject jsonOf(const Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object();
}

/// What every test of these begins with.
class MiddlewareScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

protected:
    Request ask(const QByteArray &target, const QByteArray &token = {}, Method method = Method::Get) const;
    Response handle(const Request &request) const { return m_router->handle(request); }
    void build(RateLimits rates = RateLimits::none());

    Doorman m_doorman;
    ManualClock m_clock;
    std::unique_ptr<RateLimiter> m_limiter;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<ServerController> m_controller;
    telemetry::Metrics m_metrics;
    QList<QByteArray> m_log;
    bool m_ready = true;
};

inline void MiddlewareScene::init()
{
    build();
}

inline void MiddlewareScene::build(RateLimits rates)
{
    m_log.clear();
    m_ready = true;
    m_clock.set(1'767'225'600'000);
    m_limiter = std::make_unique<RateLimiter>(m_clock);
    m_router = std::make_unique<Router>();
    MiddlewareOptions options;
    options.accessLog = [this](const QByteArray &line) { m_log.append(line); };
    options.rates = std::move(rates);
    options.trustedProxies = {"10.0.0.1"_ba, "10.0.0.2"_ba};
    m_router->setMiddlewares(standardMiddlewares(m_clock, m_doorman, *m_limiter, std::move(options)));

    const auto ok = [](const Request &request) { return success(QString::fromLatin1(request.peer)); };
    m_router->add(Method::Get, "/open", permission::catalogRead, ok);
    m_router->add(Method::Get, "/mine", permission::accountsSelf, ok);
    m_router->add(Method::Get, "/enter", Policy(permission::accountsEnter).entrance(), ok);
    m_router->add(Method::Get, "/edit", permission::catalogEdit, ok);
    m_router->add(Method::Get, "/manage", permission::accountsManage, ok);
    m_router->add(Method::Get, "/import", permission::mediaImport, ok);
    m_router->add(Method::Post, "/sync", Policy(permission::learningProgress).limited(Rate::Bulk), ok);
    const Policy signedBytes = Policy(permission::mediaBytes).limited(Rate::Unlimited).secretAddress();
    m_router->add(Method::Get, "/media/{path...}", signedBytes, [](const Request &) {
        ContentBody file;
        file.contentType = "video/mp4";
        Response response;
        response.body = file;
        return response;
    });
    m_router->add(Method::Get, "/own", permission::catalogRead, [](const Request &) {
        return jsonResponse(400, {{u"code"_s, 400}, {u"message"_s, u"参数不全"_s}});
    });
    m_router->add(Method::Get, "/throw", permission::catalogRead,
                  [](const Request &) -> Response { throw std::runtime_error("secret table name"); });
    m_router->addAsync(Method::Get, "/late", permission::catalogRead, [](const Request &, const Respond &respond) {
        respond(success(u"done"_s));
        throw std::runtime_error("afterwards");
    });
    m_router->add(Method::Get, "/edition", permission::catalogRead, [](const Request &) {
        Response response = success(7);
        response.headers.set("ETag", "\"e7\"");
        response.headers.set("Cache-Control", "no-cache");
        return response;
    });
    m_controller = std::make_unique<ServerController>(
            m_clock, m_metrics, ServerInfo{u"School"_s, u"1.2.3"_s, 1, {u"media"_s}, u"Asia/Shanghai"_s},
            [this]() -> Result<void> {
                if (m_ready)
                    return {};
                return Error{ErrorCode::Internal, u"migrating"_s, u"Migrating."_s, {}};
            });
    m_controller->addRoutes(*m_router);
}

inline Request MiddlewareScene::ask(const QByteArray &target, const QByteArray &token, Method method) const
{
    Request request;
    request.method = method;
    request.target = target;
    request.peer = "192.0.2.7";
    if (!token.isEmpty())
        request.headers.add("Authorization", "Bearer " + token);
    return request;
}
