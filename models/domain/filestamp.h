#pragma once

#include <QString>

#include <optional>

/// What tells whether the file at a path is still the one that was there before, and whether somebody has written it
/// since. Cheap: one question to the file system. Thread: a plain value, any.
struct FileStamp {
    quint64 device = 0;  ///< 0 where the system has no such numbers (Windows): then every file counts as the same one
    quint64 number = 0;
    qint64 size = 0;      ///< bytes
    qint64 modified = 0;  ///< ns since 1970, as fine as the file system keeps it

    /// Null: there is no file at `path`, or it can't be reached.
    static std::optional<FileStamp> of(const QString &path);

    bool isSameFile(const FileStamp &other) const { return device == other.device && number == other.number; }
    bool operator==(const FileStamp &) const = default;
};
