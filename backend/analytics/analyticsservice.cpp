#include "backend/analytics/analyticsservice.h"

#include "models/domain/analytics/figures.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace analytics {

using repository::DayTotals;
using repository::Kind;
using repository::Scope;

namespace {

constexpr int HotDays = 30;

Kind kindOf(Group group)
{
    switch (group) {
    case Group::Course: return Kind::Course;
    case Group::Chapter: return Kind::Chapter;
    case Group::Lesson: return Kind::Lesson;
    }
    return Kind::Course;
}

qint64 lengthOf(const catalog::CourseSnapshot &course)
{
    qint64 ms = 0;
    for (const catalog::LessonSnapshot &lesson : course.lessons)
        ms += lesson.duration;
    return ms;
}

CompletionRow rowOf(const catalog::CourseSnapshot &course)
{
    CompletionRow row;
    row.course = course.id;
    row.uid = course.uid;
    row.title = course.title;
    row.lengthMs = lengthOf(course);
    return row;
}

std::vector<CompletionRow> emptyRows(const catalog::CourseSnapshot &course, Group group)
{
    if (group == Group::Course)
        return {rowOf(course)};
    std::vector<CompletionRow> rows;
    for (const catalog::LessonSnapshot &lesson : course.lessons) {
        if (group == Group::Chapter && !rows.empty() && rows.back().chapter == lesson.chapter) {
            rows.back().lengthMs += lesson.duration;
            continue;
        }
        CompletionRow row;
        row.course = course.id;
        row.chapter = lesson.chapter;
        row.lengthMs = lesson.duration;
        row.uid = group == Group::Chapter ? lesson.chapterUid : lesson.uid;
        row.title = group == Group::Chapter ? lesson.chapterTitle : lesson.title;
        if (group == Group::Lesson)
            row.lesson = lesson.id;
        rows.push_back(std::move(row));
    }
    return rows;
}

Scope scopeOf(const CompletionRow &row, Group group)
{
    switch (group) {
    case Group::Course: return {Kind::Course, row.course.value};
    case Group::Chapter: return {Kind::Chapter, row.chapter.value};
    case Group::Lesson: return {Kind::Lesson, row.lesson.value};
    }
    return {};
}

using TotalsById = QHash<qint64, repository::Totals>;

TotalsById byId(const std::vector<repository::ScopeTotals> &counted)
{
    TotalsById out;
    for (const repository::ScopeTotals &t : counted)
        out.insert(t.scope.id, t.totals);
    return out;
}

/// Of the film that the lesson shows. What was counted before films were told apart is of its first one.
qint64 coveredSeconds(const catalog::LessonSnapshot &lesson, const repository::FilmSeconds &films)
{
    const qint64 seen = films.value({lesson.id, lesson.asset});
    const bool isFirst = lesson.formerFilms.empty() || lesson.formerFilms.front().asset == lesson.asset;
    return isFirst && lesson.asset.isValid() ? seen + films.value({lesson.id, AssetId()}) : seen;
}

/// What all viewers saw of the lessons that a row has today. Lessons that have left it don't count, and none counts for
/// more than its length.
qint64 coveredSeconds(const catalog::CourseSnapshot &course, const CompletionRow &row, const TotalsById &lessons,
                      const repository::FilmSeconds &films)
{
    qint64 seconds = 0;
    for (const catalog::LessonSnapshot &lesson : course.lessons) {
        if ((row.lesson.isValid() && lesson.id != row.lesson) ||
            (row.chapter.isValid() && lesson.chapter != row.chapter))
            continue;
        const repository::Totals t = lessons.value(lesson.id.value);
        seconds += std::min(coveredSeconds(lesson, films), t.viewers * ((lesson.duration + 999) / 1000));
    }
    return seconds;
}

/// Puts the figures of one scope into its row.
Result<void> fill(database::Connection &c, CompletionRow &row, Scope scope, const repository::Totals &totals,
                  qint64 covered, std::optional<Period> period)
{
    row.averageCoverage = averageCoverage(covered, totals.viewers, row.lengthMs);
    row.viewers = totals.viewers;
    row.completions = totals.completions;
    if (!period)
        return {};
    const auto people = repository::distinctPeople(c, scope, period->from, period->to);
    if (!people)
        return people.error();
    const auto days = repository::days(c, scope, period->from, period->to);
    if (!days)
        return days.error();
    row.viewers = *people;
    row.completions = 0;
    for (const DayTotals &day : *days)
        row.completions += day.completions;
    return {};
}

/// Every day of the period: those without a row are days on which nothing happened.
std::vector<DayTotals> everyDay(const std::vector<DayTotals> &known, Period period)
{
    std::vector<DayTotals> out(size_t(period.length()));
    for (int i = 0; i < period.length(); ++i)
        out[size_t(i)].day = period.from + i;
    for (const DayTotals &day : known)
        out[size_t(day.day - period.from)] = day;
    return out;
}

Result<Overview::Figures> figuresOf(database::Connection &c, Scope scope, const std::vector<DayTotals> &days,
                                    Period period)
{
    const auto people = repository::distinctPeople(c, scope, period.from, period.to);
    if (!people)
        return people.error();
    Overview::Figures out;
    out.activeLearners = *people;
    for (const DayTotals &day : days) {
        out.completions += day.completions;
        out.watchSeconds += day.watchSeconds;
        out.plays += day.plays;
    }
    return out;
}

}  // namespace

AnalyticsService::AnalyticsService(database::Database &database, const catalog::CourseLookup &courses,
                                   const Clock &clock, const learning::SchoolCalendar &calendar)
    : m_database(database), m_courses(courses), m_clock(clock), m_calendar(calendar)
{
}

Period AnalyticsService::lastDays(int days) const
{
    const int today = m_calendar.dayOf(m_clock.now());
    return {today - days + 1, today};
}

Result<catalog::CoursePtr> AnalyticsService::managed(const accounts::Actor &actor,
                                                     Result<catalog::CoursePtr> found) const
{
    if (!found)
        return found;
    const catalog::CoursePtr &course = *found;
    if (!course)
        return Error::notFound(u"There is no such course."_s);
    if (actor.manages(course->owner))
        return found;
    if (!course->published)
        return Error::notFound(u"There is no such course."_s);
    return Error::denied(u"Only the course's instructor sees its figures."_s, u"not_owner"_s);
}

/// A lesson that learners can't have seen yet has figures all the same, for those who make it: zeros.
Result<void> AnalyticsService::mayRead(const accounts::Actor &actor, LessonId id) const
{
    const auto published = m_courses.courseOfLesson(id);
    if (!published)
        return published.error();
    const auto draft = *published ? published : m_courses.draftOfLesson(id);
    if (!draft)
        return draft.error();
    const Error unknown = Error::notFound(u"There is no such lesson."_s);
    if (!*draft || (!*published && !actor.manages((*draft)->owner)))
        return unknown;
    const auto course = managed(actor, draft);
    if (!course)
        return course.error().code == ErrorCode::NotFound ? unknown : course.error();
    return {};
}

Result<std::vector<CompletionRow>> AnalyticsService::completion(const accounts::Actor &actor, Group group, CourseId id,
                                                                std::optional<Period> period) const
{
    if (!id.isValid())
        return courseRows(actor, period);
    const auto course = managed(actor, m_courses.course(id));
    if (!course)
        return course.error();
    return rowsWithin(**course, group, period);
}

Result<std::vector<CompletionRow>> AnalyticsService::courseRows(const accounts::Actor &actor,
                                                                std::optional<Period> period) const
{
    const auto courses = m_courses.courses(actor.isAdmin() ? UserId() : actor.user);
    if (!courses)
        return courses.error();
    return m_database.read([&](database::Connection &c) -> Result<std::vector<CompletionRow>> {
        const auto counted = repository::totals(c, Kind::Course, CourseId());
        if (!counted)
            return counted.error();
        const auto lessons = repository::totals(c, Kind::Lesson, CourseId());
        if (!lessons)
            return lessons.error();
        const auto films = repository::coverage(c, CourseId());
        if (!films)
            return films.error();
        const TotalsById ofCourses = byId(*counted), ofLessons = byId(*lessons);
        std::vector<CompletionRow> rows;
        for (const CourseId id : *courses) {
            const auto found = m_courses.course(id);
            if (!found)
                return found.error();
            const catalog::CoursePtr &course = *found;
            if (!course)
                continue;
            rows.push_back(rowOf(*course));
            const CompletionRow &row = rows.back();
            const Scope scope{Kind::Course, course->id.value};
            if (auto ok = fill(c, rows.back(), scope, ofCourses.value(course->id.value),
                               coveredSeconds(*course, row, ofLessons, *films), period);
                !ok)
                return ok.error();
        }
        return rows;
    });
}

Result<std::vector<CompletionRow>> AnalyticsService::rowsWithin(const catalog::CourseSnapshot &course, Group group,
                                                                std::optional<Period> period) const
{
    return m_database.read([&](database::Connection &c) -> Result<std::vector<CompletionRow>> {
        const auto counted = repository::totals(c, kindOf(group), course.id);
        if (!counted)
            return counted.error();
        const auto lessons = repository::totals(c, Kind::Lesson, course.id);
        if (!lessons)
            return lessons.error();
        const auto films = repository::coverage(c, course.id);
        if (!films)
            return films.error();
        const TotalsById ofRows = byId(*counted), ofLessons = byId(*lessons);
        std::vector<CompletionRow> rows = emptyRows(course, group);
        for (CompletionRow &row : rows) {
            const Scope scope = scopeOf(row, group);
            const qint64 covered = coveredSeconds(course, row, ofLessons, *films);
            if (auto ok = fill(c, row, scope, ofRows.value(scope.id), covered, period); !ok)
                return ok.error();
        }
        return rows;
    });
}

Result<VideoStatistics> AnalyticsService::statistics(const accounts::Actor &actor, LessonId id, int days) const
{
    if (auto ok = mayRead(actor, id); !ok)
        return ok.error();
    const Period period = lastDays(days);
    const Scope scope{Kind::Lesson, id.value};
    return m_database.read([&](database::Connection &c) -> Result<VideoStatistics> {
        const auto known = repository::days(c, scope, period.from, period.to);
        if (!known)
            return known.error();
        const auto people = repository::distinctPeople(c, scope, period.from, period.to);
        if (!people)
            return people.error();
        VideoStatistics out;
        out.period = period;
        out.uniqueViewers = *people;
        for (const DayTotals &day : *known) {
            out.plays += day.plays;
            out.completions += day.completions;
        }
        out.days = everyDay(*known, period);
        return out;
    });
}

Result<Overview> AnalyticsService::overview(const accounts::Actor &actor, CourseId id, int days) const
{
    Scope scope = actor.isAdmin() ? Scope{Kind::School, 0} : Scope{Kind::Owner, actor.user.value};
    if (id.isValid()) {
        if (const auto course = managed(actor, m_courses.course(id)); !course)
            return course.error();
        scope = {Kind::Course, id.value};
    }
    const Period period = lastDays(days);
    const Period earlier{period.from - days, period.from - 1};
    return m_database.read([&](database::Connection &c) -> Result<Overview> {
        // Of lessons everywhere, so that the courses' figures add up to the school's.
        const auto known = id.isValid() ? repository::daysOfLessons(c, id, earlier.from, period.to)
                                        : repository::days(c, scope, earlier.from, period.to);
        if (!known)
            return known.error();
        const auto border =
                std::find_if(known->begin(), known->end(), [&](const DayTotals &d) { return d.day >= period.from; });
        const std::vector<DayTotals> before(known->begin(), border), within(border, known->end());
        const auto now = figuresOf(c, scope, within, period);
        if (!now)
            return now.error();
        const auto then = figuresOf(c, scope, before, earlier);
        if (!then)
            return then.error();
        return Overview{period, *now, *then, everyDay(within, period)};
    });
}

Result<std::vector<CourseId>> AnalyticsService::hot(int limit) const
{
    const Period period = lastDays(HotDays);
    // Some of the most played ones may not be published any more.
    const auto played = m_database.read(
            [&](database::Connection &c) { return repository::mostPlayed(c, period.from, period.to, 1000); });
    if (!played)
        return played.error();
    return m_courses.published(*played, limit);
}

}  // namespace analytics
