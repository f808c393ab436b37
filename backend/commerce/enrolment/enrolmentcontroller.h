#pragma once

#include "backend/commerce/enrolment/enrolmentservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// POST /api/courses/{id}/enroll {enrollment_type: free|paid|trial, order_id?} → {enrollment_id, enrollment_type,
/// valid_from, valid_until}. Translates: who gets in is EnrolmentService's. Thread: workers.
class EnrolmentController
{
public:
    explicit EnrolmentController(EnrolmentService &enrolments) : m_enrolments(enrolments) {}

    void addRoutes(http::Router &router);

private:
    http::Response enrol(const http::Request &request, CourseId id, const QJsonObject &body);

    EnrolmentService &m_enrolments;
};

}  // namespace commerce
