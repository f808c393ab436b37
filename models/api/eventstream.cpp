#include "models/api/eventstream.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace api {

namespace {
constexpr int SilenceLimit = 45'000;  // three missed heartbeats of a server that sends one every 15 s
constexpr int AnswerLimit = 5'000;    // for an attempt while the server is out of reach
constexpr int LongestPause = 8'000;
constexpr qsizetype LongestBlock = 64 * 1024;  // an event is two short fields; more than this is not our server
}  // namespace

EventStream::EventStream(ApiClient &api, QObject *parent) : QObject(parent), m_api(api)
{
    m_retry.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EventStream::open);
    connect(&m_silence, &QTimer::timeout, this, &EventStream::silent);
    const auto anew = [this] {
        close();
        m_failures = 0;
        if (m_api.isConnected())
            m_retry.start(0);
    };
    connect(&m_api, &ApiClient::connectionChanged, this, anew);
    connect(&m_api, &ApiClient::reconnected, this, anew);
    connect(&m_api, &ApiClient::paused, this, &EventStream::close);
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
    if (!m_api.isConnected() || m_api.isPaused())
        return;
    QUrl url = m_api.resolve(u"/api/events"_s);
    url.setQuery(u"heartbeat=1"_s);
    QNetworkRequest request(url);
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
        m_silence.start(SilenceLimit);
        setListening(true);
        m_api.setReachable(true);
        Q_EMIT resumed();
    });
    m_silence.start(m_api.isReachable() ? SilenceLimit : AnswerLimit);
}

void EventStream::close()
{
    m_retry.stop();
    m_silence.stop();
    m_buffer.clear();
    m_beats = m_grace = false;
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
    const bool fellSilent = m_grace;
    close();
    if (!m_api.isConnected() || m_api.isPaused())
        return;
    // A stream that ends has been closed by somebody, and the next attempt shows whether the server is still there.
    if (status == 0 || fellSilent)
        m_api.setReachable(false);
    const int pause = std::min(LongestPause, 500 << std::min(m_failures, 6));
    ++m_failures;
    m_retry.start(pause / 2 + int(QRandomGenerator::global()->bounded(pause / 2 + 1)));
    if (status == 401) {
        // Renewing tokens is the client's business: any call makes it do so, and the next attempt uses the new one.
        m_api.get(u"/api/me"_s, this, [](const Answer &) {});
    }
}

/// A program that was busy or asleep itself finds timers and bytes waiting at once: the bytes are read first.
void EventStream::silent()
{
    if (std::exchange(m_grace, true) || !m_beats)
        return lost();
    m_silence.start(Grace);
}

void EventStream::read()
{
    m_grace = false;
    m_silence.start(m_beats ? BeatPatience : SilenceLimit);
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
        else if (line.startsWith(':'))
            readComment(line.mid(1).trimmed());
    }
    if (data.isEmpty())
        return;  // a heartbeat
    const QJsonObject event = QJsonDocument::fromJson(data).object();
    const QString type = event.value(u"type"_s).toString();
    if (!type.isEmpty())
        Q_EMIT changed(type, event.value(u"id"_s).toInteger());
}

/// ": a beat every 1000 ms"
void EventStream::readComment(const QByteArray &comment)
{
    static const QByteArray says = "a beat every "_ba;
    if (!comment.startsWith(says))
        return;
    const int ms = comment.mid(says.size()).chopped(3).toInt();
    m_beats = ms > 0 && 2 * ms <= BeatPatience;
    m_silence.start(m_beats ? BeatPatience : SilenceLimit);
}

void EventStream::setListening(bool listening)
{
    if (m_listening == listening)
        return;
    m_listening = listening;
    Q_EMIT listeningChanged(listening);
}

}  // namespace api
