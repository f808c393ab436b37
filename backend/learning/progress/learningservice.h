#pragma once

#include "backend/accounts/people/consents.h"
#include "backend/catalog/course/courselookup.h"
#include "backend/catalog/publishing/editionlistener.h"
#include "backend/commerce/enrolment/enrolmentlistener.h"
#include "backend/commerce/right/rightlistener.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/learning/progress/editionreconciler.h"
#include "backend/learning/progress/progressbatch.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/learning/schoolcalendar.h"

#include <functional>
#include <optional>
#include <vector>

/// What learners did: takes it in, and tells it back (API §2 progress, §3; rules in models/domain/learning).
/// Progress is what a person did, so it is stored without asking for a right; whether it counts in the school's figures
/// is another question (progressbatch.h).
/// Thread: worker threads.
namespace learning {

/// One entry of a sync, as far as the worker could check it.
struct SyncRecord {
    std::optional<SentRecord> sent;  ///< nothing: malformed
    std::shared_ptr<const catalog::CourseSnapshot> course;
    const catalog::LessonSnapshot *lesson = nullptr;  ///< null: unknown course or lesson
};

/// Which of a record's names are numbers, and so ids (catalog::RecordName).
struct NamedBy {
    bool courseId = false;
    bool lessonId = false;
};

struct SyncAnswer {
    enum class Status { Success, Skipped, Failed };
    Status status = Status::Failed;
    Millis position = 0;
    Millis positionTime = 0;
    AssetId film;  ///< that the position is of; none: of a lesson without one
    bool completed = false;
};

/// A lesson's progress as it is told back: turned to the film that the lesson shows.
struct LessonProgress {
    QString courseUid;
    QString lessonUid;
    ProgressState state;
    Millis duration = 0;  ///< as the newest record of this film said, else the film's own
};

struct CourseProgress {
    int totalLessons = 0;  ///< of the newest edition
    int watchedLessons = 0;
    int completedLessons = 0;
    qint64 watchSeconds = 0;
    LessonId lastLesson;            ///< none: nothing watched yet
    double completionRate() const;  ///< percent, 1 decimal
};

struct ReadingReport {
    QString article;  ///< uid or id of the lesson
    int percent = 0;
    int seconds = 0;
    QString repeatKey;         ///< names the report, so that its repeat adds nothing; empty: it can't be recognised
    QString bodyHash = {};     ///< with an Idempotency-Key: of the body that it stands for
    bool articleIsId = false;  ///< `article` is an id, whatever uids look like
};

class LearningService final : public commerce::EnrolmentListener,
                              public commerce::RightListener,
                              public catalog::EditionListener
{
public:
    using SyncDone = std::function<void(Result<std::vector<SyncAnswer>>)>;

    LearningService(database::Database &database, const catalog::CourseLookup &courses, const Clock &clock,
                    const SchoolCalendar &calendar, events::EventHub &events, ProgressListener &listener,
                    const accounts::Consents &consents);
    ~LearningService() override;  ///< waits for its queued writes: they count with a listener that may go next

    /// PermissionDenied "consent_required": nothing of this person may be collected. Everything below that stores asks
    /// for itself; this is for refusing early.
    Result<void> mayCollect(const accounts::Actor &actor) const { return m_consents.mayCollect(actor.user); }
    /// Looks course and lesson of a sent record up (catalog::CourseLookup::subject). Error (Unavailable): whether they
    /// exist can't be said now, so the whole request must be refused; its records are good or bad another time.
    Result<SyncRecord> resolve(std::optional<SentRecord> sent, NamedBy named = {}) const;
    /// Merges the records of a request in one transaction; `done` is called after its commit is durable, on the
    /// writer's thread. Invalid records are answered as failed and touch nothing. Errors: PermissionDenied
    /// "consent_required", Unavailable, DataLoss: nothing was stored.
    void sync(const accounts::Actor &actor, std::vector<SyncRecord> records, std::optional<Millis> sentAt,
              SyncDone done);

    /// For POST /api/videos/{id}/progress. PermissionDenied "consent_required"; NotFound: no published lesson of this
    /// id. Answers whether it is complete.
    Result<bool> report(const accounts::Actor &actor, LessonId lesson, const SentRecord &sent);
    /// PermissionDenied "consent_required"; NotFound "unknown_article"; InvalidArgument when the lesson is no text;
    /// Conflict "idempotency_key_reused".
    Result<void> report(const accounts::Actor &actor, const ReadingReport &reading);

    /// Counts what the person did in the course before there was a right to it. Thread: the writer's.
    Result<void> enrolled(database::Transaction &tx, const commerce::Enrolment &enrolment,
                          const catalog::CoursePtr &course) override;
    /// What is remembered of the person's rights is asked anew. Thread: the writer's.
    Result<void> rightEnded(database::Transaction &tx, UserId user, CourseId course) override;

    /// Goes on with what a former run of the program has left half done. Not before the store is open.
    Result<void> resume() { return m_reconciler.resume(); }
    /// Counts what people did in the lessons where these are now (editionreconciliation.h). Thread: the writer's.
    Result<void> editionPublished(database::Transaction &tx, const catalog::CoursePtr &before,
                                  const catalog::CoursePtr &now) override;

    /// nullopt: nothing known yet, or no such lesson.
    Result<std::optional<LessonProgress>> progress(const accounts::Actor &actor, const QString &course,
                                                   const QString &lesson) const;
    /// Lessons of the newest edition with progress, in its order. An unknown course has none.
    Result<std::vector<LessonProgress>> progressList(const accounts::Actor &actor, const QString &course) const;
    /// NotFound: no published course of this id.
    Result<CourseProgress> courseProgress(const accounts::Actor &actor, CourseId course) const;

    /// The sums of one course out of its marks; shared with "my learning".
    static CourseProgress sum(const catalog::CourseSnapshot &course, const std::vector<repository::LessonMark> &marks);

private:
    void placeInDay(ProgressRecord &record, Millis now) const;
    static LessonProgress told(const catalog::CourseSnapshot &course, const catalog::LessonSnapshot &lesson,
                               ProgressState state);
    ProgressRecord admit(const SentRecord &sent, const catalog::LessonSnapshot &lesson, std::optional<Millis> sentAt,
                         Millis now) const;
    /// What has to hold, or to be written along, in the transaction that merges.
    using Before = std::function<Result<void>(database::Transaction &)>;
    void mergeLater(UserId user, std::vector<AdmittedRecord> records, Millis now,
                    std::function<void(Result<std::vector<MergedRecord>>)> done, Before before = {});
    Result<std::vector<MergedRecord>> mergeNow(UserId user, std::vector<AdmittedRecord> records, Millis now,
                                               Before before = {});

    database::Database &m_database;
    const catalog::CourseLookup &m_courses;
    const Clock &m_clock;
    const SchoolCalendar &m_calendar;
    const accounts::Consents &m_consents;
    std::shared_ptr<ProgressBatch> m_batch;  ///< the writer thread's; shared with the writes that are still queued
    EditionReconciler m_reconciler;
};

}  // namespace learning
