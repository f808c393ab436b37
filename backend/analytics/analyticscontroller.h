#pragma once

#include "backend/analytics/analyticsservice.h"
#include "backend/http/routing/router.h"

#include <QJsonArray>

#include <functional>

namespace analytics {

/// Routes of the figures. Instructors see their own courses, admins all. `definitions` in the answers says, in stable
/// words, what each figure counts (models/domain/analytics/figures.h). Dates are ISO days in the school's time zone.
///
///   GET /api/analytics/overview?days=30&course_id=     days 1–365
///     {days, from, to, timeZone,
///      kpis: {activeLearners: {value, before}, completions: {value, before}, watchSeconds: {…}, plays: {…}},
///      daily: [{date, activeLearners, completions, watchSeconds, plays}],      a row per day, oldest first
///      definitions}
///   GET /api/analytics/completion?group=course|chapter|lesson&course_id=&from=&to=
///     {group, courseId: id|null, from: date|null, to: date|null,
///      items: [{courseId, chapterId: id|null, lessonId: id|null, uid, title, duration (s), viewers, completions,
///               rate: percent|null, averageCoverage: percent|null}], definitions}
///     group chapter and lesson need course_id; from and to come together
///   GET /api/videos/{id}/statistics?days=30            shape of API §2
///   GET /api/courses/hot?limit=10                      limit 1–50; {courses}, as every list shows them
class AnalyticsController
{
public:
    /// Courses as lists show them, in the order asked for: catalog's.
    using Cards = std::function<Result<QJsonArray>(const std::vector<CourseId> &)>;

    AnalyticsController(AnalyticsService &service, Cards cards) : m_service(service), m_cards(std::move(cards)) {}
    void addRoutes(http::Router &router);

private:
    http::Response overview(const http::Request &request);
    http::Response completion(const http::Request &request);
    http::Response statistics(const http::Request &request, LessonId id);
    http::Response hot(const http::Request &request);

    AnalyticsService &m_service;
    Cards m_cards;
};

}  // namespace analytics
