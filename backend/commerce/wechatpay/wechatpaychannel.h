#pragma once

#include "backend/commerce/wechatpay/messagememory.h"
#include "backend/commerce/wechatpay/wechatpaycalls.h"
#include "backend/commerce/wechatpay/wechatpayresource.h"

namespace commerce {

/// WeChat Pay, API v3, as a direct merchant: JSAPI for the mini-program, native (a QR code) for the web page. Made by
/// makeWechatPay().
class WechatPayChannel final : public PaymentChannel
{
public:
    WechatPayChannel(const WechatPaySettings &settings, WechatPaySigner signer, std::shared_ptr<PlatformKeys> keys,
                     outgoing::HttpClient &client);

    QString name() const override { return QStringLiteral("wechatpay"); }
    bool offers(PayWay way) const override { return way == PayWay::WechatJsapi || way == PayWay::WechatNative; }

    Result<QJsonObject> begin(PayWay way, const PaymentRequest &request, Millis now) override;
    Result<PaymentState> query(const QString &orderNo, Millis now) override;
    Result<void> close(const QString &orderNo, Millis now) override;
    Result<RefundState> refund(const RefundRequest &request, Millis now) override;
    Result<RefundState> refundState(const QString &orderNo, const QString &refundNo, Millis now) override;
    Result<PaymentNotice> readNotice(const http::Headers &headers, const QByteArray &body, Millis now) override;
    NoticeAnswer accepted() const override { return {}; }
    NoticeAnswer refused(const Error &why) const override;
    bool wantsUpkeep(Millis now) const override { return m_keys->wantsFetch(now); }
    Result<void> upkeep(Millis now) override { return m_calls.fetchCertificates(now); }
    Result<std::vector<BillRow>> bill(const QString &day, Millis now) override;
    std::optional<ChannelAlarm> alarm(Millis now) const override;
    Result<void> check(Millis now) override;

private:
    const WechatIdentity m_us;
    const QString m_notifyUrl;
    const QByteArray m_apiV3Key;
    const WechatPaySigner m_signer;
    const std::shared_ptr<PlatformKeys> m_keys;
    WechatPayCalls m_calls;
    MessageMemory m_memory;
};

}  // namespace commerce
