#pragma once

#include "backend/commerce/order/orderservice.h"
#include "backend/commerce/payment/paymentservice.h"
#include "backend/commerce/refund/refundservice.h"
#include "backend/http/routing/lane.h"
#include "backend/http/routing/router.h"

#include <QHash>

#include <functional>

namespace commerce {

/// What people are called, by user id; who has gone is left out. Handed in by the composition root. Thread: workers.
using PeopleNames = std::function<QHash<qint64, QString>(const std::vector<UserId> &)>;

/// POST /api/orders/create, GET /api/orders, GET /api/orders/{id}, …/cancel, …/request-refund by buyers; …/refund,
/// …/refuse-refund, …/refund-preview and …/pay-outside by administrators (API §4). Translates. Thread: workers.
class OrderController
{
public:
    OrderController(OrderService &orders, RefundService &refunds, PaymentService &payments, PeopleNames names)
        : m_orders(orders), m_refunds(refunds), m_payments(payments), m_names(std::move(names))
    {
    }

    void addRoutes(http::Router &router);
    /// Lets requests that still wait for a channel finish. When no more are coming.
    void finish() { m_lane.finish(); }

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
    http::Response pay(const http::Request &request, OrderId id, const QJsonObject &body);
    http::Response answer(const Result<OrderDetail> &detail, int status = 200,
                          const QJsonValue &payParams = QJsonValue()) const;
    /// Begins the payment of a pending order; a channel that fails leaves the order, which can be paid again.
    http::Response withPayment(const http::Request &request, const Result<OrderDetail> &detail, PayWay way,
                               const QString &openid, int status);

    OrderService &m_orders;
    RefundService &m_refunds;
    PaymentService &m_payments;
    PeopleNames m_names;
    http::Lane m_lane{4};  ///< what waits for a channel; the last member, for what runs there uses the others
};

}  // namespace commerce
