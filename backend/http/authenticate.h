#pragma once

#include "backend/http/middleware.h"

namespace http {

/// Turns a bearer token into the request's actor. A request without one stays anonymous; a bad one is 401 on every
/// route, so that a client learns at once that it must refresh. The reason stays in here (security-privacy §1: one
/// generic 401).
class Authenticate final : public Middleware
{
public:
    explicit Authenticate(const Authenticator &authenticator) : m_authenticator(authenticator) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    const Authenticator &m_authenticator;
};

}  // namespace http
