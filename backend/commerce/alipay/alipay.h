#pragma once

#include "backend/commerce/payment/paymentchannel.h"
#include "backend/outgoing/httpclient.h"

#include <memory>

namespace commerce {

/// The section [alipay] of the settings, its files already read. Secret: appKey.
struct AlipaySettings {
    QString gateway = QStringLiteral("https://openapi.alipay.com/gateway.do");
    QString appId;
    QByteArray appKey;                 ///< PEM or its bare base64, RSA of 2048 bits or more: ours
    QByteArray alipayPublicKey;        ///< likewise: Alipay's, not the public half of ours; or, instead of it, all of
    QByteArray appCertificate;         ///< PEM: ours,
    QByteArray alipayCertificate;      ///< Alipay's
    QByteArray alipayRootCertificate;  ///< and those that it is signed with
    QString sellerId;
    QString notifyUrl;
    QString returnUrl;  ///< where the payer's browser comes back to; empty: nowhere

    bool operator==(const AlipaySettings &) const = default;
};

/// The channel, or the first fault of the settings in one sentence: InvalidArgument "bad_setting", detail {setting, fault}. A
/// published test key (payment/testkeys.h) is a fault too unless `gateway` is on loopback. `client` outlives the
/// channel.
Result<std::unique_ptr<PaymentChannel>> makeAlipay(const AlipaySettings &settings, outgoing::HttpClient &client);

}  // namespace commerce
