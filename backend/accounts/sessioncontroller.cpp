#include "backend/accounts/sessioncontroller.h"

#include "backend/accounts/accountsjson.h"
#include "backend/accounts/random.h"
#include "models/domain/json.h"

namespace accounts {

using http::Request;
using http::Response;

namespace {

constexpr int MaxTyped = 300;  // characters that may be typed into a field; the rules judge the rest
constexpr int MaxToken =
        8192;  // whatever token a client mixes up with a refresh token is refused as one, not as a bad body

Client clientOf(const Request &request, json::Reader &in)
{
    const QString named = in.text("deviceId", 1, 64, {});
    if (!named.isEmpty())
        return {request.peer, named};
    return {request.peer, QString::fromLatin1(sha256Hex(request.headers.value("user-agent")).left(16))};
}

// A password is taken exactly as it was typed: no trimming.
QString passwordOf(json::Reader &in, const char *name)
{
    const QJsonValue value = in.object().value(QLatin1String(name));
    if (!value.isString() || value.toString().isEmpty() || value.toString().size() > 1024) {
        in.fault(name,
                 in.has(name) ? QStringLiteral("must be text of 1 to 1024 characters") : QStringLiteral("is required"));
        return {};
    }
    return value.toString();
}

Response answer(const Result<Session> &session, int status = 200)
{
    Response response = http::reply(
            session, [](const Session &s) { return toJson(s); }, status);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

}  // namespace

SessionController::SessionController(SessionService &sessions, const TokenService &tokens)
    : m_sessions(sessions), m_tokens(tokens)
{
}

void SessionController::addRoutes(http::Router &router)
{
    using http::Method;
    router.add(Method::Post, "/api/auth/register", permission::accountsEnter,
               [this](auto &r) { return registerLearner(r); });
    router.add(Method::Post, "/api/auth/login", permission::accountsEnter, [this](auto &r) { return logIn(r); });
    router.add(Method::Post, "/api/auth/refresh", permission::accountsEnter, [this](auto &r) { return refresh(r); });
    router.add(Method::Post, "/api/auth/logout", permission::accountsEnter, [this](auto &r) { return logOut(r); });
}

Response SessionController::registerLearner(const Request &request)
{
    const auto body = request.json();
    if (!body)
        return http::failure(body.error());
    json::Reader in(*body);
    const QString login = in.text("login", 1, MaxTyped);
    const QString password = passwordOf(in, "password");
    const QString displayName = in.text("displayName", 1, MaxDisplayName, {});
    const Client client = clientOf(request, in);
    if (!in.ok())
        return http::failure(in.error());
    return answer(m_sessions.registerLearner(login, password, displayName, client), 201);
}

Response SessionController::logIn(const Request &request)
{
    const auto body = request.json();
    if (!body)
        return http::failure(body.error());
    json::Reader in(*body);
    const QString login = in.text("login", 1, MaxTyped);
    const QString password = passwordOf(in, "password");
    const Client client = clientOf(request, in);
    if (!in.ok())
        return http::failure(in.error());
    return answer(m_sessions.logIn(login, password, client));
}

Response SessionController::refresh(const Request &request)
{
    const auto body = request.json();
    if (!body)
        return http::failure(body.error());
    json::Reader in(*body);
    const QString token = in.text("refreshToken", 1, MaxToken);
    const Client client = clientOf(request, in);
    if (!in.ok())
        return http::failure(in.error());
    return answer(m_sessions.refresh(token.toUtf8(), client));
}

Response SessionController::logOut(const Request &request)
{
    QByteArray refreshToken;
    if (!request.body.isEmpty()) {
        const auto body = request.json();
        if (!body)
            return http::failure(body.error());
        json::Reader in(*body);
        refreshToken = in.text("refreshToken", 1, MaxToken, {}).toUtf8();
        if (!in.ok())
            return http::failure(in.error());
    }
    QString session;
    if (!request.actor.isAnonymous()) {
        if (const auto claims = m_tokens.inspect(request.bearer()))
            session = claims->session;
    }
    if (refreshToken.isEmpty() && request.actor.isAnonymous())
        return http::failure({ErrorCode::Unauthenticated, {}, QStringLiteral("A token is needed to log out."), {}});
    return http::reply(m_sessions.logOut(refreshToken, session));
}

}  // namespace accounts
