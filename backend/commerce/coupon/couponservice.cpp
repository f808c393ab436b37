#include "backend/commerce/coupon/couponservice.h"

#include "backend/commerce/commerceaudit.h"
#include "models/domain/commerce/coupon/couponcode.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

Error noSuchCoupon()
{
    return Error::notFound(u"There is no such coupon."_s);
}

Result<StoredCoupon> foundCoupon(Connection &c, CouponId id)
{
    auto found = CouponRepository::find(c, id);
    if (!found)
        return found.error();
    if (!*found)
        return noSuchCoupon();
    return std::move(**found);
}

}  // namespace

Result<StoredCoupon> CouponService::store(Transaction &tx, const Coupon &coupon, const QString &batch) const
{
    const Millis now = m_clock.now();
    const auto id = CouponRepository::insert(tx, coupon, batch, now);
    if (!id) {
        if (id.error().reason == "already_exists"_L1)
            return Error::conflict(u"This code exists already."_s, u"code_taken"_s, {{u"code"_s, coupon.code}});
        return id.error();
    }
    StoredCoupon stored;
    stored.id = *id;
    stored.coupon = coupon;
    stored.batch = batch;
    stored.created = now;
    return stored;
}

void CouponService::announce(Transaction &tx, CouponId id) const
{
    tx.afterCommit([this, id] { m_events.publish({u"commerce.coupon"_s, id.value, UserId()}); });
}

Result<void> CouponService::note(Transaction &tx, UserId by, const QString &action, CouponId id, const Coupon *before,
                                 const Coupon *after) const
{
    const Millis now = m_clock.now();
    const auto said = [now](const Coupon *coupon) { return coupon ? coupon->toJson(now, 0, 0) : QJsonObject(); };
    return audit(tx, {by, action, u"coupon:%1"_s.arg(id.value), said(before), said(after)}, now);
}

/// A batch is one line: what its coupons have in common, and how many there are.
Result<void> CouponService::noteMade(Transaction &tx, UserId by, const CouponInput &input,
                                     const StoredCoupon &first) const
{
    if (!input.isBatch())
        return note(tx, by, u"coupon.create"_s, first.id, nullptr, &first.coupon);
    QJsonObject made = first.coupon.toJson(m_clock.now(), 0, 0);
    made.remove(u"code"_s);
    made.insert(u"prefix"_s, input.prefix);
    made.insert(u"count"_s, input.count);
    return audit(tx, {by, u"coupon.batch"_s, u"coupon:%1"_s.arg(first.id.value), {}, made}, m_clock.now());
}

Result<std::vector<StoredCoupon>> CouponService::create(UserId by, const CouponInput &input)
{
    QStringList codes{input.coupon.code};
    if (input.isBatch()) {
        auto drawn = couponCodes(input.prefix, input.count, m_random);
        if (!drawn)
            return drawn.error();
        codes = std::move(*drawn);
    }
    return m_database.write([&](Transaction &tx) -> Result<std::vector<StoredCoupon>> {
        std::vector<StoredCoupon> made;
        made.reserve(size_t(codes.size()));
        for (const QString &code : codes) {
            Coupon coupon = input.coupon;
            coupon.code = code;
            auto stored = store(tx, coupon, input.prefix);
            if (!stored)
                return stored.error();
            made.push_back(std::move(*stored));
        }
        announce(tx, made.front().id);
        if (auto ok = noteMade(tx, by, input, made.front()); !ok)
            return ok.error();
        return made;
    });
}

Result<StoredCoupon> CouponService::change(UserId by, CouponId id, const QJsonObject &body)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCoupon> {
        if (auto ok = CouponRepository::lock(tx, id); !ok)
            return ok.error();
        auto stored = foundCoupon(tx, id);
        if (!stored)
            return stored.error();
        const auto edited = couponEditOf(body, stored->coupon);
        if (!edited)
            return edited.error();
        const Coupon before = std::exchange(stored->coupon, *edited);
        if (auto ok = CouponRepository::update(tx, id, stored->coupon, m_clock.now()); !ok)
            return ok.error();
        if (auto ok = note(tx, by, u"coupon.change"_s, id, &before, &stored->coupon); !ok)
            return ok.error();
        announce(tx, id);
        return *stored;
    });
}

Result<StoredCoupon> CouponService::setDisabled(UserId by, CouponId id, bool disabled)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCoupon> {
        if (auto ok = CouponRepository::lock(tx, id); !ok)
            return ok.error();
        auto stored = foundCoupon(tx, id);
        if (!stored)
            return stored.error();
        const Coupon before = stored->coupon;
        stored->coupon.disabled = disabled;
        if (auto ok = CouponRepository::update(tx, id, stored->coupon, m_clock.now()); !ok)
            return ok.error();
        if (auto ok = note(tx, by, disabled ? u"coupon.disable"_s : u"coupon.enable"_s, id, &before, &stored->coupon);
            !ok)
            return ok.error();
        announce(tx, id);
        return *stored;
    });
}

Result<void> CouponService::remove(UserId by, CouponId id)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (auto ok = CouponRepository::lock(tx, id); !ok)
            return ok;
        const auto stored = foundCoupon(tx, id);
        if (!stored)
            return stored.error();
        const auto removed = CouponRepository::removeUntouched(tx, id);
        if (!removed)
            return removed.error();
        if (!*removed)
            return Error::conflict(u"Somebody has this coupon already; disable it instead."_s, u"coupon_touched"_s);
        if (auto ok = note(tx, by, u"coupon.remove"_s, id, &stored->coupon, nullptr); !ok)
            return ok;
        announce(tx, id);
        return {};
    });
}

Result<StoredCoupon> CouponService::get(CouponId id) const
{
    return m_database.read([&](Connection &c) { return foundCoupon(c, id); });
}

Result<CouponPage> CouponService::list(const CouponFilter &filter, qint64 limit, qint64 offset) const
{
    return m_database.read([&](Connection &c) { return CouponRepository::list(c, filter, limit, offset); });
}

Result<StoredCoupon> CouponService::claim(const accounts::Actor &actor, const QString &code)
{
    const Millis now = m_clock.now();
    return m_database.write([&](Transaction &tx) -> Result<StoredCoupon> {
        auto found = CouponRepository::byCode(tx, normalCouponCode(code));
        if (!found)
            return found.error();
        if (!*found)
            return Error::notFound(u"There is no coupon with this code."_s, u"coupon_unknown"_s);
        StoredCoupon &stored = **found;
        CouponRefusal refusal = CouponRefusal::None;
        switch (stored.coupon.state(now, stored.used, stored.reserved)) {
        case CouponState::Disabled: refusal = CouponRefusal::Disabled; break;
        case CouponState::Ended: refusal = CouponRefusal::Expired; break;
        case CouponState::UsedUp: refusal = CouponRefusal::UsedUp; break;
        case CouponState::Scheduled:
        case CouponState::Running: break;
        }
        if (refusal != CouponRefusal::None) {
            const Words words = couponWords({refusal, 0, 0}, ItemType::Column);
            return Error::precondition(words.en, u"coupon_refused"_s,
                                       {{u"reason"_s, couponRefusalName(refusal)}, {u"message"_s, words.zh}});
        }
        if (auto ok = CouponRepository::claim(tx, actor.user, stored.id, now); !ok)
            return ok.error();
        return std::move(stored);
    });
}

Result<std::vector<StoredCoupon>> CouponService::mine(const accounts::Actor &actor) const
{
    return m_database.read([&](Connection &c) { return CouponRepository::claimedBy(c, actor.user); });
}

}  // namespace commerce
