#pragma once

#include "models/commerce/priceditem.h"

#include <QJsonObject>
#include <QStringList>

namespace commerce {

/// Titles of the courses that cost nothing any more with this coupon (a body as POST /api/coupons takes it), at what they
/// are sold at, or on a sale where the coupon may be used then. Which categories a course is in isn't known here: a coupon
/// for categories is tried on every course. A body that isn't complete gives nothing away. Thread: any (pure).
QStringList coursesGivenAway(const QJsonObject &coupon, const std::vector<PricedItem> &courses, Millis now);

/// Codes of the coupons (rows of GET /api/coupons) with which the item as it is edited would cost nothing; `course`: the
/// item itself or what it is in.
QStringList couponsThatGiveAway(const std::vector<QJsonObject> &coupons, const PricedItem &item, qint64 course,
                                Millis now);

}  // namespace commerce
