#pragma once

#include "backend/commerce/wechatpay/platformkeys.h"
#include "backend/commerce/wechatpay/wechatpay.h"
#include "backend/commerce/wechatpay/wechatpaysigner.h"

namespace commerce {

/// What WeChat Pay answered, believed: its signature is checked. A refusal (4xx) has `code` and `message`.
struct WechatReply {
    int status = 0;
    QJsonObject body;  ///< empty with 204
    QString code;
    QString message;

    bool ok() const { return status >= 200 && status < 300; }
};

/// Signed calls to WeChat Pay and the certificates that answers are checked with. Blocks; thread: any.
class WechatPayCalls
{
public:
    WechatPayCalls(const WechatPaySettings &settings, WechatPaySigner signer, std::shared_ptr<PlatformKeys> keys,
                   outgoing::HttpClient &client);

    /// `path` with its query, as it is signed and sent. Refusals that a caller may know what to do with come back as
    /// values: 400, 403 and 404. Errors: "channel_result_unknown", "channel_busy", "channel_settings".
    Result<WechatReply> get(const QByteArray &path, Millis now);
    Result<WechatReply> post(const QByteArray &path, const QJsonObject &body, Millis now);

    /// The file that an answer {hash_type, hash_value, download_url} tells of, at most so many bytes. It comes unsigned; its
    /// hash stood in the answer, which was. Errors: as above.
    Result<QByteArray> download(const QJsonObject &told, qint64 maxBytes, Millis now);

    /// Fetches the certificates and learns them. Errors: as above; "channel_settings" where they can't be opened.
    Result<void> fetchCertificates(Millis now);

private:
    Result<outgoing::HttpReply> send(http::Method method, const QByteArray &path, const QByteArray &body, Millis now);
    Result<WechatReply> exchange(http::Method method, const QByteArray &path, const QByteArray &body, Millis now);
    Result<void> believe(const outgoing::HttpReply &reply, Millis now);

    const QByteArray m_api;
    const QByteArray m_apiV3Key;
    const WechatPaySigner m_signer;
    const std::shared_ptr<PlatformKeys> m_keys;
    outgoing::HttpClient &m_client;
    std::mutex m_fetching;
};

}  // namespace commerce
