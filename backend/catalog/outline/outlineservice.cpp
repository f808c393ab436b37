#include "backend/catalog/outline/outlineservice.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/course/courseservice.h"
#include "backend/catalog/news.h"
#include "backend/catalog/outline/nodeedit.h"
#include "backend/catalog/outline/outlinemedia.h"
#include "backend/catalog/outline/outlinewriter.h"
#include "backend/catalog/publishing/pendingpublishrepository.h"
#include "backend/catalog/publishing/publishjob.h"
#include "models/domain/catalog/outlinejson.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Transaction;

constexpr int MaxTries = 8;  // a school has few authors per course; this many in a row is a client gone wild

/// Whether nodes came, or have other uids: only then can a name mean something else than before.
bool changesNames(const OutlineIndex &before, const Outline &after, const OutlineDiff &diff)
{
    return std::any_of(diff.changes.begin(), diff.changes.end(), [&](const NodeChange &change) {
        if (change.added)
            return true;
        const OutlineChapter &chapter = after.chapters[size_t(change.chapter)];
        if (!change.isLesson())
            return before.chapters[chapter.id.value].node->uid != chapter.uid;
        const OutlineLesson &lesson = chapter.lessons[size_t(change.lesson)];
        return before.lessons[lesson.id.value].node->uid != lesson.uid;
    });
}

bool isStale(const Error &error)
{
    return error.reason == u"stale_revision";
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

Result<Outline> OutlineService::outline(const accounts::Actor &actor, CourseId course) const
{
    UserId owner;
    auto stored = read(actor, course, owner);
    if (!stored)
        return stored.error();
    if (auto ok = joinMedia(m_assets, stored->live); !ok)
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
    if (auto ok = joinMedia(m_assets, stored->trash); !ok)
        return ok.error();
    return std::move(stored->trash);
}

Result<void> OutlineService::keepPublishedUids(CourseId course, const Outline &after) const
{
    const auto published = m_published.find(course);
    if (!published)
        return published.error();
    if (!*published)
        return {};
    const OutlineIndex known((*published)->content().outline);
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
    const auto taken = takeAssets(m_assets, actor, owner, index, *after);
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
        const bool names = changesNames(index, *after, *diff);
        OutlineWriter writer(*before, index, *after, *diff);
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
            if (auto ok = writer.run(tx, m_clock.now()); !ok)
                return ok;
            // A course that waits for its media may wait for less, or nothing, by this change.
            const auto pending = PendingPublishRepository::find(tx, course);
            if (!pending)
                return pending.error();
            if (*pending && !(*pending)->isStopped) {
                if (auto ok = PublishJob::look(tx, m_queue, **pending); !ok)
                    return ok;
            }
            tx.afterCommit([this, course, owner, names] {
                if (names)
                    m_published.forgetNames(course);
                m_events.publish({u"catalog.course"_s, course.value, owner});
            });
            return names ? tx.tell(news::Names, course.value) : Result<void>();
        });
        if (!written)
            return written.error();
        after->revision = before->live.revision + 1;
    }
    if (auto ok = joinMedia(m_assets, *after); !ok)
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

Result<NodeAt> OutlineService::changeNode(const accounts::Actor &actor, const Result<CourseId> &course,
                                          const NodeEdit &edit)
{
    if (!course)
        return course.error();
    NodeAt at;
    auto outline = change(actor, *course, [&](const StoredOutline &before) -> Result<Outline> {
        Outline after = before.live;
        if (auto ok = edit(after, at); !ok)
            return ok.error();
        return after;
    });
    if (!outline)
        return outline.error();
    at.outline = std::move(*outline);
    return at;
}

Result<NodeAt> OutlineService::addChapter(const accounts::Actor &actor, CourseId course, const QJsonObject &fields)
{
    return changeNode(actor, course,
                      [&](Outline &after, NodeAt &at) { return insertChapter(after, fields, at.chapter); });
}

Result<NodeAt> OutlineService::changeChapter(const accounts::Actor &actor, ChapterId chapter, const QJsonObject &fields)
{
    return changeNode(actor, courseOf(chapter),
                      [&](Outline &after, NodeAt &at) { return editChapter(after, chapter, fields, at.chapter); });
}

Result<void> OutlineService::removeChapter(const accounts::Actor &actor, ChapterId chapter)
{
    const auto done = changeNode(actor, courseOf(chapter), [&](Outline &after, NodeAt &) -> Result<void> {
        std::erase_if(after.chapters, [&](const OutlineChapter &c) { return c.id == chapter; });
        return {};
    });
    return done ? Result<void>() : done.error();
}

Result<NodeAt> OutlineService::addLesson(const accounts::Actor &actor, ChapterId chapter, const QJsonObject &fields)
{
    return changeNode(actor, courseOf(chapter), [&](Outline &after, NodeAt &at) {
        return insertLesson(after, chapter, fields, at.chapter, at.lesson);
    });
}

Result<NodeAt> OutlineService::changeLesson(const accounts::Actor &actor, LessonId lesson, const QJsonObject &fields)
{
    return changeNode(actor, courseOf(lesson), [&](Outline &after, NodeAt &at) {
        return editLesson(after, lesson, fields, at.chapter, at.lesson);
    });
}

Result<void> OutlineService::removeLesson(const accounts::Actor &actor, LessonId lesson)
{
    const auto done = changeNode(actor, courseOf(lesson), [&](Outline &after, NodeAt &) -> Result<void> {
        for (OutlineChapter &chapter : after.chapters)
            std::erase_if(chapter.lessons, [&](const OutlineLesson &l) { return l.id == lesson; });
        return {};
    });
    return done ? Result<void>() : done.error();
}

}  // namespace catalog
