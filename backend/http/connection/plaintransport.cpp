#include "backend/http/connection/connection.h"
#include "backend/http/connection/sockettransport.h"
#include "backend/http/files/filesender.h"

#include <boost/asio/buffer.hpp>

#include <array>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#endif

namespace http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

#ifdef MSG_MORE
constexpr int MoreFollows = MSG_MORE;  // keeps a head and the file behind it in one packet
#else
constexpr int MoreFollows = 0;
#endif

class PlainTransport final : public Transport
{
public:
    explicit PlainTransport(tcp::socket socket) : m_socket(std::move(socket)), m_peer(peerOf(m_socket))
    {
        error_code ignored;
        m_socket.set_option(tcp::no_delay(true), ignored);
        m_socket.non_blocking(true, ignored);
    }

    bool isSecure() const override { return false; }
    QByteArray peer() const override { return m_peer.address; }
    bool isLoopback() const override { return m_peer.loopback; }

    void handshake(std::shared_ptr<Connection> user) override { user->onHandshake(true); }

    void read(char *to, qsizetype room, std::shared_ptr<Connection> user) override
    {
        m_socket.async_read_some(
                asio::buffer(to, size_t(room)),
                [user = std::move(user)](const error_code &ec, size_t n) { user->onRead(ec ? -1 : qsizetype(n)); });
    }

    qint64 write(std::span<const Piece> pieces, qint64 skip, bool more, std::shared_ptr<Connection> user) override
    {
        // Tried at once: the socket nearly always has room, and the answer needs no second round through the loop.
        std::array<asio::const_buffer, 4> buffers;
        size_t count = 0;
        for (const Piece &piece : pieces.first(std::min(pieces.size(), buffers.size()))) {
            buffers[count++] = asio::buffer(piece.bytes.constData() + skip, size_t(piece.bytes.size() - skip));
            skip = 0;
        }
        error_code ec;
        const size_t n = m_socket.send(buffers, more ? MoreFollows : 0, ec);
        if (ec == asio::error::would_block || ec == asio::error::try_again) {
            waitWritable(std::move(user));
            return 0;
        }
        return ec ? -1 : qint64(n);
    }

    void waitWritable(std::shared_ptr<Connection> user) override
    {
        m_socket.async_wait(tcp::socket::wait_write,
                            [user = std::move(user)](const error_code &ec) { user->onWritten(ec ? -1 : 0); });
    }

    qintptr sendFileSocket() override { return canSendFile() ? qintptr(m_socket.native_handle()) : -1; }

    bool shutdown(std::shared_ptr<Connection>) override
    {
        error_code ignored;
        m_socket.shutdown(tcp::socket::shutdown_send, ignored);
        return true;
    }

    void close() override
    {
        error_code ignored;
        m_socket.close(ignored);
    }

private:
    tcp::socket m_socket;
    const Peer m_peer;
};

}  // namespace

Peer peerOf(const tcp::socket &socket)
{
    error_code ec;
    const tcp::endpoint end = socket.remote_endpoint(ec);
    if (ec)
        return {};
    asio::ip::address address = end.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return {QByteArray::fromStdString(address.to_string()), address.is_loopback()};
}

std::unique_ptr<Transport> makePlainTransport(tcp::socket socket)
{
    return std::make_unique<PlainTransport>(std::move(socket));
}

}  // namespace http
