#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// 304 for a read whose handler gave an ETag (or Last-Modified) that the client already has. Handlers only set the
/// field. Files judge their conditions themselves, together with ranges.
class ConditionalGet final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
