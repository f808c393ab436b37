#pragma once

#include "backend/commerce/payment/rsakey.h"
#include "backend/commerce/payment/unknownkey.h"
#include "backend/http/message/request.h"
#include "models/domain/result.h"

#include <map>
#include <mutex>

namespace commerce {

/// The keys that WeChat Pay signs with: its public key and its platform certificates, both at once, for while a
/// merchant moves from one to the other messages come with either. Each message names its key. Certificates are fetched
/// every 12 h; what is fetched is added, and old ones stay until they expire. Thread: any.
class PlatformKeys
{
public:
    struct PublicKey {
        QByteArray id;  ///< "PUB_KEY_ID_…"
        RsaKey key;
    };
    PlatformKeys(std::optional<PublicKey> publicKey, std::vector<KeyCertificate> certificates);

    /// The key of that name, if it is valid now. An unknown one is remembered: wantsFetch().
    std::optional<RsaKey> find(const QByteArray &serial, Millis now);
    bool isEmpty(Millis now) const;  ///< no message can be believed yet
    QByteArray publicKeyId() const;  ///< empty: certificates only

    std::optional<UnknownKey::Named> unknown(Millis now) const { return m_unknown.last(now); }

    void learn(const std::vector<KeyCertificate> &certificates, Millis now);
    /// Certificates are due: the last fetch is 12 h ago, or a message named one that isn't known. Not within a
    /// minute after the last try, so that a stranger can't make us ask all day.
    bool wantsFetch(Millis now) const;
    void fetchTried(Millis now);

private:
    const std::optional<PublicKey> m_publicKey;
    const bool m_fetches;  ///< certificates are in use, so they are kept fresh
    mutable std::mutex m_mutex;
    std::map<QByteArray, KeyCertificate> m_certificates;
    std::optional<Millis> m_learned;
    std::optional<Millis> m_tried;
    bool m_metUnknown = false;
    UnknownKey m_unknown;
};

/// How far the clock of a message may be off: |now − its time| below this.
inline constexpr Millis WechatClockWindow = 300'000;

/// Whether WeChat Pay has signed this message, a reply or a notice, now: the key it names, the clock window, the
/// signature over the bytes as they came. Errors: Unauthenticated "unknown_key", "clock_window", "bad_signature". The
/// channel's probes ("WECHATPAY/SIGNTEST/…") are forgeries like any.
Result<void> checkWechatMessage(PlatformKeys &keys, const http::Headers &headers, const QByteArray &body, Millis now);

/// The certificates of an answer to GET /v3/certificates, opened with the APIv3 key: InvalidArgument "bad_certificates"
/// when one can't be opened or read, or isn't the one it is said to be.
Result<std::vector<KeyCertificate>> openCertificates(const QByteArray &body, const QByteArray &apiV3Key);

}  // namespace commerce
