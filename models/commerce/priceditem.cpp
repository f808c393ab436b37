#include "models/commerce/priceditem.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace commerce {

PricedItem pricedItemFromJson(const QJsonObject &object)
{
    PricedItem item;
    item.type = itemTypeFromName(object[u"itemType"].toString()).value_or(ItemType::Column);
    item.id = object[u"itemId"].toInteger();
    item.title = object[u"title"].toString();
    item.pricing.price = object[u"price"].toInteger();
    item.pricing.isFree = object[u"isFree"].toBool();
    for (const QJsonValue &value : object[u"sales"].toArray()) {
        SaleWindow sale;
        sale.price = value[u"price"].toInteger();
        sale.startsAt = fromIso(value[u"startsAt"].toString()).value_or(0);
        sale.endsAt = fromIso(value[u"endsAt"].toString()).value_or(0);
        sale.label = value[u"label"].toString();
        item.pricing.sales.push_back(sale);
    }
    item.validUntil = fromIso(object[u"validUntil"].toString());
    if (object[u"validDays"].isDouble())
        item.validDays = object[u"validDays"].toInt();
    if (object[u"publishedPrice"].isDouble())
        item.published = object[u"publishedPrice"].toInteger();
    item.publishedFree = object[u"publishedFree"].toBool();
    return item;
}

std::vector<PricedItem> coursePricesFromJson(const QJsonObject &course)
{
    std::vector<PricedItem> items{pricedItemFromJson(course)};
    for (const QJsonValue &lesson : course[u"lessons"].toArray())
        items.push_back(pricedItemFromJson(lesson.toObject()));
    return items;
}

QString pricingPath(const PricedItem &item)
{
    return (item.type == ItemType::Article ? u"/api/videos/%1/pricing"_s : u"/api/courses/%1/pricing"_s).arg(item.id);
}

QJsonObject pricingBody(const PricedItem &item)
{
    QJsonObject body = item.pricing.toJson();
    if (item.validUntil)
        body.insert(u"validUntil"_s, toIso(*item.validUntil));
    if (item.validDays)
        body.insert(u"validDays"_s, *item.validDays);
    return body;
}

bool awaitsPublishing(const PricedItem &item)
{
    if (item.type == ItemType::Article)
        return item.pricing.isFree != item.publishedFree ||
               (!item.pricing.isFree && item.pricing.price != item.published.value_or(0));
    if (!item.published)
        return false;
    return item.pricing.isFree != item.publishedFree || (!item.pricing.isFree && item.pricing.price != *item.published);
}

const SaleWindow *currentOrNextSale(const std::vector<SaleWindow> &sales, Millis now)
{
    const SaleWindow *best = nullptr;
    for (const SaleWindow &sale : sales) {
        if (sale.endsAt > now && (!best || sale.startsAt < best->startsAt))
            best = &sale;
    }
    return best;
}

}  // namespace commerce
