#pragma once

#include "backend/http/middleware/middlewares.h"

namespace http {

/// Limits how often somebody may ask: signed-in people each for themselves, strangers by address block. 429 with
/// Retry-After and the RateLimit fields of draft-ietf-httpapi-ratelimit-headers-10. The owner's own desktop is not
/// limited. Thread: many at once.
class RateLimit final : public Middleware
{
public:
    RateLimit(RateLimiter &limiter, RateLimits limits) : m_limiter(limiter), m_limits(limits) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    struct Choice {
        QByteArray policy;
        RateRule rule;
    };
    Choice choose(const Request &request, const Route *route) const;

    RateLimiter &m_limiter;
    const RateLimits m_limits;
};

}  // namespace http
