#include "backend/http/connection/connection.h"
#include "backend/http/connection/sockettransport.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

class TlsTransport final : public Transport
{
public:
    TlsTransport(tcp::socket socket, asio::ssl::context &context)
        : m_peer(peerOf(socket)), m_stream(std::move(socket), context)
    {
        error_code ignored;
        m_stream.next_layer().set_option(tcp::no_delay(true), ignored);
    }

    bool isSecure() const override { return true; }
    QByteArray peer() const override { return m_peer.address; }
    bool isLoopback() const override { return m_peer.loopback; }

    void handshake(std::shared_ptr<Connection> user) override
    {
        m_stream.async_handshake(asio::ssl::stream_base::server,
                                 [user = std::move(user)](const error_code &ec) { user->onHandshake(!ec); });
    }

    void read(char *to, qsizetype room, std::shared_ptr<Connection> user) override
    {
        m_stream.async_read_some(
                asio::buffer(to, size_t(room)),
                [user = std::move(user)](const error_code &ec, size_t n) { user->onRead(ec ? -1 : qsizetype(n)); });
    }

    qint64 write(std::span<const Piece> pieces, qint64 skip, bool, std::shared_ptr<Connection> user) override
    {
        const QByteArray &bytes = pieces.front().bytes;
        m_stream.async_write_some(
                asio::buffer(bytes.constData() + skip, size_t(bytes.size() - skip)),
                [user = std::move(user)](const error_code &ec, size_t n) { user->onWritten(ec ? -1 : qint64(n)); });
        return 0;
    }

    void waitWritable(std::shared_ptr<Connection> user) override
    {
        m_stream.next_layer().async_wait(tcp::socket::wait_write, [user = std::move(user)](const error_code &ec) {
            user->onWritten(ec ? -1 : 0);
        });
    }

    qintptr sendFileSocket() override { return -1; }

    bool shutdown(std::shared_ptr<Connection> user) override
    {
        m_stream.async_shutdown([user = std::move(user)](const error_code &) { user->onRead(-1); });
        return false;
    }

    void close() override
    {
        error_code ignored;
        m_stream.next_layer().close(ignored);
    }

private:
    const Peer m_peer;
    asio::ssl::stream<tcp::socket> m_stream;
};

}  // namespace

std::unique_ptr<Transport> makeTlsTransport(tcp::socket socket, asio::ssl::context &context)
{
    return std::make_unique<TlsTransport>(std::move(socket), context);
}

}  // namespace http
