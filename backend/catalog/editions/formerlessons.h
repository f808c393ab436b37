#pragma once

#include "backend/catalog/editions/boundedcache.h"
#include "backend/catalog/editions/editionstore.h"
#include "backend/database/database.h"

#include <QHash>

namespace catalog {

/// Lessons that a course's newest edition doesn't have, or not under a name, at the last edition that did: people learn
/// offline for weeks and their records still name them. Read when somebody asks first, for each newest edition once, and
/// kept up to a number of bytes. Errors: Unavailable "catalog_unavailable". Thread: any but the writer's (a miss reads).
/// Owner: the composition root; the database outlives it.
class FormerLessons
{
public:
    static constexpr int Editions = 50;  ///< so far back are they looked for

    FormerLessons(database::Database &database, qsizetype budget) : m_database(database), m_known(budget) {}

    /// A lesson that has left `newest`, in the edition that had it last. Nothing in it: none that is known.
    Result<RecordSubject> find(const EditionPtr &newest, bool published, const RecordName &lesson) const;
    void forgetAll() { m_known.clear(); }

private:
    struct Place {
        EditionPtr edition;
        int lesson = 0;  ///< index in its course
    };
    struct Former {
        QHash<QString, Place> byName;
        QHash<qint64, Place> byId;
    };
    using Cache = BoundedCache<Former, EditionKey, EditionKeyHash>;
    Result<Cache::Loaded> load(const StoredEdition &newest) const;

    database::Database &m_database;
    mutable Cache m_known;  ///< by the newest edition
};

}  // namespace catalog
