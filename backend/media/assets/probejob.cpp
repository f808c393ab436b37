#include "backend/media/assets/probejob.h"

#include "backend/jobs/jobworker.h"
#include "backend/media/assets/assetrepository.h"
#include "backend/media/assets/reimport.h"
#include "backend/media/renditions/transcodejob.h"
#include "backend/transcode/ffprobe.h"
#include "backend/transcode/transcodeplan.h"

using namespace Qt::StringLiterals;

namespace media {

namespace {

constexpr double HashShare = 0.8;  ///< of the bar; FFmpeg's reading of the headers and packets is the rest

}  // namespace

ProbeJob::ProbeJob(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
                   const MediaStore &store, transcode::Toolbox &toolbox, AssetFollower &follower)
    : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_store(store), m_toolbox(toolbox),
      m_follower(follower)
{
}

/// Probe and plan, as they will stand in the row.
Result<void> ProbeJob::describe(Asset &asset, jobs::JobContext &context) const
{
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    const auto probe = transcode::Ffprobe(*tools).probe(asset.sourcePath, [&context] { return context.cancelled(); });
    if (!probe)
        return probe.error();
    const auto plan = transcode::makePlan(*probe, {false, tools->toneMaps});
    if (!plan)
        return plan.error();
    asset.duration = probe->duration;
    asset.width = probe->video->shown().width;
    asset.height = probe->video->shown().height;
    asset.probe = probe->toJson();
    asset.plan = plan->toJson();
    return {};
}

/// Whether the owner has an asset of this content whose files are gone. Asked before the transaction, which must not
/// look at the disk.
Result<bool> ProbeJob::isLost(UserId owner, const QString &sha256) const
{
    return m_database.read([&](database::Connection &c) -> Result<bool> {
        const auto known = AssetRepository::findByContent(c, owner, sha256);
        if (!known)
            return known.error();
        if (!*known)
            return false;
        const auto asset = AssetRepository::find(c, **known);
        if (!asset)
            return asset.error();
        if (asset->status != AssetStatus::Ready)
            return false;
        const auto complete = isComplete(*asset, m_store);
        return complete ? Result<bool>(!*complete) : complete.error();
    });
}

Result<jobs::Completion> ProbeJob::run(const jobs::Job &job, jobs::JobContext &context)
{
    auto asset =
            m_database.read([&](database::Connection &c) { return AssetRepository::find(c, AssetId(job.subject)); });
    if (!asset)
        return asset.error();
    // As it is now: a job that is tried again may find the file repaired.
    const auto source = checkSource(asset->sourcePath);
    if (!source)
        return source.error();
    const auto sha256 = sha256Of(source->path, [&](double share) {
        context.progress(share * HashShare, 0, std::nullopt);
        return !context.cancelled();
    });
    if (!sha256)
        return sha256.error();
    asset->sourcePath = source->path;
    asset->sourceSize = source->size;
    asset->sourceTime = source->modified;
    asset->sha256 = *sha256;
    if (auto ok = describe(*asset, context); !ok)
        return ok.error();
    const auto after = checkSource(source->path);
    if (!after || after->size != source->size || after->modified != source->modified) {
        return Error::precondition(u"The file was changed while it was read; import it again when it is complete"_s,
                                   u"source_changed"_s);
    }
    const auto lost = isLost(asset->owner, *sha256);
    if (!lost)
        return lost.error();
    jobs::Completion completion;
    completion.commit = [this, found = *asset, gone = *lost](database::Transaction &tx) {
        return settle(tx, found, gone);
    };
    return completion;
}

Result<void> ProbeJob::settle(database::Transaction &tx, const Asset &asset, bool lost)
{
    const auto known = AssetRepository::findByContent(tx, asset.owner, asset.sha256);
    if (!known)
        return known.error();
    if (*known && **known != asset.id) {
        const SourceFile source{asset.sourcePath, asset.filename, asset.sourceSize, asset.sourceTime};
        if (auto ok = takeAgain(tx, m_queue, **known, source, lost); !ok)
            return ok;
        if (auto ok = AssetRepository::setDuplicate(tx, asset.id, **known); !ok)
            return ok;
        announce(tx, **known, asset.owner);
        if (auto ok = m_follower.assetKnown(tx, asset.id, **known, asset.duration); !ok)
            return ok;
        return m_follower.assetSettled(tx, **known);
    }
    if (auto ok = AssetRepository::setProbed(tx, asset); !ok)
        return ok;
    const auto job = m_queue.enqueue(tx, {TranscodeJob::jobKind(), asset.id.value, asset.owner, asset.filename});
    if (!job)
        return job.error();
    return m_follower.assetKnown(tx, asset.id, asset.id, asset.duration);
}

void ProbeJob::announce(database::Transaction &tx, AssetId id, UserId owner)
{
    tx.afterCommit([&events = m_events, id, owner] { events.publish({u"media.asset"_s, id.value, owner}); });
}

Result<void> ProbeJob::stateChanged(database::Transaction &tx, const jobs::Job &job)
{
    Result<void> written;
    const AssetId id(job.subject);
    switch (job.state) {
    case jobs::State::Queued:
    case jobs::State::Running: written = AssetRepository::setStatus(tx, id, AssetStatus::Probing, {}, {}); break;
    case jobs::State::Failed:
        written = AssetRepository::setStatus(tx, id, AssetStatus::Failed, job.errorReason, job.error);
        break;
    case jobs::State::Canceled: written = AssetRepository::setStatus(tx, id, AssetStatus::Canceled, {}, {}); break;
    case jobs::State::Succeeded: break;  // the completion has written the asset
    }
    if (!written)
        return written;
    announce(tx, id, job.owner);
    const bool isOver = job.state == jobs::State::Failed || job.state == jobs::State::Canceled;
    return isOver ? m_follower.assetSettled(tx, id) : Result<void>{};
}

}  // namespace media
