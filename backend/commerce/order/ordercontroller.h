#pragma once

#include "backend/commerce/order/orderservice.h"
#include "backend/commerce/refund/refundservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// POST /api/orders/create, GET /api/orders, GET /api/orders/{id}, …/cancel, …/request-refund by buyers; …/refund,
/// …/refuse-refund, …/refund-preview and …/pay-outside by administrators (API §4). Translates. Thread: workers.
class OrderController
{
public:
    OrderController(OrderService &orders, RefundService &refunds) : m_orders(orders), m_refunds(refunds) {}

    void addRoutes(http::Router &router);

private:
    http::Response create(const http::Request &request, const QJsonObject &body);
    http::Response list(const http::Request &request) const;
    http::Response get(const http::Request &request, OrderId id) const;
    http::Response cancel(const http::Request &request, OrderId id);
    http::Response payOutside(const http::Request &request, OrderId id, const QJsonObject &body);
    http::Response askRefund(const http::Request &request, OrderId id, const QJsonObject &body);
    http::Response refund(const http::Request &request, OrderId id, const QJsonObject &body);
    http::Response refuseRefund(const http::Request &request, OrderId id, const QJsonObject &body);
    http::Response previewRefund(const http::Request &request, OrderId id) const;
    http::Response answer(const Result<OrderDetail> &detail, int status = 200) const;

    OrderService &m_orders;
    RefundService &m_refunds;
};

}  // namespace commerce
