#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QString>

#include <functional>

namespace media {

/// A file of this machine that somebody wants to import, checked as far as that goes without FFmpeg.
struct SourceFile {
    QString path;  ///< absolute, without links
    QString name;  ///< for people, at most 255 characters
    qint64 size = 0;
    Millis modified = 0;
};

/// Checks in the order of DOMAIN §17: a plain file that is there and can be read, last extension on the list of videos,
/// not empty, content that starts like a video. Errors: InvalidArgument "invalid_path"; FailedPrecondition
/// "file_not_found" | "file_not_readable"; UnsupportedMedia "unsupported_extension" | "empty_file" | "not_a_video".
/// Reads the first bytes only. Thread: any that may wait for a disk.
Result<SourceFile> checkSource(const QString &path);

/// Hex SHA-256 of a file, read in pieces: some hundred MB a second, on the thread that asks, so never on a request's.
/// `onPiece` hears the share that has been read and answers whether to go on. Errors: FailedPrecondition
/// "file_not_readable"; Cancelled.
Result<QString> sha256Of(const QString &path, const std::function<bool(double share)> &onPiece = {});

}  // namespace media
