#include "backend/commerce/coupon/couponcontroller.h"

#include "backend/http/routing/actions.h"
#include "models/domain/commerce/coupon/couponcode.h"
#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr qint64 ExportLimit = 100'000;  // codes in one file

const std::vector<CouponState> States{CouponState::Scheduled, CouponState::Running, CouponState::UsedUp,
                                      CouponState::Ended, CouponState::Disabled};

}  // namespace

void CouponController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/coupons", commerceManage, [this](const Request &r) { return list(r); });
    router.add(Method::Post, "/api/coupons", commerceManage, http::onBody(this, &CouponController::create));
    router.add(Method::Get, "/api/coupons/export", commerceManage, [this](const Request &r) { return codes(r); });
    router.add(Method::Post, "/api/coupons/claim", http::Policy(commerceBuy).asOneWrite(),
               http::onBody(this, &CouponController::claim));
    router.add(Method::Get, "/api/coupons/{id}", commerceManage, http::onId<CouponId>(this, &CouponController::get));
    router.add(Method::Put, "/api/coupons/{id}", http::Policy(commerceManage).asOneWrite(),
               http::onIdAndBody<CouponId>(this, &CouponController::change));
    router.add(Method::Delete, "/api/coupons/{id}", http::Policy(commerceManage).asOneWrite(),
               http::onId<CouponId>(this, &CouponController::remove));
    router.add(Method::Post, "/api/coupons/{id}/disable", http::Policy(commerceManage).asOneWrite(),
               http::onId<CouponId>(this, &CouponController::disable));
    router.add(Method::Post, "/api/coupons/{id}/enable", http::Policy(commerceManage).asOneWrite(),
               http::onId<CouponId>(this, &CouponController::enable));
    router.add(Method::Get, "/api/me/coupons", commerceBuy, [this](const Request &r) { return mine(r); });
}

QJsonObject CouponController::toJson(const StoredCoupon &stored) const
{
    QJsonObject json = stored.coupon.toJson(m_coupons.now(), stored.used, stored.reserved);
    json.insert(u"id"_s, stored.id.value);
    json.insert(u"createdAt"_s, toIso(stored.created));
    if (!stored.batch.isEmpty())
        json.insert(u"batch"_s, stored.batch);
    return json;
}

Result<CouponFilter> CouponController::filterOf(const Request &request) const
{
    CouponFilter filter;
    filter.now = m_coupons.now();
    filter.text = normalCouponCode(request.queryValue(u"q").left(MaxCouponCode));
    filter.batch = normalCouponCode(request.queryValue(u"batch").left(MaxCouponPrefix));
    if (!request.hasQuery(u"state"))
        return filter;
    for (const CouponState state : States) {
        if (couponStateName(state) == request.queryValue(u"state"))
            filter.state = state;
    }
    if (!filter.state)
        return Error::invalid(u"There is no such state of coupons."_s, u"invalid_parameter"_s,
                              {{u"parameter"_s, u"state"_s}});
    return filter;
}

Response CouponController::list(const Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter.error());
    return http::reply(m_coupons.list(*filter, page->size, page->offset()), [&](const CouponPage &found) {
        QJsonArray coupons;
        for (const StoredCoupon &coupon : found.coupons)
            coupons.append(toJson(coupon));
        return QJsonObject{{u"coupons"_s, coupons}, {u"pagination"_s, page->toJson(found.total)}};
    });
}

Response CouponController::create(const Request &request, const QJsonObject &body)
{
    const auto input = couponInputOf(body);
    if (!input)
        return failure(input.error());
    const auto made = m_coupons.create(request.actor.user, *input);
    if (!made)
        return failure(made.error());
    if (!input->isBatch())
        return http::created(toJson(made->front()));
    QJsonArray codes;
    for (const StoredCoupon &coupon : *made)
        codes.append(coupon.coupon.code);
    return http::created(QJsonObject{{u"batch"_s, input->prefix}, {u"codes"_s, codes}, {u"count"_s, codes.size()}});
}

Response CouponController::get(const Request &, CouponId id) const
{
    return http::reply(m_coupons.get(id), [this](const StoredCoupon &c) { return toJson(c); });
}

Response CouponController::change(const Request &request, CouponId id, const QJsonObject &body)
{
    return http::reply(m_coupons.change(request.actor.user, id, body),
                       [this](const StoredCoupon &c) { return toJson(c); });
}

Response CouponController::disable(const Request &request, CouponId id)
{
    return http::reply(m_coupons.setDisabled(request.actor.user, id, true),
                       [this](const StoredCoupon &c) { return toJson(c); });
}

Response CouponController::enable(const Request &request, CouponId id)
{
    return http::reply(m_coupons.setDisabled(request.actor.user, id, false),
                       [this](const StoredCoupon &c) { return toJson(c); });
}

Response CouponController::remove(const Request &request, CouponId id)
{
    const auto removed = m_coupons.remove(request.actor.user, id);
    return removed ? http::success(QJsonObject{{u"id"_s, id.value}}) : failure(removed.error());
}

Response CouponController::codes(const Request &request) const
{
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter.error());
    const auto found = m_coupons.list(*filter, ExportLimit, 0);
    if (!found)
        return failure(found.error());
    // Codes are of A–Z 0–9 - _: nothing in a line needs quoting, and a leading "-" is made plain text.
    QByteArray csv = "\xEF\xBB\xBF"
                     "code,state,used,reserved,startsAt,endsAt\r\n";
    for (const StoredCoupon &c : found->coupons) {
        const QByteArray code = c.coupon.code.toLatin1();
        csv += code.startsWith('-') ? "'" + code : code;
        csv += ',' + couponStateName(c.coupon.state(filter->now, c.used, c.reserved)).toLatin1() + ',' +
               QByteArray::number(c.used) + ',' + QByteArray::number(c.reserved) + ',' +
               toIso(c.coupon.startsAt).toLatin1() + ',' + toIso(c.coupon.endsAt).toLatin1() + "\r\n";
    }
    Response response;
    response.headers.set("Content-Type", "text/csv; charset=utf-8");
    response.headers.set("Content-Disposition", "attachment; filename=\"coupons.csv\"");
    response.headers.set("Cache-Control", "no-store");
    response.body = csv;
    return response;
}

Response CouponController::claim(const Request &request, const QJsonObject &body)
{
    json::Reader in(body);
    const QString code = in.text("code", 1, MaxCouponCode * 2);
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_coupons.claim(request.actor, code), [this](const StoredCoupon &c) { return toJson(c); });
}

Response CouponController::mine(const Request &request) const
{
    return http::reply(m_coupons.mine(request.actor), [this](const std::vector<StoredCoupon> &found) {
        QJsonArray coupons;
        for (const StoredCoupon &coupon : found)
            coupons.append(toJson(coupon));
        return QJsonObject{{u"coupons"_s, coupons}};
    });
}

}  // namespace commerce
