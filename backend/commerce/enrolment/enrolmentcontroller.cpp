#include "backend/commerce/enrolment/enrolmentcontroller.h"

#include "backend/http/routing/actions.h"

#include "models/domain/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Request;
using http::Response;

void EnrolmentController::addRoutes(http::Router &router)
{
    router.add(http::Method::Post, "/api/courses/{id}/enroll",
               http::Policy(accounts::permission::commerceEnrol).asOneWrite(),
               http::onIdAndBody<CourseId>(this, &EnrolmentController::enrol));
}

Response EnrolmentController::enrol(const Request &request, CourseId id, const QJsonObject &body)
{
    json::Reader in(body);
    const auto type = EnrolmentType(in.oneOf("enrollment_type", {u"free"_s, u"paid"_s, u"trial"_s}));
    in.optionalInteger("order_id", 1, std::numeric_limits<qint64>::max());
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_enrolments.enrol(request.actor, id, type), [](const Enrolment &e) {
        return QJsonObject{{u"enrollment_id"_s, e.id.value},
                           {u"enrollment_type"_s, enrolmentTypeName(e.type)},
                           {u"valid_from"_s, toIso(e.validFrom)},
                           {u"valid_until"_s, e.validUntil ? QJsonValue(toIso(*e.validUntil)) : QJsonValue()}};
    });
}

}  // namespace commerce
