#pragma once

#include "models/domain/commerce/price/listprice.h"
#include "models/domain/commerce/price/scope.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace commerce {

/// A course or a lesson with its prices, as GET and PUT …/pricing speak of it (API §4). The list price is the draft's;
/// `published` is what it is sold at until the next edition. Thread: any (values, pure).
struct PricedItem {
    ItemType type = ItemType::Column;
    qint64 id = 0;
    QString title;
    Pricing pricing;
    std::optional<Millis> validUntil;  ///< a purchase is good until then
    std::optional<int> validDays;      ///< or for so many days; neither: for good
    std::optional<Fen> published;      ///< nothing: not published, or a lesson that isn't sold by itself
    bool publishedFree = false;

    bool operator==(const PricedItem &) const = default;
};

/// What a server left out reads as the default; nothing fails.
PricedItem pricedItemFromJson(const QJsonObject &item);
/// The course, then its lessons.
std::vector<PricedItem> coursePricesFromJson(const QJsonObject &course);

QString pricingPath(const PricedItem &item);
QJsonObject pricingBody(const PricedItem &item);

/// The draft's list price isn't what it is sold at: it will be with the next edition.
bool awaitsPublishing(const PricedItem &item);

/// The sale that runs at `now`, else the next one to come, else nullptr. Lives as long as `sales`.
const SaleWindow *currentOrNextSale(const std::vector<SaleWindow> &sales, Millis now);

}  // namespace commerce
