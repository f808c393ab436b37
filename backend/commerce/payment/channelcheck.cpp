#include "backend/commerce/payment/channelcheck.h"

#include "backend/commerce/payment/rsakey.h"
#include "backend/commerce/payment/testkeys.h"

#include <QHash>
#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr Millis ExpiresSoon = 30LL * 86'400'000;

void addCertificates(QJsonArray &out, const QString &whose, const QByteArray &pem)
{
    for (const KeyCertificate &one : readCertificates(pem))
        out.append(QJsonObject{{u"whose"_s, whose},
                               {u"serial"_s, QString::fromLatin1(one.serial)},
                               {u"validUntil"_s, toIso(one.validUntil)}});
}

QString doorOf(const QString &channel)
{
    return channel == "wechatpay"_L1 ? u"/api/payments/wechat/notify"_s : u"/api/payments/alipay/notify"_s;
}

/// What the channels' own words for a refusal come down to.
QString idOfRefusal(const QString &code)
{
    static const QHash<QString, QString> ids{{u"CLOCK_OFF"_s, u"clock_off"_s},
                                             {u"isv.invalid-timestamp"_s, u"clock_off"_s},
                                             {u"SIGN_ERROR"_s, u"signature_refused"_s},
                                             {u"isv.invalid-signature"_s, u"signature_refused"_s},
                                             {u"MCH_NOT_EXISTS"_s, u"merchant_unknown"_s},
                                             {u"MCH_NOT_EXIST"_s, u"merchant_unknown"_s},
                                             {u"APPID_MCHID_NOT_MATCH"_s, u"app_not_of_merchant"_s},
                                             {u"isv.invalid-app-id"_s, u"app_unknown"_s},
                                             {u"NO_AUTH"_s, u"not_allowed"_s},
                                             {u"NOAUTH"_s, u"not_allowed"_s},
                                             {u"isv.insufficient-isv-permissions"_s, u"not_allowed"_s},
                                             {u"API_V3_KEY"_s, u"api_key_wrong"_s}};
    return ids.value(code, u"refused"_s);
}

QString idOfDoubt(const QString &cause)
{
    if (cause == "no_answer"_L1)
        return u"unreachable"_s;
    if (cause == "clock_window"_L1)
        return u"clock_off"_s;
    return cause == "bad_signature"_L1 || cause == "unknown_key"_L1 ? u"their_key_wrong"_s : u"not_understood"_s;
}

}  // namespace

QJsonObject channelFacts(const WechatPaySettings &settings)
{
    QJsonArray certificates;
    addCertificates(certificates, u"merchant"_s, settings.merchantCertificate);
    addCertificates(certificates, u"platform"_s, settings.platformCertificates);
    QString serial = settings.merchantSerial.toUpper();
    if (serial.isEmpty() && !settings.merchantCertificate.isEmpty())
        serial = certificates.first()["serial"_L1].toString();
    QJsonObject facts{{u"mode"_s, settings.publicKey.isEmpty() ? u"certificates"_s : u"public_key"_s},
                      {u"gateway"_s, settings.api},
                      {u"appId"_s, settings.appId},
                      {u"merchantId"_s, settings.merchantId},
                      {u"merchantSerial"_s, serial},
                      {u"notifyUrl"_s, settings.notifyUrl},
                      {u"isTest"_s, isLoopbackAddress(settings.api)},
                      {u"certificates"_s, certificates}};
    if (!settings.publicKeyId.isEmpty())
        facts.insert(u"publicKeyId"_s, settings.publicKeyId);
    return facts;
}

QJsonObject channelFacts(const AlipaySettings &settings)
{
    QJsonArray certificates;
    addCertificates(certificates, u"merchant"_s, settings.appCertificate);
    addCertificates(certificates, u"platform"_s, settings.alipayCertificate);
    return {{u"mode"_s, settings.alipayCertificate.isEmpty() ? u"public_key"_s : u"certificates"_s},
            {u"gateway"_s, settings.gateway},
            {u"appId"_s, settings.appId},
            {u"sellerId"_s, settings.sellerId},
            {u"notifyUrl"_s, settings.notifyUrl},
            {u"isTest"_s, isLoopbackAddress(settings.gateway)},
            {u"certificates"_s, certificates}};
}

std::vector<ChannelFinding> findingsOf(const QString &channel, const QJsonObject &facts, Millis now)
{
    std::vector<ChannelFinding> out;
    for (const QJsonValue &certificate : facts["certificates"_L1].toArray()) {
        const Millis until = fromIso(certificate["validUntil"_L1].toString()).value_or(0);
        const bool ours = certificate["whose"_L1].toString() == "merchant"_L1;
        const bool wechat = channel == "wechatpay"_L1;
        const QString setting = ours ? (wechat ? u"merchant-certificate"_s : u"app-certificate"_s)
                                     : (wechat ? u"platform-certificates"_s : u"alipay-certificate"_s);
        const QString day = certificate["validUntil"_L1].toString().left(10);
        if (until <= now)
            out.push_back({u"certificate_expired"_s, ours, setting, u"A certificate has expired on %1."_s.arg(day)});
        else if (until - now < ExpiresSoon)
            out.push_back({u"certificate_expires"_s, false, setting, u"A certificate expires on %1."_s.arg(day)});
    }
    const QUrl notify(facts["notifyUrl"_L1].toString());
    if (notify.isValid() && !notify.isEmpty() && !notify.path().endsWith(doorOf(channel)))
        out.push_back({u"notify_path"_s, false, u"notify-url"_s,
                       u"Notices are taken at %1; does the address lead there?"_s.arg(doorOf(channel))});
    if (facts["isTest"_L1].toBool())
        out.push_back({u"test_gateway"_s, false, channel == "wechatpay"_L1 ? u"api"_s : u"gateway"_s,
                       u"The gateway is on this machine: no money moves."_s});
    return out;
}

ChannelFinding findingOf(const Error &why)
{
    const QJsonObject &detail = why.detail;
    if (why.reason == "bad_setting"_L1)
        return {detail["fault"_L1].toString(), true, detail["setting"_L1].toString(), why.message};
    if (why.reason == "channel_settings"_L1)
        return {idOfRefusal(detail["code"_L1].toString()), true, {}, why.message};
    if (why.reason == "channel_result_unknown"_L1)
        return {idOfDoubt(detail["cause"_L1].toString()), true, {}, why.message};
    if (why.reason == "channel_busy"_L1)
        return {u"busy"_s, true, {}, why.message};
    if (why.reason == "foreign_app"_L1)
        return {u"app_unknown"_s, true, {}, why.message};
    if (why.reason == "foreign_merchant"_L1)
        return {u"merchant_unknown"_s, true, {}, why.message};
    return {u"refused"_s, true, {}, why.message};
}

QJsonArray toJson(const std::vector<ChannelFinding> &findings)
{
    QJsonArray out;
    for (const ChannelFinding &finding : findings) {
        QJsonObject one{{u"id"_s, finding.id},
                        {u"level"_s, finding.isFault ? u"fault"_s : u"warning"_s},
                        {u"message"_s, finding.message}};
        if (!finding.setting.isEmpty())
            one.insert(u"setting"_s, finding.setting);
        out.append(one);
    }
    return out;
}

}  // namespace commerce
