#include "backend/commerce/payment/paymentcontroller.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace commerce {

using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::array AllWays{PayWay::WechatJsapi, PayWay::WechatNative, PayWay::AlipayPage, PayWay::AlipayWap};
constexpr qint64 MaxNotice = 64 * 1024;  // WeChat Pay's sheet; checked before any cryptography

}  // namespace

void PaymentController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    // Its signature is the permission; the channel repeats it by its own rules.
    const auto notice = http::Policy(commerceNotice).takes(http::BodyRule::raw(MaxNotice)).knowsRepeats();
    router.add(Method::Post, "/api/payments/wechat/notify", notice,
               [this](const Request &r) { return notified(u"wechatpay"_s, r); });
    router.add(Method::Post, "/api/payments/alipay/notify", notice,
               [this](const Request &r) { return notified(u"alipay"_s, r); });
    router.add(Method::Get, "/api/payments/channels", commerceQuote, [this](const Request &) { return channels(); });
    router.add(Method::Get, "/api/payments/channels/state", commerceManage,
               [this](const Request &) { return state(); });
    router.addAsync(Method::Post, "/api/payments/channels/{channel}/check", commerceManage,
                    m_lane.through([this](const Request &r) { return check(r); }));
    router.add(Method::Get, "/api/payments/settings", commerceManage, [this](const Request &) { return settings(); });
}

Response PaymentController::notified(const QString &channel, const Request &request)
{
    const NoticeAnswer answer = m_payments.notified(channel, request.headers, request.body);
    Response response;
    response.status = answer.status;
    if (!answer.contentType.isEmpty())
        response.headers.set("Content-Type", answer.contentType);
    response.headers.set("Cache-Control", "no-store");
    response.body = answer.body;
    return response;
}

Response PaymentController::channels() const
{
    QJsonArray ways;
    for (const PayWay way : AllWays) {
        if (m_channels.forWay(way))
            ways.append(payWayName(way));
    }
    return http::success(QJsonObject{{u"ways"_s, ways}});
}

Response PaymentController::state() const
{
    QJsonArray list;
    for (const PaymentChannels::State &state : m_channels.states()) {
        QJsonObject one = state.facts;
        one.insert(u"name"_s, state.name);
        one.insert(u"state"_s, state.word());
        std::vector<ChannelFinding> faults;
        if (state.fault)
            faults.push_back(findingOf(*state.fault));
        one.insert(u"faults"_s, toJson(faults));
        list.append(one);
    }
    return http::success(QJsonObject{{u"channels"_s, list}});
}

Response PaymentController::check(const Request &request) const
{
    const Millis now = m_clock.now();
    const auto findings = m_channels.check(request.parameter("channel"), now);
    if (!findings)
        return http::failure(Error::notFound(u"There is no such channel."_s));
    const bool works =
            std::none_of(findings->begin(), findings->end(), [](const ChannelFinding &f) { return f.isFault; });
    return http::success(
            QJsonObject{{u"works"_s, works}, {u"checkedTime"_s, toIso(now)}, {u"findings"_s, toJson(*findings)}});
}

Response PaymentController::settings() const
{
    QJsonArray list;
    for (const auto &channel : m_channels.all()) {
        QJsonArray ways;
        for (const PayWay way : AllWays) {
            if (channel->offers(way))
                ways.append(payWayName(way));
        }
        QJsonObject one{{u"channel"_s, channel->name()}, {u"ways"_s, ways}};
        if (const auto alarm = channel->alarm(m_clock.now()))
            one.insert(u"alarm"_s, QJsonObject{{u"reason"_s, alarm->reason},
                                               {u"message"_s, alarm->message},
                                               {u"at"_s, toIso(alarm->at)}});
        list.append(one);
    }
    return http::success(
            QJsonObject{{u"channels"_s, list}, {u"faults"_s, QJsonArray::fromStringList(m_channels.faults())}});
}

}  // namespace commerce
