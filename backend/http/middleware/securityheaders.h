#pragma once

#include "backend/http/message/response.h"

namespace http {

/// Adds the fields that keep browsers from doing more with an answer than was meant: no type guessing, pages that load
/// from here only and stand in no frame, no referrer to others. JSON of the API is stored by nobody unless its handler
/// says otherwise. makeAnswer calls it, which every answer passes, also those that no route has given. Thread: any.
void addSecurityHeaders(Response &response, bool overTls);

}  // namespace http
