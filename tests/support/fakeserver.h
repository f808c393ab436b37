#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

class QTcpSocket;

namespace support {

struct FakeRequest {
    QByteArray method;
    QString path;
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers;  ///< names in lower case
    QByteArray body;
    QJsonObject json() const;
};

struct FakeReply {
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QHash<QByteArray, QByteArray> headers;

    static FakeReply data(const QJsonValue &data, int status = 200);  ///< the envelope of API §1
    static FakeReply failure(int status, const QString &reason, const QString &message = {},
                             const QJsonObject &details = {});
    static FakeReply hangUp() { return {0, {}, {}, {}}; }  ///< closes the connection without an answer
};

/// A small HTTP server on loopback that answers what a test tells it: the door's other side where a test wants to see
/// one client request at a time, lose the network or break the stream. Everything runs on the test's thread.
class FakeServer : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<FakeReply(const FakeRequest &)>;

    explicit FakeServer(QObject *parent = nullptr);
    ~FakeServer() override;
    QUrl url() const;

    /// path may end with "*". The newest matching route answers; an unknown path gets 404.
    void on(const QByteArray &method, const QString &path, Handler handler);
    void on(const QByteArray &method, const QString &path, FakeReply reply);
    /// false: nobody listens on the port any more; true: the same port again.
    void setOnline(bool online);
    /// While held, requests are taken but answered only by release().
    void hold() { m_held = true; }
    void release();

    /// Requests seen, oldest first.
    const QList<FakeRequest> &requests() const { return m_requests; }
    QList<FakeRequest> requests(const QByteArray &method, const QString &path) const;
    /// Such a request waits for release(). There is no count of all that wait: on a busy machine a look that the client
    /// takes by itself can be among them.
    bool holds(const QByteArray &method, const QString &path) const;

    /// Sends one event to everyone who listens at /api/events.
    void sendEvent(const QString &type, qint64 id);
    void sendRaw(const QByteArray &bytes);
    void dropStreams();
    int streams() const { return int(m_streams.size()); }

Q_SIGNALS:
    void requested(const QByteArray &method, const QString &path);

private:
    struct Route {
        QByteArray method;
        QString path;
        Handler handler;
    };
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const FakeRequest &request);
    void openStream(QTcpSocket *socket);

    QTcpServer m_server;
    quint16 m_port = 0;
    QList<Route> m_routes;
    QList<FakeRequest> m_requests;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<std::pair<QPointer<QTcpSocket>, FakeRequest>> m_waiting;
    QList<QPointer<QTcpSocket>> m_streams;
    bool m_held = false;
};

}  // namespace support
