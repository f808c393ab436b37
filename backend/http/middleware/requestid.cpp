#include "backend/http/middleware/requestid.h"

#include <algorithm>

namespace http {

namespace {

bool isSane(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               c == '-';
    });
}

}  // namespace

void RequestId::handle(Request request, const Route *, Respond respond, const Next &next) const
{
    request.id = request.headers.value("X-Request-Id");
    if (!isSane(request.id))
        request.id = m_ids.next();
    auto named = [respond = std::move(respond), id = request.id](Response response) {
        response.headers.set(QByteArrayLiteral("X-Request-Id"), id);
        respond(std::move(response));
    };
    next(std::move(request), std::move(named));
}

}  // namespace http
