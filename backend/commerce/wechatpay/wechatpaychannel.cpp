#include "backend/commerce/wechatpay/wechatpaychannel.h"

#include "backend/commerce/bill/billfile.h"
#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/channelvalues.h"
#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr qsizetype DescriptionBytes = 127;
constexpr qsizetype ReasonBytes = 80;

bool isAlreadyPaid(const QString &code)
{
    return code == "ORDERPAID"_L1 || code == "ORDER_PAID"_L1;
}

bool isUnknownOrder(const WechatReply &reply)
{
    return reply.status == 404 || reply.code == "ORDER_NOT_EXIST"_L1 || reply.code == "ORDERNOTEXIST"_L1 ||
           reply.code == "RESOURCE_NOT_EXISTS"_L1;
}

/// What an answer that was believed says about us or another: a wrong one can't be about what we asked.
Error asUnknown(const Error &error)
{
    return error.code == ErrorCode::PermissionDenied ? error : channelUnknown(error.message);
}

int statusFor(const Error &why)
{
    switch (why.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::UnsupportedMedia: return 400;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::PermissionDenied: return 403;
    case ErrorCode::TooLarge: return 413;
    default: return 500;
    }
}

}  // namespace

WechatPayChannel::WechatPayChannel(const WechatPaySettings &settings, WechatPaySigner signer,
                                   std::shared_ptr<PlatformKeys> keys, outgoing::HttpClient &client)
    : m_us{settings.appId, settings.merchantId}, m_notifyUrl(settings.notifyUrl), m_apiV3Key(settings.apiV3Key),
      m_signer(std::move(signer)), m_keys(std::move(keys)), m_calls(settings, m_signer, m_keys, client),
      m_memory(2 * WechatClockWindow)
{
}

Result<QJsonObject> WechatPayChannel::begin(PayWay way, const PaymentRequest &request, Millis now)
{
    if (!offers(way))
        return badPaymentField(u"channel"_s, u"is not one of WeChat Pay's"_s);
    if (const auto fit = checkPayment(way, request, now); !fit)
        return fit.error();
    // A repeat has to say word for word what the first call said, so nothing here depends on `now`.
    QJsonObject body{{u"appid"_s, m_us.appId},
                     {u"mchid"_s, m_us.merchantId},
                     {u"description"_s, fitted(request.description, DescriptionBytes)},
                     {u"out_trade_no"_s, request.orderNo},
                     {u"time_expire"_s, chinaRfc3339(request.expiresAt)},
                     {u"notify_url"_s, m_notifyUrl},
                     {u"amount"_s, QJsonObject{{u"total"_s, request.amount}, {u"currency"_s, u"CNY"_s}}}};
    const bool isJsapi = way == PayWay::WechatJsapi;
    if (isJsapi)
        body.insert(u"payer"_s, QJsonObject{{u"openid"_s, request.openid}});
    const auto reply = m_calls.post(isJsapi ? "/v3/pay/transactions/jsapi" : "/v3/pay/transactions/native", body, now);
    if (!reply)
        return reply.error();
    if (!reply->ok())
        return isAlreadyPaid(reply->code) ? channelAlreadyPaid() : channelRefused(reply->code, reply->message);
    const QString made = reply->body.value(isJsapi ? "prepay_id"_L1 : "code_url"_L1).toString();
    if (made.isEmpty() || made.size() > 512)
        return channelUnknown(u"WeChat Pay prepared nothing to pay with."_s);
    if (isJsapi)
        return m_signer.payParams(m_us.appId, made, now / 1000, randomNonce());
    return QJsonObject{{u"codeUrl"_s, made}};
}

Result<PaymentState> WechatPayChannel::query(const QString &orderNo, Millis now)
{
    if (const auto fit = checkOrderNo(orderNo); !fit)
        return fit.error();
    const auto reply = m_calls.get(
            "/v3/pay/transactions/out-trade-no/" + orderNo.toLatin1() + "?mchid=" + m_us.merchantId.toLatin1(), now);
    if (!reply)
        return reply.error();
    if (isUnknownOrder(*reply))
        return PaymentState{PaymentStatus::NotPaid, orderNo, {}, 0, {}, {}};
    if (!reply->ok())
        return channelRefused(reply->code, reply->message);
    auto state = readWechatTransaction(reply->body, m_us);
    if (!state)
        return asUnknown(state.error());
    if (state->orderNo != orderNo)
        return channelUnknown(u"The answer is about another order."_s);
    return state;
}

Result<void> WechatPayChannel::close(const QString &orderNo, Millis now)
{
    if (const auto fit = checkOrderNo(orderNo); !fit)
        return fit.error();
    const auto reply = m_calls.post("/v3/pay/transactions/out-trade-no/" + orderNo.toLatin1() + "/close",
                                    {{u"mchid"_s, m_us.merchantId}}, now);
    if (!reply)
        return reply.error();
    if (reply->ok() || isUnknownOrder(*reply) || reply->code == "ORDER_CLOSED"_L1 || reply->code == "ORDERCLOSED"_L1)
        return {};
    return isAlreadyPaid(reply->code) ? channelAlreadyPaid() : channelRefused(reply->code, reply->message);
}

Result<RefundState> WechatPayChannel::refund(const RefundRequest &request, Millis now)
{
    if (const auto fit = checkRefund(request); !fit)
        return fit.error();
    QJsonObject body{
            {u"out_trade_no"_s, request.orderNo},
            {u"out_refund_no"_s, request.refundNo},
            {u"notify_url"_s, m_notifyUrl},
            {u"amount"_s,
             QJsonObject{{u"refund"_s, request.amount}, {u"total"_s, request.paid}, {u"currency"_s, u"CNY"_s}}}};
    if (const QString reason = fitted(request.reason, ReasonBytes); !reason.isEmpty())
        body.insert(u"reason"_s, reason);
    const auto reply = m_calls.post("/v3/refund/domestic/refunds", body, now);
    if (!reply)
        return reply.error();
    if (!reply->ok())
        return channelRefused(reply->code, reply->message);
    auto state = readWechatRefund(reply->body);
    if (!state)
        return asUnknown(state.error());
    if (state->refundNo != request.refundNo || state->orderNo != request.orderNo || state->amount != request.amount)
        return channelUnknown(u"The answer is about another refund."_s);
    return state;
}

Result<RefundState> WechatPayChannel::refundState(const QString &orderNo, const QString &refundNo, Millis now)
{
    if (const auto fit = checkRefundNo(refundNo); !fit)
        return fit.error();
    const auto reply = m_calls.get("/v3/refund/domestic/refunds/" + refundNo.toLatin1(), now);
    if (!reply)
        return reply.error();
    if (isUnknownOrder(*reply))
        return RefundState{RefundStatus::NotFound, orderNo, refundNo, {}, 0, {}};
    if (!reply->ok())
        return channelRefused(reply->code, reply->message);
    auto state = readWechatRefund(reply->body);
    if (!state)
        return asUnknown(state.error());
    if (state->refundNo != refundNo || state->orderNo != orderNo)
        return channelUnknown(u"The answer is about another refund."_s);
    return state;
}

Result<PaymentNotice> WechatPayChannel::readNotice(const http::Headers &headers, const QByteArray &body, Millis now)
{
    if (body.size() > MaxNoticeBytes)
        return noticeTooLarge();
    if (const auto believed = checkWechatMessage(*m_keys, headers, body, now); !believed)
        return believed.error();
    auto notice = readWechatNotice(body, m_apiV3Key, m_us);
    if (notice) {
        notice->repeated = m_memory.knows(
                headers.value("Wechatpay-Serial") + '\n' +
                        wechatMessageText(headers.value("Wechatpay-Timestamp"), headers.value("Wechatpay-Nonce"), body),
                now);
    }
    return notice;
}

NoticeAnswer WechatPayChannel::refused(const Error &why) const
{
    return {statusFor(why), "application/json",
            json::compact({{u"code"_s, u"FAIL"_s}, {u"message"_s, why.message.left(200)}})};
}

Result<std::vector<BillRow>> WechatPayChannel::bill(const QString &day, Millis now)
{
    const auto reply = m_calls.get("/v3/bill/tradebill?bill_date=" + day.toLatin1() + "&bill_type=ALL", now);
    if (!reply)
        return reply.error();
    if (reply->code == "NO_STATEMENT_EXIST"_L1)
        return std::vector<BillRow>();
    if (reply->code == "STATEMENT_CREATING"_L1)
        return billNotReady();
    if (!reply->ok())
        return channelRefused(reply->code, reply->message);
    const auto file = m_calls.download(reply->body, BillLimits().bytes, now);
    return file ? readBill(name(), *file) : Result<std::vector<BillRow>>(file.error());
}

std::optional<ChannelAlarm> WechatPayChannel::alarm(Millis now) const
{
    const auto unknown = m_keys->unknown(now);
    if (!unknown)
        return std::nullopt;
    return ChannelAlarm{u"unknown_key"_s,
                        u"Messages name a key of WeChat Pay that isn't known here (%1). If it stays so, enter its new "
                        u"public key or certificate; until then such messages are refused."_s.arg(
                                QString::fromLatin1(unknown->name)),
                        unknown->at};
}

Result<void> WechatPayChannel::check(Millis now)
{
    const auto state = query(u"COURSEWRIGHT_CHECK"_s, now);
    if (!state)
        return state.error();
    return {};
}

}  // namespace commerce
