#pragma once

#include "backend/database/database.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/assetlookup.h"
#include "backend/media/renditions/trialjob.h"
#include "backend/media/store/mediastore.h"

namespace media {

/// What other features may know and hand out of assets. Whether somebody may watch is decided before; here a grant
/// becomes a signed URL: of the asset's whole folder for a full grant, of the one cut file for a trial, so that a
/// trial's URL can't be turned into the full video's. Thread: worker threads. Owner: the composition root.
class MediaGrants final : public AssetLookup
{
public:
    MediaGrants(database::Database &database, const Clock &clock, jobs::JobQueue &queue, const MediaStore &store);

    Result<std::vector<AssetSummary>> summaries(const std::vector<AssetId> &ids) const override;
    Result<std::vector<AssetId>> missing(database::Transaction &tx, const std::vector<AssetId> &ids) const override;
    /// "auto" is hd, or the best below it. A quality that the asset lacks becomes the next lower one, else the lowest.
    Result<PlayGrant> grant(AssetId id, const QString &quality, UserId user, Millis lifetime) const override;
    /// Chooses among the renditions in the same way. A cut that isn't there (an edition of an older program, a lost
    /// file) is ordered here; who asks is told to come again.
    Result<PlayGrant> grantTrial(AssetId id, int seconds, const QString &quality, UserId user,
                                 Millis lifetime) const override;
    Result<void> wantTrials(database::Transaction &tx, const std::vector<TrialCut> &wanted) const override;

private:
    Result<Asset> readyAsset(AssetId id) const;
    void orderTrial(const Asset &asset, int seconds) const;

    database::Database &m_database;
    const Clock &m_clock;
    jobs::JobQueue &m_queue;
    const MediaStore &m_store;
};

/// The rendition for a wish, see grant(). `renditions` is sorted low to high and not empty. Pure.
const StoredRendition &choose(const std::vector<StoredRendition> &renditions, const QString &quality);

}  // namespace media
