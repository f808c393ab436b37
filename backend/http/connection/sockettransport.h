#pragma once

#include "backend/http/connection/transport.h"

#include <boost/asio/ip/tcp.hpp>

namespace boost::asio::ssl {
class context;
}

namespace http {

/// Transports over TCP. They own the socket, whose executor must be the loop of the connection's network thread.
/// Thread: any makes them, that network thread uses them.
std::unique_ptr<Transport> makePlainTransport(boost::asio::ip::tcp::socket socket);
std::unique_ptr<Transport> makeTlsTransport(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context &context);

/// The peer of a socket as transports tell it.
struct Peer {
    QByteArray address;  ///< as text, without port; empty when the peer has gone already
    bool loopback = false;
};
Peer peerOf(const boost::asio::ip::tcp::socket &socket);

}  // namespace http
