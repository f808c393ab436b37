#include "backend/commerce/alipay/alipay.h"
#include "backend/commerce/alipay/alipaychannel.h"
#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/channelvalues.h"
#include "backend/commerce/payment/testkeys.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

bool isAlipayNumber(const QString &text)
{
    static const QRegularExpression form(u"^[0-9]{1,32}$"_s);
    return form.match(text).hasMatch();
}

Error alipayFault(const char *name, const char *fault, const QString &what)
{
    const QString setting = QString::fromLatin1(name);
    return badSetting(setting, QString::fromLatin1(fault), u"[alipay] %1 %2."_s.arg(setting, what));
}

/// Alipay's tools and console show keys as bare base64.
QByteArray inPem(const QByteArray &key, const QByteArray &label)
{
    if (key.contains("-----BEGIN"))
        return key;
    const QByteArray base64 = key.simplified().replace(' ', "");
    QByteArray pem = "-----BEGIN " + label + "-----\n";
    for (qsizetype at = 0; at < base64.size(); at += 64)
        pem += base64.mid(at, 64) + '\n';
    return pem + "-----END " + label + "-----\n";
}

std::optional<RsaKey> appKeyOf(const QByteArray &text)
{
    const auto pkcs8 = RsaKey::fromPrivatePem(inPem(text, "PRIVATE KEY"));
    return pkcs8 ? pkcs8 : RsaKey::fromPrivatePem(inPem(text, "RSA PRIVATE KEY"));
}

}  // namespace

Result<std::unique_ptr<PaymentChannel>> makeAlipay(const AlipaySettings &settings, outgoing::HttpClient &client)
{
    if (!isGatewayAddress(settings.gateway, true))
        return alipayFault("gateway", "address",
                           u"must be an https address without a query (http on this machine only)"_s);
    if (!isAlipayNumber(settings.appId))
        return alipayFault("app-id", "form", u"must be the app's number"_s);
    if (!isAlipayNumber(settings.sellerId))
        return alipayFault("seller-id", "form", u"must be the seller's number, as in 2088…"_s);
    if (!isNotifyAddress(settings.notifyUrl, isLoopbackAddress(settings.gateway)))
        return alipayFault("notify-url", "address",
                           u"must be an https address without a query, of at most 255 characters"_s);
    const auto ours = appKeyOf(settings.appKey);
    if (!ours)
        return alipayFault("app-key", "unreadable",
                           u"must be a private RSA key of 2048 bits or more, in PEM or bare base64"_s);
    const auto theirs = RsaKey::fromPublicPem(inPem(settings.alipayPublicKey, "PUBLIC KEY"));
    if (!theirs)
        return alipayFault("alipay-public-key", "unreadable",
                           u"must be a public RSA key of 2048 bits or more, in PEM or bare base64"_s);
    if (ours->fingerprint() == theirs->fingerprint())
        return alipayFault("alipay-public-key", "own_key",
                           u"is our own app's public key; it must be Alipay's, from the same page of its console"_s);
    if (!isLoopbackAddress(settings.gateway)) {
        if (isTestKey(*ours))
            return alipayFault("app-key", "test_key", u"is a published test key, which anybody can sign with"_s);
        if (isTestKey(*theirs))
            return alipayFault("alipay-public-key", "test_key",
                               u"is a published test key, which anybody can sign with"_s);
    }
    return std::unique_ptr<PaymentChannel>(std::make_unique<AlipayChannel>(settings, *ours, *theirs, client));
}

}  // namespace commerce
