#pragma once

#include "backend/commerce/alipay/alipay.h"
#include "backend/commerce/alipay/alipayform.h"
#include "backend/commerce/payment/rsakey.h"
#include "backend/commerce/wechatpay/wechatpay.h"
#include "backend/commerce/wechatpay/wechatpaysigner.h"
#include "models/domain/json.h"

#include <QFile>
#include <QJsonDocument>

#include <deque>
#include <functional>
#include <vector>

/// Payment channels with the vectors' keys and another side that answers what a test wrote down.
namespace channelscene {

using namespace Qt::StringLiterals;
using commerce::RsaKey;

/// 2026-01-01T00:00:31Z, when the vectors' notices were sent.
inline constexpr Millis NoticeTime = 1'767'225'631'000;

inline QByteArray vectorFile(const QString &name)
{
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no vectors: %s", qPrintable(name));
    return file.readAll();
}

inline QJsonObject vectors(const QString &name)
{
    return QJsonDocument::fromJson(vectorFile(name)).object();
}

inline RsaKey privateKey(const QString &name)
{
    return *RsaKey::fromPrivatePem(vectorFile(u"keys/"_s + name));
}

inline http::Headers headersOf(const QJsonObject &object)
{
    http::Headers headers;
    for (auto it = object.begin(); it != object.end(); ++it)
        headers.add(it.key().toLatin1(), it.value().toString().toUtf8());
    return headers;
}

/// The other side: hands out the answers it was given, in order, and keeps what it was asked.
class ScriptedClient final : public outgoing::HttpClient
{
public:
    using Answer = std::function<Result<outgoing::HttpReply>(const outgoing::HttpCall &)>;

    void then(Answer answer) { m_answers.push_back(std::move(answer)); }
    void then(outgoing::HttpReply reply)
    {
        then([reply](const outgoing::HttpCall &) { return reply; });
    }
    void thenNothing()
    {
        then([](const outgoing::HttpCall &) { return Error{ErrorCode::Unavailable, u"no_answer"_s, u"gone"_s, {}}; });
    }
    Result<outgoing::HttpReply> call(const outgoing::HttpCall &call) override
    {
        calls.push_back(call);
        if (m_answers.empty())
            return Error::internal(u"the test has no answer left"_s);
        const Answer answer = m_answers.front();
        m_answers.pop_front();
        return answer(call);
    }

    std::vector<outgoing::HttpCall> calls;

private:
    std::deque<Answer> m_answers;
};

inline commerce::WechatPaySettings wechatSettings()
{
    const QJsonObject v = vectors(u"wechatpay-v3.json"_s);
    commerce::WechatPaySettings settings;
    settings.api = u"http://127.0.0.1:9"_s;
    settings.appId = v.value(u"appid"_s).toString();
    settings.merchantId = v.value(u"mchid"_s).toString();
    settings.merchantSerial = v.value(u"merchant_serial_no"_s).toString();
    settings.merchantKey = vectorFile(u"keys/wechatpay_merchant_key.pem"_s);
    settings.apiV3Key = v.value(u"apiv3_key"_s).toString().toLatin1();
    settings.publicKeyId = v.value(u"wechatpay_public_key_id"_s).toString();
    settings.publicKey = vectorFile(u"keys/wechatpay_pubkeymode_pub.pem"_s);
    settings.platformCertificates = vectorFile(u"keys/wechatpay_platform_cert.pem"_s);
    settings.notifyUrl = u"https://school.example/api/payments/wechat/notify"_s;
    return settings;
}

inline commerce::AlipaySettings alipaySettings()
{
    commerce::AlipaySettings settings;
    settings.gateway = u"http://127.0.0.1:9/gateway.do"_s;
    settings.appId = u"2021000000000001"_s;
    settings.appKey = vectorFile(u"keys/alipay_app_key.pem"_s);
    settings.alipayPublicKey = vectorFile(u"keys/alipay_platform_pub.pem"_s);
    settings.sellerId = u"2088000000000002"_s;
    settings.notifyUrl = u"https://school.example/api/payments/alipay/notify"_s;
    return settings;
}

inline std::unique_ptr<commerce::PaymentChannel> wechatPay(outgoing::HttpClient &client)
{
    auto made = commerce::makeWechatPay(wechatSettings(), client);
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return std::move(*made);
}

inline std::unique_ptr<commerce::PaymentChannel> alipay(outgoing::HttpClient &client)
{
    auto made = commerce::makeAlipay(alipaySettings(), client);
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return std::move(*made);
}

/// Headers by which WeChat Pay (its platform key, unless another is named) signs a message.
inline http::Headers signedByWechat(const QByteArray &body, Millis at, const QByteArray &nonce = "N0NCE",
                                    const QByteArray &serial = "7E57000000000000000000000000000000000002",
                                    const QString &key = u"wechatpay_platform_key.pem"_s)
{
    const QByteArray time = QByteArray::number(at / 1000);
    http::Headers headers;
    headers.set("Wechatpay-Timestamp", time);
    headers.set("Wechatpay-Nonce", nonce);
    headers.set("Wechatpay-Serial", serial);
    headers.set("Wechatpay-Signature", privateKey(key).sign(commerce::wechatMessageText(time, nonce, body)));
    return headers;
}

inline outgoing::HttpReply wechatReply(int status, const QJsonObject &body, Millis at = NoticeTime)
{
    const QByteArray bytes = body.isEmpty() ? QByteArray() : json::compact(body);
    return {status, signedByWechat(bytes, at), bytes};
}

/// An answer of Alipay's gateway, signed over the inner text as it stands.
inline outgoing::HttpReply alipayReply(const QByteArray &method, const QByteArray &inner,
                                       const QString &key = u"alipay_platform_key.pem"_s)
{
    return {200,
            {},
            "{\"" + QByteArray(method).replace('.', '_') + "_response\":" + inner + ",\"sign\":\"" +
                    privateKey(key).sign(inner) + "\"}"};
}

/// A notice's form, signed by Alipay.
inline QByteArray alipayForm(commerce::AlipayParams params)
{
    params["sign_type"] = "RSA2";
    params["sign"] = privateKey(u"alipay_platform_key.pem"_s).sign(commerce::alipayNoticeText(params, true));
    return commerce::alipayEncoded(params);
}

}  // namespace channelscene
