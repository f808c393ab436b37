#include "backend/http/routing/router.h"

#include "backend/http/middleware/takebody.h"

#include <QList>

#include <algorithm>
#include <future>
#include <map>

namespace http {

using namespace Qt::StringLiterals;

/// One segment of the route tree. Literals win over "{id}", "{id}" over "{path...}"; a branch that ends without a route
/// for the method is left again, so "/courses/hot" (GET) and "/courses/{id}" (PUT) live side by side.
struct Router::Node {
    std::map<QByteArray, std::unique_ptr<Node>> literals;
    std::unique_ptr<Node> any;
    std::vector<size_t> ending;  ///< routes that end here, indexes into m_routes
    std::vector<size_t> taking;  ///< routes whose "{path...}" starts here
    bool hidesBelow = false;     ///< the parameters of a route that begins like this are a secret
};

namespace {

QList<QByteArray> segmentsOf(QByteArrayView path)
{
    return path.sliced(1).toByteArray().split('/');
}

bool isParameter(const QByteArray &segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}

bool takesRest(const QByteArray &segment)
{
    return isParameter(segment) && segment.endsWith("...}");
}

/// HEAD is answered wherever GET is.
bool serves(const Route &route, Method method)
{
    return route.method == method || (route.method == Method::Get && method == Method::Head);
}

/// A walk through the tree for one path. `allowed` gathers the methods of routes that have the path but not the method.
struct Search {
    const std::vector<Route> &routes;
    const QList<QByteArray> &segments;
    Method method;
    std::vector<Method> allowed;
    qsizetype hiddenFrom = -1;  ///< whatever answers, what follows this segment may be a secret

    const Route *pick(const std::vector<size_t> &candidates)
    {
        for (const size_t i : candidates) {
            if (serves(routes[i], method))
                return &routes[i];
            allowed.push_back(routes[i].method);
        }
        return nullptr;
    }

    template<class Node>
    const Route *walk(const Node &node, qsizetype at)
    {
        if (node.hidesBelow)
            hiddenFrom = at;
        if (at == segments.size())
            return pick(node.ending);
        const QByteArray &segment = segments[at];
        if (const auto it = node.literals.find(segment); it != node.literals.end()) {
            if (const Route *found = walk(*it->second, at + 1))
                return found;
        }
        if (node.any && !segment.isEmpty()) {
            if (const Route *found = walk(*node.any, at + 1))
                return found;
        }
        return pick(node.taking);
    }
};

void fillParameters(const Route &route, const QList<QByteArray> &segments, Request &request)
{
    const QList<QByteArray> pattern = segmentsOf(route.pattern);
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QByteArray &name = pattern[i];
        if (takesRest(name)) {
            const QByteArray rest = segments.sliced(i).join('/');
            request.parameters.emplace_back(name.mid(1, name.size() - 5), QString::fromUtf8(rest));
        } else if (isParameter(name)) {
            request.parameters.emplace_back(name.mid(1, name.size() - 2), QString::fromUtf8(segments[i]));
        }
    }
}

/// What logs may show of the path. Somebody who gets a method or the end of a signed address wrong still sends a
/// signature that opens the door.
QByteArray shownPathOf(const Request &request, const Route *route, const Search &search)
{
    if (route)
        return route->policy.hidesAddress ? route->pattern : request.path;
    if (search.hiddenFrom < 0)
        return request.path;
    return '/' + search.segments.first(search.hiddenFrom).join('/') + "/...";
}

QByteArray allowField(const std::vector<Method> &methods)
{
    QList<QByteArray> words{"OPTIONS"_ba};
    for (const Method method : methods) {
        words.append(methodName(method));
        if (method == Method::Get)
            words.append("HEAD"_ba);
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words.join(", ");
}

Response notHere(const Request &request, const std::vector<Method> &allowed)
{
    if (allowed.empty())
        return failure(Error::notFound(u"There is nothing at this address."_s, u"no_such_route"_s));
    Response response;
    if (request.method == Method::Options) {
        response.status = 204;
        response.body = QByteArray();
    } else {
        response = jsonResponse(405, {{u"code"_s, 405},
                                      {u"message"_s, u"This address does not take that method."_s},
                                      {u"error"_s, u"method_not_allowed"_s}});
    }
    response.headers.set("Allow"_ba, allowField(allowed));
    return response;
}

}  // namespace

Router::Router() : m_root(std::make_unique<Node>())
{
    m_middlewares.push_back(std::make_unique<TakeBody>());
}
Router::~Router() = default;

void Next::operator()(Request request, Respond respond) const
{
    const auto &middlewares = m_router->m_middlewares;
    if (m_at < middlewares.size()) {
        const Next next(*m_router, m_route, m_otherwise, m_at + 1);
        middlewares[m_at]->handle(std::move(request), m_route, std::move(respond), next);
    } else if (m_route) {
        m_route->handler(std::move(request), std::move(respond));
    } else {
        respond(*m_otherwise);
    }
}

void Router::add(Method method, const QByteArray &pattern, Policy policy, Handler handler)
{
    addRoute(method, pattern, policy, [handler = std::move(handler)](const Request &request, const Respond &respond) {
        respond(handler(request));
    });
}

void Router::addAsync(Method method, const QByteArray &pattern, Policy policy, AsyncHandler handler)
{
    if (policy.carrying == Carrying::AsOneWrite)  // it would wait for an answer on the store's thread
        qFatal("Route %s: a handler that answers later can't be carried out as one write", pattern.constData());
    addRoute(method, pattern, policy, std::move(handler));
}

void Router::addRoute(Method method, const QByteArray &pattern, Policy policy, AsyncHandler handler)
{
    // Faults of the wiring, found at the first start whatever the build: better no server than a route without a guard.
    if (!pattern.startsWith('/') || !policy.permission.name)
        qFatal("Route %s: a pattern starts with '/' and has a permission", pattern.constData());
    const size_t index = m_routes.size();
    m_routes.push_back({method, pattern, policy, std::move(handler)});
    Node *node = m_root.get();
    const QList<QByteArray> segments = segmentsOf(pattern);
    bool isLiteral = true;
    for (const QByteArray &segment : segments) {
        if (isLiteral && isParameter(segment)) {
            isLiteral = false;
            node->hidesBelow = node->hidesBelow || policy.hidesAddress;
        }
        if (takesRest(segment)) {
            node->taking.push_back(index);
            return;
        }
        std::unique_ptr<Node> &next = isParameter(segment) ? node->any : node->literals[segment];
        if (!next)
            next = std::make_unique<Node>();
        node = next.get();
    }
    for (const size_t other : node->ending) {
        if (m_routes[other].method == method)
            qFatal("Route %s %s is there twice", methodName(method).constData(), pattern.constData());
    }
    node->ending.push_back(index);
}

void Router::setMiddlewares(std::vector<std::unique_ptr<Middleware>> middlewares)
{
    m_middlewares = std::move(middlewares);
}

void Router::handle(Request request, Respond respond) const
{
    Response otherwise;
    const Route *route = nullptr;
    Result<void> target;
    if (request.path.isEmpty())
        target = parseTarget(request.target, request);
    if (!target) {
        otherwise = failure(target.error());
    } else {
        const QList<QByteArray> segments = segmentsOf(request.path);
        Search search{m_routes, segments, request.method, {}};
        route = search.walk(*m_root, 0);
        if (route)
            fillParameters(*route, segments, request);
        else
            otherwise = notHere(request, search.allowed);
        request.shownPath = shownPathOf(request, route, search);
    }
    const Next first(*this, route, route ? nullptr : &otherwise, 0);
    first(std::move(request), std::move(respond));
}

Response Router::handle(Request request) const
{
    auto answer = std::make_shared<std::promise<Response>>();
    std::future<Response> coming = answer->get_future();
    handle(std::move(request), [answer](Response response) { answer->set_value(std::move(response)); });
    return coming.get();
}

const Route *Router::find(Method method, QByteArrayView path) const
{
    if (path.isEmpty())
        return nullptr;
    const QList<QByteArray> segments = segmentsOf(path);
    Search search{m_routes, segments, method, {}};
    return search.walk(*m_root, 0);
}

}  // namespace http
