#pragma once

#include "backend/commerce/payment/paymentchannel.h"

#include <QByteArrayView>
#include <QUrl>

/// How channels spell money, time and texts, and what they take. Thread: any (pure).
namespace commerce {

/// The most that is ever asked for or believed: 10^9 fen.
inline constexpr Fen MaxPayment = 1'000'000'000;

QString yuanDecimal(Fen amount);  ///< "99.00" for 9900; amount ≥ 0
/// "99.00", "99.0", "99", "0.01", exactly: digits, at most two decimals, no sign, no grouping. Never through a float.
std::optional<Fen> fenOfDecimal(QByteArrayView text);

QString chinaTime(Millis time);  ///< "2026-01-01 08:00:00" for 2026-01-01T00:00Z: GMT+8 without an offset
std::optional<Millis> fromChinaTime(const QString &text);
QString chinaRfc3339(Millis time);  ///< "2026-01-01T08:00:00+08:00"

/// As much of the text as fits into so many bytes of UTF-8, without half a character, on one line. Channels differ on
/// whether they count bytes or characters, so bytes, which is less.
QString fitted(const QString &text, qsizetype bytes);

/// What both channels take, checked before anything is sent. Errors: InvalidArgument "invalid_fields".
Result<void> checkOrderNo(const QString &orderNo);
Result<void> checkRefundNo(const QString &refundNo);
Result<void> checkPayer(PayWay way, const QString &openid);
Result<void> checkPayment(PayWay way, const PaymentRequest &request, Millis now);
Result<void> checkRefund(const RefundRequest &request);

/// The address of a gateway or for notices out of the settings: https, or http on this machine; no user, query or
/// fragment; "path" where it may have one.
bool isGatewayAddress(const QString &url, bool path);
bool isNotifyAddress(const QString &url, bool loopbackGateway);

}  // namespace commerce
