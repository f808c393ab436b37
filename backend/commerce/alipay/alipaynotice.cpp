#include "backend/commerce/alipay/alipaynotice.h"

#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/channelvalues.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

QByteArray fieldOf(const AlipayParams &form, const char *name)
{
    const auto found = form.find(name);
    return found == form.end() ? QByteArray() : found->second;
}

QString wordOf(const AlipayParams &form, const char *name)
{
    return QString::fromUtf8(fieldOf(form, name));
}

bool isUtf8Name(QByteArrayView charset)
{
    const QByteArray name = charset.trimmed().toByteArray().toLower();
    return name == "utf-8" || name == "utf8" || name == "\"utf-8\"";
}

/// The charset that the head names; empty: none.
QByteArray charsetOf(const QByteArray &contentType)
{
    for (const QByteArray &part : contentType.split(';')) {
        const QByteArray trimmed = part.trimmed();
        if (trimmed.toLower().startsWith("charset="))
            return trimmed.mid(8);
    }
    return {};
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.contains(QChar::Null);
}

Result<void> checkCharset(const QByteArray &contentType, const AlipayParams &form)
{
    const QByteArray inHead = charsetOf(contentType);
    const QByteArray inForm = fieldOf(form, "charset");
    if ((!inHead.isEmpty() && !isUtf8Name(inHead)) || (!inForm.isEmpty() && !isUtf8Name(inForm)))
        return Error{ErrorCode::UnsupportedMedia,
                     u"bad_charset"_s,
                     u"Only UTF-8 is read; Alipay's console can set it."_s,
                     {}};
    for (const auto &[name, value] : form) {
        if (!isUtf8(name) || !isUtf8(value))
            return badNotice(u"The notice isn't in UTF-8."_s);
    }
    return {};
}

/// TRADE_CLOSED is both: never paid in time, and paid but refunded whole since.
PaymentStatus alipayStatus(const QString &word, bool wasPaid)
{
    if (word == "TRADE_SUCCESS"_L1 || word == "TRADE_FINISHED"_L1)
        return PaymentStatus::Paid;
    if (word == "WAIT_BUYER_PAY"_L1)
        return PaymentStatus::NotPaid;
    if (word == "TRADE_CLOSED"_L1)
        return wasPaid ? PaymentStatus::Refunded : PaymentStatus::Closed;
    return PaymentStatus::Unknown;
}

bool saysEnough(const PaymentState &state, bool hasAmount)
{
    const bool wasPaid = state.status == PaymentStatus::Paid || state.status == PaymentStatus::Refunded;
    return !state.orderNo.isEmpty() && (!wasPaid || (hasAmount && !state.transactionId.isEmpty()));
}

void addRefund(PaymentNotice &notice, const AlipayParams &form)
{
    const QByteArray sum = fieldOf(form, "refund_fee");
    const QString number = wordOf(form, "out_biz_no");
    notice.refundedInAll = fenOfDecimal(sum);
    RefundState refund;
    refund.status = RefundStatus::Succeeded;
    refund.orderNo = notice.payment.orderNo;
    refund.refundNo = number;
    refund.refundedAt = fromChinaTime(wordOf(form, "gmt_refund").left(19));  // milliseconds may follow
    notice.refund = refund;
}

}  // namespace

bool isSignedByAlipay(const AlipayParams &form, const RsaKey &alipay)
{
    const QByteArray signature = fieldOf(form, "sign");
    if (fieldOf(form, "sign_type") != "RSA2" || signature.isEmpty() || signature.size() > 2048)
        return false;
    const QByteArray asReceived = alipayNoticeText(form, true);
    if (alipay.verifies(asReceived, signature))
        return true;
    const QByteArray withoutEmpty = alipayNoticeText(form, false);
    return withoutEmpty != asReceived && alipay.verifies(withoutEmpty, signature);
}

QByteArray alipayCertificateNamed(const QByteArray &body)
{
    const auto form = body.size() <= MaxNoticeBytes ? readAlipayForm(body) : Result<AlipayParams>(noticeTooLarge());
    return form ? fieldOf(*form, "alipay_cert_sn") : QByteArray();
}

Result<PaymentNotice> readAlipayNotice(const QByteArray &contentType, const QByteArray &body, const RsaKey &alipay,
                                       const AlipayIdentity &us)
{
    if (body.size() > MaxNoticeBytes)
        return noticeTooLarge();
    const auto form = readAlipayForm(body);
    if (!form)
        return form.error();
    if (const auto charset = checkCharset(contentType, *form); !charset)
        return charset.error();
    if (!isSignedByAlipay(*form, alipay))
        return noticeUnbelieved(u"bad_signature"_s, u"The notice isn't signed by Alipay (RSA2)."_s);
    if (wordOf(*form, "app_id") != us.appId)
        return foreignApp();
    if (wordOf(*form, "seller_id") != us.sellerId)
        return foreignMerchant();

    PaymentNotice notice;
    notice.noticeId = wordOf(*form, "notify_id");
    const QByteArray sum = fieldOf(*form, "refund_fee");
    const bool isRefund = (!sum.isEmpty() && fenOfDecimal(sum) != Fen(0)) || !fieldOf(*form, "gmt_refund").isEmpty();
    const bool wasPaid = isRefund || !fieldOf(*form, "gmt_payment").isEmpty();
    const auto amount = fenOfDecimal(fieldOf(*form, "total_amount"));
    PaymentState &payment = notice.payment;
    payment.status = alipayStatus(wordOf(*form, "trade_status"), wasPaid);
    payment.orderNo = wordOf(*form, "out_trade_no");
    payment.transactionId = wordOf(*form, "trade_no");
    payment.paidAt = fromChinaTime(wordOf(*form, "gmt_payment").left(19));
    payment.amount = amount.value_or(0);
    const QString currency = wordOf(*form, "trans_currency");
    payment.currency = !amount ? QString() : currency.isEmpty() ? u"CNY"_s : currency;
    if (notice.noticeId.isEmpty() || notice.noticeId.size() > 128 || !saysEnough(payment, amount.has_value()))
        return badNotice(u"The notice has no number or no exact amount."_s);
    if (isRefund)
        addRefund(notice, *form);
    return notice;
}

std::optional<PaymentState> readAlipayTrade(const QJsonObject &trade)
{
    const QString payDate = trade.value("send_pay_date"_L1).toString();
    const auto amount = fenOfDecimal(trade.value("total_amount"_L1).toString().toLatin1());
    PaymentState state;
    state.status = alipayStatus(trade.value("trade_status"_L1).toString(), !payDate.isEmpty());
    state.orderNo = trade.value("out_trade_no"_L1).toString();
    state.transactionId = trade.value("trade_no"_L1).toString();
    state.paidAt = fromChinaTime(payDate.left(19));
    state.amount = amount.value_or(0);
    state.currency = amount ? trade.value("trans_currency"_L1).toString(u"CNY"_s) : QString();
    return saysEnough(state, amount.has_value()) ? std::optional(state) : std::nullopt;
}

}  // namespace commerce
