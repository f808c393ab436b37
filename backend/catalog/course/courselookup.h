#pragma once

#include "models/domain/catalog/course.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace catalog {

/// A lesson as the later features need it, out of an edition (learners) or the draft (preview).
struct LessonSnapshot {
    LessonId id;
    ChapterId chapter;
    QString uid;
    QString chapterUid;
    QString chapterTitle;
    QString title;
    LessonKind kind = LessonKind::Video;
    Millis duration = 0;  ///< of the asset, 0 when unknown or for articles
    AssetId asset;
    std::vector<LessonFilm> formerFilms;  ///< in earlier editions, oldest first; the draft doesn't know them
    QString content;                      ///< of an article
    Fen price = 0;
    bool isFree = false;
    bool isTrial = false;
    int trialSeconds = 0;
    bool chapterLocked = false;
    int chapterIndex = 0;  ///< position of the chapter in the course
};

/// How a record names its course or lesson: by a uid or an id as text, or by a number, which is an id whatever uids
/// look like.
struct RecordName {
    QString text;
    bool isId = false;
};

/// A course at one edition, with its lessons in order. Immutable; shared between threads.
struct CourseSnapshot {
    CourseId id;
    QString uid;
    QString title;
    QString coverUrl;  ///< path on this server, empty without
    CategoryId category;
    UserId owner;
    bool isFree = false;
    Fen price = 0;
    int edition = 0;  ///< 0: the draft
    bool published = false;
    CompletionRule completion;
    double maximumSpeed = 2.0;  ///< for watch credit (DOMAIN §2)
    std::vector<LessonSnapshot> lessons;
    QHash<QString, int> byPlayableUid;  ///< lesson uid, uid of a chapter with exactly one playable lesson, or a lesson
                                        ///< id as text → index
    QHash<qint64, int> byLessonId;

    /// Makes a uid that a lesson or chapter had before name what it named then, unless it means something else by now.
    void addFormerUid(const QString &formerUid, bool isLesson, qint64 nodeId);
    const LessonSnapshot *lesson(LessonId id) const;
    const LessonSnapshot *playable(const QString &uidOrId) const;  ///< API §3: what `chapterId` may name
    const LessonSnapshot *named(const RecordName &name) const;
};

using CoursePtr = std::shared_ptr<const CourseSnapshot>;

struct RecordSubject {
    CoursePtr course;                        ///< at the newest edition that has the lesson; null: no such course
    const LessonSnapshot *lesson = nullptr;  ///< inside `course`; null: no such lesson
};

/// Courses by id and uid, cached by edition: the hot path of progress sync asks here, never the database.
/// Null means that there is no such course or lesson; an error (Unavailable, with `retryAfter`) means that nobody knows
/// just now: who takes it for null would tell a client to throw its record away. Thread: any. Implemented by catalog.
class CourseLookup
{
public:
    virtual ~CourseLookup() = default;
    /// The newest edition; also after unpublish (published=false): progress of people who had it still counts. Null:
    /// never published or deleted.
    virtual Result<CoursePtr> course(CourseId id) const = 0;
    /// By course uid, or its id as text: a uid may look like another course's id, and goes first where it is published.
    virtual Result<CoursePtr> course(const QString &uidOrId) const = 0;
    /// What a learner's record is about. People learn offline for weeks, so this is more patient than the others: a
    /// course that was deleted may be restored, a lesson that left the newest edition is found in the one before, and
    /// the uid of a chapter stands for the lesson that was the only one in it.
    virtual Result<RecordSubject> subject(const RecordName &course, const RecordName &lesson) const = 0;
    /// The same where a record names no course; the lesson by its own uid or id.
    virtual Result<RecordSubject> subject(const RecordName &lesson) const = 0;
    /// The course that holds the lesson in its newest edition.
    virtual Result<CoursePtr> courseOfLesson(LessonId id) const = 0;
    /// The same by lesson uid, or its id as text (POST /api/progress names a text by nothing else).
    virtual Result<CoursePtr> courseOfLesson(const QString &uidOrId) const = 0;
    /// Every course that has an edition and isn't deleted; of this owner, or of everybody (no owner): dashboards. Ids, for
    /// a school's editions may not fit into memory all at once.
    virtual Result<std::vector<CourseId>> courses(UserId owner) const = 0;
    /// Courses that are published now: those among `first` in their order, then the newest others, `limit` in all.
    virtual Result<std::vector<CourseId>> published(const std::vector<CourseId> &first, int limit) const = 0;
    /// The working outline, for author preview and for lessons that were never published. Not cached.
    virtual Result<CoursePtr> draft(CourseId id) const = 0;
    virtual Result<CoursePtr> draftOfLesson(LessonId id) const = 0;
};

}  // namespace catalog
