#pragma once

#include "backend/catalog/outline/outlineservice.h"
#include "backend/http/routing/lane.h"

namespace catalog {

/// The draft's outline, whole and by its nodes. Bodies and answers are in resources/api/openapi.yaml.
///   GET         /api/courses/{id}/outline         one document, with the state of its media
///   PUT         /api/courses/{id}/outline         replaces it; 409 with `details.outline` when `revision` is stale; up to
///                                                 8 MiB
///   GET         /api/courses/{id}/outline/trash   deleted chapters and lessons, with their places; PUT one by its id to
///                                                 bring it back
///   POST        /api/courses/{id}/chapters        201
///   PUT, DELETE /api/chapters/{id}
///   POST        /api/chapters/{id}/videos         201
///   PUT, DELETE /api/videos/{id}                  `chapter_id` moves it
///
/// A chapter is answered as in the outline; a lesson too, with chapter_id. Both carry `revision`: the outline's after
/// the change.
///
/// Each of them handles a whole outline, which may have 10,000 lessons: they go through a lane beside the workers,
/// which outlives this.
class OutlineController
{
public:
    OutlineController(OutlineService &outlines, http::Lane &lane) : m_outlines(outlines), m_lane(lane) {}

    void addRoutes(http::Router &router);

private:
    http::Response show(const http::Request &request, CourseId id) const;
    http::Response trash(const http::Request &request, CourseId id) const;
    http::Response replace(const http::Request &request, CourseId id, const QJsonObject &body);
    http::Response addChapter(const http::Request &request, CourseId id, const QJsonObject &body);
    http::Response changeChapter(const http::Request &request, ChapterId id, const QJsonObject &body);
    http::Response removeChapter(const http::Request &request, ChapterId id);
    http::Response addLesson(const http::Request &request, ChapterId id, const QJsonObject &body);
    http::Response changeLesson(const http::Request &request, LessonId id, const QJsonObject &body);
    http::Response removeLesson(const http::Request &request, LessonId id);

    OutlineService &m_outlines;
    http::Lane &m_lane;
};

}  // namespace catalog
