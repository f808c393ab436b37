#pragma once

#include "backend/commerce/payment/rsakey.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QJsonObject>

/// What we sign for WeChat Pay (API v3). Thread: any (values).
namespace commerce {

/// "METHOD\nURL\nTIME\nNONCE\nBODY\n": the URL is path and query exactly as sent.
QByteArray wechatRequestText(const QByteArray &method, const QByteArray &pathAndQuery, qint64 seconds,
                             const QByteArray &nonce, const QByteArray &body);
/// "TIME\nNONCE\nBODY\n": what the other side signs, replies and notices alike.
QByteArray wechatMessageText(const QByteArray &seconds, const QByteArray &nonce, const QByteArray &body);

/// Signs as one merchant.
class WechatPaySigner
{
public:
    WechatPaySigner(const QString &merchantId, const QString &serial, RsaKey key);

    /// The value of the field Authorization.
    QByteArray authorization(const QByteArray &method, const QByteArray &pathAndQuery, qint64 seconds,
                             const QByteArray &nonce, const QByteArray &body) const;
    /// The arguments of wx.requestPayment for a prepared payment.
    QJsonObject payParams(const QString &appId, const QString &prepayId, qint64 seconds, const QByteArray &nonce) const;

private:
    QByteArray m_merchantId;
    QByteArray m_serial;
    RsaKey m_key;
};

}  // namespace commerce
