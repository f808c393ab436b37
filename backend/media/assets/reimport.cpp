#include "backend/media/assets/reimport.h"

#include "backend/media/assets/assetrepository.h"
#include "backend/media/assets/probejob.h"
#include "backend/media/renditions/transcodejob.h"
#include "backend/media/store/medianames.h"

namespace media {

QStringList assetJobKinds()
{
    return {ProbeJob::jobKind(), TranscodeJob::jobKind()};
}

Result<bool> isComplete(const Asset &asset, const MediaStore &store)
{
    for (const StoredRendition &r : asset.renditions) {
        const auto size = store.size(fileKey(asset.uid, r.file));
        if (!size && size.error().code != ErrorCode::NotFound)
            return size.error();
        if (!size || *size != r.bytes)
            return false;
    }
    return true;
}

Result<void> takeAgain(database::Transaction &tx, jobs::JobQueue &queue, AssetId id, const SourceFile &source,
                       bool lost)
{
    if (auto ok = AssetRepository::setSource(tx, id, source.path, source.modified); !ok)
        return ok;
    // Asked here: somebody else's import of it may have begun the work meanwhile, or it may just have ended.
    const auto asset = AssetRepository::find(tx, id);
    if (!asset)
        return asset.error();
    if (asset->status == AssetStatus::Ready && !lost)
        return {};
    const auto job = jobs::JobQueue::newestOf(tx, assetJobKinds(), id.value);
    if (!job)
        return job.error();
    return *job ? queue.retry(tx, (*job)->id) : Result<void>{};
}

}  // namespace media
