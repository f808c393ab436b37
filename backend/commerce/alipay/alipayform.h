#pragma once

#include "models/domain/result.h"

#include <QByteArray>

#include <map>
#include <optional>

/// Alipay's parameters: what is signed of them, and how they travel. Bytes, not texts: a signature is over bytes.
/// Thread: any (pure).
namespace commerce {

/// Sorted by name, as the signature wants them; values are raw UTF-8.
using AlipayParams = std::map<QByteArray, QByteArray>;

/// "a=1&b=2" of raw values. What we send is signed without empty values and with sign_type.
QByteArray alipaySignText(const AlipayParams &params);
/// Of a notice: without sign and sign_type; empty values stay or go.
QByteArray alipayNoticeText(const AlipayParams &params, bool withEmpty);

/// application/x-www-form-urlencoded, sorted; also a query.
QByteArray alipayEncoded(const AlipayParams &params);
/// Reads a form, decoding each value once. InvalidArgument "bad_notice": a name twice or empty, a broken escape, too
/// many.
Result<AlipayParams> readAlipayForm(const QByteArray &body);

/// What an answer's signature is over: the text of the object named `member`, exactly as it came, and the signature
/// beside it (empty: none).
struct AlipaySigned {
    QByteArray text;
    QByteArray signature;
    QByteArray certificate;  ///< alipay_cert_sn, in certificate mode
};
/// Nothing: it is no JSON object, or has no such member, or has one twice.
std::optional<AlipaySigned> findAlipaySigned(const QByteArray &answer, const QByteArray &member);

}  // namespace commerce
