#pragma once

#include "models/api/apiclient.h"
#include "models/api/secretstore.h"

#include <QList>

#include <memory>

class QSettings;

namespace api {

/// A remote server the desktop has been signed in to. No secret in it.
struct KnownServer {
    QUrl url;
    QString login;
    bool operator==(const KnownServer &) const = default;
};

/// Whose school the desktop shows: the embedded backend's owner, or an account on a remote server (ARCHITECTURE §1).
/// Thread: GUI. Refresh tokens live in the SecretStore, access tokens in memory only.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class Kind { None, Embedded, Remote };
    using Done = std::function<void(Result<void>)>;

    /// `settings` remembers servers and logins; both outlive the session.
    Session(ApiClient &api, SecretStore &secrets, QSettings &settings, QObject *parent = nullptr);

    Kind kind() const { return m_kind; }
    QString displayName() const { return m_displayName; }
    bool isReachable() const { return m_api.isReachable(); }
    /// The server has ended the session by itself: its pages are still up, and nothing is answered until somebody signs
    /// in again or leaves. server() is the one.
    bool hasEnded() const { return m_kind == Kind::None && !m_server.url.isEmpty(); }
    const KnownServer &server() const { return m_server; }
    QString role() const { return m_role; }  ///< word of API §5; "admin" for the embedded owner

    void openEmbedded(const QUrl &url, const QByteArray &ownerToken);
    /// The embedded school that is open has been started anew: the same school, another address and token.
    void reopenEmbedded(const QUrl &url, const QByteArray &ownerToken);
    /// Tries the password first; the present connection stays as it is until the server has said yes.
    /// Errors: those of POST /api/auth/login, Unavailable "offline", InvalidArgument "bad_url".
    void signIn(const QUrl &url, const QString &login, const QString &password, QObject *context, Done done);
    /// With the refresh token of an earlier sign-in. Unauthenticated "sign_in_required" when there is none or it is
    /// refused.
    void resume(const KnownServer &server, QObject *context, Done done);
    /// Ends the family of tokens on the server and forgets the refresh token. The caller reopens the embedded backend.
    void signOut();

    QList<KnownServer> knownServers() const;  ///< the last used first
    void forget(const KnownServer &server);

    /// "school.example:8443" → https, "localhost:8080" → http; nullopt: not an address.
    static std::optional<QUrl> parseServer(const QString &text);

Q_SIGNALS:
    void changed();
    void reachableChanged(bool reachable);  ///< whether the school in front answers
    void ended(const Error &why);           ///< the server refused to renew: sign in again

private:
    QByteArray keepToken(const KnownServer &server, const QJsonObject &tokens);
    void adopt(const KnownServer &server, const QJsonObject &tokens);
    void probe(const QUrl &url, const QString &path, const QJsonObject &body, QObject *context,
               std::function<void(Answer)> done);
    void remember(const KnownServer &server);
    void store(const QList<KnownServer> &servers);
    static QString secretKey(const KnownServer &server);

    ApiClient &m_api;
    SecretStore &m_secrets;
    QSettings &m_settings;
    Kind m_kind = Kind::None;
    KnownServer m_server;
    QString m_displayName;
    QString m_role;
};

}  // namespace api
