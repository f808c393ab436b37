#pragma once

#include "backend/http/middleware/ratelimiter.h"
#include "backend/http/routing/middleware.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace http {

class AnswerKeeper;

/// Who may ask how often (DOMAIN §16): the figures of the routes' Rate. See RateRule for their units.
struct RateLimits {
    RateRule user{600, 100};       ///< one signed-in person
    RateRule address{6000, 1000};  ///< strangers by address: a whole class may sit behind one
    RateRule bulk{1200, 300};      ///< Rate::Bulk, beside the two, so that they don't eat each other's share
    static RateLimits none() { return {{}, {}, {}}; }
};

struct MiddlewareOptions {
    std::function<void(QByteArray line)> accessLog;  ///< one JSON line a request, from worker threads; empty: no log
    RateLimits rates;
    QSet<QByteArray> trustedProxies;  ///< addresses whose X-Forwarded-For is believed
    AnswerKeeper *answers = nullptr;  ///< null: Idempotency-Key means nothing; outlives the router
};

/// The middlewares in the order in which a request meets them; the source gives the reason for each place. `clock`,
/// `authenticator` and `limiter` must outlive the router.
std::vector<std::unique_ptr<Middleware>> standardMiddlewares(const Clock &clock, const Authenticator &authenticator,
                                                             RateLimiter &limiter, MiddlewareOptions options);

}  // namespace http
