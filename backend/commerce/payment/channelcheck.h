#pragma once

#include "backend/commerce/alipay/alipay.h"
#include "backend/commerce/wechatpay/wechatpay.h"

#include <QJsonObject>

#include <vector>

/// What staff is told of a channel's settings: what stands there, without anything secret, and what is wrong with it.
/// Thread: any (pure).
namespace commerce {

/// | id | level | when |
/// |---|---|---|
/// | not_set_up | fault | the section is empty |
/// | address, form, length, pair | fault | a setting isn't of its form; `setting` says which, as below |
/// | unreadable | fault | a key or certificate doesn't parse, or has fewer than 2048 bits; a file can't be read |
/// | test_key, own_key | fault | a published key; ours where theirs belongs |
/// | key_differs, serial_differs | fault | the merchant's certificate is of another key, of another serial number |
/// | certificate_expired | fault | |
/// | clock_off | fault | this machine's clock and the channel's are five minutes apart or more |
/// | unreachable, not_understood, busy | fault | no answer; one that says nothing; one that says: later |
/// | merchant_unknown, app_unknown, app_not_of_merchant, not_allowed, signature_refused | fault | it refuses us |
/// | api_key_wrong, their_key_wrong | fault | what the channel sealed or signed can't be opened or believed |
/// | refused | fault | anything else that it says; the message has its words |
/// | certificate_expires, notify_path, test_gateway | warning | within 30 days; not this school's door for notices; on
/// this machine, so no money moves |
struct ChannelFinding {
    QString id;
    bool isFault = true;
    QString setting;  ///< as in the file, or empty
    QString message;  ///< English; clients translate by id. Never a secret
};

/// {mode, gateway, appId, merchantId | sellerId, merchantSerial?, publicKeyId?, notifyUrl, isTest, certificates:[{whose,
/// serial, validUntil}]}
QJsonObject channelFacts(const WechatPaySettings &settings);
QJsonObject channelFacts(const AlipaySettings &settings);

/// What can be told of the facts alone. `channel`: "wechatpay" | "alipay".
std::vector<ChannelFinding> findingsOf(const QString &channel, const QJsonObject &facts, Millis now);
/// An error of makeWechatPay(), makeAlipay() or PaymentChannel::check().
ChannelFinding findingOf(const Error &why);

/// [{id, level: "fault" | "warning", setting?, message}]
QJsonArray toJson(const std::vector<ChannelFinding> &findings);

}  // namespace commerce
