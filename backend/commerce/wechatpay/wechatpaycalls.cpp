#include "backend/commerce/wechatpay/wechatpaycalls.h"

#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/payment/channelvalues.h"
#include "models/domain/json.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr Millis DownloadTime = 40'000;  // within the outbox's lease

/// What stops everything until somebody looks at the settings or the contract.
bool isSettingsCode(const QString &code)
{
    static const QStringList codes{u"SIGN_ERROR"_s,     u"APPID_MCHID_NOT_MATCH"_s,
                                   u"MCH_NOT_EXISTS"_s, u"MCH_NOT_EXIST"_s,
                                   u"NO_AUTH"_s,        u"NOAUTH"_s};
    return codes.contains(code);
}

bool isBusyCode(const QString &code)
{
    static const QStringList codes{u"FREQUENCY_LIMITED"_s, u"RATELIMIT_EXCEEDED"_s, u"FREQUENCY_LIMIT_EXCEED"_s};
    return codes.contains(code);
}

}  // namespace

WechatPayCalls::WechatPayCalls(const WechatPaySettings &settings, WechatPaySigner signer,
                               std::shared_ptr<PlatformKeys> keys, outgoing::HttpClient &client)
    : m_api(settings.api.toLatin1()), m_apiV3Key(settings.apiV3Key), m_signer(std::move(signer)),
      m_keys(std::move(keys)), m_client(client)
{
}

Result<WechatReply> WechatPayCalls::get(const QByteArray &path, Millis now)
{
    return exchange(http::Method::Get, path, {}, now);
}

Result<WechatReply> WechatPayCalls::post(const QByteArray &path, const QJsonObject &body, Millis now)
{
    return exchange(http::Method::Post, path, json::compact(body), now);
}

Result<outgoing::HttpReply> WechatPayCalls::send(http::Method method, const QByteArray &path, const QByteArray &body,
                                                 Millis now)
{
    outgoing::HttpCall call;
    call.method = method;
    call.url = m_api + path;
    call.body = body;
    call.headers.set("Accept", "application/json");
    if (!body.isEmpty())
        call.headers.set("Content-Type", "application/json");
    call.headers.set("Authorization",
                     m_signer.authorization(http::methodName(method), path, now / 1000, randomNonce(), body));
    // Replies use the key that the request names.
    if (const QByteArray id = m_keys->publicKeyId(); !id.isEmpty())
        call.headers.set("Wechatpay-Serial", id);
    auto reply = m_client.call(call);
    if (!reply)
        return channelUnknown(reply.error().message);
    return reply;
}

/// A refusal without a signature is taken as it stands, for the channel doesn't sign all of them, and what it says is
/// never that money moved.
Result<void> WechatPayCalls::believe(const outgoing::HttpReply &reply, Millis now)
{
    if (reply.status >= 300 && !reply.headers.contains("Wechatpay-Signature"))
        return {};
    auto checked = checkWechatMessage(*m_keys, reply.headers, reply.body, now);
    if (!checked && checked.error().reason == "unknown_key"_L1 && m_keys->wantsFetch(now) && fetchCertificates(now))
        checked = checkWechatMessage(*m_keys, reply.headers, reply.body, now);
    if (!checked)
        return channelUnknown(checked.error().message);
    return {};
}

Result<WechatReply> WechatPayCalls::exchange(http::Method method, const QByteArray &path, const QByteArray &body,
                                             Millis now)
{
    if (m_keys->isEmpty(now)) {
        if (const auto fetched = fetchCertificates(now); !fetched)
            return fetched.error();
    }
    const auto reply = send(method, path, body, now);
    if (!reply)
        return reply.error();
    if (reply->status >= 500 || reply->status < 200)
        return channelUnknown(u"WeChat Pay answered with status %1."_s.arg(reply->status));
    if (const auto believed = believe(*reply, now); !believed)
        return believed.error();
    WechatReply out;
    out.status = reply->status;
    if (!reply->body.isEmpty()) {
        const auto object = json::parseStrict(reply->body);
        if (!object && out.ok())
            return channelUnknown(u"WeChat Pay's answer is no JSON object."_s);
        out.body = object ? *object : QJsonObject();
    }
    if (out.ok())
        return out;
    out.code = out.body.value("code"_L1).toString();
    out.message = out.body.value("message"_L1).toString();
    if (out.status == 429 || isBusyCode(out.code))
        return channelBusy();
    if (out.status == 401 || isSettingsCode(out.code)) {
        return channelSettings(u"WeChat Pay refuses us: %1 (%2). Are merchant-id, merchant-serial, merchant-key and "
                               u"app-id of the same merchant?"_s.arg(out.message.left(200), out.code.left(64)),
                               out.code);
    }
    if (out.status != 400 && out.status != 403 && out.status != 404)
        return channelUnknown(u"WeChat Pay answered with status %1."_s.arg(out.status));
    return out;
}

Result<QByteArray> WechatPayCalls::download(const QJsonObject &told, qint64 maxBytes, Millis now)
{
    const QUrl url(told.value("download_url"_L1).toString(), QUrl::StrictMode);
    const QString plain = url.toString(QUrl::RemovePath | QUrl::RemoveQuery);
    // We sign what we ask for, so only the channel itself may name the place.
    if (!url.isValid() || !isGatewayAddress(plain, false) || told.value("hash_type"_L1).toString() != "SHA1"_L1)
        return channelUnknown(u"WeChat Pay names no place for its bill."_s);
    const QByteArray path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    outgoing::HttpCall call;
    call.url = url.toEncoded(QUrl::RemoveFragment);
    call.headers.set("Accept", "application/json");
    call.headers.set("Authorization", m_signer.authorization("GET", path, now / 1000, randomNonce(), {}));
    call.maxAnswer = maxBytes;
    call.totalTimeout = DownloadTime;
    const auto reply = m_client.call(call);
    if (!reply)
        return channelUnknown(reply.error().message);
    if (reply->status != 200)
        return channelUnknown(u"WeChat Pay's download answered with status %1."_s.arg(reply->status));
    const QByteArray hash = QCryptographicHash::hash(reply->body, QCryptographicHash::Sha1).toHex();
    if (hash != told.value("hash_value"_L1).toString().toLower().toLatin1())
        return channelUnknown(u"The bill has another hash than was told: it isn't whole."_s);
    return reply->body;
}

Result<void> WechatPayCalls::fetchCertificates(Millis now)
{
    const std::scoped_lock lock(m_fetching);
    m_keys->fetchTried(now);
    const auto reply = send(http::Method::Get, "/v3/certificates", {}, now);
    if (!reply)
        return reply.error();
    if (reply->status == 401 || reply->status == 403 || reply->status == 404) {
        const auto object = json::parseObject(reply->body);
        const QString code = object ? object->value("code"_L1).toString() : QString();
        return channelSettings(u"WeChat Pay gives no certificates (status %1 %2). Are merchant-id, merchant-serial and "
                               u"merchant-key right, or is it a merchant with a public key?"_s.arg(reply->status)
                                       .arg(code.left(64)),
                               code);
    }
    if (reply->status != 200)
        return channelUnknown(u"WeChat Pay answered with status %1."_s.arg(reply->status));
    // They were sealed with a secret that only the two of us know, so the first ones are believed by that; the answer's
    // signature is then checked with what it brought or with what was known.
    const auto certificates = openCertificates(reply->body, m_apiV3Key);
    if (!certificates)
        return channelSettings(certificates.error().message + u" Is api-v3-key right?"_s);
    const QByteArray serial = reply->headers.value("Wechatpay-Serial").toUpper();
    const bool isBrought = std::any_of(certificates->begin(), certificates->end(),
                                       [&serial](const KeyCertificate &one) { return one.serial == serial; });
    PlatformKeys brought(std::nullopt, *certificates);
    if (const auto fits = checkWechatMessage(isBrought ? brought : *m_keys, reply->headers, reply->body, now); !fits)
        return channelUnknown(fits.error().message);
    m_keys->learn(*certificates, now);
    return {};
}

}  // namespace commerce
