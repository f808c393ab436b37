#include "backend/http/middleware/middlewares.h"

#include "backend/http/middleware/accesslog.h"
#include "backend/http/middleware/authenticate.h"
#include "backend/http/middleware/authorise.h"
#include "backend/http/middleware/conditionalget.h"
#include "backend/http/middleware/errormapping.h"
#include "backend/http/middleware/forwardedfor.h"
#include "backend/http/middleware/idempotency.h"
#include "backend/http/middleware/ratelimit.h"
#include "backend/http/middleware/requestid.h"
#include "backend/http/middleware/takebody.h"

namespace http {

std::vector<std::unique_ptr<Middleware>> standardMiddlewares(const Clock &clock, const Authenticator &authenticator,
                                                             RateLimiter &limiter, MiddlewareOptions options)
{
    std::vector<std::unique_ptr<Middleware>> list;
    // Everything after it, failures too, can name the request.
    list.push_back(std::make_unique<RequestId>());
    // The log and the limits must speak of the client, not of the proxy.
    list.push_back(std::make_unique<ForwardedFor>(std::move(options.trustedProxies)));
    // Outside all that may answer, so that every answer is logged, with the time it really took.
    if (options.accessLog)
        list.push_back(std::make_unique<AccessLog>(clock, std::move(options.accessLog)));
    // Around everything that may fail or throw.
    list.push_back(std::make_unique<ErrorMapping>());
    // Before the limits: people are limited, not the address a whole class shares. Checking a token costs microseconds.
    list.push_back(std::make_unique<Authenticate>(authenticator));
    // Before the permission is looked at, so that guessing for open doors is limited too.
    list.push_back(std::make_unique<RateLimit>(limiter, std::move(options.rates)));
    // The last guard: behind it nobody asks again for the role.
    list.push_back(std::make_unique<Authorise>());
    // Behind the guards, who judge by the head alone: nobody's body is read who may not send one.
    list.push_back(std::make_unique<TakeBody>());
    // Behind the guards: who may not ask uses up no key, and who may no more gets no old answer. Knows bodies apart.
    if (options.answers)
        list.push_back(std::make_unique<Idempotency>(*options.answers));
    // Next to the handler: it judges what the handler made.
    list.push_back(std::make_unique<ConditionalGet>());
    return list;
}

}  // namespace http
