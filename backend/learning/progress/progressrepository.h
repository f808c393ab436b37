#pragma once

#include "backend/database/connection.h"
#include "models/domain/ids.h"
#include "models/domain/learning/progressmerge.h"
#include "models/domain/learning/watchcredit.h"

#include <optional>
#include <vector>

/// The SQL of learning: tables progress, watch_credits, course_learners, reading_keys, edition_stock. Rows in, domain values out.
/// Thread: the connection's. Functions that take a Transaction change rows, the others only read.
namespace learning::repository {

/// How long an Idempotency-Key stands for its first body (API §1).
inline constexpr Millis IdempotencyWindow = 24LL * 3600 * 1000;

/// A row of `progress`.
struct StoredProgress {
    CourseId course;
    LessonId lesson;
    ProgressState state;
    qint64 newlyClipped = 0;  ///< seconds; save() adds them to the row's
    bool withheld = false;    ///< it is in no figure (withheldrepository.h)
    Millis updated = 0;       ///< save() takes it for the time of creation too when the row is new
};

/// What lists of courses need of a row: no blobs. The position is not among it, because it is of a film.
struct LessonMark {
    CourseId course;
    LessonId lesson;
    Millis lastSeen = 0;
    bool completed = false;
    qint64 watchSeconds = 0;
};

/// A row of `progress` that counts in the figures.
struct CountedMark {
    LessonId lesson;
    Millis lastSeen = 0;
    std::optional<Millis> completed;
};

/// Somebody with a row in a lesson, counted or not.
struct PersonOf {
    UserId user;
    bool hasFinished = false;
};

/// Statements whose text depends on the dialect, made once: the text is the key of the prepared statement.
struct Queries {
    explicit Queries(const database::Dialect &dialect);
    QByteArray saveProgress;
    QByteArray saveCredit;
    QByteArray markStarted;
};

/// Errors of all: those of Statement::run; DataLoss "damaged_progress" when a stored set can't be read.
Result<std::optional<StoredProgress>> find(database::Connection &c, UserId user, CourseId course, LessonId lesson);
/// The same, and no other server writes the row until the commit.
Result<std::optional<StoredProgress>> findLocked(database::Transaction &tx, UserId user, CourseId course,
                                                 LessonId lesson);
Result<std::vector<StoredProgress>> ofCourse(database::Connection &c, UserId user, CourseId course);
Result<std::vector<LessonMark>> marks(database::Connection &c, UserId user);
Result<std::vector<LessonMark>> marks(database::Connection &c, UserId user, CourseId course);
/// Those that count.
Result<std::vector<LessonId>> completedLessons(database::Connection &c, UserId user, CourseId course);
Result<std::vector<CountedMark>> countedMarks(database::Connection &c, UserId user, CourseId course);
/// The next people of a lesson, by id.
inline constexpr char PeopleOf[] = "SELECT user_id, completed_time IS NOT NULL FROM progress "
                                   "WHERE lesson_id = ? AND user_id > ? ORDER BY user_id LIMIT ?";
Result<std::vector<PersonOf>> peopleOf(database::Connection &c, LessonId lesson, UserId after, int limit);

/// An edition whose people have not all been looked at (editionreconciliation.h).
struct DueReconciliation {
    CourseId course;
    int edition = 0;
};
Result<std::vector<DueReconciliation>> dueReconciliations(database::Connection &c);
Result<void> setReconciliationDue(database::Transaction &tx, DueReconciliation due);
Result<void> setReconciled(database::Transaction &tx, DueReconciliation taken);

Result<void> save(database::Transaction &tx, const Queries &queries, UserId user, const StoredProgress &row);

Result<std::optional<WatchCredit>> credit(database::Connection &c, UserId user);
Result<void> saveCredit(database::Transaction &tx, const Queries &queries, UserId user, const WatchCredit &credit);

/// Takes `key` for a body, for IdempotencyWindow; the same key with the same body may come again. Conflict
/// "idempotency_key_reused": another body came under it.
Result<void> takeKey(database::Transaction &tx, UserId user, const QString &key, const QString &bodyHash, Millis now);

/// true: this learner had not begun (or finished) it before. `chapter` none: the whole course.
Result<bool> markStarted(database::Transaction &tx, const Queries &queries, UserId user, CourseId course,
                         ChapterId chapter, Millis time);
Result<bool> markCompleted(database::Transaction &tx, UserId user, CourseId course, ChapterId chapter, Millis time);

}  // namespace learning::repository
