#include "tests/support/fakeserver.h"

#include <QJsonDocument>
#include <QTcpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace support {

QJsonObject FakeRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

FakeReply FakeReply::data(const QJsonValue &data, int status)
{
    const QJsonObject envelope{{u"code"_s, 0}, {u"message"_s, u"ok"_s}, {u"data"_s, data}};
    return {status, QJsonDocument(envelope).toJson(QJsonDocument::Compact), "application/json"_ba, {}};
}

FakeReply FakeReply::failure(int status, const QString &reason, const QString &message, const QJsonObject &details)
{
    const QJsonObject envelope{
            {u"code"_s, status}, {u"message"_s, message}, {u"error"_s, reason}, {u"details"_s, details}};
    return {status, QJsonDocument(envelope).toJson(QJsonDocument::Compact), "application/json"_ba, {}};
}

FakeServer::FakeServer(QObject *parent) : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_buffers.remove(socket);
                m_streams.removeAll(socket);
                socket->deleteLater();
            });
        }
    });
    setOnline(true);
}

FakeServer::~FakeServer()
{
    // The sockets go with m_server, after the tables that their last signals would touch.
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->disconnect(this);
}

QUrl FakeServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
}

void FakeServer::on(const QByteArray &method, const QString &path, Handler handler)
{
    m_routes.prepend({method, path, std::move(handler)});
}

void FakeServer::on(const QByteArray &method, const QString &path, FakeReply reply)
{
    on(method, path, [reply](const FakeRequest &) { return reply; });
}

void FakeServer::setOnline(bool online)
{
    if (online) {
        if (!m_server.isListening() && !m_server.listen(QHostAddress::LocalHost, m_port))
            qFatal("FakeServer: can't listen: %s", qPrintable(m_server.errorString()));
        m_port = m_server.serverPort();
        return;
    }
    m_server.close();
    const auto sockets = m_buffers.keys();
    for (QTcpSocket *socket : sockets)
        socket->abort();
    dropStreams();
}

QList<FakeRequest> FakeServer::requests(const QByteArray &method, const QString &path) const
{
    QList<FakeRequest> found;
    for (const FakeRequest &request : m_requests) {
        if (request.method == method && request.path == path)
            found.append(request);
    }
    return found;
}

void FakeServer::read(QTcpSocket *socket)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    FakeRequest request;
    const QList<QByteArray> lines = buffer.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length"_ba).toLongLong();
    if (buffer.size() < headEnd + 4 + length)
        return;
    const QUrl target = QUrl::fromEncoded(first.value(1));
    request.method = first.value(0);
    request.path = target.path();
    request.query = QUrlQuery(target);
    request.body = buffer.mid(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);
    m_requests.append(request);
    Q_EMIT requested(request.method, request.path);
    if (request.path == u"/api/events" && request.method == "GET" && !m_held)
        openStream(socket);
    else if (m_held)
        m_waiting.append({socket, request});
    else
        answer(socket, request);
}

bool FakeServer::holds(const QByteArray &method, const QString &path) const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(), [&](const auto &waiting) {
        return waiting.second.method == method && waiting.second.path == path;
    });
}

void FakeServer::release()
{
    m_held = false;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[socket, request] : waiting) {
        if (socket && request.path == u"/api/events")
            openStream(socket);
        else if (socket)
            answer(socket, request);
    }
}

void FakeServer::answer(QTcpSocket *socket, const FakeRequest &request)
{
    FakeReply reply = FakeReply::failure(404, u"not_found"_s, u"No such route: "_s + request.path);
    for (const Route &route : m_routes) {
        const bool matches =
                route.path.endsWith(u'*') ? request.path.startsWith(route.path.chopped(1)) : request.path == route.path;
        if (matches && route.method == request.method) {
            reply = route.handler(request);
            break;
        }
    }
    if (reply.status == 0) {
        socket->abort();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " X\r\nContent-Type: " + reply.contentType +
                      "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    for (auto it = reply.headers.cbegin(); it != reply.headers.cend(); ++it)
        head += it.key() + ": " + it.value() + "\r\n";
    socket->write(head + "\r\n" + reply.body);
}

void FakeServer::openStream(QTcpSocket *socket)
{
    m_streams.append(socket);
    socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n: hello\n\n");
}

void FakeServer::sendEvent(const QString &type, qint64 id)
{
    sendRaw("data: " + QJsonDocument(QJsonObject{{u"type"_s, type}, {u"id"_s, id}}).toJson(QJsonDocument::Compact) +
            "\n\n");
}

void FakeServer::sendRaw(const QByteArray &bytes)
{
    for (const auto &socket : std::as_const(m_streams)) {
        if (socket)
            socket->write(bytes);
    }
}

void FakeServer::dropStreams()
{
    const auto streams = std::exchange(m_streams, {});
    for (const auto &socket : streams) {
        if (socket)
            socket->abort();
    }
}

}  // namespace support
