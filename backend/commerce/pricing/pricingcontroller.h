#pragma once

#include "backend/commerce/pricing/pricingservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// GET/PUT /api/courses/{id}/pricing, PUT /api/videos/{id}/pricing (API §4). Translates. Thread: workers.
class PricingController
{
public:
    explicit PricingController(PricingService &prices) : m_prices(prices) {}

    void addRoutes(http::Router &router);

private:
    http::Response get(const http::Request &request, CourseId id) const;
    http::Response setCourse(const http::Request &request, CourseId id, const QJsonObject &body);
    http::Response setLesson(const http::Request &request, LessonId id, const QJsonObject &body);

    PricingService &m_prices;
};

}  // namespace commerce
