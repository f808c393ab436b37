#pragma once

#include "backend/commerce/coupon/couponrepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"
#include "models/domain/commerce/words.h"

namespace commerce {

/// Makes, changes and lists coupons (administrators), and keeps those that a person put among her own. Whether one applies
/// is judged with the quote. Thread: workers.
class CouponService
{
public:
    /// `random` makes the codes of a batch.
    CouponService(database::Database &database, const Clock &clock, events::EventHub &events, RandomBytes random)
        : m_database(database), m_clock(clock), m_events(events), m_random(std::move(random))
    {
    }

    /// One coupon, or a whole batch in one transaction: all or none. Conflict "code_taken".
    Result<std::vector<StoredCoupon>> create(UserId by, const CouponInput &input);
    /// Limits below what is used or held already only stop further uses. NotFound.
    Result<StoredCoupon> change(UserId by, CouponId id, const QJsonObject &body);
    Result<StoredCoupon> setDisabled(UserId by, CouponId id, bool disabled);
    /// Takes away one that nobody has touched yet. NotFound; Conflict "coupon_touched": it was used, is held or was claimed.
    Result<void> remove(UserId by, CouponId id);
    Result<StoredCoupon> get(CouponId id) const;
    Result<CouponPage> list(const CouponFilter &filter, qint64 limit, qint64 offset) const;

    /// Puts a coupon among the actor's own. NotFound "coupon_unknown"; FailedPrecondition "coupon_refused" with its reason
    /// where it has ended or is used up. Again: nothing changes.
    Result<StoredCoupon> claim(const accounts::Actor &actor, const QString &code);
    Result<std::vector<StoredCoupon>> mine(const accounts::Actor &actor) const;

    Millis now() const { return m_clock.now(); }

private:
    Result<StoredCoupon> store(database::Transaction &tx, const Coupon &coupon, const QString &batch) const;
    void announce(database::Transaction &tx, CouponId id) const;
    Result<void> note(database::Transaction &tx, UserId by, const QString &action, CouponId id, const Coupon *before,
                      const Coupon *after) const;
    Result<void> noteMade(database::Transaction &tx, UserId by, const CouponInput &input,
                          const StoredCoupon &first) const;

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    RandomBytes m_random;
};

}  // namespace commerce
