#pragma once

#include "backend/commerce/alipay/alipayform.h"
#include "backend/commerce/payment/paymentchannel.h"
#include "backend/commerce/payment/rsakey.h"

#include <QJsonObject>

/// What Alipay says, in its words. Thread: any (pure).
namespace commerce {

struct AlipayIdentity {
    QString appId;
    QString sellerId;
};

/// Whether a notice's form is signed by Alipay: over all fields as received but sign and sign_type; if that doesn't
/// fit, once more without the empty ones, for Alipay's own libraries differ in that. Never over a fixed list: new
/// fields come without a word. sign_type must be RSA2.
bool isSignedByAlipay(const AlipayParams &form, const RsaKey &alipay);

/// The certificate that a notice's body says it is signed with; empty: it doesn't say, or is no form.
QByteArray alipayCertificateNamed(const QByteArray &body);

/// A notice's body (a form), believed and read. Errors: as PaymentChannel::readNotice.
Result<PaymentNotice> readAlipayNotice(const QByteArray &contentType, const QByteArray &body, const RsaKey &alipay,
                                       const AlipayIdentity &us);

/// The answer to alipay.trade.query. Nothing: a paid one without a number or an exact amount.
std::optional<PaymentState> readAlipayTrade(const QJsonObject &trade);

}  // namespace commerce
