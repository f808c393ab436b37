#include "backend/http/middleware/conditionalget.h"

#include "backend/http/message/conditions.h"
#include "backend/http/message/httpdate.h"

namespace http {

using namespace Qt::StringLiterals;

namespace {

/// The fields of a 304: what identifies and ages the thing, nothing that describes a body (RFC 9110 §15.4.5).
Response notModified(const Headers &headers)
{
    Response response;
    response.status = 304;
    response.body = QByteArray();
    for (const auto &[name, value] : headers) {
        if (name.compare("Content-Type", Qt::CaseInsensitive) != 0)
            response.headers.add(name, value);
    }
    return response;
}

}  // namespace

void ConditionalGet::handle(Request request, const Route *, Respond respond, const Next &next) const
{
    const bool isRead = request.method == Method::Get || request.method == Method::Head;
    if (!isRead || !(request.headers.contains("If-None-Match") || request.headers.contains("If-Modified-Since")))
        return next(std::move(request), std::move(respond));
    auto judged = [conditions = Conditions::of(request.headers), respond = std::move(respond)](Response response) {
        if (response.status != 200 || !std::holds_alternative<QByteArray>(response.body))
            return respond(std::move(response));
        const Validators validators{response.headers.value("ETag"),
                                    fromHttpDate(response.headers.value("Last-Modified")).value_or(0)};
        if (validators.etag.isEmpty() && validators.lastModified == 0)
            return respond(std::move(response));
        respond(evaluate(conditions, validators, true) == 304 ? notModified(response.headers) : std::move(response));
    };
    next(std::move(request), std::move(judged));
}

}  // namespace http
