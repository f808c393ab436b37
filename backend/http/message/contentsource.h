#pragma once

#include "models/domain/clock.h"

#include <QByteArray>

class QFile;

namespace http {

/// Bytes of an answer that stay where they lie until the client takes them: an open file of this machine
/// (files/localfile.h), or an object that a store elsewhere hands out in parts. Size and content are fixed while one
/// lives. Made by the handler; owned by the answer, and gone with its last byte or with the client.
/// Thread: one at a time. `read` may block: it is called on a worker, for the next stretch once the client has taken
/// the one before, so a slow client costs a stretch of memory and no thread.
class ContentSource
{
public:
    virtual ~ContentSource() = default;
    virtual qint64 size() const = 0;      ///< bytes
    virtual Millis modified() const = 0;  ///< since 1970; makes a tag where the handler has none
    /// `length` bytes from `offset`, within size(). Fewer: they can't be had, and the answer ends broken off.
    virtual QByteArray read(qint64 offset, qint64 length) = 0;
    /// The same bytes as a file that the system may move into a socket by itself; null where there is none.
    virtual const QFile *localFile() const { return nullptr; }
};

}  // namespace http
