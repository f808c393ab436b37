#include "models/api/session.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QPointer>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace api {

namespace {
constexpr int MostServers = 8;
}

Session::Session(ApiClient &api, SecretStore &secrets, QSettings &settings, QObject *parent)
    : QObject(parent), m_api(api), m_secrets(secrets), m_settings(settings)
{
    connect(&m_api, &ApiClient::reachableChanged, this, &Session::reachableChanged);
    connect(&m_api, &ApiClient::credentialsRenewed, this, [this](const Credentials &credentials) {
        if (m_kind == Kind::Remote)
            m_secrets.write(secretKey(m_server), credentials.refreshToken);
    });
    connect(&m_api, &ApiClient::sessionEnded, this, [this](const Error &why) {
        m_secrets.remove(secretKey(m_server));
        m_kind = Kind::None;
        Q_EMIT changed();
        Q_EMIT ended(why);
    });
}

void Session::openEmbedded(const QUrl &url, const QByteArray &ownerToken)
{
    m_kind = Kind::Embedded;
    m_server = {};
    m_displayName.clear();
    m_role = u"admin"_s;
    m_api.connectTo(url, {ownerToken, {}});
    Q_EMIT changed();
}

void Session::reopenEmbedded(const QUrl &url, const QByteArray &ownerToken)
{
    if (m_kind != Kind::Embedded)
        return openEmbedded(url, ownerToken);
    m_api.reconnect(url, {ownerToken, {}});
    Q_EMIT changed();
}

void Session::signIn(const QUrl &url, const QString &login, const QString &password, QObject *context, Done done)
{
    const KnownServer server{url, login};
    probe(url, u"/api/auth/login"_s, {{u"login"_s, login}, {u"password"_s, password}}, context,
          [this, server, done = std::move(done)](const Answer &answer) {
              if (!answer)
                  return done(answer.error());
              adopt(server, answer->toObject());
              done({});
          });
}

void Session::resume(const KnownServer &server, QObject *context, Done done)
{
    m_secrets.read(secretKey(server), this,
                   [this, server, guard = QPointer<QObject>(context),
                    done = std::move(done)](const std::optional<QByteArray> &secret) {
                       const Error askAgain{ErrorCode::Unauthenticated, u"sign_in_required"_s, u"Sign in again."_s, {}};
                       if (!guard)
                           return;
                       if (!secret || secret->isEmpty())
                           return done(askAgain);
                       probe(server.url, u"/api/auth/refresh"_s, {{u"refreshToken"_s, QString::fromUtf8(*secret)}},
                             this, [this, server, guard, done, askAgain](const Answer &answer) {
                                 if (!guard) {
                                     // Nobody waits any more, but the old token is used up: the new one is the next.
                                     if (answer)
                                         keepToken(server, answer->toObject());
                                     return;
                                 }
                                 if (!answer)
                                     return done(answer.error().code == ErrorCode::Unauthenticated ? askAgain
                                                                                                   : answer.error());
                                 adopt(server, answer->toObject());
                                 done({});
                             });
                   });
}

/// A client of its own asks, so that a wrong password does not disturb the school that is open.
void Session::probe(const QUrl &url, const QString &path, const QJsonObject &body, QObject *context,
                    std::function<void(Answer)> done)
{
    auto *client = new ApiClient(this);
    client->connectTo(url, {});
    client->post(path, body, this,
                 [client, guard = QPointer<QObject>(context), done = std::move(done)](const Answer &answer) {
                     client->deleteLater();
                     if (guard)
                         done(answer);
                 });
}

void Session::adopt(const KnownServer &server, const QJsonObject &tokens)
{
    const QJsonObject user = tokens.value(u"user"_s).toObject();
    m_kind = Kind::Remote;
    m_server = server;
    m_displayName = user.value(u"displayName"_s).toString(server.login);
    m_role = user.value(u"role"_s).toString();
    const QByteArray refresh = keepToken(server, tokens);
    remember(server);
    m_api.connectTo(server.url, {tokens.value(u"accessToken"_s).toString().toUtf8(), refresh});
    Q_EMIT changed();
}

QByteArray Session::keepToken(const KnownServer &server, const QJsonObject &tokens)
{
    const QByteArray refresh = tokens.value(u"refreshToken"_s).toString().toUtf8();
    m_secrets.write(secretKey(server), refresh);
    return refresh;
}

void Session::signOut()
{
    if (m_kind != Kind::Remote)
        return;
    // Told through a client of its own: connecting elsewhere at once would take the call back.
    const Credentials credentials = m_api.credentials();
    auto *client = new ApiClient(this);
    client->connectTo(m_server.url, {credentials.accessToken, {}});
    client->post(u"/api/auth/logout"_s, {{u"refreshToken"_s, QString::fromUtf8(credentials.refreshToken)}}, client,
                 [client](const Answer &) { client->deleteLater(); });
    m_secrets.remove(secretKey(m_server));
    m_kind = Kind::None;
    m_server = {};
    m_api.disconnectFrom();
    Q_EMIT changed();
}

QList<KnownServer> Session::knownServers() const
{
    QList<KnownServer> servers;
    const int count = m_settings.beginReadArray(u"servers"_s);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        servers.append({m_settings.value(u"url"_s).toUrl(), m_settings.value(u"login"_s).toString()});
    }
    m_settings.endArray();
    return servers;
}

void Session::remember(const KnownServer &server)
{
    QList<KnownServer> servers = knownServers();
    servers.removeAll(server);
    servers.prepend(server);
    while (servers.size() > MostServers)
        servers.removeLast();
    store(servers);
}

void Session::forget(const KnownServer &server)
{
    QList<KnownServer> servers = knownServers();
    servers.removeAll(server);
    store(servers);
    m_secrets.remove(secretKey(server));
}

void Session::store(const QList<KnownServer> &servers)
{
    m_settings.remove(u"servers"_s);
    m_settings.beginWriteArray(u"servers"_s, int(servers.size()));
    for (int i = 0; i < servers.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(u"url"_s, servers[i].url);
        m_settings.setValue(u"login"_s, servers[i].login);
    }
    m_settings.endArray();
}

QString Session::secretKey(const KnownServer &server)
{
    return server.url.toString(QUrl::RemovePath | QUrl::StripTrailingSlash) + u'|' + server.login;
}

std::optional<QUrl> Session::parseServer(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.contains(u' '))
        return std::nullopt;
    QUrl url(trimmed.contains(u"://"_s) ? trimmed : u"https://"_s + trimmed, QUrl::StrictMode);
    if (!trimmed.contains(u"://"_s) && (url.host() == u"localhost" || QHostAddress(url.host()).isLoopback()))
        url.setScheme(u"http"_s);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
        return std::nullopt;
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    url.setUserInfo({});
    return url;
}

}  // namespace api
