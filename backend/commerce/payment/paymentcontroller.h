#pragma once

#include "backend/commerce/payment/paymentservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// POST /api/payments/wechat/notify and /api/payments/alipay/notify, which the channels call; GET /api/payments/channels:
/// which ways a buyer has; GET /api/payments/settings: how the channels are, for administrators (API §4). Translates. Thread: workers.
class PaymentController
{
public:
    /// `faults`: of the settings, a sentence each.
    PaymentController(const Clock &clock, PaymentService &payments, const PaymentChannels &channels,
                      const QStringList &faults)
        : m_clock(clock), m_payments(payments), m_channels(channels), m_faults(faults)
    {
    }

    void addRoutes(http::Router &router);

private:
    http::Response notified(const QString &channel, const http::Request &request);
    http::Response channels() const;
    http::Response settings() const;

    const Clock &m_clock;
    PaymentService &m_payments;
    const PaymentChannels &m_channels;
    const QStringList &m_faults;
};

}  // namespace commerce
