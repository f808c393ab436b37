#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// The last floor under the handlers: what they throw becomes 500 without its text, and each failure envelope gets the
/// request's id. (Which code is which status: statusOf() and failure() in the same file.)
class ErrorMapping final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
