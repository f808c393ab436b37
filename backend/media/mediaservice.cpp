#include "backend/media/mediaservice.h"

#include "backend/media/transcodejob.h"
#include "backend/transcode/ffprobe.h"

#include <QFileInfo>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace media {

namespace {

/// Others' assets don't exist for an instructor (API §1: 404 where existence itself is private).
Error notYours()
{
    return Error::notFound(u"There is no such video"_s, u"asset_not_found"_s);
}

Error inUse(const AssetUse &use)
{
    QString by;
    QString sentence;
    switch (use.by) {
    case AssetUse::By::Lesson:
        by = u"lesson"_s;
        sentence = u"The lesson “%1” of “%2” shows this video; take it out there first"_s.arg(use.lessonTitle,
                                                                                              use.courseTitle);
        break;
    case AssetUse::By::Edition:
        by = u"edition"_s;
        sentence = u"Learners of “%1” watch this video; publish the course without it first"_s.arg(use.courseTitle);
        break;
    case AssetUse::By::DeletedLesson:
        by = u"deleted_lesson"_s;
        sentence = u"The lesson “%1” in the trash of “%2” needs this video for 30 days, in case it comes back"_s.arg(
                use.lessonTitle, use.courseTitle);
        break;
    case AssetUse::By::DeletedCourse:
        by = u"deleted_course"_s;
        sentence =
                u"The deleted course “%1” needs this video for 30 days, in case it is restored"_s.arg(use.courseTitle);
        break;
    }
    return Error::conflict(sentence, u"in_use"_s,
                           {{u"by"_s, by},
                            {u"courseId"_s, use.course.value},
                            {u"course"_s, use.courseTitle},
                            {u"lesson"_s, use.lessonTitle.isEmpty() ? QJsonValue() : QJsonValue(use.lessonTitle)}});
}

}  // namespace

MediaService::MediaService(database::Database &database, const Clock &clock, http::EventHub &events,
                           jobs::JobQueue &queue, const MediaFiles &files, transcode::Toolbox &toolbox,
                           const UsageCheck &usage)
    : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_files(files), m_toolbox(toolbox),
      m_usage(usage)
{
}

Result<void> MediaService::prepare(bool newSchool)
{
    const auto uids = m_database.read([](database::Connection &c) { return AssetRepository::uids(c); });
    if (!uids)
        return uids.error();
    return m_files.prepare(*uids, newSchool);
}

Result<std::optional<AssetId>> MediaService::byContent(UserId owner, const QString &sha256) const
{
    return m_database.read([&](database::Connection &c) { return AssetRepository::findByContent(c, owner, sha256); });
}

Result<AssetWithJob> MediaService::load(AssetId id) const
{
    auto asset = m_database.read([&](database::Connection &c) { return AssetRepository::find(c, id); });
    if (!asset)
        return asset.error();
    auto jobs = m_queue.newestOf(TranscodeJob::jobKind(), {id.value});
    if (!jobs)
        return jobs.error();
    AssetWithJob out{std::move(*asset), std::nullopt};
    if (!jobs->empty())
        out.job = std::move(jobs->front());
    return out;
}

/// Probe and plan, as the row to be written.
Result<Asset> MediaService::describe(const accounts::Actor &actor, const SourceFile &source,
                                     const QString &sha256) const
{
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    const auto probe = transcode::Ffprobe(*tools).probe(source.path);
    if (!probe)
        return probe.error();
    const auto plan = transcode::makePlan(*probe, {false, tools->toneMaps});
    if (!plan)
        return plan.error();
    Asset asset;
    asset.uid = QUuid::createUuid().toString(QUuid::Id128);
    asset.owner = actor.user;
    asset.filename = source.name;
    asset.sourcePath = source.path;
    asset.sourceSize = source.size;
    asset.sourceTime = source.modified;
    asset.sha256 = sha256;
    asset.duration = probe->duration;
    asset.width = probe->video->shown().width;
    asset.height = probe->video->shown().height;
    asset.probe = probe->toJson();
    asset.plan = plan->toJson();
    asset.created = m_clock.now();
    return asset;
}

Result<Imported> MediaService::import(const accounts::Actor &actor, const QString &path)
{
    const auto source = checkSource(path);
    if (!source)
        return source.error();
    const auto sha256 = sha256Of(source->path);
    if (!sha256)
        return sha256.error();
    const auto known = byContent(actor.user, *sha256);
    if (!known)
        return known.error();
    if (*known)
        return importAgain(**known, *source);
    const auto asset = describe(actor, *source, *sha256);
    if (!asset)
        return asset.error();
    const auto id = m_database.write([&](database::Transaction &tx) -> Result<AssetId> {
        const auto row = AssetRepository::insert(tx, *asset);
        if (!row)
            return row.error();
        const auto job = m_queue.enqueue(tx, {TranscodeJob::jobKind(), row->value, actor.user, asset->filename});
        if (!job)
            return job.error();
        tx.afterCommit([&events = m_events, id = *row, owner = actor.user] {
            events.publish({u"media.asset"_s, id.value, owner});
        });
        return *row;
    });
    if (!id && id.error().code == ErrorCode::Conflict) {  // somebody imported the same at the same time
        const auto winner = byContent(actor.user, *sha256);
        if (winner && *winner)
            return importAgain(**winner, *source);
    }
    if (!id)
        return id.error();
    auto loaded = load(*id);
    if (!loaded)
        return loaded.error();
    return Imported{std::move(*loaded), true};
}

/// Whether all files of a ready asset are there. They may not be: who restores a database may have lost its films.
bool MediaService::isComplete(const Asset &asset) const
{
    return std::all_of(asset.renditions.begin(), asset.renditions.end(), [&](const StoredRendition &r) {
        return QFileInfo(m_files.file(asset.uid, r.file)).size() == r.bytes;
    });
}

Result<Imported> MediaService::importAgain(AssetId id, const SourceFile &source)
{
    auto known = load(id);
    if (!known)
        return known.error();
    const bool lost = known->asset.status == AssetStatus::Ready && !isComplete(known->asset);
    const auto done = m_database.write([&](database::Transaction &tx) -> Result<void> {
        // The file may have been moved since; what is still to be made is made from where it is now.
        if (auto ok = AssetRepository::setSource(tx, id, source.path, source.modified); !ok)
            return ok;
        // Asked here: somebody else's import of it may have begun the work meanwhile, or it may just have ended.
        const auto asset = AssetRepository::find(tx, id);
        if (!asset)
            return asset.error();
        const bool retry = known->job && (asset->status != AssetStatus::Ready || lost);
        return retry ? m_queue.retry(tx, known->job->id) : Result<void>{};
    });
    if (!done)
        return done.error();
    known = load(id);
    if (!known)
        return known.error();
    return Imported{std::move(*known), false};
}

Result<AssetList> MediaService::list(const accounts::Actor &actor, AssetFilter filter, const http::Page &page) const
{
    if (!actor.isAdmin())
        filter.owner = actor.user;
    auto found = m_database.read([&](database::Connection &c) { return AssetRepository::list(c, filter, page); });
    if (!found)
        return found.error();
    AssetList out;
    out.total = found->total;
    std::vector<qint64> ids;
    for (Asset &asset : found->assets) {
        ids.push_back(asset.id.value);
        out.assets.push_back({std::move(asset), std::nullopt});
    }
    const auto jobs = m_queue.newestOf(TranscodeJob::jobKind(), ids);
    if (!jobs)
        return jobs.error();
    for (const jobs::Job &job : *jobs) {
        for (AssetWithJob &one : out.assets) {
            if (one.asset.id.value == job.subject)
                one.job = job;
        }
    }
    return out;
}

Result<AssetWithJob> MediaService::get(const accounts::Actor &actor, AssetId id) const
{
    auto found = load(id);
    if (found && !actor.manages(found->asset.owner))
        return notYours();
    return found;
}

Result<void> MediaService::remove(const accounts::Actor &actor, AssetId id)
{
    const auto found = get(actor, id);
    if (!found)
        return found.error();
    const auto done = m_database.write([&](database::Transaction &tx) -> Result<void> {
        // Asked here and not before: until this transaction ends nobody can put the video into a lesson.
        const auto use = m_usage.useOf(tx, id, m_clock.now());
        if (!use)
            return use.error();
        if (*use)
            return inUse(**use);
        if (auto ok = m_queue.removeOf(tx, TranscodeJob::jobKind(), id.value); !ok)
            return ok;
        if (auto ok = AssetRepository::remove(tx, id); !ok)
            return ok;
        tx.afterCommit([&events = m_events, id, owner = found->asset.owner] {
            events.publish({u"media.asset"_s, id.value, owner});
        });
        return {};
    });
    // After the commit: files without a row are put aside at the next start, a row without files would be a broken
    // lesson.
    if (done)
        m_files.removeFolder(m_files.folderOf(found->asset.uid));
    return done;
}

}  // namespace media
