#pragma once

#include "backend/commerce/payment/channelcheck.h"
#include "backend/commerce/payment/paymentsettings.h"

#include <map>
#include <memory>
#include <mutex>

namespace commerce {

/// The channels that work with the school's settings, by name. Settings can be replaced while the school runs; whoever has
/// a channel in hand then ends what was begun with the one it has. Thread: any.
class PaymentChannels
{
public:
    /// One channel as staff sees it: nothing secret.
    struct State {
        QString name;
        bool isSetUp = false;
        std::optional<Error> fault;  ///< of the settings: nobody can pay this way
        bool isUnread = false;       ///< the fault is of reading them, and was said then
        QJsonObject facts;           ///< channelFacts()

        QString word() const;  ///< "off", "faulty" or "on"
    };

    explicit PaymentChannels(outgoing::HttpClient &client) : m_client(client) {}

    /// A channel whose settings are the same stays as it is, with what it has learned.
    void set(const PaymentSettings &settings);

    std::shared_ptr<PaymentChannel> find(const QString &name) const;
    std::shared_ptr<PaymentChannel> forWay(PayWay way) const;
    std::vector<std::shared_ptr<PaymentChannel>> all() const;

    /// "wechatpay" and "alipay", set up or not.
    std::vector<State> states() const;
    /// What is wrong with the settings, a sentence each.
    QStringList faults() const;
    /// Asks the channel whether it takes us. Blocks as PaymentChannel::check. Nothing for another name.
    std::optional<std::vector<ChannelFinding>> check(const QString &name, Millis now) const;

private:
    struct Entry {
        State state;
        std::shared_ptr<PaymentChannel> channel;
    };
    template<class Settings, class Make>
    void take(const QString &name, const std::optional<Settings> &settings, const std::optional<Settings> &before,
              Make make);

    outgoing::HttpClient &m_client;
    mutable std::mutex m_mutex;
    PaymentSettings m_settings;
    std::map<QString, Entry> m_entries;
};

}  // namespace commerce
