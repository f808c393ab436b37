#include "backend/media/renditions/trialjob.h"

#include "backend/jobs/jobworker.h"
#include "backend/media/assets/assetrepository.h"
#include "backend/media/renditions/trialrepository.h"
#include "backend/transcode/transcoderunner.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace media {

namespace {

/// One that waits already will find the new wish; one that runs may have looked before it.
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
        const QString made = folder + u'/' + MediaFiles::trialName(seconds, r.quality);
        const auto done = transcode::cutTrial(*tools, m_files.file(asset.uid, r.file), seconds, made,
                                              [&context] { return context.cancelled(); });
        if (!done)
            return done;
        if (auto ok = m_files.add(made, asset.uid); !ok)
            return ok;
    }
    return {};
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
    const auto folder = m_files.makeWorkFolder(asset->uid + u"-trial"_s);
    if (!folder)
        return folder.error();
    Result<void> done;
    for (size_t i = 0; done && i < wanted->size(); ++i) {
        done = cut(*asset, (*wanted)[i], *folder, context);
        context.progress(double(i + 1) / double(wanted->size()), 0, std::nullopt);
        // Programs before this one cut a single file under this name.
        QFile::remove(m_files.file(asset->uid, u"trial_%1.mp4"_s.arg((*wanted)[i])));
    }
    m_files.removeFolder(*folder);
    if (!done)
        return done.error();
    jobs::Completion completion;
    completion.commit = [id, cut = *wanted](database::Transaction &tx) { return TrialRepository::setCut(tx, id, cut); };
    return completion;
}

}  // namespace media
