#pragma once

#include "backend/http/files/fileplan.h"

#include <memory>
#include <span>

namespace http {

class Connection;

/// Moves bytes for a connection, plain or through TLS. Its calls return at once; what has to wait reports back to the
/// connection's onRead / onWritten / onHandshake, keeping it alive until then. Thread: its network thread.
class Transport
{
public:
    virtual ~Transport() = default;

    virtual bool isSecure() const = 0;
    virtual QByteArray peer() const = 0;  ///< address without port; an IPv4 one in its own form even on an IPv6 socket
    virtual bool isLoopback() const = 0;

    /// → onHandshake(ok)
    virtual void handshake(std::shared_ptr<Connection> user) = 0;
    /// → onRead(n), n ≤ 0: the peer has gone
    virtual void read(char *to, qsizetype room, std::shared_ptr<Connection> user) = 0;
    /// > 0: that many bytes are gone. 0: the rest comes as onWritten(n); n < 0 failed; the pieces must stay till then.
    /// < 0: failed. `pieces` are of memory only; `more` will follow at once.
    virtual qint64 write(std::span<const Piece> pieces, qint64 skip, bool more, std::shared_ptr<Connection> user) = 0;
    /// → onWritten(0) when the socket takes bytes again
    virtual void waitWritable(std::shared_ptr<Connection> user) = 0;
    /// For sendFile(); -1 where file bytes have to pass through memory.
    virtual qintptr sendFileSocket() = 0;

    /// Says goodbye after the last answer. true: now read until the peer closes too. false: onRead(-1) will follow.
    virtual bool shutdown(std::shared_ptr<Connection> user) = 0;
    virtual void close() = 0;
};

}  // namespace http
