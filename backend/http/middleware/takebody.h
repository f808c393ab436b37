#pragma once

#include "backend/http/routing/middleware.h"

namespace http {

/// Where a request waits for its body: behind the guards, so that nobody's body is read who may not send it, and before
/// whatever looks into it. Refuses what the route's BodyRule does not take: 413 by length, 415 by type (JSON routes
/// take application/json and …+json in UTF-8; none given means JSON). 429 or 503 when the payer or the server already
/// holds as much as it may. The rest of the way runs on a worker again once the body is there, however long that takes;
/// no thread waits for it meanwhile.
class TakeBody final : public Middleware
{
public:
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;
};

/// Whether a Content-Type names JSON in UTF-8.
bool isJsonType(QByteArrayView contentType);

}  // namespace http
