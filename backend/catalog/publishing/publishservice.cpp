#include "backend/catalog/publishing/publishservice.h"

#include "backend/catalog/news.h"
#include "backend/catalog/outline/outlinemedia.h"
#include "backend/catalog/publishing/pendingpublishrepository.h"

using namespace Qt::StringLiterals;

namespace catalog {

using database::Connection;
using database::Transaction;

namespace {

/// The cuts that trial lessons need: the beginnings that people without access are shown.
std::vector<media::TrialCut> trialsOf(const Outline &outline)
{
    std::vector<media::TrialCut> cuts;
    for (const OutlineChapter &chapter : outline.chapters) {
        for (const OutlineLesson &lesson : chapter.lessons) {
            const LessonFields &f = lesson.fields;
            if (f.isTrial && f.kind != LessonKind::Article && f.asset.isValid())
                cuts.push_back({f.asset, f.trialSeconds});
        }
    }
    return cuts;
}

}  // namespace

/// By id; the outline's lessons point at what duplicates stand for afterwards.
Result<QHash<qint64, AssetFacts>> PublishService::assetsOf(Outline &outline) const
{
    QHash<qint64, AssetId> targets;
    QHash<qint64, AssetFacts> facts;
    const std::vector<AssetId> ids = assetsIn(outline);
    if (ids.empty())
        return facts;
    const auto summaries = m_assets.summaries(ids);
    if (!summaries)
        return summaries.error();
    for (const media::AssetSummary &a : *summaries) {
        facts.insert(a.target().value, {a.status, a.duration, a.qualities, a.planned, a.posterUrl, a.failure});
        if (a.sameAs.isValid())
            targets.insert(a.id.value, a.sameAs);
    }
    for (OutlineChapter &chapter : outline.chapters) {
        for (OutlineLesson &lesson : chapter.lessons)
            lesson.fields.asset = targets.value(lesson.fields.asset.value, lesson.fields.asset);
    }
    return facts;
}

Result<PublishService::Candidate> PublishService::candidate(const accounts::Actor &actor, CourseId id) const
{
    struct Stored {
        StoredCourse course;
        Outline outline;
        QString newestHash;
    };
    auto stored = m_database.read([&](Connection &c) -> Result<Stored> {
        auto course = CourseService::managed(c, actor, id);
        if (!course)
            return course.error();
        auto outline = OutlineRepository::read(c, id);
        if (!outline)
            return outline.error();
        const auto newest = EditionRepository::list(c, id);
        if (!newest)
            return newest.error();
        return Stored{std::move(*course), std::move(outline->live), newest->empty() ? QString() : newest->front().hash};
    });
    if (!stored)
        return stored.error();
    const auto assets = assetsOf(stored->outline);
    if (!assets)
        return assets.error();

    Candidate candidate;
    candidate.course = std::move(stored->course);
    Edition &edition = candidate.edition;
    const StoredCourse &course = candidate.course;
    edition.course = id;
    edition.uid = course.uid;
    edition.owner = course.owner;
    edition.fields = course.fields;
    edition.fields.coverUrl = coverUrlOf({course.fields, stored->outline, *assets});
    edition.outline = stored->outline;
    edition.courseCreated = course.created;
    edition.created = m_clock.now();
    edition.createdBy = actor.user;
    if (m_names)
        edition.instructorName = m_names({course.owner}).value(course.owner.value);
    for (OutlineChapter &chapter : edition.outline.chapters) {
        for (OutlineLesson &lesson : chapter.lessons) {
            const auto asset = assets->constFind(lesson.fields.asset.value);
            if (asset == assets->constEnd())
                continue;
            lesson.fields.duration = asset->duration;
            lesson.media.emplace().posterUrl = asset->posterUrl;
        }
    }
    candidate.snapshot = edition.snapshot();
    candidate.isSame = snapshotHash(candidate.snapshot) == stored->newestHash;
    edition.number = candidate.isSame ? course.edition : course.edition + 1;
    const bool nothingNew = candidate.isSame && course.status == CourseStatus::Published;
    const auto price = m_prices ? m_prices->priceFacts(id, course.fields) : Result<PriceFacts>(PriceFacts());
    if (!price)
        return price.error();
    candidate.checks = publishChecks({course.fields, stored->outline, *assets, *price, nothingNew});
    return candidate;
}

Result<PublishService::Report> PublishService::checks(const accounts::Actor &actor, CourseId course) const
{
    auto found = candidate(actor, course);
    if (!found)
        return found.error();
    const bool fit = isFit(found->checks);
    return Report{std::move(found->checks), fit, found->edition.number, found->course.revision};
}

Error PublishService::notFit(const std::vector<PublishCheck> &checks)
{
    return Error::precondition(u"The course is not fit to be published."_s, u"not_fit_to_publish"_s,
                               {{u"checks"_s, toJson(checks)}});
}

Result<StoredCourse> PublishService::publish(const accounts::Actor &actor, CourseId id, std::optional<qint64> revision)
{
    const auto found = candidate(actor, id);
    if (!found)
        return found.error();
    const StoredCourse &draft = found->course;
    const auto stale = [](qint64 now) {
        return Error::conflict(u"The course has been changed meanwhile; look at it again before you publish it."_s,
                               u"stale_revision"_s, {{u"revision"_s, now}});
    };
    if (revision && *revision != draft.revision)
        return stale(draft.revision);
    if (!isFit(found->checks))
        return notFit(found->checks);
    const auto newest = m_courses.course(id);
    if (!newest)
        return newest.error();
    const auto now = std::make_shared<const CourseSnapshot>(found->edition.courseSnapshot(true));
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        const auto course = CourseService::managed(tx, actor, id);
        if (!course)
            return course.error();
        if (course->changes != draft.changes || course->edition != draft.edition)
            return stale(course->revision);
        if (!found->isSame) {
            if (auto ok = EditionRepository::insert(tx, found->edition, found->snapshot); !ok)
                return ok.error();
            if (auto ok = EditionRepository::setAssets(tx, found->edition); !ok)
                return ok.error();
            if (*newest) {
                const auto kept = EditionRepository::keepFormerFilms(tx, **newest, *now, found->edition.created);
                if (!kept)
                    return kept.error();
            }
        }
        if (auto ok = m_assets.wantTrials(tx, trialsOf(found->edition.outline)); !ok)
            return ok.error();
        if (auto ok =
                    CourseRepository::setEdition(tx, id, found->edition.number, draft.changes, found->edition.created);
            !ok)
            return ok.error();
        if (auto ok = CourseRepository::putCard(tx, found->edition.card()); !ok)
            return ok.error();
        tx.afterCommit([this, id, owner = course->owner] {
            m_courses.forget(id);
            m_events.publish({u"catalog.course"_s, id.value, owner});
        });
        if (auto told = tx.tell(news::Course, id.value); !told)
            return told.error();
        if (auto ok = PendingPublishRepository::remove(tx, id); !ok)
            return ok.error();
        const auto published = CourseService::managed(tx, actor, id);
        if (published && !found->isSame) {
            if (auto ok = m_listener.editionPublished(tx, *newest, now); !ok)
                return ok.error();
        }
        return published;
    });
}

Result<StoredCourse> PublishService::unpublish(const accounts::Actor &actor, CourseId id)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        const auto course = CourseService::managed(tx, actor, id);
        if (!course)
            return course.error();
        if (course->status != CourseStatus::Published)
            return Error::precondition(u"The course is not published."_s, u"not_published"_s);
        if (auto ok = CourseRepository::setStatus(tx, id, CourseStatus::Unpublished); !ok)
            return ok.error();
        if (auto ok = CourseRepository::removeCard(tx, id); !ok)
            return ok.error();
        tx.afterCommit([this, id, owner = course->owner] {
            m_courses.forget(id);
            m_events.publish({u"catalog.course"_s, id.value, owner});
        });
        if (auto told = tx.tell(news::Course, id.value); !told)
            return told.error();
        return CourseService::managed(tx, actor, id);
    });
}

Result<std::vector<EditionEntry>> PublishService::editions(const accounts::Actor &actor, CourseId id) const
{
    return m_database.read([&](Connection &c) -> Result<std::vector<EditionEntry>> {
        const auto course = CourseService::managed(c, actor, id);
        if (!course)
            return course.error();
        return EditionRepository::list(c, id);
    });
}

}  // namespace catalog
