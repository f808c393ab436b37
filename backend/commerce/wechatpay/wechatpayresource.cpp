#include "backend/commerce/wechatpay/wechatpayresource.h"

#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/rsakey.h"
#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr Fen MostBelieved = 1LL << 53;

/// A whole number of fen; nothing for a fraction, a text or a negative one.
std::optional<Fen> fenField(const QJsonObject &amount, QLatin1StringView name)
{
    const QJsonValue value = amount.value(name);
    const Fen fen = value.isDouble() ? value.toInteger(-1) : -1;
    return fen >= 0 && fen <= MostBelieved ? std::optional(fen) : std::nullopt;
}

PaymentStatus tradeStatus(const QString &state)
{
    if (state == "SUCCESS"_L1)
        return PaymentStatus::Paid;
    if (state == "REFUND"_L1)
        return PaymentStatus::Refunded;
    if (state == "NOTPAY"_L1 || state == "USERPAYING"_L1 || state == "PAYERROR"_L1 || state == "ACCEPT"_L1)
        return PaymentStatus::NotPaid;
    if (state == "CLOSED"_L1 || state == "REVOKED"_L1)
        return PaymentStatus::Closed;
    return PaymentStatus::Unknown;
}

RefundStatus refundStatus(const QString &state)
{
    if (state == "SUCCESS"_L1)
        return RefundStatus::Succeeded;
    if (state == "PROCESSING"_L1)
        return RefundStatus::Processing;
    if (state == "ABNORMAL"_L1 || state == "CLOSED"_L1)
        return RefundStatus::Failed;
    return RefundStatus::Unknown;
}

Result<PaymentNotice> noticeOfRefund(const QString &id, const QJsonObject &refund, const WechatIdentity &us)
{
    if (refund.value("mchid"_L1).toString() != us.merchantId)
        return foreignMerchant();
    const auto state = readWechatRefund(refund);
    if (!state)
        return state.error();
    const auto total = fenField(refund.value("amount"_L1).toObject(), "total"_L1);
    if (!total || state->orderNo.isEmpty())
        return badNotice(u"The refund doesn't say of which payment it is."_s);
    PaymentNotice notice;
    notice.noticeId = id;
    // It names no app, so it is no news of a payment: whether there was one is for the channel to be asked.
    notice.payment.status = state->status == RefundStatus::Succeeded ? PaymentStatus::Refunded : PaymentStatus::Unknown;
    notice.payment.orderNo = state->orderNo;
    notice.payment.transactionId = refund.value("transaction_id"_L1).toString();
    notice.payment.amount = *total;
    notice.payment.currency = refund.value("amount"_L1)["currency"_L1].toString(u"CNY"_s);
    notice.refund = *state;
    return notice;
}

}  // namespace

Result<QByteArray> openWechatResource(const QJsonObject &resource, const QByteArray &apiV3Key)
{
    if (resource.value("algorithm"_L1).toString() != "AEAD_AES_256_GCM"_L1)
        return badNotice(u"The message is encrypted in a way that isn't known here."_s);
    const auto sealed = fromStrictBase64(resource.value("ciphertext"_L1).toString().toLatin1());
    if (!sealed)
        return badNotice(u"The message's ciphertext is no base64."_s);
    const auto opened = openAesGcm(apiV3Key, resource.value("nonce"_L1).toString().toUtf8(),
                                   resource.value("associated_data"_L1).toString().toUtf8(), *sealed);
    if (!opened)
        return badNotice(u"The message can't be opened with the APIv3 key."_s);
    return *opened;
}

Result<PaymentState> readWechatTransaction(const QJsonObject &transaction, const WechatIdentity &us)
{
    if (transaction.value("appid"_L1).toString() != us.appId)
        return foreignApp();
    if (transaction.value("mchid"_L1).toString() != us.merchantId)
        return foreignMerchant();
    const QJsonObject amount = transaction.value("amount"_L1).toObject();
    PaymentState state;
    state.status = tradeStatus(transaction.value("trade_state"_L1).toString());
    state.orderNo = transaction.value("out_trade_no"_L1).toString();
    state.transactionId = transaction.value("transaction_id"_L1).toString();
    state.paidAt = fromIso(transaction.value("success_time"_L1).toString());
    const auto total = fenField(amount, "total"_L1);
    if (total) {
        state.amount = *total;
        state.currency = amount.value("currency"_L1).toString();
    }
    const bool wasPaid = state.status == PaymentStatus::Paid || state.status == PaymentStatus::Refunded;
    if (state.orderNo.isEmpty() || (wasPaid && (!total || state.transactionId.isEmpty())))
        return badNotice(u"The transaction has no number or no whole amount."_s);
    return state;
}

Result<RefundState> readWechatRefund(const QJsonObject &refund)
{
    const QJsonValue status =
            refund.contains("status"_L1) ? refund.value("status"_L1) : refund.value("refund_status"_L1);
    RefundState state;
    state.status = refundStatus(status.toString());
    state.orderNo = refund.value("out_trade_no"_L1).toString();
    state.refundNo = refund.value("out_refund_no"_L1).toString();
    state.channelRefundId = refund.value("refund_id"_L1).toString();
    state.refundedAt = fromIso(refund.value("success_time"_L1).toString());
    const auto amount = fenField(refund.value("amount"_L1).toObject(), "refund"_L1);
    if (!amount || state.refundNo.isEmpty())
        return badNotice(u"The refund has no number or no whole amount."_s);
    state.amount = *amount;
    return state;
}

Result<PaymentNotice> readWechatNotice(const QByteArray &body, const QByteArray &apiV3Key, const WechatIdentity &us)
{
    const auto envelope = json::parseStrict(body);
    if (!envelope)
        return badNotice(u"The notice is no JSON object."_s);
    const QString id = envelope->value("id"_L1).toString();
    if (id.isEmpty() || id.size() > 64)
        return badNotice(u"The notice has no id."_s);
    const auto opened = openWechatResource(envelope->value("resource"_L1).toObject(), apiV3Key);
    if (!opened)
        return opened.error();
    const auto inside = json::parseStrict(*opened);
    if (!inside)
        return badNotice(u"The inside of the notice is no JSON object."_s);
    const QString type = envelope->value("event_type"_L1).toString();
    if (type.startsWith("REFUND."_L1))
        return noticeOfRefund(id, *inside, us);
    if (!type.startsWith("TRANSACTION."_L1))
        return badNotice(u"The notice is about something else than a payment or a refund."_s);
    const auto payment = readWechatTransaction(*inside, us);
    if (!payment)
        return payment.error();
    PaymentNotice notice;
    notice.noticeId = id;
    notice.payment = *payment;
    return notice;
}

}  // namespace commerce
