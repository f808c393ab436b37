#include "models/domain/filewrite.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

#include <cerrno>

/// The system's own reason decides. Where it gives none (a folder that can't be made, say), the room that is left does.
bool isDiskFull(const QString &reason, const QString &folder, qint64 needed)
{
#ifdef EDQUOT
    if (reason == qt_error_string(EDQUOT))
        return true;
#endif
    if (reason == qt_error_string(ENOSPC))
        return true;
    const QStorageInfo storage(folder);
    return storage.isValid() && storage.bytesAvailable() < needed;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    const QString folder = QFileInfo(path).absolutePath();
    QSaveFile file(path);
    if (QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    const QString reason = file.errorString();
    return Error{ErrorCode::Unavailable,
                 isDiskFull(reason, folder, bytes.size()) ? QStringLiteral("disk_full")
                                                          : QStringLiteral("file_not_written"),
                 QStringLiteral("%1 can't be written: %2").arg(path, reason),
                 {}};
}
