#pragma once

#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/assetfollower.h"
#include "backend/media/store/storage.h"
#include "backend/transcode/tools.h"
#include "backend/transcode/transcoderunner.h"
#include "models/domain/clock.h"

namespace media {

/// Makes an asset's renditions: the job kind "transcode". The original is probed and planned again (both cheap and
/// pure), so a job can start anew after any interruption. Owner: the composition root. Thread: run on the job thread,
/// stateChanged on the writer.
class TranscodeJob final : public jobs::JobHandler
{
public:
    static QString jobKind() { return QStringLiteral("transcode"); }

    TranscodeJob(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
                 const Storage &storage, transcode::Toolbox &toolbox, AssetFollower &follower);

    QString kind() const override { return jobKind(); }
    /// Errors besides the runner's: FailedPrecondition "file_not_found" | "source_changed".
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    /// Carries the job's state over to its asset.
    Result<void> stateChanged(database::Transaction &tx, const jobs::Job &job) override;

private:
    Result<transcode::Transcoded> transcode(const Asset &asset, const QString &folder, jobs::JobContext &context);
    jobs::Completion completion(const Asset &asset, const transcode::Transcoded &done);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
    const Storage m_storage;
    transcode::Toolbox &m_toolbox;
    AssetFollower &m_follower;
};

}  // namespace media
