#pragma once

#include "backend/catalog/editions/publishedcourses.h"
#include "backend/catalog/outline/outlinerepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/assetlookup.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

#include <QHash>
#include <QJsonObject>

#include <functional>

namespace catalog {

/// Which node of an outline a small route made or changed, in the outline after the change.
struct NodeAt {
    Outline outline;
    int chapter = 0;
    int lesson = -1;  ///< -1: the chapter

    const OutlineChapter &chapterNode() const { return outline.chapters[size_t(chapter)]; }
    const OutlineLesson &lessonNode() const { return chapterNode().lessons[size_t(lesson)]; }
};

/// The draft's outline: read it, replace it as one document, or change one node of it. Every way goes through the same
/// diff and the same rules, and counts the revision. Thread: workers.
///
/// Rules beside validateOutline:
///   - an asset must belong to the course's owner or to the actor; an admin may use any. 400 "invalid_outline"
///   - uids are unique in the school, trash included. 409 "uid_taken"
///   - the uid of a node that has been published can't change: clients keep progress under that name. 422 "uid_in_use"
///   - a lesson's duration is its asset's
class OutlineService
{
public:
    OutlineService(database::Database &database, const Clock &clock, events::EventHub &events,
                   PublishedCourses &published, jobs::JobQueue &queue, const media::AssetLookup &assets)
        : m_database(database), m_clock(clock), m_events(events), m_published(published), m_queue(queue),
          m_assets(assets)
    {
    }

    /// With the state of each lesson's media.
    Result<Outline> outline(const accounts::Actor &actor, CourseId course) const;
    /// The first poster among the first MediaLookedAt media of each draft: what lists show where no cover was chosen.
    /// Course id → path; courses without are left out. Whose drafts they are is the caller's question.
    Result<QHash<qint64, QString>> posters(const std::vector<CourseId> &courses) const;
    static constexpr int MediaLookedAt = 20;
    /// Deleted chapters and lessons; naming one by its id in the next PUT brings it back.
    Result<Outline> trash(const accounts::Actor &actor, CourseId course) const;

    /// Replaces the outline by a document of the contract. Conflict "stale_revision" with detail.outline: the current
    /// one.
    Result<Outline> replace(const accounts::Actor &actor, CourseId course, const QJsonObject &document);

    /// One node. `fields` in the contract's words (is_free, trial_seconds, …); `order_number` counts from 1, absent: at
    /// the end (new) or where it is (changed).
    Result<NodeAt> addChapter(const accounts::Actor &actor, CourseId course, const QJsonObject &fields);
    Result<NodeAt> changeChapter(const accounts::Actor &actor, ChapterId chapter, const QJsonObject &fields);
    Result<void> removeChapter(const accounts::Actor &actor, ChapterId chapter);
    Result<NodeAt> addLesson(const accounts::Actor &actor, ChapterId chapter, const QJsonObject &fields);
    /// `chapter_id` in the fields moves the lesson to another chapter of the course.
    Result<NodeAt> changeLesson(const accounts::Actor &actor, LessonId lesson, const QJsonObject &fields);
    Result<void> removeLesson(const accounts::Actor &actor, LessonId lesson);

private:
    using Edit = std::function<Result<Outline>(const StoredOutline &before)>;
    /// Edits the living outline in place and notes where the node is then.
    using NodeEdit = std::function<Result<void>(Outline &after, NodeAt &at)>;

    /// Reads, lets `edit` make the new outline, writes the difference. Reads and edits again when another change came
    /// between.
    Result<Outline> change(const accounts::Actor &actor, CourseId course, const Edit &edit);
    /// The same for one node; answers it in the outline after the change. Errors: also that of `course`.
    Result<NodeAt> changeNode(const accounts::Actor &actor, const Result<CourseId> &course, const NodeEdit &edit);
    Result<Outline> tryChange(const accounts::Actor &actor, CourseId course, const Edit &edit);
    Result<StoredOutline> read(const accounts::Actor &actor, CourseId course, UserId &owner) const;
    Result<void> keepPublishedUids(CourseId course, const Outline &after) const;
    Result<CourseId> courseOf(ChapterId chapter) const;
    Result<CourseId> courseOf(LessonId lesson) const;

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    PublishedCourses &m_published;
    jobs::JobQueue &m_queue;
    const media::AssetLookup &m_assets;
};

}  // namespace catalog
