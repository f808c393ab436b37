#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

/// Writes a whole file or leaves the old one: beside it, to the disk, then renamed. The folder is made when it is
/// missing. Success means that the bytes are on the disk, so only then may anybody be told "saved" or "kept".
/// Errors: Unavailable "disk_full", Unavailable "file_not_written" (the message names the file and the system's
/// reason). Thread: any; blocks for the disk.
Result<void> writeFile(const QString &path, const QByteArray &bytes);

/// Whether `reason`, the system's for not writing `needed` bytes into `folder`, is that there is no room for them.
bool isDiskFull(const QString &reason, const QString &folder, qint64 needed);
