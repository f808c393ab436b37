#include "backend/commerce/alipay/alipaychannel.h"

#include "backend/commerce/bill/billfile.h"
#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/channelvalues.h"
#include "models/domain/json.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr qsizetype SubjectBytes = 256;
constexpr Millis BillTime = 40'000;  // within the outbox's lease

/// The console's pages break on these.
QString subjectOf(const QString &description)
{
    QString text = description;
    for (const QChar bad : u"/=&"_s)
        text.replace(bad, u' ');
    return fitted(text, SubjectBytes);
}

Error refusedBy(const QJsonObject &body)
{
    return channelRefused(body.value("sub_code"_L1).toString(body.value("code"_L1).toString()),
                          body.value("sub_msg"_L1).toString(body.value("msg"_L1).toString()));
}

/// What the gateway says before it knows who asks can't be signed for us; it only ever raises an alarm here.
std::optional<Error> refusalOfUs(const QJsonObject &body)
{
    static const QStringList codes{u"20001"_s, u"40001"_s, u"40002"_s, u"40006"_s};
    if (!codes.contains(body.value("code"_L1).toString()))
        return std::nullopt;
    const QString sub = body.value("sub_code"_L1).toString();
    return channelSettings(
            u"Alipay refuses us: %1 (%2). Are app-id and app-key of the same app, and is its public key "
            u"entered in Alipay's console?"_s.arg(body.value("sub_msg"_L1).toString().left(200), sub.left(64)),
            sub);
}

}  // namespace

AlipayChannel::AlipayChannel(const AlipaySettings &settings, RsaKey ours, RsaKey theirs,
                             std::optional<AlipayCertificateNames> names, outgoing::HttpClient &client)
    : m_us{settings.appId, settings.sellerId}, m_gateway(settings.gateway.toLatin1()),
      m_notifyUrl(settings.notifyUrl.toUtf8()), m_ours(std::move(ours)), m_theirs(std::move(theirs)),
      m_names(std::move(names)), m_returnUrl(settings.returnUrl), m_client(client)
{
}

bool AlipayChannel::isOfKnownCertificate(const QByteArray &name, Millis now)
{
    if (!m_names || m_names->alipay == name)
        return true;
    m_unknown.note(name, "Alipay", now);
    return false;
}

AlipayParams AlipayChannel::signedParams(const QByteArray &method, const QJsonObject &content, const QString &returnUrl,
                                         Millis now) const
{
    AlipayParams params{{"app_id", m_us.appId.toUtf8()},
                        {"method", method},
                        {"format", "JSON"},
                        {"charset", "utf-8"},
                        {"sign_type", "RSA2"},
                        {"timestamp", chinaTime(now).toLatin1()},
                        {"version", "1.0"},
                        {"biz_content", json::compact(content)}};
    if (m_names) {
        params.emplace("app_cert_sn", m_names->app);
        params.emplace("alipay_root_cert_sn", m_names->root);
    }
    if (method.endsWith(".pay"))
        params.emplace("notify_url", m_notifyUrl);
    if (!returnUrl.isEmpty())
        params.emplace("return_url", returnUrl.toUtf8());
    params.emplace("sign", m_ours.sign(alipaySignText(params)));
    return params;
}

Result<AlipayChannel::Reply> AlipayChannel::ask(const QByteArray &method, const QJsonObject &content, Millis now)
{
    outgoing::HttpCall call;
    call.method = http::Method::Post;
    call.url = m_gateway;
    call.headers.set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8");
    call.body = alipayEncoded(signedParams(method, content, {}, now));
    const auto reply = m_client.call(call);
    if (!reply)
        return channelUnknown(reply.error().message, u"no_answer"_s);
    if (reply->status == 429)
        return channelBusy();
    if (reply->status != 200)
        return channelUnknown(u"Alipay answered with status %1."_s.arg(reply->status));
    const QByteArray member = QByteArray(method).replace('.', '_') + "_response";
    auto found = findAlipaySigned(reply->body, member);
    if (!found)
        found = findAlipaySigned(reply->body, "error_response");
    const auto body = found ? json::parseStrict(found->text) : Result<QJsonObject>(Error());
    if (!body)
        return channelUnknown(u"Alipay's answer isn't one to this question."_s);
    if (const auto refusal = refusalOfUs(*body))
        return *refusal;
    if (!isOfKnownCertificate(found->certificate, now))
        return channelUnknown(u"The answer is signed with a certificate of Alipay that isn't known here; download its "
                              u"newest from the console."_s);
    if (!m_theirs.verifies(found->text, found->signature))
        return channelUnknown(u"The answer isn't signed by Alipay; is alipay-public-key Alipay's?"_s,
                              u"bad_signature"_s);
    const QString code = body->value("code"_L1).toString();
    Reply out{*body, body->value("sub_code"_L1).toString(), code == "10000"_L1};
    if (!out.ok && (code != "40004"_L1 || out.subCode.endsWith("SYSTEM_ERROR"_L1)))
        return channelUnknown(u"Alipay answered with code %1."_s.arg(code.left(16)));
    return out;
}

Result<QJsonObject> AlipayChannel::begin(PayWay way, const PaymentRequest &request, Millis now)
{
    if (!offers(way))
        return badPaymentField(u"channel"_s, u"is not one of Alipay's"_s);
    if (const auto fit = checkPayment(way, request, now); !fit)
        return fit.error();
    const bool isPage = way == PayWay::AlipayPage;
    const QString returnUrl = request.returnUrl.isEmpty() ? m_returnUrl : request.returnUrl;
    QJsonObject content{{u"out_trade_no"_s, request.orderNo},
                        {u"total_amount"_s, yuanDecimal(request.amount)},
                        {u"subject"_s, subjectOf(request.description)},
                        {u"product_code"_s, isPage ? u"FAST_INSTANT_TRADE_PAY"_s : u"QUICK_WAP_WAY"_s},
                        {u"time_expire"_s, chinaTime(request.expiresAt)}};
    if (!isPage && !returnUrl.isEmpty())
        content.insert(u"quit_url"_s, returnUrl);
    const AlipayParams params =
            signedParams(isPage ? "alipay.trade.page.pay" : "alipay.trade.wap.pay", content, returnUrl, now);
    return QJsonObject{{u"formUrl"_s, QString::fromLatin1(m_gateway + '?' + alipayEncoded(params))}};
}

Result<PaymentState> AlipayChannel::query(const QString &orderNo, Millis now)
{
    if (const auto fit = checkOrderNo(orderNo); !fit)
        return fit.error();
    const auto reply = ask("alipay.trade.query", {{u"out_trade_no"_s, orderNo}}, now);
    if (!reply)
        return reply.error();
    // The trade begins when the payer logs in, not when the address is made.
    if (reply->subCode == "ACQ.TRADE_NOT_EXIST"_L1)
        return PaymentState{PaymentStatus::NotPaid, orderNo, {}, 0, {}, {}};
    if (!reply->ok)
        return refusedBy(reply->body);
    const auto state = readAlipayTrade(reply->body);
    if (!state || state->orderNo != orderNo)
        return channelUnknown(u"Alipay's answer isn't about this order."_s);
    return *state;
}

Result<void> AlipayChannel::close(const QString &orderNo, Millis now)
{
    if (const auto fit = checkOrderNo(orderNo); !fit)
        return fit.error();
    const auto reply = ask("alipay.trade.close", {{u"out_trade_no"_s, orderNo}}, now);
    if (!reply)
        return reply.error();
    if (reply->ok || reply->subCode == "ACQ.TRADE_NOT_EXIST"_L1 || reply->subCode == "ACQ.TRADE_HAS_CLOSE"_L1)
        return {};
    if (reply->subCode != "ACQ.TRADE_STATUS_ERROR"_L1 && reply->subCode != "ACQ.REASON_TRADE_STATUS_INVALID"_L1)
        return refusedBy(reply->body);
    // Its state doesn't allow closing: paid, or closed before.
    const auto state = query(orderNo, now);
    if (!state)
        return state.error();
    if (state->status == PaymentStatus::Closed)
        return {};
    return state->status == PaymentStatus::Paid || state->status == PaymentStatus::Refunded ? channelAlreadyPaid()
                                                                                            : refusedBy(reply->body);
}

Result<RefundState> AlipayChannel::refund(const RefundRequest &request, Millis now)
{
    if (const auto fit = checkRefund(request); !fit)
        return fit.error();
    QJsonObject content{{u"out_trade_no"_s, request.orderNo},
                        {u"refund_amount"_s, yuanDecimal(request.amount)},
                        {u"out_request_no"_s, request.refundNo}};
    if (const QString reason = fitted(request.reason, SubjectBytes); !reason.isEmpty())
        content.insert(u"refund_reason"_s, reason);
    const auto reply = ask("alipay.trade.refund", content, now);
    if (!reply)
        return reply.error();
    const bool isMoved = reply->body.value("fund_change"_L1).toString() == "Y"_L1;
    if (reply->ok && isMoved && reply->body.value("out_trade_no"_L1).toString() == request.orderNo) {
        RefundState state{RefundStatus::Succeeded, request.orderNo, request.refundNo, {}, request.amount, {}};
        state.refundedAt = fromChinaTime(reply->body.value("gmt_refund_pay"_L1).toString().left(19));
        return state;
    }
    // No money moved by this call: that number was refunded before, or it was refused. The refund itself knows.
    auto state = refundState(request.orderNo, request.refundNo, now);
    if (!state)
        return reply->ok || state.error().code == ErrorCode::Unavailable ? state.error() : refusedBy(reply->body);
    if (state->status == RefundStatus::NotFound) {
        if (!reply->ok)
            return refusedBy(reply->body);
        state->status = RefundStatus::Processing;
    } else if (state->amount != request.amount) {
        return channelUnknown(u"Alipay knows a refund of this number over another amount."_s);
    }
    return state;
}

Result<RefundState> AlipayChannel::refundState(const QString &orderNo, const QString &refundNo, Millis now)
{
    if (const auto fit = checkOrderNo(orderNo); !fit)
        return fit.error();
    if (const auto fit = checkRefundNo(refundNo); !fit)
        return fit.error();
    const auto reply = ask("alipay.trade.fastpay.refund.query",
                           {{u"out_trade_no"_s, orderNo},
                            {u"out_request_no"_s, refundNo},
                            {u"query_options"_s, QJsonArray{u"gmt_refund_pay"_s}}},
                           now);
    if (!reply)
        return reply.error();
    const QString amount = reply->body.value("refund_amount"_L1).toString();
    const QString status = reply->body.value("refund_status"_L1).toString();
    if (reply->subCode == "ACQ.TRADE_NOT_EXIST"_L1 || (reply->ok && amount.isEmpty()))
        return RefundState{RefundStatus::NotFound, orderNo, refundNo, {}, 0, {}};
    if (!reply->ok)
        return refusedBy(reply->body);
    const auto fen = fenOfDecimal(amount.toLatin1());
    if (!fen || reply->body.value("out_request_no"_L1).toString() != refundNo ||
        reply->body.value("out_trade_no"_L1).toString() != orderNo)
        return channelUnknown(u"Alipay's answer isn't about this refund."_s);
    RefundState state{RefundStatus::Succeeded, orderNo, refundNo, {}, *fen, {}};
    // Older answers have no status: that there is one is the success.
    if (!status.isEmpty() && status != "REFUND_SUCCESS"_L1)
        state.status = RefundStatus::Processing;
    state.refundedAt = fromChinaTime(reply->body.value("gmt_refund_pay"_L1).toString().left(19));
    return state;
}

Result<PaymentNotice> AlipayChannel::readNotice(const http::Headers &headers, const QByteArray &body, Millis now)
{
    // Looked at first only to say what is amiss: what it claims is believed when the signature fits.
    const QByteArray certificate = m_names ? alipayCertificateNamed(body) : QByteArray();
    if (!certificate.isEmpty() && !isOfKnownCertificate(certificate, now))
        return noticeUnbelieved(u"unknown_key"_s, u"The notice names a certificate of Alipay that isn't known here."_s);
    return readAlipayNotice(headers.value("Content-Type"), body, m_theirs, m_us);
}

std::optional<ChannelAlarm> AlipayChannel::alarm(Millis now) const
{
    const auto unknown = m_unknown.last(now);
    if (!unknown)
        return std::nullopt;
    return ChannelAlarm{
            u"unknown_key"_s,
            u"Messages name a certificate of Alipay that isn't known here (%1). If it stays so, download the "
            u"newest from Alipay's console; until then such messages are refused."_s.arg(
                    QString::fromLatin1(unknown->name)),
            unknown->at};
}

Result<std::vector<BillRow>> AlipayChannel::bill(const QString &day, Millis now)
{
    const auto told = ask("alipay.data.dataservice.bill.downloadurl.query",
                          {{u"bill_type"_s, u"trade"_s}, {u"bill_date"_s, day}}, now);
    if (!told)
        return told.error();
    if (told->subCode.contains("BILL_NOT_EXIST"_L1, Qt::CaseInsensitive))
        return std::vector<BillRow>();
    if (!told->ok)
        return refusedBy(told->body);
    const QString address = told->body.value("bill_download_url"_L1).toString();
    const QUrl url(address, QUrl::StrictMode);
    // Without a signature of ours or theirs: its way is TLS's, so it has to be that.
    if (!url.isValid() || !isGatewayAddress(url.toString(QUrl::RemovePath | QUrl::RemoveQuery), false))
        return channelUnknown(u"Alipay names no place for its bill."_s);
    outgoing::HttpCall call;
    call.url = url.toEncoded(QUrl::RemoveFragment);
    call.maxAnswer = BillLimits().bytes;
    call.totalTimeout = BillTime;
    const auto file = m_client.call(call);
    if (!file)
        return channelUnknown(file.error().message);
    if (file->status != 200)
        return channelUnknown(u"Alipay's download answered with status %1."_s.arg(file->status));
    return readBill(name(), file->body);
}

Result<void> AlipayChannel::check(Millis now)
{
    const auto state = query(u"COURSEWRIGHT_CHECK"_s, now);
    if (!state)
        return state.error();
    return {};
}

}  // namespace commerce
