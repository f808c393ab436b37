#include "backend/http/middleware/conditionalget.h"

#include "backend/http/message/conditions.h"
#include "backend/http/message/httpdate.h"
#include "backend/http/routing/router.h"

#include <QCryptographicHash>

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

void tag(Response &response, Caching caching, bool anonymous)
{
    if (!response.headers.contains("ETag")) {
        const QByteArray digest = QCryptographicHash::hash(response.bytes(), QCryptographicHash::Sha1);
        response.headers.set("ETag"_ba, '"' + digest.toHex() + '"');
    }
    const bool isPersonal = caching == Caching::Personal;
    response.headers.set("Cache-Control"_ba, isPersonal && !anonymous ? "private, no-cache"_ba : "no-cache"_ba);
    if (isPersonal)
        response.headers.set("Vary"_ba, "Authorization"_ba);
}

}  // namespace

void ConditionalGet::handle(Request request, const Route *route, Respond respond, const Next &next) const
{
    const bool isRead = request.method == Method::Get || request.method == Method::Head;
    const Caching caching = route ? route->policy.caching : Caching::None;
    const bool isAsking = request.headers.contains("If-None-Match") || request.headers.contains("If-Modified-Since");
    if (!isRead || (caching == Caching::None && !isAsking))
        return next(std::move(request), std::move(respond));
    auto judged = [caching, isAnonymous = request.actor.isAnonymous(), conditions = Conditions::of(request.headers),
                   respond = std::move(respond)](Response response) {
        if (response.status != 200 || !std::holds_alternative<QByteArray>(response.body))
            return respond(std::move(response));
        if (caching != Caching::None)
            tag(response, caching, isAnonymous);
        const Validators validators{response.headers.value("ETag"),
                                    fromHttpDate(response.headers.value("Last-Modified")).value_or(0)};
        if (validators.etag.isEmpty() && validators.lastModified == 0)
            return respond(std::move(response));
        respond(evaluate(conditions, validators, true) == 304 ? notModified(response.headers) : std::move(response));
    };
    next(std::move(request), std::move(judged));
}

}  // namespace http
