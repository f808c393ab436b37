#pragma once

#include "backend/backup/backupmaker.h"

namespace backup {

enum class Thorough {
    Sample,  ///< the store whole, of the media a sample of at most 20 files
    All      ///< every byte
};

/// Whether a backup can be read and holds what its list says: hashes of its files, the store opened as a restore opens it
/// and without writing, its pages and references, rows and hash of each table against those taken inside the snapshot,
/// media. `folder`: of the backup. DataLoss "backup_not_verified" with what differs first; FailedPrecondition
/// "newer_schema"; Cancelled. Thread: any.
Result<void> verify(const QString &folder, const BackupPlace &place, const Manifest &manifest, Thorough thorough,
                    const Progress &progress);

/// The schema files of a backup, which may be an older version's. FailedPrecondition "newer_schema".
Result<std::vector<database::Migration>> schemaOf(const Manifest &manifest, const database::Engine &engine);

/// The store in `folder` against the list.
Result<void> verifyStore(const QString &folder, const Manifest &manifest, const Progress &progress);

}  // namespace backup
