#include "backend/commerce/commercecontroller.h"

#include "models/domain/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Request;
using http::Response;

void CommerceController::addRoutes(http::Router &router)
{
    router.add(http::Method::Post, "/api/courses/{id}/enroll", accounts::permission::commerceEnrol,
               [this](const Request &r) { return enrol(r); });
}

Response CommerceController::enrol(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto body = request.json();
    if (!body)
        return failure(body.error());
    json::Reader in(*body);
    const auto type = EnrolmentType(in.word("enrollment_type", {u"free"_s, u"paid"_s, u"trial"_s}));
    in.optionalInteger("order_id", 1, std::numeric_limits<qint64>::max());
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_enrolments.enrol(request.actor, CourseId(*id), type), [](const Enrolment &e) {
        return QJsonObject{{u"enrollment_id"_s, e.id.value},
                           {u"enrollment_type"_s, enrolmentTypeWord(e.type)},
                           {u"valid_from"_s, toIso(e.validFrom)},
                           {u"valid_until"_s, e.validUntil ? QJsonValue(toIso(*e.validUntil)) : QJsonValue()}};
    });
}

}  // namespace commerce
