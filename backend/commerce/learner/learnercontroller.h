#pragma once

#include "backend/commerce/learner/learnerservice.h"
#include "backend/http/routing/lane.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// Learners, for administrators: GET /api/learners?q&courseId&right&learning&sort, GET /api/learners/{id}, and
/// GET /api/learners/export (the same filters, as CSV). Translates. Thread: workers; files are made by one of their own.
class LearnerController
{
public:
    explicit LearnerController(LearnerService &learners) : m_learners(learners) {}

    void addRoutes(http::Router &router);
    /// Lets files that are being made finish. When no more are coming.
    void finish() { m_lane.finish(); }

private:
    http::Response list(const http::Request &request) const;
    http::Response get(const http::Request &request, UserId person) const;
    http::Response file(const http::Request &request) const;
    Result<LearnerFilter> filterOf(const http::Request &request) const;

    LearnerService &m_learners;
    http::Lane m_lane{1};  ///< the last member, for what runs there uses the others
};

}  // namespace commerce
