#include "backend/http/message/addressblock.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace http {

QByteArray addressBlock(const QByteArray &address)
{
    namespace ip = boost::asio::ip;
    if (!address.contains(':'))
        return address;
    boost::system::error_code ec;
    const ip::address_v6 parsed = ip::make_address_v6(address.toStdString(), ec);
    if (ec)
        return address;
    if (parsed.is_v4_mapped())
        return QByteArray::fromStdString(ip::make_address_v4(ip::v4_mapped, parsed).to_string());
    ip::address_v6::bytes_type bytes = parsed.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), 0);
    return QByteArray::fromStdString(ip::address_v6(bytes).to_string()) + "/64";
}

}  // namespace http
