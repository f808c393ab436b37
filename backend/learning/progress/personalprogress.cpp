#include "backend/learning/progress/personalprogress.h"

#include "models/domain/clock.h"
#include "models/domain/learning/progressmerge.h"

namespace learning {

using namespace Qt::StringLiterals;
using database::ExportAs;

namespace {

/// What was seen of the films is in a blob, so these rows are not exportedRows'.
Result<QJsonArray> exportedProgress(database::Connection &c, UserId person)
{
    auto s = c.prepare("SELECT course_id, lesson_id, position_ms, position_time, completed_time, watch_seconds, state "
                       "FROM progress WHERE user_id = ? ORDER BY course_id, lesson_id");
    s.bind(person.value);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QJsonArray rows;
    while (s.next()) {
        ProgressState state;
        state.positionTime = s.integer(3);
        if (!state.restFromBlob(s.blob(6)))
            return Error{ErrorCode::DataLoss, u"damaged_progress"_s, u"Stored progress can't be read."_s, {}};
        QJsonObject row{{u"course_id"_s, s.integer(0)},
                        {u"lesson_id"_s, s.integer(1)},
                        {u"position"_s, double(s.integer(2)) / 1000.0},
                        {u"last_seen"_s, toIso(s.integer(3))},
                        {u"watch_seconds"_s, s.integer(5)},
                        {u"read_percent"_s, state.readPercent},
                        {u"device"_s, state.device},
                        {u"watched"_s, state.watched.toJson()}};
        if (const auto completed = s.optionalInteger(4))
            row.insert(u"completed_at"_s, toIso(*completed));
        QJsonArray former;
        for (const FilmProgress &film : state.formerFilms)
            former.append(QJsonObject{{u"asset_id"_s, film.film.value},
                                      {u"position"_s, double(film.position) / 1000.0},
                                      {u"last_seen"_s, toIso(film.positionTime)},
                                      {u"watched"_s, film.watched.toJson()}});
        if (!former.isEmpty())
            row.insert(u"former_films"_s, former);
        rows.append(row);
    }
    return rows;
}

}  // namespace

Result<QJsonObject> PersonalProgress::exportOf(database::Connection &c, UserId person) const
{
    const auto progress = exportedProgress(c, person);
    if (!progress)
        return progress.error();
    const auto courses = database::exportedRows(
            c,
            "SELECT course_id, chapter_id, started_time, completed_time FROM course_learners WHERE user_id = ? "
            "ORDER BY course_id, chapter_id",
            person,
            {{"course_id", ExportAs::Integer},
             {"chapter_id", ExportAs::Integer},
             {"started_at", ExportAs::Time},
             {"completed_at", ExportAs::Time}});
    if (!courses)
        return courses.error();
    const auto withheld = database::exportedRows(
            c,
            "SELECT course_id, lesson_id, day, plays, watch_seconds FROM withheld_activity WHERE user_id = ? "
            "ORDER BY course_id, lesson_id, day",
            person,
            {{"course_id", ExportAs::Integer},
             {"lesson_id", ExportAs::Integer},
             {"day", ExportAs::Day},
             {"plays", ExportAs::Integer},
             {"watch_seconds", ExportAs::Integer}});
    if (!withheld)
        return withheld.error();
    const auto credit = database::exportedRows(
            c, "SELECT balance, watch_balance, balance_time FROM watch_credits WHERE user_id = ?", person,
            {{"balance", ExportAs::Real}, {"watch_balance", ExportAs::Real}, {"counted_at", ExportAs::Time}});
    if (!credit)
        return credit.error();
    return QJsonObject{
            {u"progress"_s, *progress}, {u"courses"_s, *courses}, {u"withheld"_s, *withheld}, {u"credit"_s, *credit}};
}

Result<void> PersonalProgress::erase(database::Transaction &tx, UserId person)
{
    return database::runForPerson(
            tx, person,
            {"DELETE FROM withheld_activity WHERE user_id = ?", "DELETE FROM course_learners WHERE user_id = ?",
             "DELETE FROM watch_credits WHERE user_id = ?", "DELETE FROM reading_keys WHERE user_id = ?",
             "DELETE FROM progress WHERE user_id = ?"});
}

}  // namespace learning
