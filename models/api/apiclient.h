#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QObject>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;

namespace api {

/// What the server said: `data` of the envelope, or an Error made of it. Transport faults are Unavailable "offline".
using Answer = Result<QJsonValue>;
using OnAnswer = std::function<void(Answer)>;

/// Tokens of the one who uses the desktop. The embedded backend hands over an owner token that never expires while it
/// runs; a remote session has a refresh token and renews its access token on 401.
struct Credentials {
    QByteArray accessToken;
    QByteArray refreshToken;  ///< empty for the embedded backend
};

/// The desktop's only way to the school: JSON over HTTP (ARCHITECTURE §1). Thread: GUI. No call blocks; an answer
/// arrives through the event loop. A callback is dropped when its `context` has been destroyed.
class ApiClient : public QObject
{
    Q_OBJECT
public:
    static constexpr int DefaultPatience = 30'000;  ///< ms of silence before a call counts as failed

    explicit ApiClient(QObject *parent = nullptr);
    ~ApiClient() override;

    /// Points to a server; running calls to the one before are aborted (Cancelled).
    void connectTo(const QUrl &base, Credentials credentials);
    void disconnectFrom();
    /// The same school at another address, or with other tokens: what is shown of it stays. Running calls are aborted.
    void reconnect(const QUrl &base, Credentials credentials);
    /// The school is known not to run, and any other program may have its port by now: running calls end, and nothing is
    /// sent (Unavailable "offline") before reconnect() or connectTo(). What is shown stays.
    void pause();
    bool isPaused() const { return m_paused; }
    /// What others know of the server being there (the event stream).
    void setReachable(bool reachable);
    bool isConnected() const;
    bool isReachable() const { return m_reachable; }
    QUrl base() const;
    const Credentials &credentials() const;

    void get(const QString &path, const QUrlQuery &query, QObject *context, OnAnswer done);
    void get(const QString &path, QObject *context, OnAnswer done) { get(path, {}, context, std::move(done)); }
    /// `patience` (ms) is how long the server may stay silent: hashing a large file takes its time.
    void post(const QString &path, const QJsonObject &body, QObject *context, OnAnswer done,
              int patience = DefaultPatience);
    void put(const QString &path, const QJsonObject &body, QObject *context, OnAnswer done);
    /// A file as it is (a picture); the server looks for itself what it is.
    void putBytes(const QString &path, const QByteArray &bytes, QObject *context, OnAnswer done);
    /// A file that is worked on as it is (a table); `contentType` says what it is.
    void postBytes(const QString &path, const QUrlQuery &query, const QByteArray &bytes, const QString &contentType,
                   QObject *context, OnAnswer done, int patience = DefaultPatience);
    void remove(const QString &path, QObject *context, OnAnswer done);
    /// Raw bytes (posters) with the session's token.
    void download(const QUrl &url, QObject *context, std::function<void(Result<QByteArray>)> done);

    /// A url of the server for a path that it answered ("/media/…").
    QUrl resolve(const QString &path) const;

    QNetworkAccessManager &network() { return *m_network; }

Q_SIGNALS:
    void connectionChanged();  ///< another school, or none: forget what was known of the one before
    void reconnected();        ///< the same school; see reconnect()
    void paused();             ///< see pause()
    /// The refresh token was refused: sign in again.
    void sessionEnded(const Error &why);
    void credentialsRenewed(const api::Credentials &credentials);
    /// Online/offline as seen by the last calls.
    void reachableChanged(bool reachable);

private:
    struct Call;
    void send(const std::shared_ptr<Call> &call);
    void finish(QNetworkReply *reply, std::shared_ptr<Call> call);
    void renew(std::shared_ptr<Call> waiting);
    void renewed(const Answer &answer);
    void abortRunning();
    void point(const QUrl &base, Credentials credentials);

    QNetworkAccessManager *m_network;
    QUrl m_base;
    Credentials m_credentials;
    std::vector<std::shared_ptr<Call>> m_waitingForRenewal;
    QSet<QNetworkReply *> m_running;
    bool m_renewing = false;
    bool m_reachable = true;
    bool m_paused = false;
    int m_generation = 0;
};

}  // namespace api
