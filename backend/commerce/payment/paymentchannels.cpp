#include "backend/commerce/payment/paymentchannels.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

const QString WechatPayName = u"wechatpay"_s;
const QString AlipayName = u"alipay"_s;

}  // namespace

QString PaymentChannels::State::word() const
{
    if (!isSetUp)
        return u"off"_s;
    return fault ? u"faulty"_s : u"on"_s;
}

template<class Settings, class Make>
void PaymentChannels::take(const QString &name, const std::optional<Settings> &settings,
                           const std::optional<Settings> &before, Make make)
{
    const auto unread = m_settings.unreadable.constFind(name);
    const bool isUnread = unread != m_settings.unreadable.constEnd();
    if (settings && settings == before && !isUnread && m_entries.contains(name))
        return;
    Entry entry;
    entry.state.name = name;
    entry.state.isSetUp = settings || isUnread;
    if (isUnread) {
        entry.state.fault = *unread;
        entry.state.isUnread = true;
    } else if (settings) {
        entry.state.facts = channelFacts(*settings);
        Result<std::unique_ptr<PaymentChannel>> made = make(*settings, m_client);
        if (made)
            entry.channel = std::move(*made);
        else
            entry.state.fault = made.error();
    }
    m_entries[name] = std::move(entry);
}

void PaymentChannels::set(const PaymentSettings &settings)
{
    const std::scoped_lock lock(m_mutex);
    const PaymentSettings before = std::exchange(m_settings, settings);
    take(WechatPayName, settings.wechatPay, before.wechatPay, makeWechatPay);
    take(AlipayName, settings.alipay, before.alipay, makeAlipay);
}

std::shared_ptr<PaymentChannel> PaymentChannels::find(const QString &name) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : found->second.channel;
}

std::shared_ptr<PaymentChannel> PaymentChannels::forWay(PayWay way) const
{
    auto channel = find(channelName(way));
    return channel && channel->offers(way) ? channel : nullptr;
}

std::vector<std::shared_ptr<PaymentChannel>> PaymentChannels::all() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<std::shared_ptr<PaymentChannel>> out;
    for (const auto &[name, entry] : m_entries) {
        if (entry.channel)
            out.push_back(entry.channel);
    }
    return out;
}

std::vector<PaymentChannels::State> PaymentChannels::states() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<State> out;
    for (const QString &name : {WechatPayName, AlipayName}) {
        const auto found = m_entries.find(name);
        out.push_back(found == m_entries.end() ? State{name, false, std::nullopt, false, {}} : found->second.state);
    }
    return out;
}

QStringList PaymentChannels::faults() const
{
    QStringList out;
    for (const State &state : states()) {
        if (state.fault && !state.isUnread)
            out.append(u"[%1] %2 Nobody can pay this way."_s.arg(state.name, state.fault->message));
    }
    return out;
}

std::optional<std::vector<ChannelFinding>> PaymentChannels::check(const QString &name, Millis now) const
{
    std::optional<State> state;
    for (State &one : states()) {
        if (one.name == name)
            state = std::move(one);
    }
    if (!state)
        return std::nullopt;
    if (!state->isSetUp)
        return std::vector{ChannelFinding{u"not_set_up"_s, true, {}, u"The channel has no settings."_s}};
    std::vector<ChannelFinding> out;
    if (state->fault)
        out.push_back(findingOf(*state->fault));
    const auto channel = find(name);
    if (channel) {
        if (const auto taken = channel->check(now); !taken)
            out.push_back(findingOf(taken.error()));
    }
    const auto more = findingsOf(name, state->facts, now);
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

}  // namespace commerce
