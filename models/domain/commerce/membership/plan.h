#pragma once

#include "models/domain/commerce/price/scope.h"
#include "models/domain/money.h"
#include "models/domain/result.h"

#include <QJsonObject>
#include <QString>

/// A membership as it is sold (DOMAIN §9). Thread: any (values, pure).
namespace commerce {

/// What members get on the courses in scope: they watch them for nothing, or buy them for less.
enum class Benefit { Free, Percent };

QString benefitName(Benefit benefit);  ///< "free", "percent": words of the contract

struct MembershipPlan {
    static constexpr int MaxName = 80;
    static constexpr int MaxMonths = 36;

    QString name;
    int months = 1;  ///< 1..36; usual are 1, 3 and 12
    Fen price = 0;
    Scope scope;
    Benefit benefit = Benefit::Free;
    int percentOff = 0;  ///< 1..99 of a Percent plan, otherwise 0

    /// {name, months, price, scope, benefit, percentOff?} (API §4)
    QJsonObject toJson() const;
    bool operator==(const MembershipPlan &) const = default;
};

/// Reads and checks a body of `POST/PUT /api/memberships/plans`. Errors: InvalidArgument "invalid_fields" with all faults,
/// among them percentOff missing or outside 1..99 (0 and 100 are no discounts), or given beside `free`.
Result<MembershipPlan> membershipPlanOf(const QJsonObject &body);

}  // namespace commerce
