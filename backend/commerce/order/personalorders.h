#pragma once

#include "backend/database/personaldata.h"

namespace commerce {

/// What commerce keeps of a person: rights, memberships, coupons and enrolments go with her; orders, refunds and the ledger
/// stay without her, for the school's books (DOMAIN §8, §18).
class PersonalOrders final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("commerce"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    /// An open order ends as if it had been cancelled: nobody is left to pay it, and its coupon is free again.
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace commerce
