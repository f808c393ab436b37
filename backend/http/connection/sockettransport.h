#pragma once

#include "backend/http/connection/transport.h"

#include <boost/asio/ip/tcp.hpp>

namespace boost::asio::ssl {
class context;
}

namespace http {

std::unique_ptr<Transport> makePlainTransport(boost::asio::ip::tcp::socket socket);
std::unique_ptr<Transport> makeTlsTransport(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context &context);

/// The peer of a socket as transports tell it.
struct Peer {
    QByteArray address;
    bool loopback = false;
};
Peer peerOf(const boost::asio::ip::tcp::socket &socket);

}  // namespace http
