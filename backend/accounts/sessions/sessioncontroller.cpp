#include "backend/accounts/sessions/sessioncontroller.h"

#include "backend/accounts/people/accountsjson.h"
#include "backend/accounts/sessions/random.h"
#include "backend/http/message/addressblock.h"
#include "models/domain/json.h"

namespace accounts {

using http::Request;
using http::Response;

namespace {

constexpr int MaxTyped = 300;  // characters that may be typed into a field; the rules judge the rest
constexpr int MaxToken =
        8192;  // whatever token a client mixes up with a refresh token is refused as one, not as a bad body

QByteArray cookie(const Request &request, QByteArrayView name)
{
    for (const auto &[field, value] : request.headers) {
        if (field.compare("Cookie", Qt::CaseInsensitive) != 0)
            continue;
        const QList<QByteArray> pairs = value.split(';');
        for (const QByteArray &pair : pairs) {
            const qsizetype equals = pair.indexOf('=');
            if (equals > 0 && pair.left(equals).trimmed() == name)
                return pair.mid(equals + 1).trimmed();
        }
    }
    return {};
}

Client clientOf(const Request &request, json::Reader &in)
{
    Client client{request.peer, in.text("deviceId", 1, 64, {}), in.text("deviceToken", 1, 64, {}).toLatin1()};
    if (client.deviceToken.isEmpty())
        client.deviceToken = cookie(request, DeviceTokens::Cookie);
    if (client.device.isEmpty())
        client.device = QString::fromLatin1(sha256Hex(request.headers.value("user-agent")).left(16));
    return client;
}

/// Only log-ins read it, and no page of another site may send it along.
QByteArray cookieLine(const QByteArray &token, bool secure)
{
    return QByteArray(DeviceTokens::Cookie) + '=' + token +
           "; Path=/api/auth; Max-Age=31536000; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
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

Response answer(const Result<Session> &session, bool secure, int status = 200)
{
    Response response = http::reply(
            session, [](const Session &s) { return toJson(s); }, status);
    response.headers.set("Cache-Control", "no-store");
    if (session && !session->deviceToken.isEmpty())
        response.headers.set("Set-Cookie", cookieLine(session->deviceToken, secure));
    return response;
}

}  // namespace

SessionController::SessionController(SessionService &sessions, const TokenService &tokens, HashingPool &hashing)
    : m_sessions(sessions), m_tokens(tokens), m_hashing(hashing)
{
}

void SessionController::addRoutes(http::Router &router)
{
    using http::Method;
    // Answers are secrets, which nobody keeps to give them again.
    constexpr http::Policy enter = http::Policy(permission::accountsEnter).entrance().knowsRepeats();
    router.addAsync(Method::Post, "/api/auth/register", enter,
                    [this](const Request &r, const http::Respond &respond) { registerLearner(r, respond); });
    router.addAsync(Method::Post, "/api/auth/login", enter,
                    [this](const Request &r, const http::Respond &respond) { logIn(r, respond); });
    router.add(Method::Post, "/api/auth/refresh", enter, [this](auto &r) { return refresh(r); });
    router.add(Method::Post, "/api/auth/logout", enter, [this](auto &r) { return logOut(r); });
}

void SessionController::registerLearner(const Request &request, const http::Respond &respond)
{
    const auto body = request.json();
    if (!body)
        return respond(http::failure(body.error()));
    json::Reader in(*body);
    const QString login = in.text("login", 1, MaxTyped);
    const QString password = passwordOf(in, "password");
    const QString displayName = in.has("displayName") ? in.line("displayName", 1, MaxDisplayName) : QString();
    const Client client = clientOf(request, in);
    if (!in.ok())
        return respond(http::failure(in.error()));
    if (const auto ok = m_sessions.mayRegister(client); !ok)
        return respond(http::failure(ok.error()));
    m_hashing.answer(http::addressBlock(client.address), respond,
                     [this, login, password, displayName, client, secure = request.secure] {
                         return answer(m_sessions.registerLearner(login, password, displayName, client), secure, 201);
                     });
}

void SessionController::logIn(const Request &request, const http::Respond &respond)
{
    const auto body = request.json();
    if (!body)
        return respond(http::failure(body.error()));
    json::Reader in(*body);
    const QString login = in.text("login", 1, MaxTyped);
    const QString password = passwordOf(in, "password");
    const Client client = clientOf(request, in);
    if (!in.ok())
        return respond(http::failure(in.error()));
    const auto attempt = m_sessions.begin(login, client);
    if (!attempt)
        return respond(http::failure(attempt.error()));
    const bool posted = m_hashing.answer(http::addressBlock(client.address), respond,
                                         [this, attempt = *attempt, password, secure = request.secure] {
                                             return answer(m_sessions.logIn(attempt, password), secure);
                                         });
    if (!posted)
        m_sessions.takeBack(*attempt);
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
    return answer(m_sessions.refresh(token.toUtf8(), client), request.secure);
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
