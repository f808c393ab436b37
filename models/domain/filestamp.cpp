#include "models/domain/filestamp.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#ifndef Q_OS_WIN
#include <sys/stat.h>
#endif

std::optional<FileStamp> FileStamp::of(const QString &path)
{
#ifdef Q_OS_WIN
    const QFileInfo info(path);
    if (!info.isFile())
        return std::nullopt;
    return FileStamp{0, 0, info.size(), info.lastModified().toMSecsSinceEpoch() * 1'000'000};
#else
    struct stat info;
    if (::stat(QFile::encodeName(path).constData(), &info) != 0 || !S_ISREG(info.st_mode))
        return std::nullopt;
#ifdef Q_OS_DARWIN
    const timespec time = info.st_mtimespec;
#else
    const timespec time = info.st_mtim;
#endif
    return FileStamp{quint64(info.st_dev), quint64(info.st_ino), qint64(info.st_size),
                     qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec};
#endif
}
