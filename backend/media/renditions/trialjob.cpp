#include "backend/media/renditions/trialjob.h"

#include "backend/jobs/jobworker.h"
#include "backend/media/assets/assetrepository.h"
#include "backend/media/renditions/trialrepository.h"
#include "backend/media/store/medianames.h"
#include "backend/transcode/transcoderunner.h"

using namespace Qt::StringLiterals;

namespace media {

namespace {

/// A job that waits will find the new request by itself; one that runs may have read the requests before.
Result<void> enqueueOnce(database::Transaction &tx, jobs::JobQueue &queue, const Asset &asset)
{
    const auto newest = jobs::JobQueue::newestOf(tx, {TrialJob::jobKind()}, asset.id.value);
    if (!newest)
        return newest.error();
    if (*newest && (*newest)->state == jobs::State::Queued)
        return {};
    const auto job = queue.enqueue(tx, {TrialJob::jobKind(), asset.id.value, asset.owner, asset.filename});
    return job ? Result<void>{} : job.error();
}

Error lost()
{
    return Error::precondition(u"The video's files are not there any more; import it again"_s, u"file_missing"_s);
}

}  // namespace

Result<void> TrialJob::want(database::Transaction &tx, jobs::JobQueue &queue, const TrialCut &cut)
{
    if (auto ok = AssetRepository::lock(tx, cut.asset); !ok)
        return ok;
    const auto asset = AssetRepository::find(tx, cut.asset);
    if (!asset)
        return asset.error().code == ErrorCode::NotFound ? Result<void>{} : asset.error();
    const auto isNew = TrialRepository::want(tx, cut.asset, cut.seconds);
    if (!isNew)
        return isNew.error();
    return *isNew && asset->status == AssetStatus::Ready ? enqueueOnce(tx, queue, *asset) : Result<void>{};
}

Result<void> TrialJob::cutAnew(database::Transaction &tx, jobs::JobQueue &queue, const Asset &asset)
{
    const auto any = TrialRepository::forgetAll(tx, asset.id);
    if (!any)
        return any.error();
    return *any ? enqueueOnce(tx, queue, asset) : Result<void>{};
}

Result<void> TrialJob::cut(const Asset &asset, int seconds, const QString &folder, jobs::JobContext &context) const
{
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    for (const StoredRendition &r : asset.renditions) {
        const QString name = trialName(seconds, r.quality), made = folder + u'/' + name;
        const auto from = m_storage.store.localCopy(fileKey(asset.uid, r.file));
        if (!from)
            return from.error().code == ErrorCode::NotFound ? lost() : from.error();
        const auto done =
                transcode::cutTrial(*tools, from->path, seconds, made, [&context] { return context.cancelled(); });
        if (!done)
            return done;
        if (auto ok = m_storage.store.put(fileKey(asset.uid, name), made); !ok)
            return ok;
    }
    // Programs before this one cut a single file under this name.
    return m_storage.store.remove(fileKey(asset.uid, u"trial_%1.mp4"_s.arg(seconds)));
}

Result<void> TrialJob::cutAll(const Asset &asset, const std::vector<int> &wanted, jobs::JobContext &context) const
{
    const WorkFolder folder(m_storage.work, asset.uid + u"-trial"_s);
    if (!folder.path())
        return folder.path().error();
    for (size_t i = 0; i < wanted.size(); ++i) {
        if (auto ok = cut(asset, wanted[i], *folder.path(), context); !ok)
            return ok;
        context.progress(double(i + 1) / double(wanted.size()), 0, std::nullopt);
    }
    return {};
}

/// A cut must not bring the folder of an asset back that was deleted while it was made.
void TrialJob::removeIfGone(const Asset &asset) const
{
    const auto there = m_database.read([&](database::Connection &c) { return AssetRepository::find(c, asset.id); });
    if (!there && there.error().code == ErrorCode::NotFound)
        m_storage.removals.removeFolder(folderKey(asset.uid));
}

Result<jobs::Completion> TrialJob::run(const jobs::Job &job, jobs::JobContext &context)
{
    const AssetId id(job.subject);
    const auto asset = m_database.read([&](database::Connection &c) { return AssetRepository::find(c, id); });
    if (!asset)
        return asset.error();
    const auto wanted = m_database.read([&](database::Connection &c) { return TrialRepository::uncut(c, id); });
    if (!wanted)
        return wanted.error();
    if (const auto done = cutAll(*asset, *wanted, context); !done) {
        removeIfGone(*asset);
        return done.error();
    }
    jobs::Completion completion;
    completion.commit = [id, cut = *wanted](database::Transaction &tx) { return TrialRepository::setCut(tx, id, cut); };
    completion.undo = [this, asset = *asset] { removeIfGone(asset); };
    return completion;
}

}  // namespace media
