#pragma once

#include "backend/catalog/publishing/pendingpublish.h"
#include "backend/database/connection.h"
#include "models/domain/result.h"

#include <optional>
#include <vector>

namespace catalog {

/// The SQL of `pending_publishes`. Stateless; thread: the connection's.
class PendingPublishRepository
{
public:
    static Result<std::optional<PendingPublish>> find(database::Connection &c, CourseId course);
    /// Replaces an older one of the course.
    static Result<void> put(database::Transaction &tx, const PendingPublish &pending);
    static Result<void> remove(database::Transaction &tx, CourseId course);
    /// Courses that wait, and of which a lesson shows the asset.
    static Result<std::vector<PendingPublish>> waitingFor(database::Connection &c, AssetId asset);
};

}  // namespace catalog
