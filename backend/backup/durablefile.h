#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

/// Files that are there after a power cut. Thread: any; blocks for the disk. Errors: Unavailable "disk_full",
/// "file_not_written"; DataLoss "file_not_read".
namespace backup {

/// What was read of a file.
struct Content {
    QByteArray sha256;  ///< hex
    qint64 size = 0;    ///< bytes
};

/// Hears of bytes that were done; false ends the work as Cancelled.
using ByteProgress = std::function<bool(qint64 more)>;

Result<Content> contentOf(const QString &path, const ByteProgress &progress);
/// To a new file for its owner alone, brought to the disk.
Result<Content> copyFile(const QString &from, const QString &to, const ByteProgress &progress);
/// Brings the names in a folder to the disk, where the system has that.
Result<void> syncFolder(const QString &folder);
Result<void> makeFolder(const QString &folder);  ///< with those above it; for its owner alone
/// Bytes that a user may still write at a folder, or above it while it is missing; nothing where that can't be told.
std::optional<qint64> roomAt(const QString &folder);

Error cancelled();

}  // namespace backup
