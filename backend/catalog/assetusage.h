#pragma once

#include "backend/http/eventhub.h"
#include "backend/media/assetfollower.h"
#include "backend/media/usagecheck.h"

namespace catalog {

/// Answers media's question before it deletes an asset, and lets lessons follow one that was imported. Needs nothing of
/// catalog but the connection it is asked with, so it can be made before media is.
class AssetUsage final : public media::UsageCheck, public media::AssetFollower
{
public:
    explicit AssetUsage(http::EventHub &events) : m_events(events) {}
    Result<std::optional<media::AssetUse>> useOf(database::Connection &c, AssetId id, Millis now) const override;
    /// Its lessons, in drafts and in the trash, point at `asset` and last as long; their courses are announced. Their
    /// revisions stay: who edits such a course is not interrupted, and `imported` goes on being understood.
    Result<void> assetKnown(database::Transaction &tx, AssetId imported, AssetId asset, Millis duration) override;

private:
    http::EventHub &m_events;
};

}  // namespace catalog
