#include "backend/media/mediagrants.h"

#include "backend/media/assetrepository.h"
#include "backend/media/transcodejob.h"
#include "backend/transcode/transcoderunner.h"
#include "models/domain/media/ladder.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace media {

namespace {

Error notReady()
{
    return Error::notFound(u"The video is not ready yet"_s, u"media_not_ready"_s);
}

AssetSummary summaryOf(const Asset &asset)
{
    AssetSummary s;
    s.id = asset.id;
    s.owner = asset.owner;
    s.status = assetStatusWord(asset.status);
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

QString pathOf(const Asset &asset, const QString &file)
{
    return u"/media/%1/%2"_s.arg(asset.uid, file);
}

QString withQuery(const QString &path, const QByteArray &query)
{
    return path + u'?' + QString::fromLatin1(query);
}

}  // namespace

const StoredRendition &choose(const std::vector<StoredRendition> &renditions, const QString &quality)
{
    const Quality wanted = qualityFromWord(quality).value_or(Quality::Hd);
    const StoredRendition *best = &renditions.front();
    for (const StoredRendition &r : renditions) {
        if (qualityFromWord(r.quality).value_or(Quality::Uhd) <= wanted)
            best = &r;
    }
    return *best;
}

MediaGrants::MediaGrants(database::Database &database, const Clock &clock, const jobs::JobQueue &queue,
                         const MediaFiles &files, const UrlSigner &signer, transcode::Toolbox &toolbox)
    : m_database(database), m_clock(clock), m_queue(queue), m_files(files), m_signer(signer), m_toolbox(toolbox)
{
}

Result<std::vector<AssetId>> MediaGrants::missing(database::Connection &c, const std::vector<AssetId> &ids) const
{
    return AssetRepository::missing(c, ids);
}

Result<std::vector<AssetSummary>> MediaGrants::summaries(const std::vector<AssetId> &ids) const
{
    auto found = m_database.read([&](database::Connection &c) -> Result<std::vector<AssetSummary>> {
        std::vector<AssetSummary> out;
        for (const AssetId id : ids) {
            const auto asset = AssetRepository::find(c, id);
            if (asset)
                out.push_back(summaryOf(*asset));
            else if (asset.error().code != ErrorCode::NotFound)
                return asset.error();
        }
        return out;
    });
    if (!found)
        return found;
    std::vector<qint64> processing;
    for (const AssetSummary &s : *found) {
        if (s.status == "processing"_L1)
            processing.push_back(s.id.value);
    }
    if (processing.empty())
        return found;
    const auto jobs = m_queue.newestOf(TranscodeJob::jobKind(), processing);
    if (!jobs)
        return jobs.error();
    for (const jobs::Job &job : *jobs) {
        for (AssetSummary &s : *found) {
            if (s.id.value == job.subject)
                s.progress = job.progress;
        }
    }
    return found;
}

Result<Asset> MediaGrants::readyAsset(AssetId id) const
{
    auto asset = m_database.read([&](database::Connection &c) { return AssetRepository::find(c, id); });
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
    grant.url = withQuery(pathOf(*asset, chosen.file),
                          m_signer.query(pathOf(*asset, u"*"_s).toLatin1(), user, {}, grant.expires));
    return grant;
}

Result<PlayGrant> MediaGrants::grantTrial(AssetId id, int seconds, UserId user, Millis lifetime) const
{
    if (seconds <= 0)
        return Error::precondition(u"This trial has no length"_s, u"no_trial"_s);
    const auto asset = readyAsset(id);
    if (!asset)
        return asset.error();
    const StoredRendition &from = choose(asset->renditions, u"auto"_s);
    if (auto ok = ensureTrial(*asset, from, seconds); !ok)
        return ok.error();
    PlayGrant grant = grantFor(*asset, from, m_clock.now() + lifetime);
    grant.qualities = {from.quality};  // the others are not cut
    const QString path = pathOf(*asset, MediaFiles::trialName(seconds));
    grant.url = withQuery(path, m_signer.query(path.toLatin1(), user, {}, grant.expires));
    return grant;
}

Result<void> MediaGrants::ensureTrial(const Asset &asset, const StoredRendition &from, int seconds) const
{
    const QString file = m_files.file(asset.uid, MediaFiles::trialName(seconds));
    {
        std::unique_lock lock(m_mutex);
        m_cut.wait(lock, [&] { return !m_cutting.contains(file); });
        if (QFileInfo::exists(file))
            return {};
        m_cutting.insert(file);
    }
    const auto done = cutTrial(asset, from, seconds);
    const std::lock_guard lock(m_mutex);
    m_cutting.erase(file);
    m_cut.notify_all();
    return done;
}

Result<void> MediaGrants::cutTrial(const Asset &asset, const StoredRendition &from, int seconds) const
{
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    const QString name = MediaFiles::trialName(seconds);
    const auto folder = m_files.makeWorkFolder(u"%1-%2"_s.arg(asset.uid, name));
    if (!folder)
        return folder.error();
    const QString made = *folder + u'/' + name;
    Result<void> done = transcode::cutTrial(*tools, m_files.file(asset.uid, from.file), seconds, made);
    if (done && !QFile::rename(made, m_files.file(asset.uid, name)))
        done = Error{ErrorCode::Unavailable, u"folder_not_writable"_s, u"The trial could not be stored"_s, {}};
    m_files.removeFolder(*folder);
    return done;
}

}  // namespace media
