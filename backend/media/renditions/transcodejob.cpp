#include "backend/media/renditions/transcodejob.h"

#include "backend/jobs/jobworker.h"
#include "backend/media/assets/assetrepository.h"
#include "backend/media/renditions/trialjob.h"
#include "backend/media/store/medianames.h"
#include "backend/transcode/ffprobe.h"

#include <QDateTime>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace media {

namespace {

/// The file that was hashed at the import, or something else by now?
Result<void> checkUnchanged(const Asset &asset)
{
    const QFileInfo info(asset.sourcePath);
    if (!info.isFile()) {
        return Error::precondition(u"The original file is not there any more: %1"_s.arg(asset.sourcePath),
                                   u"file_not_found"_s);
    }
    if (info.size() != asset.sourceSize || info.lastModified().toMSecsSinceEpoch() != asset.sourceTime) {
        return Error::precondition(u"The original file was changed after the import; import it again"_s,
                                   u"source_changed"_s);
    }
    return {};
}

std::vector<StoredRendition> rowsOf(const transcode::Transcoded &done)
{
    std::vector<StoredRendition> rows;
    for (const transcode::Rendition &r : done.renditions) {
        rows.push_back({qualityName(r.quality), QFileInfo(r.file).fileName(), r.facts.size.width, r.facts.size.height,
                        r.facts.bytes, r.facts.bitRate, r.facts.duration});
    }
    return rows;
}

}  // namespace

TranscodeJob::TranscodeJob(database::Database &database, const Clock &clock, events::EventHub &events,
                           jobs::JobQueue &queue, const Storage &storage, transcode::Toolbox &toolbox,
                           AssetFollower &follower)
    : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_storage(storage), m_toolbox(toolbox),
      m_follower(follower)
{
}

Result<transcode::Transcoded> TranscodeJob::transcode(const Asset &asset, const QString &folder,
                                                      jobs::JobContext &context)
{
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    const auto cancelled = [&context] { return context.cancelled(); };
    const auto probe = transcode::Ffprobe(*tools).probe(asset.sourcePath, cancelled);
    if (!probe)
        return probe.error();
    const auto plan = transcode::makePlan(*probe, {false, tools->toneMaps});
    if (!plan)
        return plan.error();
    return transcode::TranscodeRunner(*tools).run(
            asset.sourcePath, *plan, folder, cancelled,
            [&](const transcode::Progress &p) { context.progress(p.fraction, p.speed, p.eta); });
}

jobs::Completion TranscodeJob::completion(const Asset &asset, const transcode::Transcoded &done)
{
    jobs::Completion completion;
    completion.commit = [this, asset, rows = rowsOf(done)](database::Transaction &tx) {
        const auto ready = AssetRepository::setReady(tx, asset.id, rows, true, m_clock.now());
        return ready ? TrialJob::cutAnew(tx, m_queue, asset) : ready;
    };
    completion.undo = [this, folder = folderKey(asset.uid)] { m_storage.removals.removeFolder(folder); };
    return completion;
}

Result<jobs::Completion> TranscodeJob::run(const jobs::Job &job, jobs::JobContext &context)
{
    const auto asset =
            m_database.read([&](database::Connection &c) { return AssetRepository::find(c, AssetId(job.subject)); });
    if (!asset)
        return asset.error();
    if (auto ok = checkUnchanged(*asset); !ok)
        return ok.error();
    const WorkFolder folder(m_storage.work, asset->uid);
    if (!folder.path())
        return folder.path().error();
    const auto done = transcode(*asset, *folder.path(), context);
    // A recording that goes on: whatever came of it, good or bad, is not of the file that was hashed.
    const auto unchanged = checkUnchanged(*asset);
    if (!context.cancelled() && !unchanged && unchanged.error().reason == "source_changed"_L1)
        return unchanged.error();
    if (!done)
        return done.error();
    if (auto ok = m_storage.store.putFolder(folderKey(asset->uid), *folder.path()); !ok)
        return ok.error();
    return completion(*asset, *done);
}

Result<void> TranscodeJob::stateChanged(database::Transaction &tx, const jobs::Job &job)
{
    Result<void> written;
    switch (job.state) {
    case jobs::State::Queued:
    case jobs::State::Running:
        written = AssetRepository::setStatus(tx, AssetId(job.subject), AssetStatus::Processing, {}, {});
        break;
    case jobs::State::Failed:
        written = AssetRepository::setStatus(tx, AssetId(job.subject), AssetStatus::Failed, job.errorReason, job.error);
        break;
    case jobs::State::Canceled:
        written = AssetRepository::setStatus(tx, AssetId(job.subject), AssetStatus::Canceled, {}, {});
        break;
    case jobs::State::Succeeded:  // the completion has written the asset
        break;
    }
    if (!written)
        return written;
    tx.afterCommit([&events = m_events, id = job.subject, owner = job.owner] {
        events.publish({u"media.asset"_s, id, owner});
    });
    return job.isOpen() ? Result<void>{} : m_follower.assetSettled(tx, AssetId(job.subject));
}

}  // namespace media
