#pragma once

#include "backend/http/middleware/requestids.h"
#include "backend/http/routing/middleware.h"

namespace http {

/// Gives each request its id: the caller's X-Request-Id when it is sane (1–64 of [A-Za-z0-9_.-]), else a new one. The
/// answer carries it, so that a user's complaint leads to a log line.
class RequestId final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    mutable RequestIds m_ids;
};

}  // namespace http
