#include "backend/http/middleware/ratelimit.h"

#include "backend/http/message/addressblock.h"
#include "backend/http/middleware/authenticate.h"
#include "backend/http/routing/router.h"

#include <cmath>

namespace http {

using namespace Qt::StringLiterals;

namespace {

Response tooMany(const QByteArray &policy, RateRule rule, RateLimiter::Verdict verdict)
{
    Response response = failure({ErrorCode::RateLimited,
                                 {},
                                 u"That was too often. Please wait a little."_s,
                                 {{u"retryAfter"_s, verdict.retryAfter}}});
    const auto window = qint64(std::ceil(rule.burst / rule.perMinute * 60.0));
    response.headers.set("RateLimit-Policy"_ba, '"' + policy + "\";q=" + QByteArray::number(qint64(rule.burst)) +
                                                        ";w=" + QByteArray::number(window));
    response.headers.set("RateLimit"_ba, '"' + policy + "\";r=" + QByteArray::number(verdict.remaining) +
                                                 ";t=" + QByteArray::number(verdict.retryAfter));
    return response;
}

}  // namespace

RateLimit::Choice RateLimit::choose(const Request &request, const Route *route) const
{
    if (hasBadToken(request))  // wherever they are tried: not in the room that a route has for its own callers
        return {"address"_ba, m_limits.address};
    switch (route ? route->policy.rate : Rate::Shared) {
    case Rate::Unlimited: return {};
    case Rate::Bulk: return {route->policy.permission.name, m_limits.bulk};
    case Rate::Shared: break;
    }
    if (request.actor.isAnonymous())
        return {"address"_ba, m_limits.address};
    return {"user"_ba, m_limits.user};
}

void RateLimit::handle(Request request, const Route *route, Respond respond, const Next &next) const
{
    const Choice choice = choose(request, route);
    if (!choice.rule.isOff() && !request.actor.localOwner) {
        const QByteArray who =
                request.actor.isAnonymous() ? addressBlock(request.peer) : QByteArray::number(request.actor.user.value);
        const RateLimiter::Verdict verdict =
                m_limiter.take(choice.policy + (request.actor.isAnonymous() ? "@" : "#") + who, choice.rule);
        if (!verdict.allowed)
            return respond(tooMany(choice.policy, choice.rule, verdict));
    }
    next(std::move(request), std::move(respond));
}

}  // namespace http
