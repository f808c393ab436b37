#pragma once

#include <QByteArray>

namespace http {

/// What limits count as one place: an IPv4 address, or the /64 of an IPv6 address, because a household or a machine is
/// given a whole /64 and may come from any address in it. `address` is a peer as connections spell it; what is no
/// address is a place of its own. Thread: any (pure).
QByteArray addressBlock(const QByteArray &address);

}  // namespace http
