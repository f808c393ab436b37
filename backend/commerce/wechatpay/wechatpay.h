#pragma once

#include "backend/commerce/payment/paymentchannel.h"
#include "backend/outgoing/httpclient.h"

#include <memory>

namespace commerce {

/// The section [wechatpay] of the settings, its files already read. Secret: merchantKey, apiV3Key.
struct WechatPaySettings {
    QString api = QStringLiteral("https://api.mch.weixin.qq.com");  ///< without a path
    QString appId;
    QString merchantId;
    QString merchantSerial;  ///< of our certificate: hexadecimal; may be left out where the certificate is given
    QByteArray merchantCertificate;   ///< ours, PEM; may be left out: it only lets a wrong key be told
    QByteArray merchantKey;           ///< PEM, RSA of 2048 bits or more
    QByteArray apiV3Key;              ///< 32 bytes
    QString publicKeyId;              ///< "PUB_KEY_ID_…", with publicKey
    QByteArray publicKey;             ///< PEM
    QByteArray platformCertificates;  ///< PEM, one or several; without these and publicKey they are fetched
    QString notifyUrl;                ///< https, without a query; payments and refunds

    bool operator==(const WechatPaySettings &) const = default;
};

/// The channel, or the first fault of the settings in one sentence: InvalidArgument "bad_setting", detail {setting, fault}. A
/// published test key (payment/testkeys.h) is a fault too unless `api` is on loopback. `client` outlives the
/// channel.
Result<std::unique_ptr<PaymentChannel>> makeWechatPay(const WechatPaySettings &settings, outgoing::HttpClient &client);

}  // namespace commerce
