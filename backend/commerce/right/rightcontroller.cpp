#include "backend/commerce/right/rightcontroller.h"

#include "backend/http/routing/actions.h"
#include "models/domain/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

void RightController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/users/{id}/rights", commerceManage, http::onId<UserId>(this, &RightController::list));
    router.add(Method::Post, "/api/users/{id}/rights", commerceManage,
               http::onIdAndBody<UserId>(this, &RightController::give));
    router.add(Method::Put, "/api/rights/{id}", http::Policy(commerceManage).asOneWrite(),
               http::onIdAndBody<RightId>(this, &RightController::change));
    router.add(Method::Delete, "/api/rights/{id}", http::Policy(commerceManage).asOneWrite(),
               http::onId<RightId>(this, &RightController::revoke));
}

QJsonObject RightController::toJson(const StoredRight &stored) const
{
    const Right &right = stored.right;
    const auto time = [](std::optional<Millis> t) { return t ? QJsonValue(toIso(*t)) : QJsonValue(); };
    return {{u"id"_s, stored.id.value},
            {u"userId"_s, stored.user.value},
            {u"kind"_s, rightKindName(right.kind)},
            {u"itemId"_s, stored.item},
            {u"courseId"_s, stored.course.isValid() ? QJsonValue(stored.course.value) : QJsonValue()},
            {u"source"_s, rightSourceName(right.source)},
            {u"orderId"_s, stored.order ? QJsonValue(stored.order->value) : QJsonValue()},
            {u"validFrom"_s, toIso(right.validFrom)},
            {u"validUntil"_s, time(right.validUntil)},
            {u"revokedAt"_s, time(right.revokedAt)},
            {u"valid"_s, right.isValidAt(m_rights.now())}};
}

Response RightController::list(const Request &, UserId person) const
{
    return http::reply(m_rights.ofPerson(person), [this](const std::vector<StoredRight> &found) {
        QJsonArray rights;
        for (const StoredRight &right : found)
            rights.append(toJson(right));
        return QJsonObject{{u"rights"_s, rights}};
    });
}

Response RightController::give(const Request &, UserId person, const QJsonObject &body)
{
    json::Reader in(body);
    const int type = in.oneOf("itemType", {itemTypeName(ItemType::Article), itemTypeName(ItemType::Column)});
    const qint64 item = in.integer("itemId", 1, std::numeric_limits<qint64>::max());
    const auto until = in.time("until");
    if (!in.ok())
        return failure(in.error());
    return http::reply(
            m_rights.give(person, ItemType(type), item, until),
            [this](const StoredRight &right) { return toJson(right); }, 201);
}

Response RightController::change(const Request &, RightId id, const QJsonObject &body)
{
    json::Reader in(body);
    const auto until = in.time("until");
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_rights.setUntil(id, until), [this](const StoredRight &right) { return toJson(right); });
}

Response RightController::revoke(const Request &, RightId id)
{
    return http::reply(m_rights.revoke(id), [this](const StoredRight &right) { return toJson(right); });
}

}  // namespace commerce
