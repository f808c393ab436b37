#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <memory>
#include <utility>
#include <vector>

/// A client that sends exactly the bytes it is told and reads answers by the book: for what a well-bred HTTP library
/// would never send. Every wait is for an event, at most 20 s. Thread: the test's.
class RawClient
{
public:
    struct Reply {
        int status = 0;                                         ///< 0: no answer came
        std::vector<std::pair<QByteArray, QByteArray>> fields;  ///< names in lower case
        QByteArray body;
        QByteArray field(const QByteArray &name) const;
        bool has(const QByteArray &name) const;
    };

    explicit RawClient(quint16 port, bool tls = false);
    ~RawClient();

    bool isConnected() const;
    /// Shrinks the receive buffer, so that a client which does not read stands in the way soon.
    void readSlowly();
    void send(const QByteArray &bytes);
    void closeSending();

    /// The next answer in order. `toHead`: it answers a HEAD, so it has no body whatever its fields say.
    Reply read(bool toHead = false);
    Reply get(const QByteArray &target, const QByteArray &fields = {});
    /// All that comes until `mark` is in it (returned with it), or until the peer closes.
    QByteArray readUntil(const QByteArray &mark);
    /// Waits for the peer to close; what came before is in `rest`.
    bool peerCloses(QByteArray *rest = nullptr);
    QByteArray protocol() const;    ///< TLS: the version spoken
    QByteArray negotiated() const;  ///< TLS: by ALPN

private:
    bool more();
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_input;
};
