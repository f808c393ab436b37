#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// One JSON line for each request: time, id, method, route, path, status, bytes, ms, user, peer. Never the query, a
/// header or a body, and of a signed path only the route (or where it began, when it led nowhere), because the
/// signature in it opens the door. Written when the answer is known, for a file when its ranges are. The sink is called
/// on the answering thread, on several at once, and must not block.
class AccessLog final : public Middleware
{
public:
    using Sink = std::function<void(QByteArray line)>;

    AccessLog(const Clock &clock, Sink sink) : m_clock(clock), m_sink(std::move(sink)) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    const Clock &m_clock;
    const Sink m_sink;
};

}  // namespace http
