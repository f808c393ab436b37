#include "backend/learning/progress/withheldrepository.h"

namespace learning::repository {

void WithheldDay::add(const WithheldDay &other)
{
    plays += other.plays;
    watchSeconds += other.watchSeconds;
    // A lesson is begun once and completed once, so at most one of the two says a time.
    started += other.started;
    completed += other.completed;
}

Result<void> withhold(database::Transaction &tx, UserId user, const WithheldDay &by)
{
    const QByteArrayList keys{"user_id", "course_id", "lesson_id", "day"};
    const QByteArrayList values{"plays", "watch_seconds", "started_time", "completed_time"};
    QByteArrayList update;
    for (const QByteArray &column : values)
        update.append(column + " = " + column + " + excluded." + column);
    auto s = tx.prepare(tx.dialect().upsert("withheld_activity", keys + values, keys, update));
    s.bind(user.value).bind(by.course.value).bind(by.lesson.value).bind(by.day);
    s.bind(by.plays).bind(by.watchSeconds).bind(by.started).bind(by.completed);
    return s.run();
}

Result<std::vector<WithheldDay>> withheld(database::Connection &c, UserId user, CourseId course)
{
    auto s = c.prepare("SELECT lesson_id, day, plays, watch_seconds, started_time, completed_time "
                       "FROM withheld_activity WHERE user_id = ? AND course_id = ? ORDER BY lesson_id, day");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<WithheldDay> out;
    while (s.next())
        out.push_back({course, LessonId(s.integer(0)), int(s.integer(1)), int(s.integer(2)), int(s.integer(3)),
                       s.integer(4), s.integer(5)});
    return out;
}

Result<void> release(database::Transaction &tx, UserId user, CourseId course, LessonId lesson)
{
    const auto done = tx.run("DELETE FROM withheld_activity WHERE user_id = ? AND course_id = ? AND lesson_id = ?",
                             user.value, course.value, lesson.value);
    return done ? Result<void>() : done.error();
}

}  // namespace learning::repository
