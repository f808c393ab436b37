#include "backend/http/middleware/takebody.h"

#include "backend/http/message/addressblock.h"
#include "backend/http/message/bodysource.h"
#include "backend/http/routing/router.h"

#include <exception>

namespace http {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostPerPerson = 32 * 1024 * 1024;  ///< a few uploads at once
constexpr qint64 MostPerStranger = 16 * 1024 * 1024;

bool equalWords(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

BodyPayer payerOf(const Request &request)
{
    if (request.actor.isAnonymous())
        return {'@' + addressBlock(request.peer), MostPerStranger};
    return {'#' + QByteArray::number(request.actor.user.value), MostPerPerson};
}

/// What the head tells about a body that this route does not take. `length` < 0: not known yet.
std::optional<Error> faultOf(const Request &request, const BodyRule &rule, qint64 length)
{
    if (length > rule.bytes)
        return Error{ErrorCode::TooLarge, u"too_large"_s, u"The body is larger than this address takes."_s, {}};
    if (!rule.isJson)
        return std::nullopt;
    if (!isJsonType(request.headers.value("Content-Type"))) {
        return Error{ErrorCode::UnsupportedMedia,
                     u"unsupported_media_type"_s,
                     u"This address takes JSON in UTF-8 (Content-Type: application/json)."_s,
                     {}};
    }
    const QByteArray encoding = request.headers.value("Content-Encoding");
    if (!encoding.isEmpty() && !equalWords(encoding, "identity")) {
        return Error{
                ErrorCode::UnsupportedMedia, u"unsupported_encoding"_s, u"Compressed bodies are not taken here."_s, {}};
    }
    return std::nullopt;
}

/// On with a request whose body has come. What handlers throw ends here: the error mapping's frame is gone.
void goOn(Request request, ArrivedBody body, const Respond &respond, const Next &next)
{
    if (body.refusal)
        return respond(*std::move(body.refusal));
    request.body = std::move(body.bytes);
    request.file = std::move(body.file);
    request.charge = std::move(body.charge);
    const QByteArray id = request.id;
    try {
        next(std::move(request), respond);
        return;
    } catch (const std::exception &fault) {
        qCritical("Request %s ended with an exception: %s", id.constData(), fault.what());
    } catch (...) {
        qCritical("Request %s ended with an unknown exception", id.constData());
    }
    respond(failure(Error::internal(u"Something went wrong inside the server."_s)));
}

}  // namespace

bool isJsonType(QByteArrayView contentType)
{
    if (contentType.isEmpty() || contentType == "application/json")
        return true;
    qsizetype end = contentType.indexOf(';');
    const QByteArrayView type = (end < 0 ? contentType : contentType.first(end)).trimmed();
    const bool suffixed =
            type.size() > 17 && equalWords(type.first(12), "application/") && equalWords(type.last(5), "+json");
    if (!suffixed && !equalWords(type, "application/json"))
        return false;
    while (end >= 0) {
        const QByteArrayView rest = contentType.sliced(end + 1);
        const qsizetype next = rest.indexOf(';');
        const QByteArrayView parameter = (next < 0 ? rest : rest.first(next)).trimmed();
        end = next < 0 ? -1 : end + 1 + next;
        if (parameter.size() < 8 || !equalWords(parameter.first(8), "charset="))
            continue;
        const QByteArrayView charset = parameter.sliced(8).trimmed();
        if (!equalWords(charset, "utf-8") && !equalWords(charset, "utf8") && !equalWords(charset, "\"utf-8\""))
            return false;
    }
    return true;
}

void TakeBody::handle(Request request, const Route *route, Respond respond, const Next &next) const
{
    const auto source = std::exchange(request.source, nullptr);
    if (!route || (!source && request.body.isEmpty()))
        return next(std::move(request), std::move(respond));
    const qint64 length = source ? source->length().value_or(-1) : request.body.size();
    if (const auto fault = faultOf(request, route->policy.body, length))
        return respond(failure(*fault));
    request.maxValues = route->policy.body.values;
    if (!source)
        return next(std::move(request), std::move(respond));
    const BodyPayer payer = payerOf(request);
    source->read(payer, route->policy.body.bytes,
                 [request = std::move(request), respond = std::move(respond), next](ArrivedBody body) mutable {
                     goOn(std::move(request), std::move(body), respond, next);
                 });
}

}  // namespace http
