#pragma once

#include "backend/database/database.h"
#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QString>

#include <optional>

/// What a school is known by: a random id that stands in its database (table `school`) and in the file school.id of its
/// folder. So a folder knows that it has been a school when its database is gone, and whose database belongs into it.
/// Thread: any; no state.
struct SchoolIdentity {
    QString uid;           ///< 32 hex digits
    bool isReady = false;  ///< its first start came to its end: keys, media and the file have been there

    /// Of the file. Null: there is none. DataLoss "corrupt_school_file" when it says something else.
    static Result<std::optional<QString>> ofFolder(const QString &folder);
    /// Of a database of any age, for one that is only looked at. Null: it has none (an older program's, or none at
    /// all).
    static Result<std::optional<SchoolIdentity>> ofDatabase(database::Connection &connection);

    /// Gives an open database its identity where it has none: that of the folder, else a new one.
    /// `wasSchool`: it held a school already before it had an identity.
    static Result<SchoolIdentity> settle(database::Database &database, const std::optional<QString> &ofFolder,
                                         bool wasSchool, const Clock &clock);
    /// To be called when everything of the school is in its place: writes the file where it is missing, then says in
    /// the database that the first start is over. Errors: Unavailable "folder_not_writable"; of the store.
    Result<void> finish(database::Database &database, const Clock &clock) const;
};
