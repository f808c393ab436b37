#pragma once

#include "backend/commerce/alipay/alipay.h"
#include "backend/commerce/wechatpay/wechatpay.h"

#include <QHash>
#include <QSettings>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace commerce {

/// The channels that a school has set up (API §4). Nothing: nobody can pay through it. Thread: any (values).
struct PaymentSettings {
    std::optional<WechatPaySettings> wechatPay;
    std::optional<AlipaySettings> alipay;
};

/// Reads [wechatpay] and [alipay] of a settings file; COURSEWRIGHT_WECHATPAY_APP_ID and the like override it. A value `@FILE`
/// is read from a file that only its owner may read. A section without a value is no channel. What can't be read is one
/// sentence a channel in `faults`, and switches off that channel alone.
PaymentSettings readPaymentSettings(const QSettings &config, QStringList &faults);

/// The channels that work with their settings, by name.
class PaymentChannels
{
public:
    /// Faults of the settings go to `faults`, a sentence each; the channel is left out.
    static PaymentChannels make(const PaymentSettings &settings, outgoing::HttpClient &client, QStringList &faults);

    PaymentChannel *find(const QString &name) const;
    PaymentChannel *forWay(PayWay way) const;
    std::vector<PaymentChannel *> all() const;

private:
    std::map<QString, std::unique_ptr<PaymentChannel>> m_channels;
};

}  // namespace commerce
