#pragma once

#include "backend/http/middleware.h"

#include <QSet>
#include <QString>

namespace http {

/// Finds the client behind a proxy. X-Forwarded-For is believed only from a configured proxy: then the last address in
/// it that is no such proxy is the peer. From anybody else it can't move a limit to another address. A forwarded
/// request is never taken for one of this machine, or everything a local proxy brings in could read the metrics.
class ForwardedFor final : public Middleware
{
public:
    explicit ForwardedFor(QSet<QByteArray> trusted) : m_trusted(std::move(trusted)) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    const QSet<QByteArray> m_trusted;
};

/// An IP address in the spelling in which connections tell theirs; empty when it is none.
QByteArray plainAddress(const QString &text);

}  // namespace http
