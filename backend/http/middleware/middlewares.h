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

/// Who may ask how often (DOMAIN §16), as data. Each override is a bucket of its own, so that what it covers
/// and the rest of the API don't eat each other's share.
struct RateLimits {
    RateRule user{600, 100};       ///< one signed-in person
    RateRule address{6000, 1000};  ///< strangers by address: a whole class may sit behind one
    /// By permission name or, stronger, by "METHOD pattern".
    QHash<QByteArray, RateRule> overrides{
            {"media.bytes", {}},                 // a player asks for hundreds of ranges; the signature is its limit
            {"learning.progress", {1200, 300}},  // a device that comes back on line sends its whole queue
            {"server.read", {}},                 // probes of load balancers
    };
    static RateLimits none() { return {{}, {}, {}}; }
};

struct MiddlewareOptions {
    std::function<void(QByteArray line)> accessLog;  ///< one JSON line a request, from worker threads; empty: no log
    RateLimits rates;
    QSet<QByteArray> trustedProxies;  ///< addresses whose X-Forwarded-For is believed
    AnswerKeeper *answers = nullptr;  ///< null: Idempotency-Key means nothing; outlives the router
};

/// The list a request walks through, in its order, with the reason for each place. `clock`, `authenticator` and
/// `limiter` must outlive the router.
std::vector<std::unique_ptr<Middleware>> standardMiddlewares(const Clock &clock, const Authenticator &authenticator,
                                                             RateLimiter &limiter, MiddlewareOptions options);

}  // namespace http
