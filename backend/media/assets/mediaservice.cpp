#include "backend/media/assets/mediaservice.h"

#include "backend/media/assets/probejob.h"
#include "backend/media/assets/reimport.h"
#include "backend/media/renditions/trialjob.h"
#include "backend/media/store/medianames.h"
#include "backend/media/store/tidying.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace media {

namespace {

/// How long somebody may hold the id of a duplicate: a desktop that was closed with unsaved edits.
constexpr Millis DuplicateLife = Millis(30) * 24 * 3600 * 1000;

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

MediaService::MediaService(database::Database &database, const Clock &clock, events::EventHub &events,
                           jobs::JobQueue &queue, const Storage &storage, const UsageCheck &usage)
    : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_storage(storage), m_usage(usage)
{
}

Result<void> MediaService::prepare(bool newSchool)
{
    if (auto ok = forgetOldDuplicates(); !ok)
        return ok;
    const auto uids = m_database.read([](database::Connection &c) { return AssetRepository::uids(c); });
    if (!uids)
        return uids.error();
    if (!newSchool)
        tidy(m_storage.store, *uids);
    return {};
}

/// By then nobody holds their ids any more, unless a lesson does.
Result<void> MediaService::forgetOldDuplicates()
{
    const Millis before = m_clock.now() - DuplicateLife;
    const auto any =
            m_database.read([&](database::Connection &c) { return AssetRepository::duplicatesBefore(c, before); });
    if (!any)
        return any.error();
    if (any->empty())  // an idle start writes nothing
        return {};
    return m_database.write([&](database::Transaction &tx) -> Result<void> {
        for (const AssetId id : *any) {
            if (auto ok = AssetRepository::lock(tx, id); !ok)
                return ok;
            const auto use = m_usage.useOf(tx, id, m_clock.now());
            if (!use)
                return use.error();
            if (*use)
                continue;
            if (auto ok = AssetRepository::remove(tx, id); !ok)
                return ok;
        }
        return {};
    });
}

Result<AssetWithJob> MediaService::load(AssetId id) const
{
    return m_database.read([&](database::Connection &c) -> Result<AssetWithJob> {
        auto asset = AssetRepository::find(c, id);
        if (!asset)
            return asset.error();
        auto job = jobs::JobQueue::newestOf(c, assetJobKinds(), id.value);
        if (!job)
            return job.error();
        return AssetWithJob{std::move(*asset), std::move(*job)};
    });
}

Result<Imported> MediaService::import(const accounts::Actor &actor, const QString &path)
{
    const auto source = checkSource(path);
    if (!source)
        return source.error();
    const auto known = m_database.read(
            [&](database::Connection &c) { return AssetRepository::findBySource(c, actor.user, *source); });
    if (!known)
        return known.error();
    if (*known)
        return importAgain(**known, *source);
    Asset asset;
    asset.uid = QUuid::createUuid().toString(QUuid::Id128);
    asset.owner = actor.user;
    asset.filename = source->name;
    asset.sourcePath = source->path;
    asset.sourceSize = source->size;
    asset.sourceTime = source->modified;
    asset.created = m_clock.now();
    const auto id = m_database.write([&](database::Transaction &tx) -> Result<AssetId> {
        const auto row = AssetRepository::insert(tx, asset);
        if (!row)
            return row.error();
        const auto job = m_queue.enqueue(tx, {ProbeJob::jobKind(), row->value, actor.user, asset.filename});
        if (!job)
            return job.error();
        tx.afterCommit([&events = m_events, id = *row, owner = actor.user] {
            events.publish({u"media.asset"_s, id.value, owner});
        });
        return *row;
    });
    if (!id)
        return id.error();
    auto loaded = load(*id);
    if (!loaded)
        return loaded.error();
    return Imported{std::move(*loaded), true};
}

Result<Imported> MediaService::importAgain(AssetId id, const SourceFile &source)
{
    auto known = load(id);
    if (!known)
        return known.error();
    bool lost = false;
    if (known->asset.status == AssetStatus::Ready) {
        const auto complete = isComplete(known->asset, m_storage.store);
        if (!complete)
            return complete.error();
        lost = !*complete;
    }
    const auto done =
            m_database.write([&](database::Transaction &tx) { return takeAgain(tx, m_queue, id, source, lost); });
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
    const auto jobs = m_queue.newestOf(assetJobKinds(), ids);
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

/// Asked in the transaction that deletes: until it ends nobody can put the video into a lesson.
Result<void> MediaService::checkUnused(database::Transaction &tx, AssetId id) const
{
    auto ids = AssetRepository::duplicatesOf(tx, id);
    if (!ids)
        return ids.error();
    ids->push_back(id);
    for (const AssetId one : *ids) {
        const auto use = m_usage.useOf(tx, one, m_clock.now());
        if (!use)
            return use.error();
        if (*use)
            return inUse(**use);
    }
    return {};
}

Result<void> MediaService::remove(const accounts::Actor &actor, AssetId id)
{
    const auto found = get(actor, id);
    if (!found)
        return found.error();
    return m_database.write([&](database::Transaction &tx) -> Result<void> {
        if (auto ok = AssetRepository::lock(tx, id); !ok)
            return ok;
        if (auto ok = checkUnused(tx, id); !ok)
            return ok;
        if (auto ok = m_queue.removeOf(tx, assetJobKinds() << TrialJob::jobKind(), id.value); !ok)
            return ok;
        if (auto ok = AssetRepository::remove(tx, id); !ok)
            return ok;
        // After the commit: files without a row are put aside at the next start, a row without files would be a
        // broken lesson.
        tx.afterCommit([&events = m_events, &removals = m_storage.removals, id, asset = found->asset] {
            events.publish({u"media.asset"_s, id.value, asset.owner});
            removals.removeFolder(folderKey(asset.uid));
        });
        return {};
    });
}

}  // namespace media
