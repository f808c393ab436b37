#pragma once

#include "backend/database/engine/engine.h"
#include "models/domain/result.h"

#include <QString>
#include <QStringList>

/// Looks at the parts of a school in a folder, and touches none. Thread: any; no state.
namespace schoolparts {

/// What is in the folder that only a school leaves there, apart from the database file itself: its keys, media, logs, a
/// journal with content, copies of the database. Names as in the folder. All of it is made after the database, so where
/// there is any of it there has been a database.
QStringList left(const QString &folder);

/// Of what a school makes at its first start: true when it is there.
bool hasKeys(const QString &folder);
bool hasMedia(const QString &folder);

/// What the database holds.
enum class Content {
    Missing,
    Empty,  ///< nothing, or not a single schema file has run to its end
    Begun,  ///< a schema, and neither an identity that is ready nor anybody in it
    School
};
struct DatabaseLook {
    Content content = Content::Missing;
    QString uid;  ///< empty: it has none
};
/// Errors: DataLoss "corrupt_database"; of the store, for one on a server those of opening it.
Result<DatabaseLook> lookAtDatabase(database::Engine &engine);

}  // namespace schoolparts
