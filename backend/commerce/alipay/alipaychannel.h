#pragma once

#include "backend/commerce/alipay/alipay.h"
#include "backend/commerce/alipay/alipaycertificate.h"
#include "backend/commerce/alipay/alipaynotice.h"
#include "backend/commerce/payment/unknownkey.h"

namespace commerce {

/// Alipay's open platform: the page for desktops and the one for phones (wap). The payer's browser goes to a signed
/// address, so beginning asks nobody; the rest are calls to the gateway. Made by makeAlipay().
class AlipayChannel final : public PaymentChannel
{
public:
    /// `names`: in certificate mode.
    AlipayChannel(const AlipaySettings &settings, RsaKey ours, RsaKey theirs,
                  std::optional<AlipayCertificateNames> names, outgoing::HttpClient &client);

    QString name() const override { return QStringLiteral("alipay"); }
    bool offers(PayWay way) const override { return way == PayWay::AlipayPage || way == PayWay::AlipayWap; }

    Result<QJsonObject> begin(PayWay way, const PaymentRequest &request, Millis now) override;
    Result<PaymentState> query(const QString &orderNo, Millis now) override;
    Result<void> close(const QString &orderNo, Millis now) override;
    Result<RefundState> refund(const RefundRequest &request, Millis now) override;
    Result<RefundState> refundState(const QString &orderNo, const QString &refundNo, Millis now) override;
    Result<PaymentNotice> readNotice(const http::Headers &headers, const QByteArray &body, Millis now) override;
    NoticeAnswer accepted() const override { return {200, "text/plain", "success"}; }
    NoticeAnswer refused(const Error &) const override { return {200, "text/plain", "failure"}; }
    bool wantsUpkeep(Millis) const override { return false; }
    Result<void> upkeep(Millis) override { return {}; }
    Result<std::vector<BillRow>> bill(const QString &day, Millis now) override;
    std::optional<ChannelAlarm> alarm(Millis now) const override;
    Result<void> check(Millis now) override;

private:
    /// What the gateway answered, believed: its signature is checked. `code` "10000" is good, else "40004" with a
    /// `subCode` of business; everything else is an error.
    struct Reply {
        QJsonObject body;
        QString subCode;
        bool ok = false;
    };
    Result<Reply> ask(const QByteArray &method, const QJsonObject &content, Millis now);
    /// Whether a message is signed with the certificate that is known; one that isn't is noted.
    bool isOfKnownCertificate(const QByteArray &name, Millis now);
    AlipayParams signedParams(const QByteArray &method, const QJsonObject &content, const QString &returnUrl,
                              Millis now) const;

    const AlipayIdentity m_us;
    const QByteArray m_gateway;
    const QByteArray m_notifyUrl;
    const RsaKey m_ours;
    const RsaKey m_theirs;
    const std::optional<AlipayCertificateNames> m_names;
    const QString m_returnUrl;
    UnknownKey m_unknown;
    outgoing::HttpClient &m_client;
};

}  // namespace commerce
