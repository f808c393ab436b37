#pragma once

#include "backend/commerce/coupon/couponservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// Coupons of the school, for administrators: GET/POST /api/coupons, GET/PUT /api/coupons/{id}, …/disable, …/enable, and
/// GET /api/coupons/export (the codes as CSV); of a person: POST /api/coupons/claim, GET /api/me/coupons (API §4).
/// Translates. Thread: workers.
class CouponController
{
public:
    explicit CouponController(CouponService &coupons) : m_coupons(coupons) {}

    void addRoutes(http::Router &router);

private:
    http::Response list(const http::Request &request) const;
    http::Response create(const http::Request &request, const QJsonObject &body);
    http::Response get(const http::Request &request, CouponId id) const;
    http::Response change(const http::Request &request, CouponId id, const QJsonObject &body);
    http::Response disable(const http::Request &request, CouponId id);
    http::Response enable(const http::Request &request, CouponId id);
    http::Response remove(const http::Request &request, CouponId id);
    http::Response codes(const http::Request &request) const;
    http::Response claim(const http::Request &request, const QJsonObject &body);
    http::Response mine(const http::Request &request) const;

    QJsonObject toJson(const StoredCoupon &stored) const;
    Result<CouponFilter> filterOf(const http::Request &request) const;

    CouponService &m_coupons;
};

}  // namespace commerce
