#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "backend/database/listeners.h"

namespace catalog {

/// Hears of new editions as they are published. Declared here, implemented by later features.
/// Thread: the writer's, inside the transaction that publishes and as its last step; an error undoes it.
class EditionListener
{
public:
    virtual ~EditionListener() = default;
    /// `before`: the edition that was the newest one until now; null for the first one.
    virtual Result<void> editionPublished(database::Transaction &tx, const CoursePtr &before, const CoursePtr &now) = 0;
};

/// All who hear it, in order.
class EditionListeners final : public EditionListener, public database::Listeners<EditionListener>
{
public:
    using Listeners::Listeners;
    Result<void> editionPublished(database::Transaction &tx, const CoursePtr &before, const CoursePtr &now) override
    {
        return tell(&EditionListener::editionPublished, tx, before, now);
    }
};

}  // namespace catalog
