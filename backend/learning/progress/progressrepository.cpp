#include "backend/learning/progress/progressrepository.h"

#include <QCryptographicHash>

namespace learning::repository {

namespace {

Result<StoredProgress> rowOf(const database::Statement &s, CourseId course, LessonId lesson, int first)
{
    StoredProgress row;
    row.course = course;
    row.lesson = lesson;
    row.state.position = s.integer(first);
    row.state.positionTime = s.integer(first + 1);
    row.state.completedTime = s.optionalInteger(first + 2);
    if (!row.state.restFromBlob(s.blob(first + 3)))
        return Error{ErrorCode::DataLoss,
                     QStringLiteral("damaged_progress"),
                     QStringLiteral("The progress stored for lesson %1 can't be read.").arg(lesson.value),
                     {}};
    return row;
}

Result<std::vector<LessonMark>> marksOf(database::Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<LessonMark> out;
    while (s.next())
        out.push_back({CourseId(s.integer(0)), LessonId(s.integer(1)), s.integer(2), s.boolean(3), s.integer(4)});
    return out;
}

// EXISTS is nearly always a look into a nearly empty index: cheaper than a column or a statement of its own.
constexpr QByteArrayView FindProgress =
        "SELECT position_ms, position_time, completed_time, state, EXISTS (SELECT 1 FROM "
        "withheld_activity w WHERE w.user_id = p.user_id AND w.course_id = p.course_id "
        "AND w.lesson_id = p.lesson_id) FROM progress p "
        "WHERE p.user_id = ? AND p.course_id = ? AND p.lesson_id = ?";

Result<std::optional<StoredProgress>> found(database::Statement s, UserId user, CourseId course, LessonId lesson)
{
    s.bind(user.value).bind(course.value).bind(lesson.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<StoredProgress>();
    auto row = rowOf(s, course, lesson, 0);
    if (!row)
        return row.error();
    row->withheld = s.boolean(4);
    return std::optional<StoredProgress>(std::move(*row));
}

}  // namespace

Result<std::optional<StoredProgress>> find(database::Connection &c, UserId user, CourseId course, LessonId lesson)
{
    return found(c.prepare(FindProgress), user, course, lesson);
}

Result<std::optional<StoredProgress>> findLocked(database::Transaction &tx, UserId user, CourseId course,
                                                 LessonId lesson)
{
    return found(tx.prepareLocked(FindProgress), user, course, lesson);
}

Result<std::vector<StoredProgress>> ofCourse(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT lesson_id, position_ms, position_time, completed_time, state FROM progress "
                       "WHERE user_id = ? AND course_id = ? ORDER BY lesson_id");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<StoredProgress> out;
    while (s.next()) {
        auto row = rowOf(s, course, LessonId(s.integer(0)), 1);
        if (!row)
            return row.error();
        out.push_back(std::move(*row));
    }
    return out;
}

Result<std::vector<LessonMark>> marks(database::Connection &c, UserId user)
{
    auto s = c.prepare("SELECT course_id, lesson_id, position_time, completed_time IS NOT NULL, watch_seconds "
                       "FROM progress WHERE user_id = ?");
    s.bind(user.value);
    return marksOf(s);
}

Result<std::vector<LessonMark>> marks(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT course_id, lesson_id, position_time, completed_time IS NOT NULL, watch_seconds "
                       "FROM progress WHERE user_id = ? AND course_id = ?");
    s.bind(user.value).bind(course.value);
    return marksOf(s);
}

Result<std::vector<LessonId>> completedLessons(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT p.lesson_id FROM progress p WHERE p.user_id = ? AND p.course_id = ? "
                       "AND p.completed_time IS NOT NULL AND NOT EXISTS (SELECT 1 FROM withheld_activity w "
                       "WHERE w.user_id = p.user_id AND w.course_id = p.course_id AND w.lesson_id = p.lesson_id)");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<LessonId> out;
    while (s.next())
        out.push_back(LessonId(s.integer(0)));
    return out;
}

Result<std::vector<CountedMark>> countedMarks(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT p.lesson_id, p.position_time, p.completed_time FROM progress p "
                       "WHERE p.user_id = ? AND p.course_id = ? AND NOT EXISTS (SELECT 1 FROM withheld_activity w "
                       "WHERE w.user_id = p.user_id AND w.course_id = p.course_id AND w.lesson_id = p.lesson_id)");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<CountedMark> out;
    while (s.next())
        out.push_back({LessonId(s.integer(0)), s.integer(1), s.optionalInteger(2)});
    return out;
}

Result<std::vector<PersonOf>> peopleOf(database::Connection &c, LessonId lesson, UserId after, int limit)
{
    auto s = c.prepare(PeopleOf);
    s.bind(lesson.value).bind(after.value).bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<PersonOf> out;
    while (s.next())
        out.push_back({UserId(s.integer(0)), s.boolean(1)});
    return out;
}

Result<std::vector<DueReconciliation>> dueReconciliations(database::Connection &c)
{
    auto s = c.prepare("SELECT course_id, edition FROM edition_stock");
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<DueReconciliation> out;
    while (s.next())
        out.push_back({CourseId(s.integer(0)), int(s.integer(1))});
    return out;
}

Result<void> setReconciliationDue(database::Transaction &tx, DueReconciliation due)
{
    const auto done =
            tx.run(tx.dialect().insertIgnore("edition_stock", {"course_id", "edition"}), due.course.value, due.edition);
    return done ? Result<void>() : done.error();
}

Result<void> setReconciled(database::Transaction &tx, DueReconciliation taken)
{
    const auto done =
            tx.run("DELETE FROM edition_stock WHERE course_id = ? AND edition = ?", taken.course.value, taken.edition);
    return done ? Result<void>() : done.error();
}

Queries::Queries(const database::Dialect &dialect)
{
    const QByteArrayList keys{"user_id", "course_id", "lesson_id"};
    const QByteArrayList values{"position_ms",   "position_time", "completed_time",
                                "watch_seconds", "state",         "updated_at"};
    QByteArrayList update{"clipped_seconds = clipped_seconds + excluded.clipped_seconds"};
    for (const QByteArray &column : values)
        update.append(column + " = excluded." + column);
    saveProgress =
            dialect.upsert("progress", keys + values + QByteArrayList{"clipped_seconds", "created_at"}, keys, update);
    saveCredit = dialect.upsert("watch_credits", {"user_id", "balance", "balance_time", "watch_balance", "watch_days"},
                                {"user_id"},
                                {"balance = excluded.balance", "balance_time = excluded.balance_time",
                                 "watch_balance = excluded.watch_balance", "watch_days = excluded.watch_days"});
    markStarted = dialect.insertIgnore("course_learners", {"user_id", "course_id", "chapter_id", "started_time"});
}

Result<void> save(database::Transaction &tx, const Queries &queries, UserId user, const StoredProgress &row)
{
    const ProgressState &state = row.state;
    auto s = tx.prepare(queries.saveProgress);
    s.bind(user.value).bind(row.course.value).bind(row.lesson.value);
    s.bind(state.position).bind(state.lastSeen()).bind(state.completedTime).bind(state.counters.total());
    s.bind(state.restToBlob()).bind(row.updated).bind(row.newlyClipped).bind(row.updated);
    return s.run();
}

Result<std::optional<WatchCredit>> credit(database::Connection &c, UserId user)
{
    auto s = c.prepare("SELECT balance, balance_time, watch_balance, watch_days FROM watch_credits WHERE user_id = ?");
    s.bind(user.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<WatchCredit>();
    WatchCredit out;
    out.balance = s.real(0);
    out.time = s.integer(1);
    out.watchTime = s.real(2);
    auto days = WatchCredit::daysFromBlob(s.blob(3));
    if (!days)
        return Error{ErrorCode::DataLoss,
                     QStringLiteral("damaged_progress"),
                     QStringLiteral("The watch time stored for user %1 can't be read.").arg(user.value),
                     {}};
    out.days = std::move(*days);
    return std::optional<WatchCredit>(out);
}

Result<void> saveCredit(database::Transaction &tx, const Queries &queries, UserId user, const WatchCredit &credit)
{
    auto s = tx.prepare(queries.saveCredit);
    s.bind(user.value).bind(credit.balance).bind(credit.time).bind(credit.watchTime).bind(credit.daysToBlob());
    return s.run();
}

Result<void> takeKey(database::Transaction &tx, UserId user, const QString &key, const QString &bodyHash, Millis now)
{
    const QString hash =
            QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex());
    if (auto ok = tx.run("DELETE FROM reading_keys WHERE created_at <= ?", now - IdempotencyWindow); !ok)
        return ok.error();
    {
        auto s = tx.prepare("SELECT body_hash FROM reading_keys WHERE user_id = ? AND key_hash = ?");
        s.bind(user.value).bind(hash);
        if (auto ok = s.run(); !ok)
            return ok;
        if (s.next()) {
            if (s.text(0) == bodyHash)
                return {};
            return Error::conflict(QStringLiteral("Another report came under this Idempotency-Key."),
                                   QStringLiteral("idempotency_key_reused"));
        }
    }
    const auto made = tx.run("INSERT INTO reading_keys (user_id, key_hash, body_hash, created_at) VALUES (?, ?, ?, ?)",
                             user.value, hash, bodyHash, now);
    return made ? Result<void>() : made.error();
}

Result<bool> markStarted(database::Transaction &tx, const Queries &queries, UserId user, CourseId course,
                         ChapterId chapter, Millis time)
{
    const auto rows = tx.run(queries.markStarted, user.value, course.value, chapter.value, time);
    if (!rows)
        return rows.error();
    return *rows > 0;
}

Result<bool> markCompleted(database::Transaction &tx, UserId user, CourseId course, ChapterId chapter, Millis time)
{
    const auto rows = tx.run("UPDATE course_learners SET completed_time = ? "
                             "WHERE user_id = ? AND course_id = ? AND chapter_id = ? AND completed_time IS NULL",
                             time, user.value, course.value, chapter.value);
    if (!rows)
        return rows.error();
    return *rows > 0;
}

}  // namespace learning::repository
