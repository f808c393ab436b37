#pragma once

#include "backend/backup/backupmaker.h"

namespace backup {

/// Copies a school's store to another one, of any engine, and reads the copy again: each an address of a database, or the
/// folder of a school that keeps its store in a file. Nobody may have either open: what is written meanwhile would be lost.
/// Media and keys stay where they are. Answers count and hash of each table; a move that fails leaves the target as it was.
/// Errors: NotFound; Unavailable "folder_in_use"; those of database::copyStore; DataLoss "copy_differs". Thread: any.
Result<std::vector<database::TableDigest>> moveStore(const QString &from, const QString &to, const Progress &progress);

}  // namespace backup
