#pragma once

#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/sourcefile.h"
#include "backend/media/store/mediastore.h"

/// A file that is known comes once more: what is still to be made of it, or was lost, is made from where it is now.
namespace media {

/// Kinds of jobs that an asset's state comes from; its newest one is "its job".
QStringList assetJobKinds();

/// Whether all files of a ready asset are there. They may not be: who restores a database may have lost its films.
/// Errors: the store's. Thread: any but the writer's (it asks the store).
Result<bool> isComplete(const Asset &asset, const MediaStore &store);

/// Remembers the new place, and begins again what had failed, was canceled or (`lost`) isn't there any more.
/// Thread: writer.
Result<void> takeAgain(database::Transaction &tx, jobs::JobQueue &queue, AssetId id, const SourceFile &source,
                       bool lost);

}  // namespace media
