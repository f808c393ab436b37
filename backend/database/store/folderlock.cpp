#include "backend/database/store/folderlock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace database {

namespace {

Error inUse(const QString &folder, const QString &lockFile)
{
    QFile file(lockFile);
    const QString owner = file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(20).trimmed()) : QString();
    const QString who = owner.isEmpty() ? QStringLiteral("another process") : QStringLiteral("process %1").arg(owner);
    return {ErrorCode::Unavailable,
            QStringLiteral("folder_in_use"),
            QStringLiteral("The data folder %1 is in use by %2. Close that program first, or choose another folder.")
                    .arg(QDir::toNativeSeparators(folder), who),
            {}};
}

Error cannotLock(const QString &lockFile)
{
    return {ErrorCode::Unavailable,
            QStringLiteral("folder_not_writable"),
            QStringLiteral("The lock file %1 can't be made.").arg(QDir::toNativeSeparators(lockFile)),
            {}};
}

}  // namespace

#ifdef Q_OS_WIN

Result<std::unique_ptr<FolderLock>> FolderLock::take(const QString &folder)
{
    const QString path = folder + QStringLiteral("/coursewright.lock");
    // Sharing only reads is the lock: nobody else can open it for writing until this handle is closed.
    const HANDLE handle = CreateFileW(reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(path).utf16()),
                                      GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_ALWAYS,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_SHARING_VIOLATION ? inUse(folder, path) : cannotLock(path);
    const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
    DWORD written = 0;
    SetEndOfFile(handle);
    WriteFile(handle, pid.constData(), DWORD(pid.size()), &written, nullptr);
    return std::unique_ptr<FolderLock>(new FolderLock(qintptr(handle)));
}

Result<void> FolderLock::mustBeFree(const QString &folder)
{
    const QString path = folder + QStringLiteral("/coursewright.lock");
    const HANDLE handle = CreateFileW(reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(path).utf16()),
                                      GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_SHARING_VIOLATION ? Result<void>(inUse(folder, path)) : Result<void>();
    CloseHandle(handle);
    return {};
}

FolderLock::~FolderLock()
{
    CloseHandle(HANDLE(m_handle));
}

#else

namespace {

/// -1 without one. O_CLOEXEC: an FFmpeg child must not keep the folder locked after its parent died.
int openFolder(const QString &folder)
{
    return ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/// Only "somebody has it" is an answer: where folders can't be locked, the file's lock has to do.
bool isHeld(int fd, int kind)
{
    return fd >= 0 && ::flock(fd, kind | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace

Result<std::unique_ptr<FolderLock>> FolderLock::take(const QString &folder)
{
    const QString path = folder + QStringLiteral("/coursewright.lock");
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return cannotLock(path);
    std::unique_ptr<FolderLock> lock(new FolderLock(fd, openFolder(folder)));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? inUse(folder, path) : cannotLock(path);
    if (isHeld(int(lock->m_folder), LOCK_EX))
        return inUse(folder, path);
    // The file stays when the lock ends: removing it would let two processes lock two different files of that name.
    const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
    if (::ftruncate(fd, 0) != 0 || ::write(fd, pid.constData(), size_t(pid.size())) != pid.size())
        return cannotLock(path);
    return lock;
}

Result<void> FolderLock::mustBeFree(const QString &folder)
{
    const QString path = folder + QStringLiteral("/coursewright.lock");
    const FolderLock looking(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC), openFolder(folder));
    const bool held = isHeld(int(looking.m_handle), LOCK_SH) || isHeld(int(looking.m_folder), LOCK_SH);
    return held ? Result<void>(inUse(folder, path)) : Result<void>();
}

FolderLock::~FolderLock()
{
    for (const qintptr fd : {m_handle, m_folder}) {
        if (fd >= 0)
            ::close(int(fd));
    }
}

#endif

}  // namespace database
