#pragma once

#include "backend/commerce/payment/paymentchannel.h"

#include <QJsonObject>

/// What WeChat Pay's objects say. Thread: any (pure).
namespace commerce {

/// Who we are; what is about somebody else is refused.
struct WechatIdentity {
    QString appId;
    QString merchantId;
};

/// Opens {algorithm, nonce, associated_data, ciphertext}. Errors: InvalidArgument "bad_notice".
Result<QByteArray> openWechatResource(const QJsonObject &resource, const QByteArray &apiV3Key);

/// A transaction, of a query or a notice. Errors: PermissionDenied "foreign_app" | "foreign_merchant"; InvalidArgument
/// "bad_notice" where a paid one has no whole amount or number.
Result<PaymentState> readWechatTransaction(const QJsonObject &transaction, const WechatIdentity &us);

/// A refund, of an answer (`status`) or a notice (`refund_status`). Errors: InvalidArgument "bad_notice".
Result<RefundState> readWechatRefund(const QJsonObject &refund);

/// The body of a notice whose signature was checked. Errors: as above.
Result<PaymentNotice> readWechatNotice(const QByteArray &body, const QByteArray &apiV3Key, const WechatIdentity &us);

}  // namespace commerce
