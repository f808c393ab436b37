#pragma once

#include <QtGlobal>

class QFile;

namespace http {

/// Moves file bytes into a plain socket inside the kernel, where the system can (Linux: sendfile(2)).
/// It runs on the network thread: pages that are not in memory make it wait for the disk. That is accepted, as
/// read-ahead makes such waits short; every other reading of files happens on the worker pool.
struct SendFileResult {
    qint64 sent = 0;  ///< bytes
    bool wouldBlock = false;
    bool failed = false;  ///< the peer has gone, or the file got shorter
};

constexpr bool canSendFile()
{
#ifdef Q_OS_LINUX
    return true;
#else
    return false;
#endif
}

/// `socket` is non-blocking. Sends at most `length` bytes from `offset`; call it only where canSendFile().
SendFileResult sendFile(qintptr socket, const QFile &file, qint64 offset, qint64 length);

/// Keeps the calling thread from being ended by SIGPIPE: sendfile has no flag that would. Nothing where there is no
/// such signal.
void ignoreBrokenPipes();

}  // namespace http
