#pragma once

#include "backend/http/message/contentsource.h"
#include "backend/http/message/request.h"

#include <QJsonArray>
#include <QJsonValue>

#include <functional>
#include <memory>
#include <variant>

namespace http {

/// Content that isn't in memory: a file or an object of a store, sent by the connection with ranges and conditional
/// requests. The handler has decided who may have it, and opened it.
struct ContentBody {
    std::shared_ptr<ContentSource> source;  ///< of this answer alone; null: 404 "file_missing"
    QByteArray contentType;
    QByteArray cacheControl = "private, max-age=0";
    QByteArray etag;          ///< quoted strong tag; empty: made of size and modification time
    Millis lastModified = 0;  ///< 0: the source's
    /// Told once what it became (206, 304, 416 …) and how many body bytes follow, on the answering thread: for the log.
    std::function<void(int status, qint64 bytes)> planned;
};

/// A body that is written piece by piece until the client goes (server-sent events). Thread: `write` and `close` from
/// any.
class StreamSink
{
public:
    virtual ~StreamSink() = default;
    /// Queues bytes; false when the client has gone or is too slow (then drop the sink).
    virtual bool write(QByteArray bytes) = 0;
    virtual void close() = 0;
    /// `told` is called once the client has gone, at once if it has already; from any thread. One at most.
    virtual void whenGone(std::function<void()> told) = 0;
};
struct StreamBody {
    QByteArray contentType;
    std::function<void(std::shared_ptr<StreamSink>)> start;  ///< called once the head has been sent
};

/// One answer as a value: what a handler made, before it is bytes on a wire. Its body comes from memory, from a source
/// or as a stream. Thread: any, one owner at a time.
struct Response {
    int status = 200;
    Headers headers;
    std::variant<QByteArray, ContentBody, StreamBody> body;
    UserId actor;  ///< who was answered; set by Authenticate for the log, never sent

    const QByteArray &bytes() const { return std::get<QByteArray>(body); }  ///< of a body in memory
};

/// How a handler answers: exactly once, from any thread.
using Respond = std::function<void(Response)>;

/// {"code":0,"message":…,"data":…} (API §1).
Response success(const QJsonValue &data, int status = 200, const QString &message = QStringLiteral("ok"));
Response created(const QJsonValue &data);
/// A JSON document as it is, for routes with an envelope of their own (API §3).
Response jsonResponse(int status, const QJsonObject &object);
/// The failure envelope; the one place where codes become statuses. `requestId` may be empty: the router fills it in.
Response failure(const Error &error);
int statusOf(ErrorCode code);

/// The usual ending of a controller: value → success(toJson(value)), error → failure.
template<class T, class ToJson>
Response reply(const Result<T> &result, ToJson &&toJson, int status = 200)
{
    return result ? success(toJson(*result), status) : failure(result.error());
}
inline Response reply(const Result<void> &result)
{
    return result ? success(QJsonObject{}) : failure(result.error());
}

}  // namespace http
