#include "backend/http/middleware/errormapping.h"

#include "models/domain/json.h"

#include <QJsonDocument>

#include <atomic>
#include <exception>

// The one place where the canonical codes become statuses and the failure envelope (API §1).
namespace http {

using namespace Qt::StringLiterals;

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return 400;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::PermissionDenied: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::Gone: return 410;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::UnsupportedMedia: return 415;
    case ErrorCode::FailedPrecondition: return 422;
    case ErrorCode::RateLimited: return 429;
    case ErrorCode::Cancelled: return 409;
    case ErrorCode::Internal: return 500;
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::DataLoss: return 500;
    }
    return 500;
}

namespace {

constexpr int DefaultRetrySeconds = 5;

/// Fields that a status must bring whatever the cause: 401 a challenge (RFC 9110 §11.6.1), 429 and 503 a time to wait.
void addFailureFields(Response &response, const Error &error)
{
    if (response.status == 401) {
        response.headers.set("WWW-Authenticate"_ba,
                             error.reason == "invalid_token"_L1 ? "Bearer error=\"invalid_token\""_ba : "Bearer"_ba);
    }
    if (response.status == 429 || response.status == 503) {
        const int seconds = qMax(1, error.detail.value("retryAfter"_L1).toInt(DefaultRetrySeconds));
        response.headers.set("Retry-After"_ba, QByteArray::number(seconds));
    }
}

}  // namespace

Response failure(const Error &error)
{
    const int status = statusOf(error.code);
    const QString reason = error.reason.isEmpty() ? defaultReason(error.code) : error.reason;
    QJsonObject envelope{{u"code"_s, status}, {u"message"_s, error.message}, {u"error"_s, reason}};
    if (!error.detail.isEmpty())
        envelope.insert("details"_L1, error.detail);
    Response response = jsonResponse(status, envelope);
    addFailureFields(response, error);
    return response;
}

namespace {

/// Only the envelope of API §1 has the word "error"; routes with an envelope of their own (§3) keep it as it is.
void addRequestId(Response &response, const QByteArray &id)
{
    if (response.status < 400 || id.isEmpty() || response.headers.value("Content-Type") != "application/json")
        return;
    const auto *body = std::get_if<QByteArray>(&response.body);
    if (!body)
        return;
    QJsonObject envelope = QJsonDocument::fromJson(*body).object();
    if (!envelope.contains("error"_L1))
        return;
    envelope.insert("requestId"_L1, QString::fromLatin1(id));
    response.body = json::compact(envelope);
}

}  // namespace

void ErrorMapping::handle(Request request, const Route *, Respond respond, const Next &next) const
{
    const QByteArray id = request.id;
    // A handler may throw after it has answered: then the answer stands.
    auto answered = std::make_shared<std::atomic<bool>>(false);
    Respond once = [id, answered, respond = std::move(respond)](Response response) {
        if (answered->exchange(true))
            return;
        addRequestId(response, id);
        respond(std::move(response));
    };
    try {
        next(std::move(request), once);
    } catch (const std::exception &fault) {
        qCritical("Request %s ended with an exception: %s", id.constData(), fault.what());
        once(failure(Error::internal(u"Something went wrong inside the server."_s)));
    } catch (...) {
        qCritical("Request %s ended with an unknown exception", id.constData());
        once(failure(Error::internal(u"Something went wrong inside the server."_s)));
    }
}

}  // namespace http
