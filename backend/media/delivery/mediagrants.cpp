#include "backend/media/delivery/mediagrants.h"

#include "backend/media/assets/assetrepository.h"
#include "backend/media/assets/reimport.h"
#include "backend/media/renditions/trialrepository.h"
#include "backend/media/store/medianames.h"
#include "models/domain/media/ladder.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace media {

namespace {

Error notReady()
{
    return Error::notFound(u"The video is not ready yet"_s, u"media_not_ready"_s);
}

constexpr int TrialWait = 5;                   ///< s; a cut is a matter of seconds once its turn has come
constexpr Millis TrialPause = 10 * 60 * 1000;  ///< before one that could not be cut is tried again

Error trialNotReady()
{
    return {ErrorCode::Unavailable,
            u"trial_not_ready"_s,
            u"The free beginning of this lesson is being prepared; try again in a moment"_s,
            {{"retryAfter"_L1, TrialWait}}};
}

AssetSummary summaryOf(const Asset &asset)
{
    AssetSummary s;
    s.id = asset.id;
    s.owner = asset.owner;
    s.status = assetStatusName(asset.status);
    s.filename = asset.filename;
    s.size = asset.sourceSize;
    s.duration = asset.duration;
    s.width = asset.width;
    s.height = asset.height;
    s.hasVideo = asset.width > 0;
    for (const StoredRendition &r : asset.renditions)
        s.qualities.append(r.quality);
    for (const QJsonValue &rung : asset.plan.value("rungs"_L1).toArray())
        s.planned.append(rung.toObject().value("quality"_L1).toString());
    s.posterUrl = asset.posterUrl();
    s.failureReason = asset.failureReason;
    s.failure = asset.failure;
    s.progress = asset.status == AssetStatus::Ready ? 1.0 : 0.0;
    return s;
}

PlayGrant grantFor(const Asset &asset, const StoredRendition &chosen, Millis expires)
{
    PlayGrant grant;
    grant.quality = chosen.quality;
    for (const StoredRendition &r : asset.renditions)
        grant.qualities.append(r.quality);
    grant.posterUrl = asset.posterUrl();
    grant.expires = expires / 1000 * 1000;  // signed in whole seconds
    return grant;
}

}  // namespace

const StoredRendition &choose(const std::vector<StoredRendition> &renditions, const QString &quality)
{
    const Quality wanted = qualityFromName(quality).value_or(Quality::Hd);
    const StoredRendition *best = &renditions.front();
    for (const StoredRendition &r : renditions) {
        if (qualityFromName(r.quality).value_or(Quality::Uhd) <= wanted)
            best = &r;
    }
    return *best;
}

/// What a duplicate stands for, in its place.
static Result<Asset> original(database::Connection &c, AssetId id)
{
    auto asset = AssetRepository::find(c, id);
    return asset && asset->sameAs.isValid() ? AssetRepository::find(c, asset->sameAs) : asset;
}

MediaGrants::MediaGrants(database::Database &database, const Clock &clock, jobs::JobQueue &queue,
                         const MediaStore &store)
    : m_database(database), m_clock(clock), m_queue(queue), m_store(store)
{
}

Result<std::vector<AssetId>> MediaGrants::missing(database::Transaction &tx, const std::vector<AssetId> &ids) const
{
    return AssetRepository::missing(tx, ids);
}

Result<std::vector<AssetSummary>> MediaGrants::summaries(const std::vector<AssetId> &ids) const
{
    auto found = m_database.read([&](database::Connection &c) -> Result<std::vector<AssetSummary>> {
        std::vector<AssetSummary> out;
        for (const AssetId id : ids) {
            const auto asset = original(c, id);
            if (asset) {
                out.push_back(summaryOf(*asset));
                if (asset->id != id) {
                    out.back().id = id;
                    out.back().sameAs = asset->id;
                }
            } else if (asset.error().code != ErrorCode::NotFound)
                return asset.error();
        }
        return out;
    });
    if (!found)
        return found;
    std::vector<qint64> working;
    for (const AssetSummary &s : *found) {
        if (s.status == "probing"_L1 || s.status == "processing"_L1)
            working.push_back(s.target().value);
    }
    if (working.empty())
        return found;
    const auto jobs = m_queue.newestOf(assetJobKinds(), working);
    if (!jobs)
        return jobs.error();
    for (const jobs::Job &job : *jobs) {
        for (AssetSummary &s : *found) {
            if (s.target().value == job.subject)
                s.progress = job.progress;
        }
    }
    return found;
}

Result<Asset> MediaGrants::readyAsset(AssetId id) const
{
    auto asset = m_database.read([&](database::Connection &c) { return original(c, id); });
    if (asset && (asset->status != AssetStatus::Ready || asset->renditions.empty()))
        return notReady();
    return asset;
}

Result<PlayGrant> MediaGrants::grant(AssetId id, const QString &quality, UserId user, Millis lifetime) const
{
    const auto asset = readyAsset(id);
    if (!asset)
        return asset.error();
    const StoredRendition &chosen = choose(asset->renditions, quality);
    PlayGrant grant = grantFor(*asset, chosen, m_clock.now() + lifetime);
    grant.url = m_store.url(fileKey(asset->uid, chosen.file), {UrlSigner::Scope::Folder, user, grant.expires});
    return grant;
}

Result<PlayGrant> MediaGrants::grantTrial(AssetId id, int seconds, const QString &quality, UserId user,
                                          Millis lifetime) const
{
    if (seconds <= 0)
        return Error::precondition(u"This trial has no length"_s, u"no_trial"_s);
    const auto asset = readyAsset(id);
    if (!asset)
        return asset.error();
    const StoredRendition &from = choose(asset->renditions, quality);
    const QString key = fileKey(asset->uid, trialName(seconds, from.quality));
    if (const auto size = m_store.size(key); !size) {
        if (size.error().code != ErrorCode::NotFound)
            return size.error();
        orderTrial(*asset, seconds);
        return trialNotReady();
    }
    PlayGrant grant = grantFor(*asset, from, m_clock.now() + lifetime);
    grant.url = m_store.url(key, {UrlSigner::Scope::File, user, grant.expires});
    return grant;
}

/// Does not wait for the store: whoever asks is told to come again in any case. Strangers may ask as often as they
/// like, so it writes only where no job is on its way, and not again for a while after one has failed.
void MediaGrants::orderTrial(const Asset &asset, int seconds) const
{
    const auto jobs = m_queue.newestOf({TrialJob::jobKind()}, {asset.id.value});
    if (!jobs)
        return;
    if (!jobs->empty()) {
        const jobs::Job &job = jobs->front();
        const bool failed = job.state == jobs::State::Failed || job.state == jobs::State::Canceled;
        const Millis since = m_clock.now() - job.finished.value_or(0);  // negative: the clock was set back
        if (job.isOpen() || (failed && since >= 0 && since < TrialPause))
            return;
    }
    m_database.write(
            [&queue = m_queue, id = asset.id, seconds](database::Transaction &tx) -> Result<void> {
                if (auto ok = TrialRepository::forget(tx, id, seconds); !ok)
                    return ok;
                return TrialJob::want(tx, queue, {id, seconds});
            },
            [](const Result<void> &) {});
}

Result<void> MediaGrants::wantTrials(database::Transaction &tx, const std::vector<TrialCut> &wanted) const
{
    for (const TrialCut &cut : wanted) {
        if (auto ok = TrialJob::want(tx, m_queue, cut); !ok)
            return ok;
    }
    return {};
}

}  // namespace media
