#include "backend/commerce/payment/paymentchannel.h"

#include <array>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr std::array PayWays{PayWay::WechatJsapi, PayWay::WechatNative, PayWay::AlipayPage, PayWay::AlipayWap};

}  // namespace

QString payWayName(PayWay way)
{
    switch (way) {
    case PayWay::WechatJsapi: return u"wechat_jsapi"_s;
    case PayWay::WechatNative: return u"wechat_native"_s;
    case PayWay::AlipayPage: return u"alipay_page"_s;
    case PayWay::AlipayWap: return u"alipay_wap"_s;
    }
    return {};
}

std::optional<PayWay> payWayFromName(const QString &name)
{
    for (const PayWay way : PayWays) {
        if (payWayName(way) == name)
            return way;
    }
    return std::nullopt;
}

QString channelName(PayWay way)
{
    return way == PayWay::WechatJsapi || way == PayWay::WechatNative ? u"wechatpay"_s : u"alipay"_s;
}

}  // namespace commerce
