#include "models/api/eventstream.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace api {

namespace {
constexpr int SilenceLimit = 45'000;  // three missed heartbeats
constexpr int LongestPause = 30'000;
constexpr qsizetype LongestBlock = 64 * 1024;  // an event is two short fields; more than this is not our server
}  // namespace

EventStream::EventStream(ApiClient &api, QObject *parent) : QObject(parent), m_api(api)
{
    m_retry.setSingleShot(true);
    m_silence.setSingleShot(true);
    m_silence.setInterval(SilenceLimit);
    connect(&m_retry, &QTimer::timeout, this, &EventStream::open);
    connect(&m_silence, &QTimer::timeout, this, &EventStream::lost);
    connect(&m_api, &ApiClient::connectionChanged, this, [this] {
        close();
        m_failures = 0;
        if (m_api.isConnected())
            m_retry.start(0);
    });
    // A call got through again: no reason to sit out the rest of a long pause.
    connect(&m_api, &ApiClient::reachableChanged, this, [this](bool reachable) {
        if (reachable && m_retry.isActive())
            m_retry.start(0);
    });
    if (m_api.isConnected())
        m_retry.start(0);
}

EventStream::~EventStream()
{
    close();
}

void EventStream::open()
{
    close();
    if (!m_api.isConnected())
        return;
    QNetworkRequest request(m_api.resolve(u"/api/events"_s));
    request.setRawHeader("Accept"_ba, "text/event-stream"_ba);
    request.setRawHeader("Authorization"_ba, "Bearer " + m_api.credentials().accessToken);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    m_reply = m_api.network().get(request);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventStream::read);
    connect(m_reply, &QNetworkReply::finished, this, &EventStream::lost);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200 || m_listening)
            return;
        m_failures = 0;
        setListening(true);
        Q_EMIT resumed();
    });
    m_silence.start();
}

void EventStream::close()
{
    m_retry.stop();
    m_silence.stop();
    m_buffer.clear();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply.clear();
    }
    setListening(false);
}

void EventStream::lost()
{
    const int status = m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
    close();
    if (!m_api.isConnected())
        return;
    const int pause = std::min(LongestPause, 500 << std::min(m_failures, 6));
    ++m_failures;
    m_retry.start(pause / 2 + int(QRandomGenerator::global()->bounded(pause / 2 + 1)));
    if (status == 401) {
        // Renewing tokens is the client's business: any call makes it do so, and the next attempt uses the new one.
        m_api.get(u"/api/me"_s, this, [](const Answer &) {});
    }
}

void EventStream::read()
{
    m_silence.start();
    m_buffer += m_reply->readAll();
    m_buffer.replace("\r\n", "\n");
    for (qsizetype end = m_buffer.indexOf("\n\n"); end >= 0; end = m_buffer.indexOf("\n\n")) {
        const QByteArray block = m_buffer.left(end);
        m_buffer.remove(0, end + 2);
        dispatch(block);
        if (!m_reply)
            return;  // a listener has changed the connection
    }
    if (m_buffer.size() > LongestBlock)
        lost();
}

void EventStream::dispatch(const QByteArray &block)
{
    QByteArray data;
    for (const QByteArray &line : block.split('\n')) {
        if (line.startsWith("data:"))
            data += line.mid(5).trimmed();
    }
    if (data.isEmpty())
        return;  // a heartbeat
    const QJsonObject event = QJsonDocument::fromJson(data).object();
    const QString type = event.value(u"type"_s).toString();
    if (!type.isEmpty())
        Q_EMIT changed(type, event.value(u"id"_s).toInteger());
}

void EventStream::setListening(bool listening)
{
    if (m_listening == listening)
        return;
    m_listening = listening;
    Q_EMIT listeningChanged(listening);
}

}  // namespace api
