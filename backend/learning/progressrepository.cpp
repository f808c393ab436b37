#include "backend/learning/progressrepository.h"

namespace learning::repository {

namespace {

#define PROGRESS_COLUMNS                                                                                               \
    "course_id, lesson_id, position_ms, position_time, seq, device, duration_ms, watched, shortest_ms, completed_time, " \
    "read_percent, counters, clipped_seconds, created_at, updated_at"

Result<StoredProgress> rowOf(const database::Statement &s)
{
    StoredProgress row;
    row.course = CourseId(s.integer(0));
    row.lesson = LessonId(s.integer(1));
    row.state.position = s.integer(2);
    row.state.positionTime = s.integer(3);
    row.state.seq = s.integer(4);
    row.state.device = s.text(5);
    row.state.duration = s.integer(6);
    auto watched = WatchedSet::fromBlob(s.blob(7));
    row.state.shortest = s.integer(8);
    row.state.completedTime = s.optionalInteger(9);
    row.state.readPercent = int(s.integer(10));
    auto counters = WatchCounters::fromBlob(s.blob(11));
    row.clippedSeconds = s.integer(12);
    row.created = s.integer(13);
    row.updated = s.integer(14);
    if (!watched || !counters)
        return Error{ErrorCode::DataLoss, QStringLiteral("damaged_progress"),
                     QStringLiteral("The progress stored for lesson %1 can't be read.").arg(row.lesson.value), {}};
    row.state.watched = std::move(*watched);
    row.state.counters = std::move(*counters);
    return row;
}

Result<std::vector<LessonMark>> marksOf(database::Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<LessonMark> out;
    while (s.next())
        out.push_back({CourseId(s.integer(0)), LessonId(s.integer(1)), s.integer(2), s.integer(3), s.boolean(4), s.integer(5)});
    return out;
}

}  // namespace

Result<std::optional<StoredProgress>> find(database::Connection &c, UserId user, CourseId course, LessonId lesson)
{
    auto s = c.prepare("SELECT " PROGRESS_COLUMNS " FROM progress WHERE user_id = ? AND course_id = ? AND lesson_id = ?");
    s.bind(user.value).bind(course.value).bind(lesson.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<StoredProgress>();
    auto row = rowOf(s);
    if (!row)
        return row.error();
    return std::optional<StoredProgress>(std::move(*row));
}

Result<std::vector<StoredProgress>> ofCourse(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT " PROGRESS_COLUMNS " FROM progress WHERE user_id = ? AND course_id = ? ORDER BY lesson_id");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<StoredProgress> out;
    while (s.next()) {
        auto row = rowOf(s);
        if (!row)
            return row.error();
        out.push_back(std::move(*row));
    }
    return out;
}

Result<std::vector<LessonMark>> marks(database::Connection &c, UserId user)
{
    auto s = c.prepare("SELECT course_id, lesson_id, position_ms, position_time, completed_time IS NOT NULL, watch_seconds "
                       "FROM progress WHERE user_id = ?");
    s.bind(user.value);
    return marksOf(s);
}

Result<std::vector<LessonMark>> marks(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT course_id, lesson_id, position_ms, position_time, completed_time IS NOT NULL, watch_seconds "
                       "FROM progress WHERE user_id = ? AND course_id = ?");
    s.bind(user.value).bind(course.value);
    return marksOf(s);
}

Texts::Texts(const database::Dialect &dialect)
{
    const QByteArrayList keys{"user_id", "course_id", "lesson_id"};
    const QByteArrayList values{"position_ms", "position_time", "seq", "device", "duration_ms", "watched",
                                "covered_seconds", "shortest_ms", "completed_time", "read_percent", "watch_seconds",
                                "counters", "clipped_seconds", "updated_at"};
    QByteArrayList update;
    for (const QByteArray &column : values)
        update.append(column + " = excluded." + column);
    saveProgress = dialect.upsert("progress", keys + values + QByteArrayList{"created_at"}, keys, update);
    saveCredit = dialect.upsert("watch_credits", {"user_id", "balance", "balance_time"}, {"user_id"},
                                {"balance = excluded.balance", "balance_time = excluded.balance_time"});
    markStarted = dialect.insertIgnore("course_learners", {"user_id", "course_id", "chapter_id", "started_time"});
}

Result<void> save(database::Transaction &tx, const Texts &texts, UserId user, const StoredProgress &row)
{
    const ProgressState &state = row.state;
    auto s = tx.prepare(texts.saveProgress);
    s.bind(user.value).bind(row.course.value).bind(row.lesson.value);
    s.bind(state.position).bind(state.positionTime).bind(state.seq).bind(state.device).bind(state.duration);
    s.bind(state.watched.toBlob()).bind(state.watched.count()).bind(state.shortest).bind(state.completedTime);
    s.bind(state.readPercent).bind(state.counters.total()).bind(state.counters.toBlob()).bind(row.clippedSeconds);
    s.bind(row.updated).bind(row.created);
    return s.run();
}

Result<std::optional<WatchCredit>> credit(database::Connection &c, UserId user)
{
    auto s = c.prepare("SELECT balance, balance_time FROM watch_credits WHERE user_id = ?");
    s.bind(user.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<WatchCredit>();
    WatchCredit out;
    out.balance = s.real(0);
    out.time = s.integer(1);
    return std::optional<WatchCredit>(out);
}

Result<void> saveCredit(database::Transaction &tx, const Texts &texts, UserId user, const WatchCredit &credit)
{
    auto s = tx.prepare(texts.saveCredit);
    s.bind(user.value).bind(credit.balance).bind(credit.time);
    return s.run();
}

Result<bool> markStarted(database::Transaction &tx, const Texts &texts, UserId user, CourseId course, ChapterId chapter,
                         Millis time)
{
    const auto rows = tx.run(texts.markStarted, user.value, course.value, chapter.value, time);
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
