#pragma once

#include "backend/database/connection.h"
#include "models/domain/ids.h"

#include <QHash>

#include <optional>
#include <utility>
#include <vector>

/// The SQL of analytics: tables counters, film_coverage, daily_counters, active_gaps, learner_days. Rows in, values out.
/// Thread: the connection's.
namespace analytics::repository {

enum class Kind { Lesson = 1, Chapter = 2, Course = 3, Owner = 4, School = 5 };

/// What a counter is of.
struct Scope {
    Kind kind = Kind::School;
    qint64 id = 0;  ///< 0 for the school
    bool operator==(const Scope &) const = default;
};

/// Sums over all time.
struct Totals {
    qint64 viewers = 0;
    qint64 completions = 0;
    qint64 plays = 0;
    qint64 watchSeconds = 0;
};

/// Sums of one day, or of a period.
struct DayTotals {
    int day = 0;
    qint64 viewers = 0;
    qint64 completions = 0;
    qint64 plays = 0;
    qint64 watchSeconds = 0;
};

struct ScopeTotals {
    Scope scope;
    Totals totals;
};

using FilmSeconds = QHash<std::pair<LessonId, AssetId>, qint64>;

/// Statements whose text depends on the dialect, made once.
struct Queries {
    explicit Queries(const database::Dialect &dialect);
    QByteArray addTotals;
    QByteArray addCoverage;
    QByteArray addDay;
    QByteArray addGap;
    QByteArray markDay;
};

Result<void> addTotals(database::Transaction &tx, const Queries &queries, Scope scope, CourseId course,
                       const Totals &by);
Result<void> addCoverage(database::Transaction &tx, const Queries &queries, CourseId course, LessonId lesson,
                         AssetId film, qint64 by);
Result<void> addDay(database::Transaction &tx, const Queries &queries, Scope scope, const DayTotals &by);
Result<void> addGap(database::Transaction &tx, const Queries &queries, Scope scope, int day, int gap, int people);

struct Neighbours {
    int previous = 0;  ///< 0: none
    int next = 0;
};
/// Remembers that a learner was active; answers the active days around it. nullopt: it was known.
Result<std::optional<Neighbours>> markDay(database::Transaction &tx, const Queries &queries, UserId user, Scope scope,
                                          int day);

Result<Totals> totals(database::Connection &c, Scope scope);
/// All counters of a kind within a course, or of every course (no course).
Result<std::vector<ScopeTotals>> totals(database::Connection &c, Kind kind, CourseId course);
/// Seconds that people saw of each film of the lessons of a course, or of every course (no course).
Result<FilmSeconds> coverage(database::Connection &c, CourseId course);
/// Days with anything on them, oldest first; both ends included.
Result<std::vector<DayTotals>> days(database::Connection &c, Scope scope, int from, int to);
/// The same of a course, with the completions of its lessons in the place of its own.
Result<std::vector<DayTotals>> daysOfLessons(database::Connection &c, CourseId course, int from, int to);
Result<qint64> distinctPeople(database::Connection &c, Scope scope, int from, int to);
/// Courses by plays in the period, most first.
Result<std::vector<CourseId>> mostPlayed(database::Connection &c, int from, int to, int limit);

}  // namespace analytics::repository
