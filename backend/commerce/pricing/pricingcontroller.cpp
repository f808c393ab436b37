#include "backend/commerce/pricing/pricingcontroller.h"

#include "backend/http/routing/actions.h"

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

QJsonObject pricingJson(const ItemPricing &item)
{
    QJsonObject json = item.pricing.toJson();
    json.insert(u"itemType"_s, itemTypeName(item.type));
    json.insert(u"itemId"_s, item.item);
    json.insert(u"title"_s, item.title);
    json.insert(u"publishedPrice"_s, item.published ? QJsonValue(*item.published) : QJsonValue());
    json.insert(u"publishedFree"_s, item.publishedFree);
    json.insert(u"validUntil"_s, item.validity.until ? QJsonValue(toIso(*item.validity.until)) : QJsonValue());
    json.insert(u"validDays"_s, item.validity.days ? QJsonValue(*item.validity.days) : QJsonValue());
    return json;
}

}  // namespace

void PricingController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/courses/{id}/pricing", commercePrices,
               http::onId<CourseId>(this, &PricingController::get));
    router.add(Method::Put, "/api/courses/{id}/pricing", http::Policy(commercePrices).asOneWrite(),
               http::onIdAndBody<CourseId>(this, &PricingController::setCourse));
    router.add(Method::Put, "/api/videos/{id}/pricing", commercePrices,
               http::onIdAndBody<LessonId>(this, &PricingController::setLesson));
}

Response PricingController::get(const Request &request, CourseId id) const
{
    return http::reply(m_prices.ofCourse(request.actor, id), [](const std::vector<ItemPricing> &items) {
        QJsonObject json = pricingJson(items.front());
        QJsonArray lessons;
        for (size_t i = 1; i < items.size(); ++i)
            lessons.append(pricingJson(items[i]));
        json.insert(u"lessons"_s, lessons);
        return json;
    });
}

Response PricingController::setCourse(const Request &request, CourseId id, const QJsonObject &body)
{
    const auto pricing = pricingOf(body);
    if (!pricing)
        return failure(pricing.error());
    const auto validity = validityOf(body);
    if (!validity)
        return failure(validity.error());
    return http::reply(m_prices.setCourse(request.actor, id, *pricing, *validity), pricingJson);
}

Response PricingController::setLesson(const Request &request, LessonId id, const QJsonObject &body)
{
    const auto pricing = pricingOf(body);
    if (!pricing)
        return failure(pricing.error());
    const auto validity = validityOf(body);
    if (!validity)
        return failure(validity.error());
    return http::reply(m_prices.setLesson(request.actor, id, *pricing, *validity), pricingJson);
}

}  // namespace commerce
