#pragma once

#include "backend/http/message/request.h"
#include "backend/http/message/response.h"

#include <functional>

namespace http {

class Router;
struct Route;

/// Goes on to the next middleware, or to the handler. Where a route matched it may be copied and called later, from any
/// thread; where none did it is good until `handle` returns. The router must outlive it.
class Next
{
public:
    void operator()(Request request, Respond respond) const;

private:
    friend class Router;
    Next(const Router &router, const Route *route, const Response *otherwise, size_t at)
        : m_router(&router), m_route(route), m_otherwise(otherwise), m_at(at)
    {
    }
    const Router *m_router;
    const Route *m_route;
    const Response *m_otherwise;  ///< the answer where no route matched
    size_t m_at;                  ///< the middleware that comes next
};

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
