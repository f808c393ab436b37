#pragma once

#include "backend/catalog/course/coursefacts.h"
#include "backend/catalog/publishing/publishservice.h"
#include "backend/http/routing/lane.h"

namespace catalog {

/// From draft to edition. Bodies and answers are in resources/api/openapi.yaml.
///   GET    /api/courses/{id}/checks      what stands in the way of publishing
///   POST   /api/courses/{id}/publish     422 "not_fit_to_publish" with details.checks; an optional `revision` guards it.
///                                        With {whenReady: true} 202 while media are being made: it happens by itself
///   DELETE /api/courses/{id}/publish     takes that back
///   POST   /api/courses/{id}/unpublish
///   GET    /api/courses/{id}/editions    newest first
/// Thread: workers. What it is handed outlives it.
class PublishController
{
public:
    /// `lane`: for what looks at a whole outline.
    PublishController(PublishService &publishing, const DisplayNames &names, const CourseFacts *const &facts,
                      http::Lane &lane)
        : m_publishing(publishing), m_names(names), m_facts(facts), m_lane(lane)
    {
    }

    void addRoutes(http::Router &router);

private:
    http::Response checks(const http::Request &request, CourseId id) const;
    http::Response publish(const http::Request &request, CourseId id);
    http::Response cancel(const http::Request &request, CourseId id);
    http::Response unpublish(const http::Request &request, CourseId id);
    http::Response editions(const http::Request &request, CourseId id) const;
    QJsonObject toJson(const StoredCourse &course) const;

    PublishService &m_publishing;
    const DisplayNames &m_names;
    const CourseFacts *const &m_facts;
    http::Lane &m_lane;
};

}  // namespace catalog
