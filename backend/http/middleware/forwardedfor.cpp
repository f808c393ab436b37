#include "backend/http/middleware/forwardedfor.h"

#include <QList>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/address_v4.hpp>

#include <algorithm>

namespace http {

namespace {

/// Good enough to be a key and a word in the log; whether it is routable doesn't matter.
bool looksLikeAddress(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 45 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
    });
}

/// Fields by which programs in the middle tell of themselves or of their clients.
bool isProxyField(QByteArrayView name)
{
    // Most fields of a request are none, which their first letter tells.
    switch (name.isEmpty() ? '\0' : name.front() | 0x20) {
    case 'x':
        return name.first(qMin<qsizetype>(name.size(), 12)).compare("X-Forwarded-", Qt::CaseInsensitive) == 0 ||
               name.compare("X-Real-IP", Qt::CaseInsensitive) == 0 ||
               name.compare("X-Client-IP", Qt::CaseInsensitive) == 0;
    case 'f': return name.compare("Forwarded", Qt::CaseInsensitive) == 0;
    case 'v': return name.compare("Via", Qt::CaseInsensitive) == 0;
    case 'c': return name.compare("CF-Connecting-IP", Qt::CaseInsensitive) == 0;
    case 't': return name.compare("True-Client-IP", Qt::CaseInsensitive) == 0;
    default: return false;
    }
}

}  // namespace

QByteArray plainAddress(const QString &text)
{
    namespace ip = boost::asio::ip;
    boost::system::error_code ec;
    ip::address address = ip::make_address(text.trimmed().toStdString(), ec);
    if (ec)
        return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return QByteArray::fromStdString(address.to_string());
}

bool isLoopbackHost(QByteArrayView host)
{
    const bool bracketed = host.startsWith('[');
    const qsizetype end = bracketed ? host.indexOf(']') + 1 : host.indexOf(':');
    const QByteArrayView name = end > 0 ? host.first(end) : host;
    if (bracketed)
        return name == "[::1]";
    if (name.compare("localhost", Qt::CaseInsensitive) == 0 || name.compare("localhost.", Qt::CaseInsensitive) == 0)
        return true;
    boost::system::error_code ec;
    const auto address = boost::asio::ip::make_address_v4(name.toByteArray().toStdString(), ec);
    return !ec && address.is_loopback();
}

void ForwardedFor::handle(Request request, const Route *, Respond respond, const Next &next) const
{
    QByteArray chain;
    bool forwarded = m_trusted.contains(request.peer);
    for (const auto &[name, value] : request.headers) {
        if (!isProxyField(name))
            continue;
        forwarded = true;
        if (name.compare("X-Forwarded-For", Qt::CaseInsensitive) == 0)
            chain += (chain.isEmpty() ? "" : ",") + value;
    }
    if (request.loopback) {
        const QByteArray host = request.headers.value("Host");  // none: from inside this process
        request.loopback = !forwarded && (host.isEmpty() || isLoopbackHost(host));
    }
    if (!chain.isEmpty() && m_trusted.contains(request.peer)) {
        const QList<QByteArray> hops = chain.split(',');
        for (auto it = hops.rbegin(); it != hops.rend() && m_trusted.contains(request.peer); ++it) {
            const QByteArray hop = it->trimmed().toLower();
            if (!looksLikeAddress(hop))
                break;  // what stands further left was written by somebody unknown
            request.peer = hop;
        }
    }
    next(std::move(request), std::move(respond));
}

}  // namespace http
