#include "widgets/commerce/channels/channelsheet.h"

#include "models/commerce/channeltext.h"
#include "models/commerce/commercetext.h"
#include "widgets/commerce/channels/pemfield.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace commerce {

ChannelSheet::ChannelSheet(const QString &channel, ChannelSettings &settings, const QUrl &school, QWidget *parent)
    : SheetForm([channel] { return tr("Settings of %1").arg(channelText(channel)); }, [] { return tr("Save"); }, 2,
                parent),
      m_channel(channel), m_settings(settings)
{
    setIntro([] {
        return tr("They are in the channel's console. Keys go into this computer's keychain, and nowhere else.");
    });
    if (channel == "wechatpay"_L1)
        buildWechatPay();
    else
        buildAlipay();
    const QString path =
            channel == "wechatpay"_L1 ? u"/api/payments/wechat/notify"_s : u"/api/payments/alipay/notify"_s;
    const QString host = school.scheme() == "https"_L1 ? school.host() : u"school.example"_s;
    m_lines.value(u"notify-url"_s)->setPlaceholderText(u"https://"_s + host + path);
    form(0)->end();
    form(1)->end();
    connect(this, &SheetForm::submitted, this, [this] {
        m_settings.change(values());
        Q_EMIT saved();
        accept();
    });
    m_lines.value(u"app-id"_s)->setFocus();
}

void ChannelSheet::retranslate()
{
    SheetForm::retranslate();
    for (auto it = m_pems.begin(); it != m_pems.end(); ++it) {
        it.value()->setChooseText(tr("From a file…"));
        it.value()->setName(settingText(it.key()));
    }
    for (const QString &key : std::as_const(m_kept)) {
        if (QLineEdit *line = m_lines.value(key))
            line->setPlaceholderText(tr("Kept; empty: it stays"));
        else
            m_pems.value(key)->setHint(tr("Kept; empty: it stays"));
    }
    if (QLineEdit *serial = m_lines.value(u"merchant-serial"_s))
        serial->setPlaceholderText(tr("Stands in the certificate"));
}

void ChannelSheet::addLine(int column, const QString &key, const QString &hint)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(key);
    field->setPlaceholderText(hint);
    if (ChannelSettings::isSecret(nameOf(key))) {
        field->setEchoMode(QLineEdit::Password);
        if (m_settings.values().contains(nameOf(key)))
            m_kept << key;
    } else {
        field->setText(QString::fromUtf8(m_settings.values().value(nameOf(key))));
        field->setCursorPosition(0);  // of a long one the beginning shows
    }
    form(column)->add([key] { return settingText(key); }, field, key);
    m_lines.insert(key, field);
}

void ChannelSheet::addPem(int column, const QString &key)
{
    auto *field = new PemField(this);
    field->setObjectName(key);
    const bool secret = ChannelSettings::isSecret(nameOf(key));
    if (!secret)
        field->show(m_settings.values().value(nameOf(key)));
    else if (m_settings.values().contains(nameOf(key)))
        m_kept << key;
    form(column)->add([key] { return settingText(key); }, field, key);
    m_pems.insert(key, field);
}

void ChannelSheet::buildWechatPay()
{
    addLine(0, u"app-id"_s, u"wx0123456789abcdef"_s);
    addLine(0, u"merchant-id"_s, u"1900000001"_s);
    addLine(0, u"api-v3-key"_s);
    addLine(0, u"notify-url"_s);
    addLine(0, u"public-key-id"_s, u"PUB_KEY_ID_…"_s);
    addLine(0, u"merchant-serial"_s);
    addLine(0, u"api"_s, u"https://api.mch.weixin.qq.com"_s);
    addPem(1, u"merchant-certificate"_s);
    addPem(1, u"merchant-key"_s);
    addPem(1, u"public-key"_s);
}

void ChannelSheet::buildAlipay()
{
    addLine(0, u"app-id"_s, u"2021000000000001"_s);
    addLine(0, u"seller-id"_s, u"2088000000000002"_s);
    addLine(0, u"notify-url"_s);
    addLine(0, u"return-url"_s);
    addLine(0, u"gateway"_s, u"https://openapi.alipay.com/gateway.do"_s);
    addPem(0, u"app-certificate"_s);
    addPem(1, u"app-key"_s);
    addPem(1, u"alipay-public-key"_s);
    addPem(1, u"alipay-certificate"_s);
    addPem(1, u"alipay-root-certificate"_s);
}

ChannelSettings::Values ChannelSheet::values() const
{
    ChannelSettings::Values out;
    const auto take = [&](const QString &key, const QByteArray &value) {
        if (!value.isEmpty() || !ChannelSettings::isSecret(nameOf(key)))
            out.insert(nameOf(key), value);
    };
    for (auto it = m_lines.begin(); it != m_lines.end(); ++it)
        take(it.key(), it.value()->text().trimmed().toUtf8());
    for (auto it = m_pems.begin(); it != m_pems.end(); ++it)
        take(it.key(), it.value()->text());
    return out;
}

}  // namespace commerce
