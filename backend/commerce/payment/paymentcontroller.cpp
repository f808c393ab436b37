#include "backend/commerce/payment/paymentcontroller.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

using http::Method;
using http::Request;
using http::Response;

namespace {

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
    for (const PayWay way : {PayWay::WechatJsapi, PayWay::WechatNative, PayWay::AlipayPage, PayWay::AlipayWap}) {
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

}  // namespace commerce
