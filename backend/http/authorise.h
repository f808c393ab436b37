#pragma once

#include "backend/http/middleware.h"

namespace http {

/// The one place where roles are checked (DESIGN §1): the route's permission against the actor. 401 for a stranger, 403
/// for somebody known who may not. Ownership of single things is the services' business.
class Authorise final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
