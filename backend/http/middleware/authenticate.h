#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// Turns a bearer token into the request's actor. A request without one stays anonymous, and so does one with a bad
/// token: Authorise refuses it, behind the limits. The reason stays in here (DOMAIN §15: one generic 401).
/// `authenticator` outlives it and is asked on many threads at once.
class Authenticate final : public Middleware
{
public:
    explicit Authenticate(const Authenticator &authenticator) : m_authenticator(authenticator) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    const Authenticator &m_authenticator;
};

/// After Authenticate: the request brought a token, and it was no good.
inline bool hasBadToken(const Request &request)
{
    return request.actor.isAnonymous() && request.headers.contains("Authorization");
}

}  // namespace http
