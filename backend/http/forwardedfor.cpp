#include "backend/http/forwardedfor.h"

#include <QList>

#include <boost/asio/ip/address.hpp>

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

void ForwardedFor::handle(Request request, const Route *, Respond respond, const Next &next) const
{
    QByteArray chain;
    bool forwarded = false;
    for (const auto &[name, value] : request.headers) {
        if (name.compare("X-Forwarded-For", Qt::CaseInsensitive) == 0) {
            chain += (chain.isEmpty() ? "" : ",") + value;
            forwarded = true;
        } else if (name.compare("Forwarded", Qt::CaseInsensitive) == 0) {
            forwarded = true;
        }
    }
    if (forwarded)
        request.loopback = false;
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
