#pragma once

#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/assetfollower.h"
#include "backend/media/assets/sourcefile.h"
#include "backend/media/store/mediastore.h"
#include "backend/transcode/tools.h"
#include "models/domain/clock.h"

namespace media {

/// Looks at an imported file: the job kind "probe", of the short lane. Hash → probe → plan, then in one transaction
/// either the asset's facts with the job that makes its renditions, or, for content that this owner has already, the
/// word which asset that is. Hashing takes about 1 s per GB from a warm cache. Owner: the composition root. Thread: run
/// on the short lane's, stateChanged on the writer.
class ProbeJob final : public jobs::JobHandler
{
public:
    static QString jobKind() { return QStringLiteral("probe"); }

    ProbeJob(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
             const MediaStore &store, transcode::Toolbox &toolbox, AssetFollower &follower);

    QString kind() const override { return jobKind(); }
    jobs::Lane lane() const override { return jobs::Lane::Short; }
    /// Errors: those of checkSource, sha256Of, findTools, Ffprobe::probe, makePlan; FailedPrecondition "source_changed"
    /// for a file that is still being written.
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    /// Carries the job's state over to its asset.
    Result<void> stateChanged(database::Transaction &tx, const jobs::Job &job) override;

private:
    Result<void> describe(Asset &asset, jobs::JobContext &context) const;
    Result<bool> isLost(UserId owner, const QString &sha256) const;
    Result<void> settle(database::Transaction &tx, const Asset &asset, bool lost);
    void announce(database::Transaction &tx, AssetId id, UserId owner);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
    const MediaStore &m_store;
    transcode::Toolbox &m_toolbox;
    AssetFollower &m_follower;
};

}  // namespace media
