#pragma once

#include "backend/analytics/counterrepository.h"
#include "backend/catalog/course/courselookup.h"
#include "backend/database/database.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/learning/schoolcalendar.h"

#include <optional>
#include <vector>

/// How learners get on, out of counters only: the cost of a question depends on days and lessons, never on how much was
/// watched. What each figure means: models/domain/analytics/figures.h. Thread: worker threads.
namespace analytics {

struct Period {
    int from = 0;  ///< days of the school's calendar, both included
    int to = 0;
    int length() const { return to - from + 1; }
};

enum class Group { Course, Chapter, Lesson };

struct CompletionRow {
    CourseId course;
    ChapterId chapter;  ///< none in rows of courses
    LessonId lesson;    ///< only in rows of lessons
    QString uid;
    QString title;
    qint64 lengthMs = 0;  ///< of its media
    qint64 viewers = 0;
    qint64 completions = 0;
    std::optional<double> averageCoverage;
};

struct VideoStatistics {
    Period period;
    qint64 plays = 0;
    qint64 uniqueViewers = 0;
    qint64 completions = 0;
    std::vector<repository::DayTotals> days;  ///< every day of the period, oldest first
};

struct Overview {
    struct Figures {
        qint64 activeLearners = 0;
        qint64 completions = 0;
        qint64 watchSeconds = 0;
        qint64 plays = 0;
    };
    Period period;
    Figures now;
    Figures before;                           ///< the period of the same length before
    std::vector<repository::DayTotals> days;  ///< every day of the period, oldest first
};

class AnalyticsService
{
public:
    AnalyticsService(database::Database &database, const catalog::CourseLookup &courses, const Clock &clock,
                     const learning::SchoolCalendar &calendar);

    /// Rows of all courses the actor manages (Group::Course, no course), or of one course, in its order. Courses that
    /// were never published have no learners and no row. NotFound, PermissionDenied "not_owner".
    Result<std::vector<CompletionRow>> completion(const accounts::Actor &actor, Group group, CourseId course,
                                                  std::optional<Period> period) const;
    /// The last `days` days, today included; zeros for a lesson that isn't in an edition yet. NotFound (also for
    /// others' lessons that aren't published), PermissionDenied "not_owner".
    Result<VideoStatistics> statistics(const accounts::Actor &actor, LessonId lesson, int days) const;
    /// The last `days` days, today included: of the actor's own courses, for admins of the school; or of one course.
    /// NotFound, PermissionDenied "not_owner".
    Result<Overview> overview(const accounts::Actor &actor, CourseId course, int days) const;
    /// Published courses by plays of the last 30 days; those without come after, newest first.
    Result<std::vector<CourseId>> hot(int limit) const;

    Period lastDays(int days) const;
    const learning::SchoolCalendar &calendar() const { return m_calendar; }

private:
    Result<catalog::CoursePtr> managed(const accounts::Actor &actor, Result<catalog::CoursePtr> found) const;
    Result<void> mayRead(const accounts::Actor &actor, LessonId lesson) const;
    Result<std::vector<CompletionRow>> courseRows(const accounts::Actor &actor, std::optional<Period> period) const;
    Result<std::vector<CompletionRow>> rowsWithin(const catalog::CourseSnapshot &course, Group group,
                                                  std::optional<Period> period) const;

    database::Database &m_database;
    const catalog::CourseLookup &m_courses;
    const Clock &m_clock;
    const learning::SchoolCalendar &m_calendar;
};

}  // namespace analytics
