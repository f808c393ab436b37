#include "backend/commerce/payment/paymentsettings.h"

#include "backend/commerce/payment/channelerrors.h"

#include <QFile>

#include <functional>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr qint64 MaxSecretFile = 64 * 1024;

/// The values of one section, and what becomes of them.
class Section
{
public:
    using Read = std::function<Result<QByteArray>(const QString &section, const QString &key)>;
    Section(QString name, Read read) : m_name(std::move(name)), m_read(std::move(read)) {}

    bool isEmpty() const { return m_values == 0; }
    const std::optional<Error> &fault() const { return m_fault; }

    QByteArray bytes(const QString &key)
    {
        auto value = m_read(m_name, key);
        if (!value) {
            m_fault = value.error();
            return {};
        }
        if (!value->isEmpty())
            ++m_values;
        return *value;
    }
    QString text(const QString &key, const QString &usual = {})
    {
        const QByteArray value = bytes(key);
        return value.isEmpty() ? usual : QString::fromUtf8(value).trimmed();
    }

private:
    QString m_name;
    Read m_read;
    int m_values = 0;
    std::optional<Error> m_fault;
};

Result<QByteArray> secretFile(const QString &section, const QString &key, const QString &path)
{
    const auto fault = [&](const QString &what) {
        return badSetting(key, u"unreadable"_s, u"[%1] %2: %3"_s.arg(section, key, what));
    };
    QFile secret(path);
    if (!secret.open(QIODevice::ReadOnly))
        return fault(u"the file can't be read (%1)."_s.arg(secret.errorString()));
    constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (secret.permissions() & Others)
        return fault(u"others may read the file; take that from them (chmod 600)."_s);
    return secret.read(MaxSecretFile);
}

PaymentSettings settingsFrom(const Section::Read &read)
{
    PaymentSettings out;
    Section wechat(u"wechatpay"_s, read);
    WechatPaySettings w;
    w.api = wechat.text(u"api"_s, w.api);
    w.appId = wechat.text(u"app-id"_s);
    w.merchantId = wechat.text(u"merchant-id"_s);
    w.merchantSerial = wechat.text(u"merchant-serial"_s);
    w.merchantCertificate = wechat.bytes(u"merchant-certificate"_s);
    w.merchantKey = wechat.bytes(u"merchant-key"_s);
    w.apiV3Key = wechat.bytes(u"api-v3-key"_s).trimmed();
    w.publicKeyId = wechat.text(u"public-key-id"_s);
    w.publicKey = wechat.bytes(u"public-key"_s);
    w.platformCertificates = wechat.bytes(u"platform-certificates"_s);
    w.notifyUrl = wechat.text(u"notify-url"_s);
    if (wechat.fault())
        out.unreadable.insert(u"wechatpay"_s, *wechat.fault());
    else if (!wechat.isEmpty())
        out.wechatPay = w;
    Section alipay(u"alipay"_s, read);
    AlipaySettings a;
    a.gateway = alipay.text(u"gateway"_s, a.gateway);
    a.appId = alipay.text(u"app-id"_s);
    a.appKey = alipay.bytes(u"app-key"_s);
    a.alipayPublicKey = alipay.bytes(u"alipay-public-key"_s);
    a.appCertificate = alipay.bytes(u"app-certificate"_s);
    a.alipayCertificate = alipay.bytes(u"alipay-certificate"_s);
    a.alipayRootCertificate = alipay.bytes(u"alipay-root-certificate"_s);
    a.returnUrl = alipay.text(u"return-url"_s);
    a.sellerId = alipay.text(u"seller-id"_s);
    a.notifyUrl = alipay.text(u"notify-url"_s);
    if (alipay.fault())
        out.unreadable.insert(u"alipay"_s, *alipay.fault());
    else if (!alipay.isEmpty())
        out.alipay = a;
    return out;
}

}  // namespace

PaymentSettings readPaymentSettings(const QSettings &config, QStringList &faults)
{
    const PaymentSettings out = settingsFrom([&](const QString &section, const QString &key) -> Result<QByteArray> {
        QString variable = u"COURSEWRIGHT_%1_%2"_s.arg(section, key).toUpper();
        variable.replace(u'-', u'_');
        QString value = qEnvironmentVariable(qPrintable(variable));
        if (value.isEmpty())
            value = config.value(section + u'/' + key).toString();
        return value.startsWith(u'@') ? secretFile(section, key, value.mid(1)) : Result<QByteArray>(value.toUtf8());
    });
    for (const Error &fault : out.unreadable)
        faults.append(fault.message);
    return out;
}

PaymentSettings paymentSettingsOf(const QHash<QString, QByteArray> &values)
{
    return settingsFrom([&](const QString &section, const QString &key) -> Result<QByteArray> {
        return values.value(section + u'/' + key);
    });
}

}  // namespace commerce
