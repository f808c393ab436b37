#include "backend/commerce/payment/channelvalues.h"

#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/testkeys.h"
#include "models/domain/text.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr int ChinaOffset = 8 * 3600;  // s; no summer time since 1991

bool matchesForm(const QString &text, const QString &form)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(form)).match(text).hasMatch();
}

QDateTime inChina(Millis time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::OffsetFromUTC, ChinaOffset);
}

}  // namespace

QString yuanDecimal(Fen amount)
{
    return u"%1.%2"_s.arg(amount / 100).arg(amount % 100, 2, 10, '0'_L1);
}

std::optional<Fen> fenOfDecimal(QByteArrayView text)
{
    const qsizetype dot = text.indexOf('.');
    const QByteArrayView whole = dot < 0 ? text : text.first(dot);
    const QByteArrayView part = dot < 0 ? QByteArrayView() : text.sliced(dot + 1);
    const auto allDigits = [](QByteArrayView digits) {
        return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    // 12 digits of yuan are far above any sum of ours and far below what overflows.
    if (whole.isEmpty() || whole.size() > 12 || part.size() > 2 || (dot >= 0 && part.isEmpty()) || !allDigits(whole) ||
        !allDigits(part))
        return std::nullopt;
    Fen fen = 0;
    for (const char digit : whole)
        fen = fen * 10 + (digit - '0');
    for (qsizetype at = 0; at < 2; ++at)
        fen = fen * 10 + (at < part.size() ? part[at] - '0' : 0);
    return fen;
}

QString chinaTime(Millis time)
{
    return inChina(time).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

std::optional<Millis> fromChinaTime(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm:ss"_s);
    if (!time.isValid())
        return std::nullopt;
    time.setOffsetFromUtc(ChinaOffset);
    return time.toMSecsSinceEpoch();
}

QString chinaRfc3339(Millis time)
{
    return inChina(time).toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u"+08:00"_s;
}

QString fitted(const QString &text, qsizetype bytes)
{
    QString out = text::cleanedLine(text).simplified();
    if (out.toUtf8().size() <= bytes)
        return out;
    out.truncate(bytes);
    while (out.toUtf8().size() > bytes || (!out.isEmpty() && out.back().isHighSurrogate()))
        out.chop(1);
    return out;
}

Result<void> checkOrderNo(const QString &orderNo)
{
    if (!matchesForm(orderNo, u"[0-9A-Za-z_]{6,32}"_s))
        return badPaymentField(u"orderNo"_s, u"must be 6 to 32 letters and digits"_s);
    return {};
}

Result<void> checkRefundNo(const QString &refundNo)
{
    if (!matchesForm(refundNo, u"[0-9A-Za-z_]{1,64}"_s))
        return badPaymentField(u"refundNo"_s, u"must be 1 to 64 letters and digits"_s);
    return {};
}

Result<void> checkPayer(PayWay way, const QString &openid)
{
    if (way == PayWay::WechatJsapi && !matchesForm(openid, u"[0-9A-Za-z_-]{1,128}"_s))
        return badPaymentField(u"openid"_s, u"must be the payer's at WeChat"_s);
    return {};
}

Result<void> checkPayment(PayWay way, const PaymentRequest &request, Millis now)
{
    if (const auto number = checkOrderNo(request.orderNo); !number)
        return number;
    if (request.amount < 1 || request.amount > MaxPayment)
        return badPaymentField(u"amount"_s, u"must be 1 to 10^9 fen"_s);
    if (fitted(request.description, 127).isEmpty())
        return badPaymentField(u"description"_s, u"must say what is paid for"_s);
    if (request.expiresAt <= now)
        return badPaymentField(u"expiresAt"_s, u"must be later than now"_s);
    if (auto ok = checkPayer(way, request.openid); !ok)
        return ok;
    if (!request.returnUrl.isEmpty() && (!matchesForm(request.returnUrl, u"https?://[!-~]+"_s)))
        return badPaymentField(u"returnUrl"_s, u"must be an http or https address"_s);
    return {};
}

Result<void> checkRefund(const RefundRequest &request)
{
    if (const auto number = checkOrderNo(request.orderNo); !number)
        return number;
    if (const auto number = checkRefundNo(request.refundNo); !number)
        return number;
    if (request.paid < 1 || request.paid > MaxPayment)
        return badPaymentField(u"paid"_s, u"must be 1 to 10^9 fen"_s);
    if (request.amount < 1 || request.amount > request.paid)
        return badPaymentField(u"amount"_s, u"must be 1 fen to what was paid"_s);
    return {};
}

bool isGatewayAddress(const QString &address, bool path)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isSecure = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopbackAddress(address));
    return url.isValid() && isSecure && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() &&
           !url.hasFragment() && (path || url.path().isEmpty());
}

bool isNotifyAddress(const QString &address, bool loopbackGateway)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && loopbackGateway);
    return url.isValid() && isHttp && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() &&
           !url.hasFragment() && address.size() <= 255;
}

}  // namespace commerce
