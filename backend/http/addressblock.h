#pragma once

#include <QByteArray>

namespace http {

/// What counts as one place on the network: an IPv4 address, or an IPv6 network of 64 bits, which is what one
/// connection to the internet gets and within which addresses are free. Anything else comes back as it is.
QByteArray addressBlock(const QByteArray &address);

}  // namespace http
