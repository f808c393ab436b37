#include "models/commerce/channelsettings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

ChannelSettings::ChannelSettings(api::SecretStore &secrets, QSettings &settings, QObject *parent)
    : QObject(parent), m_secrets(secrets), m_settings(settings)
{
}

QStringList ChannelSettings::names(const QString &channel)
{
    const QStringList keys =
            channel == "wechatpay"_L1
                    ? QStringList{u"api"_s,          u"app-id"_s,        u"merchant-id"_s, u"merchant-serial"_s,
                                  u"notify-url"_s,   u"public-key-id"_s, u"public-key"_s,  u"merchant-certificate"_s,
                                  u"merchant-key"_s, u"api-v3-key"_s}
                    : QStringList{u"gateway"_s,
                                  u"app-id"_s,
                                  u"seller-id"_s,
                                  u"notify-url"_s,
                                  u"return-url"_s,
                                  u"app-key"_s,
                                  u"alipay-public-key"_s,
                                  u"app-certificate"_s,
                                  u"alipay-certificate"_s,
                                  u"alipay-root-certificate"_s};
    QStringList out;
    for (const QString &key : keys)
        out << channel + u'/' + key;
    return out;
}

bool ChannelSettings::isSecret(const QString &name)
{
    return name == "wechatpay/merchant-key"_L1 || name == "wechatpay/api-v3-key"_L1 || name == "alipay/app-key"_L1;
}

bool ChannelSettings::isSetUp(const QString &channel) const
{
    const QStringList all = names(channel);
    return std::any_of(all.begin(), all.end(), [this](const QString &name) { return m_values.contains(name); });
}

void ChannelSettings::open(const QString &school)
{
    ++m_generation;
    m_reading = 0;
    m_school = school;
    m_values.clear();
    Q_EMIT handedOver({}, false);
    for (const char *channel : Channels) {
        const QStringList all = names(QLatin1String(channel));
        const bool known = std::any_of(all.begin(), all.end(),
                                       [this](const QString &name) { return m_settings.contains(keyOf(name)); });
        if (!known)
            continue;
        for (const QString &name : all) {
            if (isSecret(name))
                readSecret(name);
            else if (const QByteArray value = m_settings.value(keyOf(name)).toByteArray(); !value.isEmpty())
                m_values.insert(name, value);
        }
    }
    if (m_reading == 0 && !m_values.isEmpty())
        Q_EMIT handedOver(m_values, false);
}

void ChannelSettings::readSecret(const QString &name)
{
    ++m_reading;
    m_secrets.read(keyOf(name), this, [this, name, generation = m_generation](std::optional<QByteArray> secret) {
        if (generation != m_generation)
            return;
        if (secret && !secret->isEmpty() && !m_values.contains(name))
            m_values.insert(name, *secret);
        if (--m_reading == 0)
            Q_EMIT handedOver(m_values, false);
    });
}

void ChannelSettings::change(const Values &given)
{
    if (!isOpen())
        return;
    for (auto it = given.begin(); it != given.end(); ++it) {
        const QString key = keyOf(it.key());
        if (it->isEmpty())
            m_values.remove(it.key());
        else
            m_values.insert(it.key(), *it);
        if (!isSecret(it.key()))
            it->isEmpty() ? m_settings.remove(key) : m_settings.setValue(key, *it);
        else if (it->isEmpty())
            m_secrets.remove(key);
        else
            m_secrets.write(key, *it);
    }
    Q_EMIT handedOver(m_values, true);
}

void ChannelSettings::remove(const QString &channel)
{
    Values nothing;
    for (const QString &name : names(channel))
        nothing.insert(name, {});
    change(nothing);
}

}  // namespace commerce
