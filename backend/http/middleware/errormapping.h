#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// Catches what handlers throw, which becomes 500 without its text (that is logged), and each failure envelope gets the
/// request's id. An answer that was given before the throw stands. (Which code is which status: statusOf() and
/// failure() in the same file.)
class ErrorMapping final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
