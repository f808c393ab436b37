#pragma once

#include "models/domain/clock.h"
#include "models/domain/commerce/price/scope.h"
#include "models/domain/commerce/words.h"
#include "models/domain/money.h"
#include "models/domain/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

/// A coupon as the school makes it (DOMAIN §4, API §4). Whether it applies is in couponverdict.h. Thread: any (values,
/// pure).
namespace commerce {

enum class CouponKind { Amount, Percent };
enum class CouponState { Scheduled, Running, UsedUp, Ended, Disabled };

QString couponKindName(CouponKind kind);     ///< "amount", "percent"
QString couponStateName(CouponState state);  ///< "scheduled", "running", "used_up", "ended", "disabled"

struct Coupon {
    static constexpr qint64 MaxLimit = 10'000'000;  ///< of uses

    QString code;  ///< normalised, see couponcode.h
    CouponKind kind = CouponKind::Amount;
    qint64 value = 0;        ///< fen off (1..MaxPrice), or whole percent off (1..99)
    std::optional<Fen> cap;  ///< Percent: at most so much off
    Fen threshold = 0;       ///< from this price on (the price that is left when the coupon's turn comes)
    Scope scope;
    Millis startsAt = 0, endsAt = 0;     ///< half-open: endsAt is outside
    std::optional<qint64> totalLimit;    ///< uses by all; nothing: no limit
    std::optional<qint64> perUserLimit;  ///< uses by one person
    bool firstOrderOnly = false;
    bool withSale = false;  ///< may be used on top of a scheduled sale
    bool disabled = false;

    /// `used` orders were paid with it, `reserved` hold it. Disabled, ended and scheduled come before used_up.
    CouponState state(Millis now, qint64 used, qint64 reserved) const;
    /// How many are left; nothing: no limit. Never negative.
    std::optional<qint64> left(qint64 used, qint64 reserved) const;
    /// Every field of API §4 with state, used, reserved and left; what is nothing is absent.
    QJsonObject toJson(Millis now, qint64 used, qint64 reserved) const;
    bool operator==(const Coupon &) const = default;
};

/// A body of `POST /api/coupons`: one coupon with its code, or a batch of `count` coupons behind `prefix`.
struct CouponInput {
    Coupon coupon;   ///< without a code in a batch
    QString prefix;  ///< normalised; of a batch
    int count = 0;   ///< 1..10,000 in a batch; 0: a single coupon

    bool isBatch() const { return count > 0; }
};

/// Reads and checks such a body. Errors: InvalidArgument "invalid_fields" with every fault: code and prefix both or
/// neither, a code of other characters or length, value outside its kind's limits (percent 0 and 100 too), a cap beside
/// `amount`, amounts that aren't whole fen, negative or above MaxPrice, "endsAt" not after startsAt, limits below 1,
/// scope.kind and scope.ids.
Result<CouponInput> couponInputOf(const QJsonObject &body);

/// A body of `PUT /api/coupons/{id}`: every field but the code, which stays as it was (a code given must be the same).
/// `disabled` is kept: its routes are others.
Result<Coupon> couponEditOf(const QJsonObject &body, const Coupon &before);

}  // namespace commerce
