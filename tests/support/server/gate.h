#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace support {

/// A way to a server that can be shut: connections break off, new ones are refused. Thread: any; it has its own for the
/// bytes.
class Gate : public QObject
{
public:
    explicit Gate(quint16 to) : m_to(to)
    {
        moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
                this,
                [this] {
                    m_server = new QTcpServer(this);
                    connect(m_server, &QTcpServer::newConnection, m_server,
                            [this] { pass(m_server->nextPendingConnection()); });
                },
                Qt::BlockingQueuedConnection);
        open();
    }
    ~Gate() override
    {
        QMetaObject::invokeMethod(
                this, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    void open()
    {
        QMetaObject::invokeMethod(
                this,
                [this] {
                    if (!m_server->listen(QHostAddress::LocalHost, m_port))
                        qFatal("the gate does not open: %s", qPrintable(m_server->errorString()));
                    m_port = m_server->serverPort();
                },
                Qt::BlockingQueuedConnection);
    }
    void shut()
    {
        QMetaObject::invokeMethod(
                this,
                [this] {
                    m_server->close();
                    const auto sockets = m_server->findChildren<QTcpSocket *>();
                    for (QTcpSocket *socket : sockets)
                        socket->abort();
                },
                Qt::BlockingQueuedConnection);
    }
    quint16 port() const { return m_port; }

private:
    void pass(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(m_server);
        server->connectToHost(QHostAddress::LocalHost, m_to);
        client->setParent(m_server);
        connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
        connect(client, &QTcpSocket::disconnected, server, [server] { server->disconnectFromHost(); });
        connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    }

    const quint16 m_to;
    quint16 m_port = 0;
    QThread m_thread;
    QTcpServer *m_server = nullptr;
};

}  // namespace support
