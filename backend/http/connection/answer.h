#pragma once

#include "backend/http/files/fileplan.h"

#include <functional>
#include <memory>

namespace http {

/// What the answer must know of its request.
struct AnswerContext {
    Method method = Method::Get;
    Conditions conditions;
    bool http10 = false;
    bool secure = false;  ///< over TLS
    bool close = false;   ///< the connection ends after this answer
};

/// An answer ready for the wire. Made on the thread that answers (small stretches of stored content are read there, off
/// the network threads), sent by the connection's network thread.
struct Answer {
    int status = 200;
    bool close = false;
    std::vector<Piece> pieces;              ///< the head first
    std::shared_ptr<ContentSource> source;  ///< when a piece is of it
    std::function<void(std::shared_ptr<StreamSink>)> stream;
};

/// Makes a handler's response what is sent: the head, security headers, ranges and conditions of stored content, no
/// body for HEAD. Content that is gone becomes 404 "file_missing", content that can't be read 500. Thread: any that may
/// wait for the disk; a network thread only for bodies in memory.
Answer makeAnswer(Response response, const AnswerContext &context);

/// The failure envelope for what the connection itself refuses (the contract's `error` is `reason`): no route was found
/// yet, so no ErrorCode fits each of them. Thread: any.
Response protocolFailure(int status, const QString &reason, const QString &message, const QByteArray &requestId = {});

QByteArray reasonPhrase(int status);  ///< of the status line: "Not Found"

}  // namespace http
