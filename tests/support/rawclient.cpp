#include "tests/support/rawclient.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace {
constexpr int Patience = 20'000;
}

QByteArray RawClient::Reply::field(const QByteArray &name) const
{
    for (const auto &[key, value] : fields) {
        if (key == name.toLower())
            return value;
    }
    return {};
}

bool RawClient::Reply::has(const QByteArray &name) const
{
    for (const auto &field : fields) {
        if (field.first == name.toLower())
            return true;
    }
    return false;
}

RawClient::RawClient(quint16 port, bool tls)
{
    if (!tls) {
        m_socket = std::make_unique<QTcpSocket>();
        m_socket->connectToHost(QStringLiteral("127.0.0.1"), port);
        m_socket->waitForConnected(Patience);
        return;
    }
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);  // the test's own certificate
    configuration.setAllowedNextProtocols({QByteArrayLiteral("h2"), QByteArrayLiteral("http/1.1")});
    socket->setSslConfiguration(configuration);
    socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    socket->waitForEncrypted(Patience);
    m_socket = std::move(socket);
}

RawClient::~RawClient() = default;

bool RawClient::isConnected() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

void RawClient::readSlowly()
{
    m_socket->setReadBufferSize(1024);
    m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(Patience)) {
    }
}

void RawClient::closeSending()
{
    m_socket->disconnectFromHost();
}

bool RawClient::more()
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(Patience) && m_socket->bytesAvailable() == 0)
        return false;
    m_input += m_socket->readAll();
    return true;
}

RawClient::Reply RawClient::read(bool toHead)
{
    qsizetype end = -1;
    while ((end = m_input.indexOf("\r\n\r\n")) < 0) {
        if (!more())
            return {};
    }
    Reply reply;
    const QList<QByteArray> lines = m_input.left(end).split('\n');
    m_input.remove(0, end + 4);
    reply.status = lines.value(0).split(' ').value(1).toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        reply.fields.emplace_back(lines[i].left(colon).toLower(), lines[i].mid(colon + 1).trimmed());
    }
    if (toHead || reply.status < 200 || reply.status == 204 || reply.status == 304)
        return reply;
    const qint64 length = reply.field("Content-Length").toLongLong();
    while (m_input.size() < length) {
        if (!more())
            return {};
    }
    reply.body = m_input.left(length);
    m_input.remove(0, length);
    return reply;
}

RawClient::Reply RawClient::get(const QByteArray &target, const QByteArray &fields)
{
    send("GET " + target + " HTTP/1.1\r\nHost: school\r\n" + fields + "\r\n");
    return read();
}

QByteArray RawClient::readUntil(const QByteArray &mark)
{
    for (;;) {
        const qsizetype at = m_input.indexOf(mark);
        if (at >= 0) {
            const QByteArray found = m_input.left(at + mark.size());
            m_input.remove(0, found.size());
            return found;
        }
        if (!more())
            return std::exchange(m_input, {});
    }
}

bool RawClient::peerCloses(QByteArray *rest)
{
    while (more()) {
    }
    if (rest)
        *rest = m_input;
    return m_socket->state() == QAbstractSocket::UnconnectedState || m_socket->state() == QAbstractSocket::ClosingState;
}

QByteArray RawClient::protocol() const
{
    const auto *socket = qobject_cast<const QSslSocket *>(m_socket.get());
    if (!socket)
        return {};
    switch (socket->sessionProtocol()) {
    case QSsl::TlsV1_2: return "1.2";
    case QSsl::TlsV1_3: return "1.3";
    default: return "other";
    }
}

QByteArray RawClient::negotiated() const
{
    const auto *socket = qobject_cast<const QSslSocket *>(m_socket.get());
    return socket ? socket->sslConfiguration().nextNegotiatedProtocol() : QByteArray();
}
