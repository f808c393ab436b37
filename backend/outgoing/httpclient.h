#pragma once

#include "backend/http/message/request.h"
#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QByteArray>

#include <memory>

/// Calls that the school makes to servers of others: payment channels, log-in providers. Knows no feature.
namespace outgoing {

/// One call as a value.
struct HttpCall {
    http::Method method = http::Method::Get;
    QByteArray url;  ///< absolute, http or https, already encoded; sent as it stands
    http::Headers headers;
    QByteArray body;                 ///< sent as it stands, with POST and PUT
    Millis connectTimeout = 3'000;   ///< until the connection stands, TLS included
    Millis totalTimeout = 10'000;    ///< until the last byte of the answer
    qint64 maxAnswer = 1024 * 1024;  ///< bytes of the answer's body
};

/// An answer, whatever its status: 404 is one too.
struct HttpReply {
    int status = 0;
    http::Headers headers;
    QByteArray body;
};

/// The way out. Thread: any, several at once. Blocks until the answer is there or a time-out has passed, so it is
/// called from threads of jobs and of the outbox; what a person waits for in a request asks for short time-outs.
///
/// Errors:
///  - Unavailable "no_answer": nothing usable came back (no connection, time-out, broken off, TLS not verified). The
///    other side may have done what it was asked to.
///  - Unavailable "answer_too_large": it was cut off at maxAnswer; likewise.
///  - InvalidArgument "bad_address": no http(s) address. Nothing was sent.
/// Error texts name the host, never the query, headers or bodies.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    virtual Result<HttpReply> call(const HttpCall &call) = 0;
};

/// libcurl behind it, chosen over Qt's client because that needs an event loop in each thread that waits. Certificates
/// are checked against the system's authorities; redirects are not followed, since a signature holds for one address;
/// proxies from the environment are not used.
std::unique_ptr<HttpClient> makeHttpClient();

}  // namespace outgoing
