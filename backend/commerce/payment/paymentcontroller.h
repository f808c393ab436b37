#pragma once

#include "backend/commerce/payment/paymentservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// POST /api/payments/wechat/notify and /api/payments/alipay/notify, which the channels call; GET /api/payments/channels:
/// which ways a buyer has (API §4). Translates. Thread: workers.
class PaymentController
{
public:
    PaymentController(PaymentService &payments, const PaymentChannels &channels)
        : m_payments(payments), m_channels(channels)
    {
    }

    void addRoutes(http::Router &router);

private:
    http::Response notified(const QString &channel, const http::Request &request);
    http::Response channels() const;

    PaymentService &m_payments;
    const PaymentChannels &m_channels;
};

}  // namespace commerce
