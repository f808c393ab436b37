#include "backend/commerce/payment/paymentsettings.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr qint64 MaxSecretFile = 64 * 1024;

/// The values of one section, with what stands over them in the environment.
class Section
{
public:
    Section(const QSettings &config, QString name, QStringList &faults)
        : m_config(config), m_name(std::move(name)), m_faults(faults)
    {
    }

    bool isEmpty() const { return m_values == 0; }
    bool failed() const { return m_failed; }

    QByteArray bytes(const QString &key)
    {
        QString variable = u"COURSEWRIGHT_%1_%2"_s.arg(m_name, key).toUpper();
        variable.replace(u'-', u'_');
        QString value = qEnvironmentVariable(qPrintable(variable));
        if (value.isEmpty())
            value = m_config.value(m_name + u'/' + key).toString();
        if (value.isEmpty())
            return {};
        ++m_values;
        return value.startsWith(u'@') ? file(key, value.mid(1)) : value.toUtf8();
    }
    QString text(const QString &key, const QString &usual = {})
    {
        const QByteArray value = bytes(key);
        return value.isEmpty() ? usual : QString::fromUtf8(value).trimmed();
    }

private:
    QByteArray file(const QString &key, const QString &path)
    {
        QFile secret(path);
        if (!secret.open(QIODevice::ReadOnly)) {
            fault(u"[%1] %2: the file can't be read (%3)."_s.arg(m_name, key, secret.errorString()));
            return {};
        }
        constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        if (secret.permissions() & Others) {
            fault(u"[%1] %2: others may read the file; take that from them (chmod 600)."_s.arg(m_name, key));
            return {};
        }
        return secret.read(MaxSecretFile);
    }
    void fault(const QString &sentence)
    {
        m_failed = true;
        m_faults.append(sentence);
    }

    const QSettings &m_config;
    QString m_name;
    QStringList &m_faults;
    int m_values = 0;
    bool m_failed = false;
};

}  // namespace

PaymentSettings readPaymentSettings(const QSettings &config, QStringList &faults)
{
    PaymentSettings out;
    Section wechat(config, u"wechatpay"_s, faults);
    WechatPaySettings w;
    w.api = wechat.text(u"api"_s, w.api);
    w.appId = wechat.text(u"app-id"_s);
    w.merchantId = wechat.text(u"merchant-id"_s);
    w.merchantSerial = wechat.text(u"merchant-serial"_s);
    w.merchantKey = wechat.bytes(u"merchant-key"_s);
    w.apiV3Key = wechat.bytes(u"api-v3-key"_s).trimmed();
    w.publicKeyId = wechat.text(u"public-key-id"_s);
    w.publicKey = wechat.bytes(u"public-key"_s);
    w.platformCertificates = wechat.bytes(u"platform-certificates"_s);
    w.notifyUrl = wechat.text(u"notify-url"_s);
    if (!wechat.isEmpty() && !wechat.failed())
        out.wechatPay = w;
    Section alipay(config, u"alipay"_s, faults);
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
    if (!alipay.isEmpty() && !alipay.failed())
        out.alipay = a;
    return out;
}

PaymentChannels PaymentChannels::make(const PaymentSettings &settings, outgoing::HttpClient &client,
                                      QStringList &faults)
{
    PaymentChannels out;
    const auto take = [&](Result<std::unique_ptr<PaymentChannel>> made, const QString &section) {
        if (!made) {
            faults.append(u"[%1] %2 Nobody can pay this way."_s.arg(section, made.error().message));
            return;
        }
        const QString name = (*made)->name();
        out.m_channels.emplace(name, std::move(*made));
    };
    if (settings.wechatPay)
        take(makeWechatPay(*settings.wechatPay, client), u"wechatpay"_s);
    if (settings.alipay)
        take(makeAlipay(*settings.alipay, client), u"alipay"_s);
    return out;
}

PaymentChannel *PaymentChannels::find(const QString &name) const
{
    const auto found = m_channels.find(name);
    return found == m_channels.end() ? nullptr : found->second.get();
}

PaymentChannel *PaymentChannels::forWay(PayWay way) const
{
    PaymentChannel *channel = find(channelName(way));
    return channel && channel->offers(way) ? channel : nullptr;
}

std::vector<PaymentChannel *> PaymentChannels::all() const
{
    std::vector<PaymentChannel *> out;
    for (const auto &[name, channel] : m_channels)
        out.push_back(channel.get());
    return out;
}

}  // namespace commerce
