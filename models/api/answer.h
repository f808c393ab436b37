#pragma once

#include "models/api/apiclient.h"

/// Reads the envelope of API §1. Pure; thread: any.
namespace api {

/// `data` of a success, or the Error that a failure describes. A body that is no envelope is Internal "bad_answer"
/// (a proxy's error page, another program on that port).
Answer readAnswer(int httpStatus, const QByteArray &body);

/// HTTP status → canonical code: the reverse of the server's mapping.
ErrorCode codeOfStatus(int httpStatus);

/// Unavailable "offline": nobody answered.
Error offline(const QString &message);

/// Puts a Retry-After header (s) into the failure's `details.retryAfter`, where Error carries it.
QByteArray withRetryAfter(const QByteArray &body, int seconds);

}  // namespace api
