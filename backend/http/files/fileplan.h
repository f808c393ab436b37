#pragma once

#include "backend/http/message/conditions.h"
#include "backend/http/message/response.h"

#include <vector>

namespace http {

/// A stretch of an answer's body: bytes in memory, or a part of the answer's file.
struct Piece {
    QByteArray bytes;
    qint64 fileOffset = -1;  ///< ≥ 0: `length` bytes of the file from here, and `bytes` is empty
    qint64 length = 0;

    static Piece of(QByteArray bytes) { return {std::move(bytes), -1, 0}; }
    static Piece of(qint64 offset, qint64 length) { return {{}, offset, length}; }
    bool isFile() const { return fileOffset >= 0; }
    qint64 size() const { return isFile() ? length : bytes.size(); }
};

/// How a file is answered: status, fields and stretches. Pure, so that every rule of API §7 is a table test.
struct FilePlan {
    int status = 200;
    Headers headers;
    std::vector<Piece> pieces;
    qint64 length = 0;  ///< of the body, bytes
};

/// `size` and `modified` are the file's; what `file` gives wins. `boundary` separates the parts of a multipart answer.
FilePlan planFile(const FileBody &file, qint64 size, Millis modified, bool isHead, const Conditions &conditions,
                  Millis now, const QByteArray &boundary);

}  // namespace http
