#include "models/api/apiclient.h"

#include "models/api/answer.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace api {

struct ApiClient::Call {
    QByteArray verb;
    QUrl url;
    QByteArray body;
    QPointer<QObject> context;
    std::function<void(Result<QByteArray>, int status)> done;
    int patience = DefaultPatience;
    int generation = 0;
    bool tokenless = false;       ///< the renewal itself
    bool alreadyRenewed = false;  ///< a second 401 after a renewal is final
    QString contentType = u"application/json"_s;

    void answer(Result<QByteArray> bytes, int status) const
    {
        if (context)
            done(std::move(bytes), status);
    }
};

namespace {

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

Error cancelled()
{
    return {ErrorCode::Cancelled, u"cancelled"_s, u"The connection was changed."_s, {}};
}

}  // namespace

ApiClient::ApiClient(QObject *parent) : QObject(parent), m_network(new QNetworkAccessManager(this))
{
    m_network->setAutoDeleteReplies(true);
}

ApiClient::~ApiClient()
{
    ++m_generation;
    abortRunning();
}

void ApiClient::connectTo(const QUrl &base, Credentials credentials)
{
    point(base, std::move(credentials));
    setReachable(true);
    Q_EMIT connectionChanged();
}

void ApiClient::reconnect(const QUrl &base, Credentials credentials)
{
    point(base, std::move(credentials));
    Q_EMIT reconnected();
    setReachable(true);
}

void ApiClient::point(const QUrl &base, Credentials credentials)
{
    ++m_generation;
    m_paused = false;
    m_base = base;
    m_credentials = std::move(credentials);
    // A company's proxy must not see, and can't reach, the backend inside this process.
    m_network->setProxy(isLoopback(base) ? QNetworkProxy::NoProxy : QNetworkProxy::DefaultProxy);
    abortRunning();
}

void ApiClient::pause()
{
    ++m_generation;
    m_paused = true;
    abortRunning();
    Q_EMIT paused();
    setReachable(false);
}

void ApiClient::disconnectFrom()
{
    connectTo({}, {});
}

bool ApiClient::isConnected() const
{
    return m_base.isValid() && !m_base.isEmpty();
}

QUrl ApiClient::base() const
{
    return m_base;
}

const Credentials &ApiClient::credentials() const
{
    return m_credentials;
}

QUrl ApiClient::resolve(const QString &path) const
{
    return m_base.resolved(QUrl(path));
}

static std::function<void(Result<QByteArray>, int)> asJson(OnAnswer done)
{
    return [done = std::move(done)](Result<QByteArray> bytes, int status) {
        done(bytes ? readAnswer(status, *bytes) : Answer(bytes.error()));
    };
}

void ApiClient::get(const QString &path, const QUrlQuery &query, QObject *context, OnAnswer done)
{
    QUrl url = resolve(path);
    if (!query.isEmpty())
        url.setQuery(query);
    send(std::make_shared<Call>(Call{"GET"_ba, url, {}, context, asJson(std::move(done))}));
}

void ApiClient::post(const QString &path, const QJsonObject &body, QObject *context, OnAnswer done, int patience)
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    send(std::make_shared<Call>(Call{"POST"_ba, resolve(path), bytes, context, asJson(std::move(done)), patience}));
}

void ApiClient::put(const QString &path, const QJsonObject &body, QObject *context, OnAnswer done)
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    send(std::make_shared<Call>(Call{"PUT"_ba, resolve(path), bytes, context, asJson(std::move(done))}));
}

void ApiClient::putBytes(const QString &path, const QByteArray &bytes, QObject *context, OnAnswer done)
{
    Call call{"PUT"_ba, resolve(path), bytes, context, asJson(std::move(done))};
    call.contentType = u"application/octet-stream"_s;
    send(std::make_shared<Call>(std::move(call)));
}

void ApiClient::postBytes(const QString &path, const QUrlQuery &query, const QByteArray &bytes,
                          const QString &contentType, QObject *context, OnAnswer done, int patience)
{
    QUrl url = resolve(path);
    if (!query.isEmpty())
        url.setQuery(query);
    Call call{"POST"_ba, url, bytes, context, asJson(std::move(done)), patience};
    call.contentType = contentType;
    send(std::make_shared<Call>(std::move(call)));
}

void ApiClient::remove(const QString &path, QObject *context, OnAnswer done)
{
    send(std::make_shared<Call>(Call{"DELETE"_ba, resolve(path), {}, context, asJson(std::move(done))}));
}

void ApiClient::download(const QUrl &url, QObject *context, std::function<void(Result<QByteArray>)> done)
{
    auto onBytes = [done = std::move(done)](Result<QByteArray> bytes, int status) {
        if (bytes && status >= 400)
            done(readAnswer(status, *bytes).error());
        else
            done(std::move(bytes));
    };
    send(std::make_shared<Call>(Call{"GET"_ba, m_base.resolved(url), {}, context, std::move(onBytes)}));
}

void ApiClient::send(const std::shared_ptr<Call> &call)
{
    if (!call->context)
        return;
    call->generation = m_generation;
    if (!isConnected() || m_paused) {
        // Answers never arrive before the call has returned, not even this one.
        QTimer::singleShot(0, this, [call] { call->answer(offline(u"Not connected."_s), 0); });
        return;
    }
    QNetworkRequest request(call->url);
    request.setTransferTimeout(call->patience);
    request.setRawHeader("Accept"_ba, "application/json"_ba);
    // What the server says itself (price lines, refusals) comes in the language of the window, not of the system.
    request.setRawHeader("Accept-Language"_ba, QLocale().bcp47Name().toLatin1());
    // The token goes to the server it belongs to and to nobody else, whatever address an answer named.
    const bool ownServer = call->url.host() == m_base.host() && call->url.port() == m_base.port();
    if (!call->tokenless && ownServer && !m_credentials.accessToken.isEmpty())
        request.setRawHeader("Authorization"_ba, "Bearer " + m_credentials.accessToken);
    if (call->verb != "GET" && call->verb != "DELETE")
        request.setHeader(QNetworkRequest::ContentTypeHeader, call->contentType);
    QNetworkReply *reply = m_network->sendCustomRequest(request, call->verb, call->body);
    m_running.insert(reply);
    connect(reply, &QNetworkReply::finished, this, [this, reply, call] { finish(reply, call); });
}

void ApiClient::finish(QNetworkReply *reply, std::shared_ptr<Call> call)
{
    m_running.remove(reply);
    if (call->generation != m_generation) {
        call->answer(m_paused ? offline(u"Not connected."_s) : cancelled(), 0);
        return;
    }
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool cutShort = status != 0 && status < 400 && reply->error() != QNetworkReply::NoError;
    if (status == 0 || cutShort) {
        setReachable(false);
        const bool tls = reply->error() == QNetworkReply::SslHandshakeFailedError;
        call->answer(tls ? Error{ErrorCode::Unavailable, u"tls_failed"_s, reply->errorString(), {}}
                         : offline(reply->errorString()),
                     0);
        return;
    }
    setReachable(true);
    if (status == 401 && !call->tokenless && !call->alreadyRenewed && !m_credentials.refreshToken.isEmpty()) {
        renew(std::move(call));
        return;
    }
    QByteArray bytes = reply->readAll();
    if (const QByteArray wait = reply->rawHeader("Retry-After"_ba); status >= 400 && !wait.isEmpty())
        bytes = withRetryAfter(bytes, wait.toInt());
    call->answer(std::move(bytes), status);
}

/// One renewal at a time: refresh tokens rotate, and a second use of the same one would end the session (API §5).
void ApiClient::renew(std::shared_ptr<Call> waiting)
{
    waiting->alreadyRenewed = true;
    m_waitingForRenewal.push_back(std::move(waiting));
    if (m_renewing)
        return;
    m_renewing = true;
    const QJsonObject body{{u"refreshToken"_s, QString::fromUtf8(m_credentials.refreshToken)}};
    Call call{"POST"_ba, resolve(u"/api/auth/refresh"_s), QJsonDocument(body).toJson(QJsonDocument::Compact), this,
              asJson([this](const Answer &answer) { renewed(answer); })};
    call.tokenless = true;
    send(std::make_shared<Call>(std::move(call)));
}

void ApiClient::renewed(const Answer &answer)
{
    m_renewing = false;
    auto waiting = std::exchange(m_waitingForRenewal, {});
    if (answer) {
        m_credentials.accessToken = answer->toObject().value(u"accessToken"_s).toString().toUtf8();
        m_credentials.refreshToken = answer->toObject().value(u"refreshToken"_s).toString().toUtf8();
        Q_EMIT credentialsRenewed(m_credentials);
        for (const auto &call : waiting)
            send(call);
        return;
    }
    const Error &why = answer.error();
    const bool refused = why.code != ErrorCode::Unavailable && why.code != ErrorCode::Cancelled &&
                         why.code != ErrorCode::RateLimited && why.code != ErrorCode::Internal;
    if (refused)
        m_credentials = {};
    for (auto &call : waiting)
        call->answer(why, 0);
    if (refused)
        Q_EMIT sessionEnded(why);
}

void ApiClient::abortRunning()
{
    m_renewing = false;
    const auto waiting = std::exchange(m_waitingForRenewal, {});
    const auto running = std::exchange(m_running, {});
    for (QNetworkReply *reply : running)
        reply->abort();
    for (const auto &call : waiting)
        call->answer(cancelled(), 0);
}

void ApiClient::setReachable(bool reachable)
{
    if (m_reachable == reachable)
        return;
    m_reachable = reachable;
    Q_EMIT reachableChanged(reachable);
}

}  // namespace api
