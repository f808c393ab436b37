#include "backend/catalog/outlineservice.h"

#include "backend/catalog/courserepository.h"
#include "backend/catalog/courseservice.h"
#include "backend/catalog/nodeedit.h"
#include "models/domain/catalog/outlinejson.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Transaction;

constexpr int MaxTries = 8;  // a school has few authors per course; this many in a row is a client gone wild

bool isStale(const Error &error)
{
    return error.word == u"stale_revision";
}

}  // namespace

Result<StoredOutline> OutlineService::read(const accounts::Actor &actor, CourseId course, UserId &owner) const
{
    return m_database.read([&](Connection &c) -> Result<StoredOutline> {
        const auto managed = CourseService::managed(c, actor, course);
        if (!managed)
            return managed.error();
        owner = managed->owner;
        return OutlineRepository::read(c, course);
    });
}

Result<void> OutlineService::joinMedia(Outline &outline) const
{
    QSet<qint64> wanted;
    for (const OutlineChapter &chapter : outline.chapters) {
        for (const OutlineLesson &lesson : chapter.lessons) {
            if (lesson.fields.asset.isValid())
                wanted.insert(lesson.fields.asset.value);
        }
    }
    if (wanted.isEmpty())
        return {};
    std::vector<AssetId> ids;
    for (const qint64 id : wanted)
        ids.emplace_back(id);
    const auto summaries = m_assets.summaries(ids);
    if (!summaries)
        return summaries.error();
    QHash<qint64, const media::AssetSummary *> byId;
    for (const media::AssetSummary &summary : *summaries)
        byId.insert(summary.id.value, &summary);
    for (OutlineChapter &chapter : outline.chapters) {
        for (OutlineLesson &lesson : chapter.lessons) {
            if (!lesson.fields.asset.isValid())
                continue;
            const media::AssetSummary *asset = byId.value(lesson.fields.asset.value);
            LessonMedia &media = lesson.media.emplace();
            media.status = asset ? asset->status : u"missing"_s;
            if (!asset)
                continue;
            media.progress = asset->progress;
            media.qualities = asset->qualities;
            media.posterUrl = asset->posterUrl;
            media.failure = asset->failure;
            media.filename = asset->filename;
            media.bytes = asset->size;
            if (lesson.fields.duration == 0)
                lesson.fields.duration = asset->duration;
        }
    }
    return {};
}

Result<Outline> OutlineService::outline(const accounts::Actor &actor, CourseId course) const
{
    UserId owner;
    auto stored = read(actor, course, owner);
    if (!stored)
        return stored.error();
    if (auto ok = joinMedia(stored->live); !ok)
        return ok.error();
    return std::move(stored->live);
}

Result<QHash<qint64, QString>> OutlineService::posters(const std::vector<CourseId> &courses) const
{
    using Media = std::vector<std::vector<AssetId>>;
    const auto media = m_database.read([&](Connection &c) -> Result<Media> {
        Media out;
        for (const CourseId course : courses) {
            auto assets = OutlineRepository::firstAssets(c, course, MediaLookedAt);
            if (!assets)
                return assets.error();
            out.push_back(std::move(*assets));
        }
        return out;
    });
    if (!media)
        return media.error();
    QHash<qint64, QString> out;
    // The first one mostly has it, so the others are asked about only where it hasn't.
    for (const auto &[from, to] : {std::pair<size_t, size_t>(0, 1), std::pair<size_t, size_t>(1, MediaLookedAt)}) {
        std::vector<AssetId> asked;
        std::vector<CourseId> askers;
        for (size_t i = 0; i < courses.size(); ++i) {
            for (size_t k = from; k < std::min(to, (*media)[i].size()) && !out.contains(courses[i].value); ++k) {
                asked.push_back((*media)[i][k]);
                askers.push_back(courses[i]);
            }
        }
        const auto summaries = m_assets.summaries(asked);
        if (!summaries)
            return summaries.error();
        QHash<qint64, QString> byAsset;
        for (const media::AssetSummary &summary : *summaries)
            byAsset.insert(summary.id.value, summary.posterUrl);
        for (size_t i = 0; i < asked.size(); ++i) {
            if (const QString poster = byAsset.value(asked[i].value);
                !poster.isEmpty() && !out.contains(askers[i].value))
                out.insert(askers[i].value, poster);
        }
    }
    return out;
}

Result<Outline> OutlineService::trash(const accounts::Actor &actor, CourseId course) const
{
    UserId owner;
    auto stored = read(actor, course, owner);
    if (!stored)
        return stored.error();
    if (auto ok = joinMedia(stored->trash); !ok)
        return ok.error();
    return std::move(stored->trash);
}

// Assets that come new to a lesson: may this actor use them, and how long are they?
Result<std::vector<AssetId>> OutlineService::takeAssets(const accounts::Actor &actor, UserId owner,
                                                        const OutlineIndex &before, Outline &after) const
{
    struct Wanted {
        OutlineLesson *lesson;
        QString path;
    };
    std::vector<Wanted> wanted;
    QSet<qint64> ids;
    for (size_t c = 0; c < after.chapters.size(); ++c) {
        for (size_t l = 0; l < after.chapters[c].lessons.size(); ++l) {
            OutlineLesson &lesson = after.chapters[c].lessons[l];
            const auto was = before.lessons.constFind(lesson.id.value);
            const AssetId old = was == before.lessons.constEnd() ? AssetId() : was->node->fields.asset;
            if (lesson.fields.asset == old)
                continue;
            lesson.fields.duration = 0;
            if (!lesson.fields.asset.isValid())
                continue;
            wanted.push_back({&lesson, u"chapters[%1].videos[%2].asset_id"_s.arg(c).arg(l)});
            ids.insert(lesson.fields.asset.value);
        }
    }
    if (wanted.empty())
        return std::vector<AssetId>();
    std::vector<AssetId> asked;
    for (const qint64 id : ids)
        asked.emplace_back(id);
    const auto summaries = m_assets.summaries(asked);
    if (!summaries)
        return summaries.error();
    QHash<qint64, const media::AssetSummary *> byId;
    for (const media::AssetSummary &summary : *summaries) {
        if (actor.isAdmin() || summary.owner == actor.user || summary.owner == owner)
            byId.insert(summary.id.value, &summary);
    }
    QJsonObject faults;
    for (const Wanted &w : wanted) {
        // An asset of somebody else is answered like one that doesn't exist.
        if (const media::AssetSummary *asset = byId.value(w.lesson->fields.asset.value))
            w.lesson->fields.duration = asset->duration;
        else if (faults.size() < 50)
            faults.insert(w.path, u"is not an asset you can use"_s);
    }
    if (faults.isEmpty())
        return asked;
    return Error::invalid(faults.begin().key() + u" is not an asset you can use."_s, u"invalid_outline"_s,
                          {{u"fields"_s, faults}});
}

Result<void> OutlineService::keepPublishedUids(CourseId course, const Outline &after) const
{
    const auto published = m_cache.find(course);
    if (!published)
        return published.error();
    if (!*published)
        return {};
    const OutlineIndex known((*published)->edition.outline);
    const auto fault = [](const QString &was, const QString &is) {
        return Error::precondition(
                u"“%1” has been published under this uid, so it can't become “%2”: clients keep progress by it."_s.arg(
                        was, is),
                u"uid_in_use"_s, {{u"uid"_s, was}});
    };
    for (const OutlineChapter &chapter : after.chapters) {
        const auto c = known.chapters.constFind(chapter.id.value);
        if (c != known.chapters.constEnd() && c->node->uid != chapter.uid)
            return fault(c->node->uid, chapter.uid);
        for (const OutlineLesson &lesson : chapter.lessons) {
            const auto l = known.lessons.constFind(lesson.id.value);
            if (l != known.lessons.constEnd() && l->node->uid != lesson.uid)
                return fault(l->node->uid, lesson.uid);
        }
    }
    return {};
}

Result<Outline> OutlineService::tryChange(const accounts::Actor &actor, CourseId course, const Edit &edit)
{
    UserId owner;
    const auto before = read(actor, course, owner);
    if (!before)
        return before.error();
    auto after = edit(*before);
    if (!after)
        return after;
    after->course = course;
    const OutlineIndex index(before->live, before->trash);
    if (auto ok = validateOutline(*after); !ok)
        return ok.error();
    const auto taken = takeAssets(actor, owner, index, *after);
    if (!taken)
        return taken.error();
    if (auto ok = keepPublishedUids(course, *after); !ok)
        return ok.error();
    const auto diff = diffOutline(index, *after);
    if (!diff)
        return diff.error();
    if (diff->isEmpty())  // nothing to write: the revision stays, so a nervous client's repeat costs nothing
        after->revision = before->live.revision;
    else {
        const auto written = m_database.write([&](Transaction &tx) -> Result<void> {
            // First, so that a reader of the same old revision loses here and not in the middle.
            if (auto ok = CourseRepository::advanceOutline(tx, course, before->live.revision, m_clock.now()); !ok)
                return ok;
            const auto missing = m_assets.missing(tx, *taken);
            if (!missing)
                return missing.error();
            if (!missing->empty())
                return Error::conflict(u"A video that the lesson was to show has just been deleted."_s,
                                       u"asset_deleted"_s, {{u"assetId"_s, missing->front().value}});
            if (auto ok = OutlineRepository::apply(tx, *before, *after, *diff, m_clock.now()); !ok)
                return ok;
            tx.afterCommit([this, course, owner] {
                m_cache.forget(course);  // new lessons are known from now on
                m_events.publish({u"catalog.course"_s, course.value, owner});
            });
            return {};
        });
        if (!written)
            return written.error();
        after->revision = before->live.revision + 1;
    }
    if (auto ok = joinMedia(*after); !ok)
        return ok.error();
    return after;
}

Result<Outline> OutlineService::change(const accounts::Actor &actor, CourseId course, const Edit &edit)
{
    Result<Outline> outcome = tryChange(actor, course, edit);
    for (int i = 1; i < MaxTries && !outcome && isStale(outcome.error()); ++i)
        outcome = tryChange(actor, course, edit);
    return outcome;
}

Result<Outline> OutlineService::replace(const accounts::Actor &actor, CourseId course, const QJsonObject &document)
{
    auto outcome = tryChange(actor, course, [&](const StoredOutline &before) -> Result<Outline> {
        const OutlineIndex index(before.live, before.trash);
        auto after = outlineFromJson(document, index);
        if (after && after->revision != before.live.revision)
            return Error::conflict(u"The outline is at revision %1 by now, this change was made on revision %2."_s
                                           .arg(before.live.revision)
                                           .arg(after->revision),
                                   u"stale_revision"_s);
        return after;
    });
    if (outcome || !isStale(outcome.error()))
        return outcome;
    const auto current = outline(actor, course);
    if (!current)
        return current.error();
    Error error = outcome.error();
    error.detail = {{u"revision"_s, current->revision}, {u"outline"_s, toJson(*current)}};
    return error;
}

Result<CourseId> OutlineService::courseOf(ChapterId chapter) const
{
    const auto found = m_database.read([&](Connection &c) { return CourseRepository::courseOfChapter(c, chapter); });
    if (!found)
        return found.error();
    if (!*found)
        return Error::notFound(u"There is no such chapter."_s);
    return **found;
}

Result<CourseId> OutlineService::courseOf(LessonId lesson) const
{
    const auto found = m_database.read([&](Connection &c) { return CourseRepository::courseOfLesson(c, lesson); });
    if (!found)
        return found.error();
    if (!*found)
        return Error::notFound(u"There is no such lesson."_s);
    return **found;
}

Result<NodeAt> OutlineService::addChapter(const accounts::Actor &actor, CourseId course, const QJsonObject &fields)
{
    NodeAt at;
    auto outline = change(actor, course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        if (auto ok = insertChapter(after, fields, at.chapter); !ok)
            return ok.error();
        return after;
    });
    if (!outline)
        return outline.error();
    at.outline = std::move(*outline);
    return at;
}

Result<NodeAt> OutlineService::changeChapter(const accounts::Actor &actor, ChapterId chapter, const QJsonObject &fields)
{
    const auto course = courseOf(chapter);
    if (!course)
        return course.error();
    NodeAt at;
    auto outline = change(actor, *course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        if (auto ok = editChapter(after, chapter, fields, at.chapter); !ok)
            return ok.error();
        return after;
    });
    if (!outline)
        return outline.error();
    at.outline = std::move(*outline);
    return at;
}

Result<void> OutlineService::removeChapter(const accounts::Actor &actor, ChapterId chapter)
{
    const auto course = courseOf(chapter);
    if (!course)
        return course.error();
    const auto outline = change(actor, *course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        std::erase_if(after.chapters, [&](const OutlineChapter &c) { return c.id == chapter; });
        return after;
    });
    return outline ? Result<void>() : outline.error();
}

Result<NodeAt> OutlineService::addLesson(const accounts::Actor &actor, ChapterId chapter, const QJsonObject &fields)
{
    const auto course = courseOf(chapter);
    if (!course)
        return course.error();
    NodeAt at;
    auto outline = change(actor, *course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        if (auto ok = insertLesson(after, chapter, fields, at.chapter, at.lesson); !ok)
            return ok.error();
        return after;
    });
    if (!outline)
        return outline.error();
    at.outline = std::move(*outline);
    return at;
}

Result<NodeAt> OutlineService::changeLesson(const accounts::Actor &actor, LessonId lesson, const QJsonObject &fields)
{
    const auto course = courseOf(lesson);
    if (!course)
        return course.error();
    NodeAt at;
    auto outline = change(actor, *course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        if (auto ok = editLesson(after, lesson, fields, at.chapter, at.lesson); !ok)
            return ok.error();
        return after;
    });
    if (!outline)
        return outline.error();
    at.outline = std::move(*outline);
    return at;
}

Result<void> OutlineService::removeLesson(const accounts::Actor &actor, LessonId lesson)
{
    const auto course = courseOf(lesson);
    if (!course)
        return course.error();
    const auto outline = change(actor, *course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        for (OutlineChapter &chapter : after.chapters)
            std::erase_if(chapter.lessons, [&](const OutlineLesson &l) { return l.id == lesson; });
        return after;
    });
    return outline ? Result<void>() : outline.error();
}

}  // namespace catalog
