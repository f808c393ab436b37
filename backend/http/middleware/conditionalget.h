#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// Answers of tagged routes (Policy::caching) get an ETag of their bytes, so that nothing that shows can change without
/// it, and say who may keep them; a read whose tag or Last-Modified the client already has is answered 304. Files judge
/// their conditions themselves, together with ranges.
class ConditionalGet final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
