#pragma once

#include "backend/database/copy/tablecopy.h"
#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace backup {

/// A file of the backup: of its folder, or of the media that all backups share.
struct KeptFile {
    QString name;  ///< in the backup ("keys/media.key"), or the key of the media store ("media/<uid>/hd.mp4")
    QByteArray sha256;
    qint64 size = 0;      ///< bytes
    qint64 modified = 0;  ///< of the file that it was taken from, as FileStamp has it; 0: unknown
};

/// What a backup says of itself, manifest.json. A value; thread: any.
struct Manifest {
    static constexpr int Format = 1;

    QString program;     ///< the version that made it
    QString school;      ///< SchoolIdentity::uid
    QStringList schema;  ///< names of the schema files
    Millis made = 0;     ///< when the snapshot was taken
    std::optional<Millis> verified;
    std::vector<database::TableDigest> tables;
    std::vector<KeptFile> files;  ///< the database among them
    std::vector<KeptFile> media;

    qint64 bytes() const;  ///< of all files, media included
    qint64 rows() const;
    const KeptFile *file(const QString &name) const;  ///< null: it has none

    QByteArray toJson() const;
    /// DataLoss "damaged_backup"; FailedPrecondition "newer_backup" with a sentence for people.
    static Result<Manifest> read(const QString &path);
};

}  // namespace backup
