#pragma once

#include "models/domain/result.h"

#include <QString>

#include <optional>

/// What stands in the way of a school in somebody else's folder, and of somebody else in a school's: the folder is made
/// for its owner alone, a folder that holds other things is not taken over, and a folder that has been a school and
/// lost a part of it is left as it is. Nothing is made anew in its place: an empty database would hide the loss and
/// make strangers of its films. A database on a server is looked at in the same way: `databaseUrl` as in
/// Backend::Options. Thread: any; no state.
struct DataFolder {
    enum class Allow {
        Nothing,
        MissingKeys  ///< make the signing keys that are missing
    };

    bool isSchool = false;       ///< a school whose first start came to its end; else nothing in it was left by one
    std::optional<QString> uid;  ///< of the school, as the folder's file has it

    /// Only looks; nothing is made, changed or removed. Errors:
    ///   FailedPrecondition "folder_not_ours": no school in it, and things that the programs did not put there;
    ///   "database_missing": its database is missing or empty; "wrong_database": that of another school, or one on a
    ///   server and one in the folder;
    ///   "keys_missing", "media_missing": the database is there and that part is not;
    ///   DataLoss "corrupt_database", "corrupt_school_file"; Unavailable "folder_in_use".
    static Result<DataFolder> look(const QString &folder, Allow allow = Allow::Nothing,
                                   const QString &databaseUrl = {});
    /// Looks, then makes the folder (mode 0700) if missing and the database file (0600) if it is to be in it, before the
    /// store opens it. Also Unavailable "folder_not_writable".
    static Result<DataFolder> prepare(const QString &folder, Allow allow = Allow::Nothing,
                                      const QString &databaseUrl = {});
};
