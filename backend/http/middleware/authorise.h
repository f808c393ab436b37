#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// The one place where roles are checked (ARCHITECTURE §1): the route's permission against the actor. 401 for a
/// stranger, 403 for somebody known who may not. A bad token is 401 on every route, so that a client learns at once
/// that it must refresh; only where one enters (log in, refresh, log out) it counts as none, or an old token would bar
/// the way to a new one. Ownership of single things is the services' business.
class Authorise final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
