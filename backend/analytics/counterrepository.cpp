#include "backend/analytics/counterrepository.h"

namespace analytics::repository {

namespace {

QByteArrayList adding(const QByteArrayList &columns)
{
    QByteArrayList out;
    for (const QByteArray &c : columns)
        out.append(c + " = " + c + " + excluded." + c);
    return out;
}

Totals totalsOf(const database::Statement &s, int first)
{
    return {s.integer(first), s.integer(first + 1), s.integer(first + 2), s.integer(first + 3)};
}

}  // namespace

Queries::Queries(const database::Dialect &dialect)
{
    const QByteArrayList sums{"viewers", "completions", "plays", "watch_seconds"};
    addTotals =
            dialect.upsert("counters", QByteArrayList{"kind", "id", "course_id"} + sums, {"kind", "id"}, adding(sums));
    addCoverage = dialect.upsert("film_coverage", {"lesson_id", "asset_id", "course_id", "covered_seconds"},
                                 {"lesson_id", "asset_id"}, adding({"covered_seconds"}));
    addDay = dialect.upsert("daily_counters", QByteArrayList{"kind", "id", "day"} + sums, {"kind", "id", "day"},
                            adding(sums));
    addGap = dialect.upsert("active_gaps", {"kind", "id", "day", "gap", "people"}, {"kind", "id", "day", "gap"},
                            adding({"people"}));
    markDay = dialect.insertIgnore("learner_days", {"user_id", "kind", "id", "day"});
}

Result<void> addTotals(database::Transaction &tx, const Queries &queries, Scope scope, CourseId course,
                       const Totals &by)
{
    auto s = tx.prepare(queries.addTotals);
    s.bind(int(scope.kind)).bind(scope.id).bind(course.value);
    s.bind(by.viewers).bind(by.completions).bind(by.plays).bind(by.watchSeconds);
    return s.run();
}

Result<void> addCoverage(database::Transaction &tx, const Queries &queries, CourseId course, LessonId lesson,
                         AssetId film, qint64 by)
{
    const auto ok = tx.run(queries.addCoverage, lesson.value, film.value, course.value, by);
    return ok ? Result<void>() : ok.error();
}

Result<void> addDay(database::Transaction &tx, const Queries &queries, Scope scope, const DayTotals &by)
{
    auto s = tx.prepare(queries.addDay);
    s.bind(int(scope.kind)).bind(scope.id).bind(by.day);
    s.bind(by.viewers).bind(by.completions).bind(by.plays).bind(by.watchSeconds);
    return s.run();
}

Result<void> addGap(database::Transaction &tx, const Queries &queries, Scope scope, int day, int gap, int people)
{
    const auto ok = tx.run(queries.addGap, int(scope.kind), scope.id, day, gap, people);
    return ok ? Result<void>() : ok.error();
}

Result<std::optional<Neighbours>> markDay(database::Transaction &tx, const Queries &queries, UserId user, Scope scope,
                                          int day)
{
    const auto rows = tx.run(queries.markDay, user.value, int(scope.kind), scope.id, day);
    if (!rows)
        return rows.error();
    if (*rows == 0)
        return std::optional<Neighbours>();
    auto s = tx.prepare(
            "SELECT COALESCE((SELECT MAX(day) FROM learner_days WHERE user_id = ? AND kind = ? AND id = ? AND day < "
            "?), 0), "
            "COALESCE((SELECT MIN(day) FROM learner_days WHERE user_id = ? AND kind = ? AND id = ? AND day > ?), 0)");
    for (int twice = 0; twice < 2; ++twice)
        s.bind(user.value).bind(int(scope.kind)).bind(scope.id).bind(day);
    if (auto ok = s.run(); !ok)
        return ok.error();
    Neighbours out;
    if (s.next())
        out = {int(s.integer(0)), int(s.integer(1))};
    return std::optional<Neighbours>(out);
}

Result<Totals> totals(database::Connection &c, Scope scope)
{
    auto s = c.prepare("SELECT viewers, completions, plays, watch_seconds FROM counters WHERE kind = "
                       "? AND id = ?");
    s.bind(int(scope.kind)).bind(scope.id);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? totalsOf(s, 0) : Totals();
}

Result<std::vector<ScopeTotals>> totals(database::Connection &c, Kind kind, CourseId course)
{
    auto s = course.isValid() ? c.prepare("SELECT id, viewers, completions, plays, watch_seconds FROM counters "
                                          "WHERE course_id = ? AND kind = ?")
                              : c.prepare("SELECT id, viewers, completions, plays, watch_seconds FROM counters "
                                          "WHERE kind = ?");
    if (course.isValid())
        s.bind(course.value);
    s.bind(int(kind));
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<ScopeTotals> out;
    while (s.next())
        out.push_back({{kind, s.integer(0)}, totalsOf(s, 1)});
    return out;
}

Result<FilmSeconds> coverage(database::Connection &c, CourseId course)
{
    auto s = course.isValid()
                     ? c.prepare("SELECT lesson_id, asset_id, covered_seconds FROM film_coverage WHERE course_id = ?")
                     : c.prepare("SELECT lesson_id, asset_id, covered_seconds FROM film_coverage");
    if (course.isValid())
        s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    FilmSeconds out;
    while (s.next())
        out.insert({LessonId(s.integer(0)), AssetId(s.integer(1))}, s.integer(2));
    return out;
}

Result<std::vector<DayTotals>> days(database::Connection &c, Scope scope, int from, int to)
{
    auto s = c.prepare("SELECT day, viewers, completions, plays, watch_seconds FROM daily_counters "
                       "WHERE kind = ? AND id = ? AND day BETWEEN ? AND ? ORDER BY day");
    s.bind(int(scope.kind)).bind(scope.id).bind(from).bind(to);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<DayTotals> out;
    while (s.next())
        out.push_back({int(s.integer(0)), s.integer(1), s.integer(2), s.integer(3), s.integer(4)});
    return out;
}

Result<std::vector<DayTotals>> daysOfLessons(database::Connection &c, CourseId course, int from, int to)
{
    auto out = days(c, {Kind::Course, course.value}, from, to);
    if (!out)
        return out;
    // A lesson is completed by a record, so its day is one of the course's.
    auto s = c.prepare("SELECT d.day, SUM(d.completions) FROM counters l JOIN daily_counters d "
                       "ON d.kind = l.kind AND d.id = l.id WHERE l.course_id = ? AND l.kind = ? "
                       "AND d.day BETWEEN ? AND ? GROUP BY d.day");
    s.bind(course.value).bind(int(Kind::Lesson)).bind(from).bind(to);
    if (auto ok = s.run(); !ok)
        return ok.error();
    for (DayTotals &day : *out)
        day.completions = 0;
    while (s.next())
        for (DayTotals &day : *out)
            if (day.day == int(s.integer(0)))
                day.completions = s.integer(1);
    return out;
}

Result<qint64> distinctPeople(database::Connection &c, Scope scope, int from, int to)
{
    auto s = c.prepare("SELECT COALESCE(SUM(people), 0) FROM active_gaps "
                       "WHERE kind = ? AND id = ? AND day BETWEEN ? AND ? AND gap > day - ?");
    s.bind(int(scope.kind)).bind(scope.id).bind(from).bind(to).bind(from);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<std::vector<CourseId>> mostPlayed(database::Connection &c, int from, int to, int limit)
{
    auto s = c.prepare("SELECT id, SUM(plays) AS played FROM daily_counters WHERE kind = ? AND day BETWEEN ? AND ? "
                       "GROUP BY id ORDER BY played DESC, id LIMIT ?");
    s.bind(int(Kind::Course)).bind(from).bind(to).bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<CourseId> out;
    while (s.next())
        out.push_back(CourseId(s.integer(0)));
    return out;
}

}  // namespace analytics::repository
