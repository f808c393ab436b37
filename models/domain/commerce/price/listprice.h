#pragma once

#include "models/domain/clock.h"
#include "models/domain/money.h"
#include "models/domain/result.h"

#include <QJsonObject>
#include <QString>

#include <vector>

/// What a course or a lesson costs by itself: its list price and its scheduled sales (DOMAIN §4). Thread: any (values,
/// pure).
namespace commerce {

/// A sale: [startsAt, endsAt). A day picked on a screen ends at the next midnight of the school's zone.
struct SaleWindow {
    Fen price = 0;
    Millis startsAt = 0;
    Millis endsAt = 0;
    QString label;  ///< the school's own words, may be empty

    bool runsAt(Millis now) const { return now >= startsAt && now < endsAt; }
    bool operator==(const SaleWindow &) const = default;
};

struct Pricing {
    static constexpr int MaxSales = 100;
    static constexpr int MaxLabel = 60;

    Fen price = 0;
    bool isFree = false;  ///< wins over every price
    std::vector<SaleWindow> sales;

    /// {price, isFree, sales:[{price, startsAt, endsAt, label}]} (API §4), times in ISO.
    QJsonObject toJson() const;
    bool operator==(const Pricing &) const = default;
};

/// Reads and checks a body of `PUT …/pricing`; the sales come back sorted by their begin. Errors: InvalidArgument
/// "invalid_fields", detail {fields: {name: what}} with every fault at once, names like "sales[1].startsAt" by the order
/// in the body: not whole fen, negative or above MaxPrice; a window without a begin or end, or that ends before or when
/// it starts ("sales[i].endsAt"); one that overlaps an earlier entry ("sales[i].startsAt"; touching is fine); a sale
/// that is not below the price ("sales[i].price", unless the item is free).
Result<Pricing> pricingOf(const QJsonObject &body);

/// The same checks for a value made by a program (the desktop's editor).
Result<void> checkPricing(const Pricing &pricing);

/// The sale that runs at `now`, or nullptr. Lives as long as `sales`.
const SaleWindow *runningSale(const std::vector<SaleWindow> &sales, Millis now);

}  // namespace commerce
