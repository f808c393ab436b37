#pragma once

#include "backend/commerce/alipay/alipay.h"
#include "backend/commerce/wechatpay/wechatpay.h"

#include <QHash>
#include <QSettings>

#include <optional>

namespace commerce {

/// The channels that a school has set up (API §4). Nothing: nobody can pay through it. Thread: any (values).
struct PaymentSettings {
    std::optional<WechatPaySettings> wechatPay;
    std::optional<AlipaySettings> alipay;
    QHash<QString, Error> unreadable;  ///< by channel: a part of it stands in a file that can't be read
};

/// Reads [wechatpay] and [alipay] of a settings file; COURSEWRIGHT_WECHATPAY_APP_ID and the like override it. A value `@FILE`
/// is read from a file that only its owner may read. A section without a value is no channel. What can't be read is one
/// sentence a channel in `faults`, and switches off that channel alone.
PaymentSettings readPaymentSettings(const QSettings &config, QStringList &faults);

/// The same settings as they stand, by section and name: "wechatpay/merchant-key". Nothing is read from files or from the
/// environment.
PaymentSettings paymentSettingsOf(const QHash<QString, QByteArray> &values);

}  // namespace commerce
