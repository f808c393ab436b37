#pragma once

#include "models/domain/result.h"

#include <QString>

/// What stands in the way of a school in somebody else's folder, and of somebody else in a school's: the folder is made
/// for its owner alone, and a folder that holds other things is not taken over. Thread: any; no state.
struct DataFolder {
    bool isNew = false;  ///< there was no school in it: nothing in it was left behind by one

    /// Makes the folder (mode 0700) if missing and the database file (0600), before the store opens it. Errors:
    /// FailedPrecondition "folder_not_ours" for a folder without a school that holds anything but what the programs put
    /// there themselves; Unavailable "folder_not_writable".
    static Result<DataFolder> prepare(const QString &folder);
};
