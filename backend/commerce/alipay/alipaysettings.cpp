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

Result<void> checkAddresses(const AlipaySettings &settings)
{
    if (!isGatewayAddress(settings.gateway, true))
        return alipayFault("gateway", "address",
                           u"must be an https address without a query (http on this machine only)"_s);
    if (!isAlipayNumber(settings.appId))
        return alipayFault("app-id", "form", u"must be the app's number"_s);
    if (!isAlipayNumber(settings.sellerId))
        return alipayFault("seller-id", "form", u"must be the seller's number, as in 2088…"_s);
    const bool onLoopback = isLoopbackAddress(settings.gateway);
    if (!isNotifyAddress(settings.notifyUrl, onLoopback))
        return alipayFault("notify-url", "address",
                           u"must be an https address without a query, of at most 255 characters"_s);
    if (!settings.returnUrl.isEmpty() && !isNotifyAddress(settings.returnUrl, onLoopback))
        return alipayFault("return-url", "address",
                           u"must be an https address without a query, of at most 255 characters"_s);
    return {};
}

/// Alipay's side: a bare key, or certificates with their names.
struct AlipaySide {
    RsaKey key;
    std::optional<AlipayCertificateNames> names;
};

Result<AlipaySide> certificateSide(const AlipaySettings &settings, const RsaKey &ours)
{
    const auto app = readAlipayCertificate(settings.appCertificate);
    if (!app)
        return alipayFault("app-certificate", "unreadable", u"must be our app's RSA certificate in PEM"_s);
    if (app->key.fingerprint() != ours.fingerprint())
        return alipayFault("app-certificate", "key_differs", u"is of another key than app-key"_s);
    const auto alipay = readAlipayCertificate(settings.alipayCertificate);
    if (!alipay)
        return alipayFault("alipay-certificate", "unreadable", u"must be Alipay's RSA certificate in PEM"_s);
    const QByteArray roots = alipayRootNames(settings.alipayRootCertificate);
    if (roots.isEmpty())
        return alipayFault("alipay-root-certificate", "unreadable", u"must be Alipay's root certificates in PEM"_s);
    return AlipaySide{alipay->key, AlipayCertificateNames{app->name, roots, alipay->name}};
}

Result<AlipaySide> sideOf(const AlipaySettings &settings, const RsaKey &ours)
{
    const int certificates = !settings.appCertificate.isEmpty() + !settings.alipayCertificate.isEmpty() +
                             !settings.alipayRootCertificate.isEmpty();
    if (certificates != 0 && certificates != 3)
        return alipayFault("app-certificate", "pair",
                           u"belongs together with alipay-certificate and alipay-root-certificate"_s);
    if (certificates != 0 && !settings.alipayPublicKey.isEmpty())
        return alipayFault("alipay-public-key", "pair", u"is not for an app with certificates; leave it out"_s);
    if (certificates != 0)
        return certificateSide(settings, ours);
    const auto key = RsaKey::fromPublicPem(inPem(settings.alipayPublicKey, "PUBLIC KEY"));
    if (!key)
        return alipayFault("alipay-public-key", "unreadable",
                           u"must be a public RSA key of 2048 bits or more, in PEM or bare base64"_s);
    return AlipaySide{*key, std::nullopt};
}

}  // namespace

Result<std::unique_ptr<PaymentChannel>> makeAlipay(const AlipaySettings &settings, outgoing::HttpClient &client)
{
    if (const auto fit = checkAddresses(settings); !fit)
        return fit.error();
    const auto ours = appKeyOf(settings.appKey);
    if (!ours)
        return alipayFault("app-key", "unreadable",
                           u"must be a private RSA key of 2048 bits or more, in PEM or bare base64"_s);
    const auto theirs = sideOf(settings, *ours);
    if (!theirs)
        return theirs.error();
    const char *theirSetting = theirs->names ? "alipay-certificate" : "alipay-public-key";
    if (ours->fingerprint() == theirs->key.fingerprint())
        return alipayFault(theirSetting, "own_key",
                           u"is our own app's public key; it must be Alipay's, from the same page of its console"_s);
    if (!isLoopbackAddress(settings.gateway)) {
        if (isTestKey(*ours))
            return alipayFault("app-key", "test_key", u"is a published test key, which anybody can sign with"_s);
        if (isTestKey(theirs->key))
            return alipayFault(theirSetting, "test_key", u"is a published test key, which anybody can sign with"_s);
    }
    return std::unique_ptr<PaymentChannel>(
            std::make_unique<AlipayChannel>(settings, *ours, theirs->key, theirs->names, client));
}

}  // namespace commerce
