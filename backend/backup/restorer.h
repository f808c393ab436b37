#pragma once

#include "backend/backup/backupverifier.h"

namespace backup {

/// Makes a school of a backup, in a folder that is missing or empty: beside it first, every file hashed while it is copied
/// and the store compared with the backup's list, then renamed into place. `backup`: the folder with manifest.json.
/// Errors: FailedPrecondition "folder_not_empty", "newer_schema", "newer_backup"; Unavailable "disk_full",
/// "file_not_written"; DataLoss "damaged_backup", "backup_not_verified"; Cancelled. Nothing is left where it failed.
/// Thread: any; takes seconds to hours.
Result<Manifest> restore(const QString &backup, const QString &folder, const Progress &progress,
                         const Room &room = roomAt);

}  // namespace backup
