#include "models/api/answer.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace api {

ErrorCode codeOfStatus(int httpStatus)
{
    switch (httpStatus) {
    case 400: return ErrorCode::InvalidArgument;
    case 401: return ErrorCode::Unauthenticated;
    case 403: return ErrorCode::PermissionDenied;
    case 404: return ErrorCode::NotFound;
    case 409: return ErrorCode::Conflict;
    case 410: return ErrorCode::Gone;
    case 413: return ErrorCode::TooLarge;
    case 415: return ErrorCode::UnsupportedMedia;
    case 422: return ErrorCode::FailedPrecondition;
    case 429: return ErrorCode::RateLimited;
    case 502:
    case 503:
    case 504: return ErrorCode::Unavailable;
    default: return httpStatus >= 400 && httpStatus < 500 ? ErrorCode::InvalidArgument : ErrorCode::Internal;
    }
}

Error offline(const QString &message)
{
    return {ErrorCode::Unavailable, u"offline"_s, message, {}};
}

Answer readAnswer(int httpStatus, const QByteArray &body)
{
    const bool success = httpStatus >= 200 && httpStatus < 300;
    if (success && body.isEmpty())
        return QJsonValue();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject envelope = document.object();
    if (success) {
        if (!document.isObject())
            return Error{ErrorCode::Internal, u"bad_answer"_s, u"The server's answer could not be read."_s, {}};
        // Two old route families answer without `data` (API §3); theirs is the whole object.
        return envelope.contains(u"data"_s) ? envelope.value(u"data"_s) : QJsonValue(envelope);
    }
    Error error;
    error.code = codeOfStatus(httpStatus);
    error.reason = envelope.value(u"error"_s).toString();
    error.message = envelope.value(u"message"_s).toString();
    error.detail = envelope.value(u"details"_s).toObject();
    if (error.reason.isEmpty())
        error.reason = document.isObject() ? defaultReason(error.code) : u"bad_answer"_s;
    if (error.message.isEmpty())
        error.message = u"HTTP %1"_s.arg(httpStatus);
    return error;
}

QByteArray withRetryAfter(const QByteArray &body, int seconds)
{
    QJsonObject envelope = QJsonDocument::fromJson(body).object();
    QJsonObject details = envelope.value(u"details"_s).toObject();
    details.insert(u"retryAfter"_s, seconds);
    envelope.insert(u"details"_s, details);
    return QJsonDocument(envelope).toJson(QJsonDocument::Compact);
}

}  // namespace api
