#include "backend/http/files/filesender.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <sys/sendfile.h>

#include <cerrno>
#endif
#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace http {

#ifdef Q_OS_LINUX

SendFileResult sendFile(qintptr socket, const QFile &file, qint64 offset, qint64 length)
{
    SendFileResult result;
    while (result.sent < length) {
        off_t at = off_t(offset + result.sent);
        const ssize_t n = ::sendfile(int(socket), file.handle(), &at, size_t(length - result.sent));
        if (n > 0) {
            result.sent += n;
        } else if (n < 0 && errno == EINTR) {
            continue;
        } else {
            result.wouldBlock = n < 0 && errno == EAGAIN;
            result.failed = !result.wouldBlock;
            break;
        }
    }
    return result;
}

#else

SendFileResult sendFile(qintptr, const QFile &, qint64, qint64)
{
    return {0, false, true};
}

#endif

void ignoreBrokenPipes()
{
#ifdef Q_OS_UNIX
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
#endif
}

}  // namespace http
