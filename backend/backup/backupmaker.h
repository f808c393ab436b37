#pragma once

#include "backend/backup/backupplace.h"
#include "backend/database/engine/engine.h"
#include "backend/media/store/mediastore.h"
#include "models/domain/clock.h"

#include <QString>

#include <functional>
#include <optional>

namespace backup {

/// What is to be backed up. A value of references.
struct School {
    database::Engine &engine;
    const media::MediaStore &media;
    QString folder;         ///< data folder: its keys and school.id
    bool isBeside = false;  ///< another program has the school open
};

/// How far it is, 0–1, and at what: "table progress", "media". False ends the work.
using Progress = std::function<bool(double fraction, const QString &what)>;

/// Room in bytes at a folder; tests bring their own.
using Room = std::function<std::optional<qint64>(const QString &folder)>;

/// Makes a backup of a school beside its traffic: a snapshot of the store by a connection of its own, media by content.
/// Everything goes to <time>.part, is brought to the disk, verified as a restore would read it, and then renamed; so what
/// has the name of a backup is whole. Afterwards old ones are thrown away. Thread: any but the writer's; takes seconds to
/// hours.
class BackupMaker
{
public:
    BackupMaker(School school, BackupPlace place, const Clock &clock, Room room = roomAt);

    /// Errors: Unavailable "disk_full", "folder_in_use", "file_not_written"; FailedPrecondition "newer_schema",
    /// "older_schema"; DataLoss "corrupt_database", "backup_not_verified"; Cancelled; of the store. What was there before
    /// is as it was.
    Result<KeptBackup> make(int keep, const Progress &progress);

private:
    Result<void> mustFit(const Manifest *before) const;
    Result<void> write(const QString &part, Manifest &manifest, const Manifest *before, const Progress &progress);
    Result<void> copyDatabase(const QString &part, Manifest &manifest, const Progress &progress);
    Result<void> copySecrets(const QString &part, Manifest &manifest);
    Result<void> keepMedia(Manifest &manifest, const Manifest *before, const Progress &progress);
    Result<void> keepFile(Manifest &manifest, const KeptFile *before, const QString &key, const ByteProgress &progress);
    Result<QStringList> mediaKeys() const;

    const School m_school;
    const BackupPlace m_place;
    const Clock &m_clock;
    const Room m_room;
};

}  // namespace backup
