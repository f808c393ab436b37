#pragma once

#include "backend/http/message/conditions.h"
#include "backend/http/message/response.h"

#include <vector>

namespace http {

/// A stretch of an answer's body: bytes in memory, or a part of the answer's source.
struct Piece {
    QByteArray bytes;
    qint64 offset = -1;  ///< ≥ 0: `length` bytes of the source from here, and `bytes` is empty
    qint64 length = 0;

    static Piece of(QByteArray bytes) { return {std::move(bytes), -1, 0}; }
    static Piece of(qint64 offset, qint64 length) { return {{}, offset, length}; }
    bool isStored() const { return offset >= 0; }
    qint64 size() const { return isStored() ? length : bytes.size(); }
};

/// How stored content is answered: status, fields and stretches. Pure (thread: any), so that every rule of API §7 is a
/// table test.
struct FilePlan {
    int status = 200;
    Headers headers;
    std::vector<Piece> pieces;
    qint64 length = 0;  ///< of the body, bytes
};

/// `size` (bytes) and `modified` are the source's; what `content` gives wins. `boundary` separates the parts of a multipart answer.
FilePlan planFile(const ContentBody &content, qint64 size, Millis modified, bool isHead, const Conditions &conditions,
                  Millis now, const QByteArray &boundary);

}  // namespace http
