#pragma once

#include "backend/http/routing/middleware.h"

#include <QSet>
#include <QString>

namespace http {

/// Finds the client behind a proxy. X-Forwarded-For is believed only from a proxy in `trusted` (addresses as
/// connections tell them): then the last address in it that is no such proxy is the peer. From anybody else it can't
/// move a limit to another address.
///
/// Decides too whether a request is one of this machine, which may read the figures: it came over the loopback, from no
/// configured proxy, with no field that proxies add, and for a name of this machine. A page elsewhere whose name was
/// made to lead here (DNS rebinding) brings its own name along.
class ForwardedFor final : public Middleware
{
public:
    explicit ForwardedFor(QSet<QByteArray> trusted) : m_trusted(std::move(trusted)) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    const QSet<QByteArray> m_trusted;
};

/// Whether a Host field names this machine: localhost, 127.0.0.0/8 or [::1], with any port.
bool isLoopbackHost(QByteArrayView host);

/// An IP address in the spelling in which connections tell theirs; empty when it is none.
QByteArray plainAddress(const QString &text);

}  // namespace http
