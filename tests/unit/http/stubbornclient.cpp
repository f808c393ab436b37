#include "tests/unit/http/stubbornclient.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>

#include <array>

namespace asio = boost::asio;

namespace {

template<class Stream>
StubbornClient talkOver(Stream &stream, const QByteArray &bytes, const QByteArray &mark)
{
    StubbornClient client;
    boost::system::error_code fault;
    const size_t sent = asio::write(stream, asio::buffer(bytes.constData(), size_t(bytes.size())), fault);
    client.sentAll = !fault && sent == size_t(bytes.size());
    std::array<char, 4096> buffer{};
    while (client.sentAll && !fault && !client.answer.contains(mark))
        client.answer.append(buffer.data(), qsizetype(stream.read_some(asio::buffer(buffer), fault)));
    return client;
}

}  // namespace

StubbornClient StubbornClient::talk(quint16 port, bool tls, const QByteArray &bytes, const QByteArray &mark)
{
    asio::io_context context;
    asio::ssl::context trust(asio::ssl::context::tls_client);  // verifies nobody: the test's own certificate
    asio::ssl::stream<asio::ip::tcp::socket> stream(context, trust);
    boost::system::error_code fault;
    stream.next_layer().connect({asio::ip::address_v4::loopback(), port}, fault);
    if (!fault && tls)
        stream.handshake(asio::ssl::stream_base::client, fault);
    if (fault)
        return {};
    return tls ? talkOver(stream, bytes, mark) : talkOver(stream.next_layer(), bytes, mark);
}
