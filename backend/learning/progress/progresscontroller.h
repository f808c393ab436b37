#pragma once

#include "backend/http/routing/router.h"
#include "backend/learning/progress/learningservice.h"

namespace learning {

/// The routes of API §3, with their own envelopes ({"code":200,…}), and POST /api/videos/{id}/progress.
///   POST /api/course/progress/sync    answered from the durable commit, whichever thread that is
///   GET  /api/course/progress/get
///   GET  /api/course/progress/list    ETag / 304
///   POST /api/progress                texts
///   POST /api/videos/{id}/progress
///   GET  /api/courses/{id}/progress
class ProgressController
{
public:
    explicit ProgressController(LearningService &service) : m_service(service) {}
    void addRoutes(http::Router &router);

private:
    void sync(const http::Request &request, http::Respond respond);
    http::Response get(const http::Request &request);
    http::Response list(const http::Request &request);
    http::Response article(const http::Request &request, const QJsonObject &body);
    http::Response video(const http::Request &request, LessonId id, const QJsonObject &body);
    http::Response course(const http::Request &request);

    LearningService &m_service;
};

}  // namespace learning
