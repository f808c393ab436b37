#include "backend/backup/durablefile.h"

#include "models/domain/filewrite.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace backup {

namespace {

constexpr qint64 BytesAtOnce = 1024 * 1024;
constexpr auto OwnersAlone = QFile::ReadOwner | QFile::WriteOwner;

Error notRead(const QFile &file)
{
    return {ErrorCode::DataLoss,
            u"file_not_read"_s,
            u"%1 can't be read: %2"_s.arg(QDir::toNativeSeparators(file.fileName()), file.errorString()),
            {}};
}

Error notWritten(const QFile &file)
{
    const bool full = isDiskFull(file.errorString(), QFileInfo(file.fileName()).path(), BytesAtOnce);
    return {ErrorCode::Unavailable,
            full ? u"disk_full"_s : u"file_not_written"_s,
            u"%1 can't be written: %2"_s.arg(QDir::toNativeSeparators(file.fileName()), file.errorString()),
            {}};
}

bool sync(QFile &file)
{
#ifdef Q_OS_WIN
    return file.flush() && _commit(file.handle()) == 0;
#else
    return file.flush() && ::fsync(file.handle()) == 0;
#endif
}

Result<Content> pass(QFile &from, QFile *to, const ByteProgress &progress)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    Content content;
    QByteArray bytes(BytesAtOnce, Qt::Uninitialized);
    for (;;) {
        const qint64 read = from.read(bytes.data(), bytes.size());
        if (read < 0)
            return notRead(from);
        if (read == 0)
            break;
        hash.addData(QByteArrayView(bytes.constData(), read));
        if (to && to->write(bytes.constData(), read) != read)
            return notWritten(*to);
        content.size += read;
        if (!progress(read))
            return cancelled();
    }
    content.sha256 = hash.result().toHex();
    return content;
}

}  // namespace

Error cancelled()
{
    return {ErrorCode::Cancelled, {}, u"It was canceled."_s, {}};
}

Result<Content> contentOf(const QString &path, const ByteProgress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return notRead(file);
    return pass(file, nullptr, progress);
}

Result<Content> copyFile(const QString &from, const QString &to, const ByteProgress &progress)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return notRead(source);
    QFile target(to);
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnersAlone))
        return notWritten(target);
    auto copied = pass(source, &target, progress);
    if (copied && !sync(target))
        copied = notWritten(target);
    target.close();
    if (!copied)
        QFile::remove(to);
    return copied;
}

Result<void> syncFolder([[maybe_unused]] const QString &folder)
{
#ifndef Q_OS_WIN
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    if (!synced)
        return Error{ErrorCode::Unavailable,
                     u"file_not_written"_s,
                     u"The folder %1 can't be brought to the disk."_s.arg(QDir::toNativeSeparators(folder)),
                     {}};
#endif
    return {};
}

Result<void> makeFolder(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    if (QFileInfo(path).isDir())
        return {};
    if (QDir().mkpath(QFileInfo(path).path()) &&
        QDir().mkdir(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return {};
    return Error{ErrorCode::Unavailable,
                 u"folder_not_writable"_s,
                 u"The folder %1 can't be made."_s.arg(QDir::toNativeSeparators(folder)),
                 {}};
}

std::optional<qint64> roomAt(const QString &folder)
{
    QString path = QDir::cleanPath(QDir(folder).absolutePath());
    while (!QFileInfo::exists(path) && QFileInfo(path).path() != path)
        path = QFileInfo(path).path();
    const QStorageInfo storage(path);
    return storage.isValid() && storage.isReady() ? std::optional(storage.bytesAvailable()) : std::nullopt;
}

}  // namespace backup
