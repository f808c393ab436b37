#pragma once

#include "backend/commerce/commerceids.h"
#include "backend/database/connection.h"
#include "models/domain/commerce/coupon/couponverdict.h"

#include <optional>
#include <vector>

namespace commerce {

/// A coupon as the store has it, with its uses.
struct StoredCoupon {
    CouponId id;
    Coupon coupon;
    QString batch;  ///< prefix of the batch it was made in; empty: alone
    qint64 used = 0;
    qint64 reserved = 0;
    Millis created = 0;
};

/// Which coupons a list shows. Windows are judged at `now`.
struct CouponFilter {
    QString text;   ///< part of the code
    QString batch;  ///< of this batch; empty: all
    std::optional<CouponState> state;
    Millis now = 0;
};

struct CouponPage {
    std::vector<StoredCoupon> coupons;  ///< newest first
    qint64 total = 0;
};

/// Rows of coupons. Limits are kept by the conditional updates here: whoever the rows refuse is refused, however many ask
/// at once. Thread: the connection's.
class CouponRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<std::optional<StoredCoupon>> find(Connection &c, CouponId id);
    static Result<std::optional<StoredCoupon>> byCode(Connection &c, const QString &code);  ///< normalised
    static Result<CouponPage> list(Connection &c, const CouponFilter &filter, qint64 limit, qint64 offset);
    /// Before reading what decides on a write (Transaction::lock).
    static Result<void> lock(Transaction &tx, CouponId id);
    static Result<CouponId> insert(Transaction &tx, const Coupon &coupon, const QString &batch,
                                   Millis now);  ///< Conflict "already_exists": the code is taken
    static Result<void> update(Transaction &tx, CouponId id, const Coupon &coupon, Millis now);

    /// Takes away one that nobody has used, holds or has claimed. False: somebody has.
    static Result<bool> removeUntouched(Transaction &tx, CouponId id);

    /// Holds one use for an open order. False: none was left, or it was disabled meanwhile.
    static Result<bool> reserve(Transaction &tx, CouponId id);
    static Result<void> release(Transaction &tx, CouponId id);  ///< the open order ended
    static Result<void> consume(Transaction &tx, CouponId id);  ///< the open order was paid
    /// An order that had ended was paid after all: its use is taken again. False: none is left.
    static Result<bool> consumeLate(Transaction &tx, CouponId id);
    static Result<void> giveBack(Transaction &tx, CouponId id);  ///< a paid order was refunded whole

    static Result<void> claim(Transaction &tx, UserId user, CouponId id, Millis now);  ///< again: changes nothing
    static Result<std::vector<StoredCoupon>> claimedBy(Connection &c, UserId user);    ///< newest first
};

}  // namespace commerce
