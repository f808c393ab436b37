#include "backend/commerce/wechatpay/wechatpaysigner.h"

using namespace Qt::StringLiterals;

namespace commerce {

QByteArray wechatRequestText(const QByteArray &method, const QByteArray &pathAndQuery, qint64 seconds,
                             const QByteArray &nonce, const QByteArray &body)
{
    return method + '\n' + pathAndQuery + '\n' + QByteArray::number(seconds) + '\n' + nonce + '\n' + body + '\n';
}

QByteArray wechatMessageText(const QByteArray &seconds, const QByteArray &nonce, const QByteArray &body)
{
    return seconds + '\n' + nonce + '\n' + body + '\n';
}

WechatPaySigner::WechatPaySigner(const QString &merchantId, const QString &serial, RsaKey key)
    : m_merchantId(merchantId.toLatin1()), m_serial(serial.toLatin1()), m_key(std::move(key))
{
}

QByteArray WechatPaySigner::authorization(const QByteArray &method, const QByteArray &pathAndQuery, qint64 seconds,
                                          const QByteArray &nonce, const QByteArray &body) const
{
    const QByteArray signature = m_key.sign(wechatRequestText(method, pathAndQuery, seconds, nonce, body));
    return "WECHATPAY2-SHA256-RSA2048 mchid=\"" + m_merchantId + "\",nonce_str=\"" + nonce + "\",timestamp=\"" +
           QByteArray::number(seconds) + "\",serial_no=\"" + m_serial + "\",signature=\"" + signature + '"';
}

QJsonObject WechatPaySigner::payParams(const QString &appId, const QString &prepayId, qint64 seconds,
                                       const QByteArray &nonce) const
{
    const QString time = QString::number(seconds);
    const QString package = u"prepay_id="_s + prepayId;
    const QByteArray text = appId.toUtf8() + '\n' + time.toLatin1() + '\n' + nonce + '\n' + package.toUtf8() + '\n';
    return {{u"appId"_s, appId},     {u"timeStamp"_s, time},    {u"nonceStr"_s, QString::fromLatin1(nonce)},
            {u"package"_s, package}, {u"signType"_s, u"RSA"_s}, {u"paySign"_s, QString::fromLatin1(m_key.sign(text))}};
}

}  // namespace commerce
