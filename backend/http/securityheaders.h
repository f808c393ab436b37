#pragma once

#include "backend/http/middleware.h"

namespace http {

/// Fields that keep browsers from doing more with an answer than was meant: no type guessing, pages that load from here
/// only and stand in no frame, no referrer to others. JSON of the API is stored by nobody unless its handler says
/// otherwise.
class SecurityHeaders final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

}  // namespace http
