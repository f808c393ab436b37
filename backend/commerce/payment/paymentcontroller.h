#pragma once

#include "backend/commerce/payment/paymentservice.h"
#include "backend/http/routing/lane.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// POST /api/payments/wechat/notify and /api/payments/alipay/notify, which the channels call; GET /api/payments/channels:
/// which ways a buyer has; …/channels/state and …/channels/{channel}/check, GET /api/payments/settings: how the channels are,
/// for administrators (API §4). Translates. Thread: workers.
class PaymentController
{
public:
    PaymentController(PaymentService &payments, const PaymentChannels &channels, const Clock &clock)
        : m_clock(clock), m_payments(payments), m_channels(channels)
    {
    }

    void addRoutes(http::Router &router);
    /// Lets checks that still wait for a channel finish. When no more are coming.
    void finish() { m_lane.finish(); }

private:
    http::Response notified(const QString &channel, const http::Request &request);
    http::Response channels() const;
    http::Response state() const;
    http::Response check(const http::Request &request) const;
    http::Response settings() const;

    const Clock &m_clock;
    PaymentService &m_payments;
    const PaymentChannels &m_channels;
    http::Lane m_lane{1};  ///< checks wait for a channel; the last member, for what runs there uses the others
};

}  // namespace commerce
