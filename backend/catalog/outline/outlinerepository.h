#pragma once

#include "backend/database/connection.h"
#include "backend/media/assets/usagecheck.h"
#include "models/domain/catalog/outlinediff.h"

#include <QHash>

namespace catalog {

/// An outline with what only the store knows of it.
struct StoredOutline {
    Outline live;
    Outline trash;  ///< deleted nodes; a deleted lesson of a living chapter stands under a copy of that chapter
    QHash<qint64, qint64> chapterPositions;  ///< sort keys of living nodes, by id
    QHash<qint64, qint64> lessonPositions;
};

/// Rows of chapters and lessons; what an author changes in them is written by outlinewriter.h. Thread: that of the connection.
class OutlineRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    /// The course's revision is read along; NotFound when there is no such course.
    static Result<StoredOutline> read(Connection &c, CourseId course);

    /// The media of the living lessons in the order of the outline, at most `limit`.
    static Result<std::vector<AssetId>> firstAssets(Connection &c, CourseId course, int limit);

    /// Courses with a lesson that points at the asset, or did before it was deleted; with their owners.
    static Result<std::vector<std::pair<CourseId, UserId>>> coursesWith(Connection &c, AssetId asset);
    /// Lessons that point at `from` point at `to`, which lasts `duration`. No change of the draft: it is the same
    /// video.
    static Result<void> setAsset(Transaction &tx, AssetId from, AssetId to, Millis duration);

    /// What points at the asset: a lesson or a newest edition, also of what was deleted at `deletedSince` or later.
    static Result<std::optional<media::AssetUse>> useOf(Connection &c, AssetId asset, Millis deletedSince);
};

}  // namespace catalog
