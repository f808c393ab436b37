#include "backend/analytics/analyticscontroller.h"

#include "backend/http/routing/actions.h"

#include "models/domain/analytics/figures.h"

using namespace Qt::StringLiterals;

namespace analytics {

namespace {

constexpr qint64 MaxId = 9007199254740992;

QJsonValue orNull(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

template<class AnyId>
QJsonValue orNull(AnyId id)
{
    return id.isValid() ? QJsonValue(id.value) : QJsonValue();
}

Error badParameter(const QString &name, const QString &what)
{
    return Error::invalid(u"%1 %2"_s.arg(name, what), u"invalid_parameter"_s, {{u"parameter"_s, name}});
}

QString isoDate(int day)
{
    return learning::SchoolCalendar::isoDate(day);
}

Result<std::optional<Period>> periodOf(const http::Request &request)
{
    if (!request.hasQuery(u"from") && !request.hasQuery(u"to"))
        return std::optional<Period>();
    const auto from = learning::SchoolCalendar::fromIsoDate(request.queryValue(u"from"));
    const auto to = learning::SchoolCalendar::fromIsoDate(request.queryValue(u"to"));
    if (!from)
        return badParameter(u"from"_s, u"must be a day like 2026-01-31; from and to come together"_s);
    if (!to || *to < *from || *to - *from > 3660)
        return badParameter(u"to"_s,
                            u"must be a day like 2026-01-31, not before from and at most ten years after it"_s);
    return std::optional<Period>({*from, *to});
}

QJsonObject figure(qint64 value, qint64 before)
{
    return {{u"value"_s, value}, {u"before"_s, before}};
}

QJsonObject overviewJson(const Overview &o, const QByteArray &zone)
{
    QJsonArray daily;
    for (const repository::DayTotals &day : o.days)
        daily.append(QJsonObject{{u"date"_s, isoDate(day.day)},
                                 {u"activeLearners"_s, day.viewers},
                                 {u"completions"_s, day.completions},
                                 {u"watchSeconds"_s, day.watchSeconds},
                                 {u"plays"_s, day.plays}});
    return {{u"days"_s, o.period.length()},
            {u"from"_s, isoDate(o.period.from)},
            {u"to"_s, isoDate(o.period.to)},
            {u"timeZone"_s, QString::fromLatin1(zone)},
            {u"kpis"_s, QJsonObject{{u"activeLearners"_s, figure(o.now.activeLearners, o.before.activeLearners)},
                                    {u"completions"_s, figure(o.now.completions, o.before.completions)},
                                    {u"watchSeconds"_s, figure(o.now.watchSeconds, o.before.watchSeconds)},
                                    {u"plays"_s, figure(o.now.plays, o.before.plays)}}},
            {u"daily"_s, daily},
            {u"definitions"_s, definitions(true)}};
}

QJsonObject rowJson(const CompletionRow &row)
{
    return {{u"courseId"_s, row.course.value},
            {u"chapterId"_s, orNull(row.chapter)},
            {u"lessonId"_s, orNull(row.lesson)},
            {u"uid"_s, row.uid},
            {u"title"_s, row.title},
            {u"duration"_s, double(row.lengthMs) / 1000},
            {u"viewers"_s, row.viewers},
            {u"completions"_s, row.completions},
            {u"rate"_s, orNull(rate(row.completions, row.viewers))},
            {u"averageCoverage"_s, orNull(row.averageCoverage)}};
}

QJsonObject statisticsJson(LessonId lesson, const VideoStatistics &s)
{
    QJsonArray daily;
    for (const repository::DayTotals &day : s.days)
        daily.append(QJsonObject{{u"date"_s, isoDate(day.day)},
                                 {u"plays"_s, day.plays},
                                 {u"unique_viewers"_s, day.viewers},
                                 {u"completions"_s, day.completions},
                                 {u"watch_time"_s, day.watchSeconds}});
    return {{u"video_id"_s, lesson.value},
            {u"period_days"_s, s.period.length()},
            {u"total_plays"_s, s.plays},
            {u"total_unique_viewers"_s, s.uniqueViewers},
            {u"total_completions"_s, s.completions},
            {u"avg_completion_rate"_s, rate(s.completions, s.uniqueViewers).value_or(0)},
            {u"daily_stats"_s, daily}};
}

}  // namespace

void AnalyticsController::addRoutes(http::Router &router)
{
    using http::Method;
    const auto &permission = accounts::permission::analyticsRead;
    router.add(Method::Get, "/api/analytics/overview", permission,
               [this](const auto &request) { return overview(request); });
    router.add(Method::Get, "/api/analytics/completion", permission,
               [this](const auto &request) { return completion(request); });
    router.add(Method::Get, "/api/videos/{id}/statistics", permission,
               http::onId<LessonId>(this, &AnalyticsController::statistics));
    router.add(Method::Get, "/api/courses/hot", accounts::permission::catalogRead,
               [this](const auto &request) { return hot(request); });
}

http::Response AnalyticsController::overview(const http::Request &request)
{
    const auto days = request.queryInteger(u"days", 1, 365, 30);
    if (!days)
        return http::failure(days.error());
    const auto course = request.queryInteger(u"course_id", 1, MaxId, 0);
    if (!course)
        return http::failure(course.error());
    const auto overview = m_service.overview(request.actor, CourseId(*course), int(*days));
    return http::reply(overview, [this](const Overview &o) { return overviewJson(o, m_service.calendar().zone()); });
}

http::Response AnalyticsController::completion(const http::Request &request)
{
    static const QStringList words{u"course"_s, u"chapter"_s, u"lesson"_s};
    const QString name = request.queryValue(u"group", u"course"_s);
    const qsizetype group = words.indexOf(name);
    if (group < 0)
        return http::failure(badParameter(u"group"_s, u"must be course, chapter or lesson"_s));
    const auto course = request.queryInteger(u"course_id", 1, MaxId, 0);
    if (!course)
        return http::failure(course.error());
    if (*course == 0 && group != 0)
        return http::failure(badParameter(u"course_id"_s, u"is needed for chapters and lessons"_s));
    const auto period = periodOf(request);
    if (!period)
        return http::failure(period.error());
    const auto rows = m_service.completion(request.actor, Group(group), CourseId(*course), *period);
    return http::reply(rows, [&](const std::vector<CompletionRow> &found) {
        QJsonArray items;
        for (const CompletionRow &row : found)
            items.append(rowJson(row));
        const std::optional<Period> &p = *period;
        return QJsonObject{{u"group"_s, name},
                           {u"courseId"_s, orNull(CourseId(*course))},
                           {u"from"_s, p ? QJsonValue(isoDate(p->from)) : QJsonValue()},
                           {u"to"_s, p ? QJsonValue(isoDate(p->to)) : QJsonValue()},
                           {u"items"_s, items},
                           {u"definitions"_s, definitions(p.has_value())}};
    });
}

http::Response AnalyticsController::statistics(const http::Request &request, LessonId id)
{
    const auto days = request.queryInteger(u"days", 1, 365, 30);
    if (!days)
        return http::failure(days.error());
    const auto statistics = m_service.statistics(request.actor, id, int(*days));
    return http::reply(statistics, [&](const VideoStatistics &s) { return statisticsJson(id, s); });
}

http::Response AnalyticsController::hot(const http::Request &request)
{
    const auto limit = request.queryInteger(u"limit", 1, 50, 10);
    if (!limit)
        return http::failure(limit.error());
    const auto ids = m_service.hot(int(*limit));
    if (!ids)
        return http::failure(ids.error());
    return http::reply(m_cards(*ids), [](const QJsonArray &courses) { return QJsonObject{{u"courses"_s, courses}}; });
}

}  // namespace analytics
