#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QJsonObject>

namespace commerce {

/// A staff's action on prices, coupons, plans or settings: who, what, on what, and how it was before and is now. Written in
/// the transaction of the fact.
struct AuditNote {
    UserId by;
    QString action;  ///< "coupon.change"
    QString object;  ///< "coupon:12"
    QJsonObject before, after;
};
Result<void> audit(database::Transaction &tx, const AuditNote &note, Millis now);

}  // namespace commerce
