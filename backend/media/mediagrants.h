#pragma once

#include "backend/database/database.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/asset.h"
#include "backend/media/assetlookup.h"
#include "backend/media/mediafiles.h"
#include "backend/media/urlsigner.h"
#include "backend/transcode/tools.h"

#include <condition_variable>
#include <mutex>
#include <set>

namespace media {

/// What other features may know and hand out of assets. Whether somebody may watch is decided before; here a grant
/// becomes a signed URL: of the asset's whole folder for a full grant, of the one cut file for a trial, so that a
/// trial's URL can't be turned into the full video's. Thread: worker threads. Owner: the composition root.
class MediaGrants final : public AssetLookup
{
public:
    MediaGrants(database::Database &database, const Clock &clock, const jobs::JobQueue &queue, const MediaFiles &files,
                const UrlSigner &signer, transcode::Toolbox &toolbox);

    Result<std::vector<AssetSummary>> summaries(const std::vector<AssetId> &ids) const override;
    Result<std::vector<AssetId>> missing(database::Connection &c, const std::vector<AssetId> &ids) const override;
    /// "auto" is hd, or the best below it. A quality that the asset lacks becomes the next lower one, else the lowest.
    Result<PlayGrant> grant(AssetId id, const QString &quality, UserId user, Millis lifetime) const override;
    /// The trial is cut once, from the rendition that "auto" chooses, and kept beside the renditions.
    Result<PlayGrant> grantTrial(AssetId id, int seconds, UserId user, Millis lifetime) const override;

private:
    Result<Asset> readyAsset(AssetId id) const;
    Result<void> ensureTrial(const Asset &asset, const StoredRendition &from, int seconds) const;
    Result<void> cutTrial(const Asset &asset, const StoredRendition &from, int seconds) const;

    database::Database &m_database;
    const Clock &m_clock;
    const jobs::JobQueue &m_queue;
    const MediaFiles &m_files;
    const UrlSigner &m_signer;
    transcode::Toolbox &m_toolbox;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_cut;
    mutable std::set<QString> m_cutting;  ///< files being cut now; guarded by m_mutex
};

/// The rendition for a wish, see grant(). `renditions` is sorted low to high and not empty. Pure.
const StoredRendition &choose(const std::vector<StoredRendition> &renditions, const QString &quality);

}  // namespace media
