#pragma once

#include "backend/http/message/request.h"
#include "models/domain/clock.h"
#include "models/domain/commerce/reconciliation/billcomparison.h"
#include "models/domain/money.h"
#include "models/domain/result.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

/// A way to pay: WeChat Pay or Alipay, seen the same. A channel keeps no orders: it says what the other side
/// says, after it has made sure that it is the other side who speaks, and speaks of us (app and merchant). That the
/// order, the amount and the currency are the right ones is for the order's service to compare.
namespace commerce {

enum class PayWay { WechatJsapi, WechatNative, AlipayPage, AlipayWap };

QString payWayName(PayWay way);  ///< "wechat_jsapi", "wechat_native", "alipay_page", "alipay_wap"
std::optional<PayWay> payWayFromName(const QString &name);
QString channelName(PayWay way);  ///< "wechatpay", "alipay"

struct PaymentRequest {
    QString orderNo;       ///< 6 to 32 of [0-9A-Za-z_]: what both channels take
    Fen amount = 0;        ///< ≥ 1
    QString description;   ///< what is bought, for the payer's bill; shortened to what the channel takes
    Millis expiresAt = 0;  ///< the last moment to pay, at least a minute ahead
    QString openid;        ///< of the payer under our app id; WechatJsapi only
    QString returnUrl;     ///< where the payer's browser comes back to (Alipay only); empty: nowhere
};

enum class PaymentStatus {
    NotPaid,   ///< also: the channel has not heard of the order, or the payer is at it
    Paid,      ///< also after refunds of a part
    Closed,    ///< not paid, and will not be
    Refunded,  ///< paid, and refunded in whole or in part: ask refundState()
    Unknown    ///< a state that these lines don't know: alarm, change nothing
};

struct PaymentState {
    PaymentStatus status = PaymentStatus::Unknown;
    QString orderNo;
    QString transactionId;  ///< the channel's number; empty while the channel has none
    Fen amount = 0;         ///< our price as the channel knows it; 0 where it says none (NotPaid, Closed)
    QString currency;       ///< "CNY"; empty with amount 0
    std::optional<Millis> paidAt;
};

struct RefundRequest {
    QString orderNo;
    QString refundNo;  ///< ours, ≤ 64 of [0-9A-Za-z_]: one number refunds once, however often it is sent
    Fen amount = 0;    ///< 1 … paid
    Fen paid = 0;      ///< what the order was paid with
    QString reason;    ///< the payer sees it; shortened
};

enum class RefundStatus {
    Processing,  ///< accepted; the end comes by notice or refundState()
    Succeeded,
    Failed,    ///< it will not happen by itself (ABNORMAL, CLOSED): staff has to look at it
    NotFound,  ///< the channel has no refund of that number: send it (again)
    Unknown    ///< as PaymentStatus::Unknown
};

struct RefundState {
    RefundStatus status = RefundStatus::Unknown;
    QString orderNo;
    QString refundNo;
    QString channelRefundId;  ///< WeChat Pay's number; Alipay has none
    Fen amount = 0;           ///< of this refund; 0: the channel doesn't say
    std::optional<Millis> refundedAt;
};

/// What a channel tells without being asked.
struct PaymentNotice {
    QString noticeId;                   ///< the same when the notice is repeated: unique in the log of notices
    PaymentState payment;               ///< status NotPaid: nothing happened yet, accept and forget
    std::optional<RefundState> refund;  ///< there: the notice is about this refund of that payment
    std::optional<Fen> refundedInAll;   ///< Alipay says the sum of an order's refunds
    /// These very bytes were read here before (WeChat Pay, within some minutes). No reason to refuse: the first time
    /// may have ended in a failure, and who only repeats must get the same answer.
    bool repeated = false;
};

/// What to answer a notice with. The channel repeats it until it gets accepted().
struct NoticeAnswer {
    int status = 204;
    QByteArray contentType;  ///< empty without a body
    QByteArray body;
};

/// What staff has to look at, although nobody's call has failed with it.
struct ChannelAlarm {
    QString reason;  ///< "unknown_key"
    QString message;
    Millis at = 0;  ///< when it was met last
};

/// Thread: any, several at once. Whatever asks the other side blocks (outgoing::HttpClient) up to some ten seconds: not
/// for threads that others wait for. readNotice() and the answers never do.
///
/// Errors of what asks the other side, by code:
///  - Unavailable "channel_result_unknown": no answer, one that can't be believed (its signature), or "system busy".
///    What was asked may have happened: repeat it with the same numbers, or ask. Never take it for a refusal.
///  - RateLimited "channel_busy": slow down, then the same.
///  - FailedPrecondition "channel_refused": nothing was done; detail {code, message} as the channel says them. Some pass
///    with time (too little balance for a refund), most don't.
///  - FailedPrecondition "channel_settings": it refuses us (signature, app, merchant): staff has to look at the
///    settings.
///  - InvalidArgument "invalid_fields": refused here, before anything was sent.
///  - PermissionDenied "foreign_app" | "foreign_merchant": correctly signed, but about somebody else.
/// No error text holds a key, a signature or a body.
class PaymentChannel
{
public:
    virtual ~PaymentChannel() = default;

    virtual QString name() const = 0;  ///< "wechatpay", "alipay"
    virtual bool offers(PayWay way) const = 0;

    /// What the payer's client needs ("payParams" of an order): JSAPI {appId, timeStamp, nonceStr, package, signType,
    /// paySign}; native {codeUrl}; Alipay {formUrl}. May be repeated with the same request while the order is open.
    /// Alipay's don't ask the other side. Errors besides: Conflict "order_already_paid" (so the channel says: query()).
    virtual Result<QJsonObject> begin(PayWay way, const PaymentRequest &request, Millis now) = 0;
    virtual Result<PaymentState> query(const QString &orderNo, Millis now) = 0;
    /// No payment is taken for the order from now on; closed before or never heard of is good too. Errors besides:
    /// Conflict "order_already_paid": query() before anything else.
    virtual Result<void> close(const QString &orderNo, Millis now) = 0;

    virtual Result<RefundState> refund(const RefundRequest &request, Millis now) = 0;
    virtual Result<RefundState> refundState(const QString &orderNo, const QString &refundNo, Millis now) = 0;

    /// Reads and believes a notice, or says why not: `headers` and `body` as they came. Errors: Unauthenticated
    /// "bad_signature" | "unknown_key" | "clock_window" (not the channel, or not now), InvalidArgument
    /// "bad_notice" (not a notice, or its inside can't be opened), TooLarge "notice_too_large", UnsupportedMedia
    /// "bad_charset", PermissionDenied "foreign_app" | "foreign_merchant". All of them are answered by refused().
    virtual Result<PaymentNotice> readNotice(const http::Headers &headers, const QByteArray &body, Millis now) = 0;
    /// Once everything the notice brought is durable, or was before, or there is nothing to do.
    virtual NoticeAnswer accepted() const = 0;
    /// For what readNotice() refused and for what could not be done ("unknown order", amounts that differ): it is
    /// repeated and stays visible.
    virtual NoticeAnswer refused(const Error &why) const = 0;

    /// Whether keys of the other side are due to be fetched (WeChat Pay's certificates: every 12 h, or when a notice
    /// named one that isn't known); upkeep() fetches them. A task asks every minute. A channel without such keys never
    /// wants it.
    virtual bool wantsUpkeep(Millis now) const = 0;
    virtual Result<void> upkeep(Millis now) = 0;

    /// The bill of a day ("2026-01-31") of China's zone, from 10:00 of the next one on; a day without business has an empty
    /// one. Takes longer than other calls: for threads of their own. Errors besides: Unavailable "bill_not_ready": later;
    /// those of readBill().
    virtual Result<std::vector<BillRow>> bill(const QString &day, Millis now) = 0;

    /// Nothing: all is well.
    virtual std::optional<ChannelAlarm> alarm(Millis now) const = 0;

    /// Whether the settings work: asks for an order that can't exist. Errors as above, in words for staff.
    virtual Result<void> check(Millis now) = 0;
};

}  // namespace commerce
