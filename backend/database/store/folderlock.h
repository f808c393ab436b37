#pragma once

#include "models/domain/result.h"

#include <QString>

#include <memory>

namespace database {

/// One process owns a data folder. A lock of the operating system, so it ends with its process however that dies; a
/// lock that judges by process ids would refuse for ever inside containers, where every server is process 1. Thread:
/// any; one owner. Where the system can lock folders (not Windows, not every network folder), the folder is locked as
/// well as the file in it, so that nobody lets a second program in by removing the file.
class FolderLock
{
public:
    /// Takes <folder>/coursewright.lock. Unavailable "folder_in_use" with a sentence that names the owner's process id.
    static Result<std::unique_ptr<FolderLock>> take(const QString &folder);
    /// Whether some process holds it at this moment: then `take`'s refusal. Makes and changes nothing.
    static Result<void> mustBeFree(const QString &folder);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

private:
    explicit FolderLock(qintptr handle, qintptr folder = -1) : m_handle(handle), m_folder(folder) {}
    qintptr m_handle;  ///< of the file: descriptor, or HANDLE on Windows
    qintptr m_folder;  ///< of the folder: descriptor, -1 without
};

}  // namespace database
