#pragma once

#include "backend/http/message/request.h"
#include "backend/http/message/response.h"
#include "backend/http/routing/middleware.h"
#include "backend/http/routing/policy.h"

#include <functional>
#include <memory>
#include <vector>

namespace http {

/// Answers at once; runs on a worker thread, may block on reads.
using Handler = std::function<Response(const Request &)>;
/// May keep `respond` and answer later from another thread (progress sync answers from the commit).
using AsyncHandler = std::function<void(Request, Respond)>;

/// One line of the route table. `pattern`: "/api/courses/{id}/outline"; a last segment "{path...}" takes the rest.
struct Route {
    Method method;
    QByteArray pattern;
    Policy policy;
    AsyncHandler handler;
};

/// The door. Thread: routes are added before the first request; `handle` from any thread afterwards.
class Router
{
public:
    Router();
    ~Router();
    Router(const Router &) = delete;

    /// A route without a permission doesn't compile; a permission alone is the policy of most.
    void add(Method method, const QByteArray &pattern, Policy policy, Handler handler);
    /// A handler that answers later, on whatever thread; so its policy isn't asOneWrite.
    void addAsync(Method method, const QByteArray &pattern, Policy policy, AsyncHandler handler);

    /// The middlewares in the order in which a request meets them. Set once, by the composition root; TakeBody must be
    /// among them, and is all there is until then.
    void setMiddlewares(std::vector<std::unique_ptr<Middleware>> middlewares);

    /// Runs a request through middlewares and handler. HEAD is answered by the GET route. No route: 404; known path
    /// with another method: 405 with Allow. `respond` is called exactly once, on whatever thread answers.
    void handle(Request request, Respond respond) const;
    /// The same, waiting for the answer: for tests and the in-process caller.
    Response handle(Request request) const;

    /// The route that answers, or null.
    const Route *find(Method method, QByteArrayView path) const;

    /// Every route, for the OpenAPI test and the start log.
    const std::vector<Route> &routes() const { return m_routes; }

private:
    friend class Next;
    struct Node;
    void addRoute(Method method, const QByteArray &pattern, Policy policy, AsyncHandler handler);
    std::vector<Route> m_routes;
    std::unique_ptr<Node> m_root;
    std::vector<std::unique_ptr<Middleware>> m_middlewares;
};

}  // namespace http
