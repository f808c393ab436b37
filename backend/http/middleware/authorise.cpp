#include "backend/http/middleware/authorise.h"

#include "backend/http/middleware/authenticate.h"
#include "backend/http/routing/router.h"

namespace http {

using namespace Qt::StringLiterals;

void Authorise::handle(Request request, const Route *route, Respond respond, const Next &next) const
{
    if (hasBadToken(request) && !(route && route->policy.isEntrance)) {
        return respond(failure({ErrorCode::Unauthenticated,
                                u"invalid_token"_s,
                                u"The access token is not valid or has expired."_s,
                                {}}));
    }
    if (!route)
        return next(std::move(request), std::move(respond));
    const accounts::Permission &wanted = route->policy.permission;
    const accounts::Actor &actor = request.actor;
    const bool open = wanted.least == accounts::Role::Anonymous && !wanted.localOwner;
    if (!open && actor.isAnonymous())
        return respond(failure({ErrorCode::Unauthenticated, {}, u"Please sign in."_s, {}}));
    if (!actor.atLeast(wanted.least))
        return respond(failure(Error::denied(u"Your role does not allow this."_s)));
    if (wanted.localOwner && !actor.localOwner)
        return respond(failure(Error::denied(u"Only the owner may do this, on the machine that holds the school."_s)));
    next(std::move(request), std::move(respond));
}

}  // namespace http
