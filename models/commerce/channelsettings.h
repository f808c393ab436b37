#pragma once

#include "models/api/secretstore.h"

#include <QHash>
#include <QObject>
#include <QSettings>

namespace commerce {

/// The settings of the payment channels of the school on this computer, as the settings file of a server has them (API
/// §4): by "wechatpay/app-id". What is secret stands in the system's keychain and in memory, everything else in the
/// settings of the program; nothing of it is in the school's folder. Thread: GUI; both stores outlive it.
class ChannelSettings : public QObject
{
    Q_OBJECT
public:
    using Values = QHash<QString, QByteArray>;
    static constexpr const char *Channels[] = {"wechatpay", "alipay"};

    ChannelSettings(api::SecretStore &secrets, QSettings &settings, QObject *parent = nullptr);

    /// Forgets the school before and reads those of this one; `school`: what tells it from others. handedOver() follows at
    /// once with what isn't secret left out: nothing; and again when the keychain has answered.
    void open(const QString &school);
    bool isOpen() const { return !m_school.isEmpty(); }
    const Values &values() const { return m_values; }
    bool isSetUp(const QString &channel) const;
    /// Takes over what is given; an empty value takes the setting away, what isn't named stays.
    void change(const Values &given);
    void remove(const QString &channel);

    static bool isSecret(const QString &name);  ///< "wechatpay/merchant-key"
    static QStringList names(const QString &channel);

Q_SIGNALS:
    /// The backend's channels are to be these; `byPerson`: somebody has changed them.
    void handedOver(const commerce::ChannelSettings::Values &values, bool byPerson);

private:
    QString keyOf(const QString &name) const { return QStringLiteral("payments/") + m_school + u'/' + name; }
    void readSecret(const QString &name);

    api::SecretStore &m_secrets;
    QSettings &m_settings;
    QString m_school;
    Values m_values;
    int m_generation = 0;
    int m_reading = 0;  ///< secrets that the keychain still owes
};

}  // namespace commerce
