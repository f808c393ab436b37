#include "backend/http/middleware/authenticate.h"

namespace http {

void Authenticate::handle(Request request, const Route *, Respond respond, const Next &next) const
{
    if (!request.headers.contains("Authorization"))
        return next(std::move(request), std::move(respond));
    const QByteArray token = request.bearer();
    auto actor = token.isEmpty() ? Result<accounts::Actor>(Error{ErrorCode::Unauthenticated, {}, {}, {}})
                                 : m_authenticator.authenticate(token);
    if (!actor) {
        if (actor.error().code != ErrorCode::Unauthenticated)  // keys out of reach, say: not the caller's fault
            return respond(failure(actor.error()));
        return next(std::move(request), std::move(respond));
    }
    request.actor = *actor;
    // The log wants to know who it was, and sees only the answer.
    auto signedIn = [user = actor->user, respond = std::move(respond)](Response response) {
        response.actor = user;
        respond(std::move(response));
    };
    next(std::move(request), std::move(signedIn));
}

}  // namespace http
