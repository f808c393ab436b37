#pragma once

#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/assetfollower.h"
#include "backend/media/assets/usagecheck.h"

namespace catalog {

/// Answers media's question before it deletes an asset, and lets lessons follow one that was imported. Needs nothing of
/// catalog but the connection it is asked with, so it can be made before media is. Thread: that of the connection;
/// changes are announced after their commit.
class AssetUsage final : public media::UsageCheck, public media::AssetFollower
{
public:
    AssetUsage(events::EventHub &events, jobs::JobQueue &queue) : m_events(events), m_queue(queue) {}
    Result<std::optional<media::AssetUse>> useOf(database::Connection &c, AssetId id, Millis now) const override;
    /// Its lessons, in drafts and in the trash, point at `asset` and last as long; their courses are announced. Their
    /// revisions stay: who edits such a course is not interrupted, and `imported` goes on being understood.
    Result<void> assetKnown(database::Transaction &tx, AssetId imported, AssetId asset, Millis duration) override;
    /// Courses that wait for it are looked at.
    Result<void> assetSettled(database::Transaction &tx, AssetId asset) override;

private:
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
};

}  // namespace catalog
