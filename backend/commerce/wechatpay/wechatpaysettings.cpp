#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/channelvalues.h"
#include "backend/commerce/payment/testkeys.h"
#include "backend/commerce/wechatpay/wechatpay.h"
#include "backend/commerce/wechatpay/wechatpaychannel.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

bool isOfForm(const QString &text, const QString &form)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(form)).match(text).hasMatch();
}

Error wechatFault(const char *name, const char *fault, const QString &what)
{
    const QString setting = QString::fromLatin1(name);
    return badSetting(setting, QString::fromLatin1(fault), u"[wechatpay] %1 %2."_s.arg(setting, what));
}

Result<void> checkNames(const WechatPaySettings &settings)
{
    if (!isGatewayAddress(settings.api, false))
        return wechatFault("api", "address", u"must be an https address without a path (http on this machine only)"_s);
    if (!isOfForm(settings.appId, u"[0-9A-Za-z_]{1,32}"_s))
        return wechatFault("app-id", "form", u"must be the app's id, as in wx0123456789abcdef"_s);
    if (!isOfForm(settings.merchantId, u"[0-9]{1,32}"_s))
        return wechatFault("merchant-id", "form", u"must be the merchant's number"_s);
    if (!isOfForm(settings.merchantSerial, u"[0-9A-Fa-f]{8,64}"_s))
        return wechatFault("merchant-serial", "form", u"must be the hexadecimal serial number of our certificate"_s);
    if (settings.apiV3Key.size() != 32)
        return wechatFault("api-v3-key", "length", u"must have exactly 32 bytes"_s);
    if (!isNotifyAddress(settings.notifyUrl, isLoopbackAddress(settings.api)))
        return wechatFault("notify-url", "address",
                           u"must be an https address without a query, of at most 255 characters"_s);
    if (settings.publicKeyId.isEmpty() != settings.publicKey.isEmpty())
        return wechatFault("public-key-id", "pair", u"and public-key belong together"_s);
    if (!settings.publicKeyId.isEmpty() && !isOfForm(settings.publicKeyId, u"PUB_KEY_ID_[0-9A-Za-z]{1,64}"_s))
        return wechatFault("public-key-id", "form", u"must begin with PUB_KEY_ID_"_s);
    return {};
}

/// The serial number stands in our certificate too, where that was given.
void takeSerial(WechatPaySettings &settings)
{
    const auto own = readCertificates(settings.merchantCertificate);
    if (settings.merchantSerial.isEmpty() && own.size() == 1)
        settings.merchantSerial = QString::fromLatin1(own.front().serial);
}

Result<void> checkOwnCertificate(const WechatPaySettings &settings, const RsaKey &ours)
{
    if (settings.merchantCertificate.isEmpty())
        return {};
    const auto own = readCertificates(settings.merchantCertificate);
    if (own.size() != 1)
        return wechatFault("merchant-certificate", "unreadable", u"must be our one RSA certificate in PEM"_s);
    if (own.front().key.fingerprint() != ours.fingerprint())
        return wechatFault("merchant-certificate", "key_differs", u"and merchant-key are no pair"_s);
    if (own.front().serial != settings.merchantSerial.toUpper().toLatin1())
        return wechatFault("merchant-serial", "serial_differs", u"is not the serial number of merchant-certificate"_s);
    return {};
}

}  // namespace

Result<std::unique_ptr<PaymentChannel>> makeWechatPay(const WechatPaySettings &given, outgoing::HttpClient &client)
{
    WechatPaySettings settings = given;
    if (settings.api.endsWith(u'/'))
        settings.api.chop(1);
    takeSerial(settings);
    if (const auto names = checkNames(settings); !names)
        return names.error();
    const auto ours = RsaKey::fromPrivatePem(settings.merchantKey);
    if (!ours)
        return wechatFault("merchant-key", "unreadable", u"must be a private RSA key of 2048 bits or more in PEM"_s);
    if (const auto pair = checkOwnCertificate(settings, *ours); !pair)
        return pair.error();
    const bool mayUseTestKeys = isLoopbackAddress(settings.api);
    if (!mayUseTestKeys && isTestKey(*ours))
        return wechatFault("merchant-key", "test_key", u"is a published test key, which anybody can sign with"_s);
    std::optional<PlatformKeys::PublicKey> publicKey;
    if (!settings.publicKey.isEmpty()) {
        const auto key = RsaKey::fromPublicPem(settings.publicKey);
        if (!key)
            return wechatFault("public-key", "unreadable", u"must be a public RSA key of 2048 bits or more in PEM"_s);
        if (key->fingerprint() == ours->fingerprint())
            return wechatFault("public-key", "own_key", u"is our own; it must be WeChat Pay's"_s);
        if (!mayUseTestKeys && isTestKey(*key))
            return wechatFault("public-key", "test_key", u"is a published test key, which anybody can sign with"_s);
        publicKey = PlatformKeys::PublicKey{settings.publicKeyId.toLatin1(), *key};
    }
    std::vector<KeyCertificate> certificates = readCertificates(settings.platformCertificates);
    if (!settings.platformCertificates.isEmpty() && certificates.empty())
        return wechatFault("platform-certificates", "unreadable", u"must be one or several RSA certificates in PEM"_s);
    for (const KeyCertificate &certificate : certificates) {
        if (certificate.key.fingerprint() == ours->fingerprint())
            return wechatFault("platform-certificates", "own_key",
                               u"holds our own certificate; it must be WeChat Pay's"_s);
        if (!mayUseTestKeys && isTestKey(certificate.key))
            return wechatFault("platform-certificates", "test_key",
                               u"holds a published test key, which anybody can sign with"_s);
    }
    auto keys = std::make_shared<PlatformKeys>(std::move(publicKey), std::move(certificates));
    WechatPaySigner signer(settings.merchantId, settings.merchantSerial.toUpper(), *ours);
    return std::unique_ptr<PaymentChannel>(
            std::make_unique<WechatPayChannel>(settings, std::move(signer), std::move(keys), client));
}

}  // namespace commerce
