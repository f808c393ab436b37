#pragma once

#include "backend/http/request.h"
#include "backend/http/response.h"

#include <functional>

namespace http {

struct Route;

/// Goes on to the next middleware, or to the handler.
using Next = std::function<void(Request, Respond)>;

/// One step between the connection and the handler. It may answer itself, change the request, or wrap `respond`.
/// Thread: called from many threads at once; keep state behind atomics or a mutex. `route` is null when nothing
/// matched.
class Middleware
{
public:
    virtual ~Middleware() = default;
    virtual void handle(Request request, const Route *route, Respond respond, const Next &next) const = 0;
};

/// Who a bearer token belongs to. Implemented by accounts; http knows no tokens.
class Authenticator
{
public:
    virtual ~Authenticator() = default;
    /// Unauthenticated for a bad or expired token. Thread: any; must not touch the database on the hot path.
    virtual Result<accounts::Actor> authenticate(const QByteArray &token) const = 0;
};

}  // namespace http
