#include "backend/media/assets/reimport.h"

#include "backend/media/assets/assetrepository.h"
#include "backend/media/assets/probejob.h"
#include "backend/media/renditions/transcodejob.h"

#include <QFileInfo>

#include <algorithm>

namespace media {

QStringList assetJobKinds()
{
    return {ProbeJob::jobKind(), TranscodeJob::jobKind()};
}

bool isComplete(const Asset &asset, const MediaFiles &files)
{
    return std::all_of(asset.renditions.begin(), asset.renditions.end(), [&](const StoredRendition &r) {
        return QFileInfo(files.file(asset.uid, r.file)).size() == r.bytes;
    });
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
