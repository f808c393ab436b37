#include "backend/commerce/wechatpay/platformkeys.h"

#include "backend/commerce/payment/channelerrors.h"
#include "backend/commerce/wechatpay/wechatpayresource.h"
#include "backend/commerce/wechatpay/wechatpaysigner.h"
#include "models/domain/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr Millis FetchEvery = 12LL * 3600 * 1000;
constexpr Millis TryAgainAfter = 60'000;
constexpr qsizetype MostCertificates = 50;

/// Also when the clock was set back meanwhile.
bool hasPassed(std::optional<Millis> since, Millis span, Millis now)
{
    return !since || now - *since >= span || now < *since;
}

bool isValidAt(const KeyCertificate &certificate, Millis now)
{
    return certificate.validFrom <= now && now < certificate.validUntil;
}

Error badCertificates(const QString &why)
{
    return Error::invalid(why, u"bad_certificates"_s);
}

}  // namespace

PlatformKeys::PlatformKeys(std::optional<PublicKey> publicKey, std::vector<KeyCertificate> certificates)
    : m_publicKey(std::move(publicKey)), m_fetches(!m_publicKey || !certificates.empty())
{
    for (KeyCertificate &certificate : certificates) {
        const QByteArray serial = certificate.serial;
        m_certificates.insert_or_assign(serial, std::move(certificate));
    }
}

std::optional<RsaKey> PlatformKeys::find(const QByteArray &serial, Millis now)
{
    if (m_publicKey && m_publicKey->id == serial)
        return m_publicKey->key;
    const std::scoped_lock lock(m_mutex);
    if (serial.startsWith("PUB_KEY_ID_")) {
        m_unknown.note(serial, "WeChat Pay", now);
        return std::nullopt;
    }
    const auto found = m_certificates.find(serial.toUpper());
    if (found != m_certificates.end() && isValidAt(found->second, now))
        return found->second.key;
    m_metUnknown = true;
    m_unknown.note(serial, "WeChat Pay", now);
    return std::nullopt;
}

bool PlatformKeys::isEmpty(Millis now) const
{
    if (m_publicKey)
        return false;
    const std::scoped_lock lock(m_mutex);
    return std::none_of(m_certificates.begin(), m_certificates.end(),
                        [now](const auto &one) { return isValidAt(one.second, now); });
}

QByteArray PlatformKeys::publicKeyId() const
{
    return m_publicKey ? m_publicKey->id : QByteArray();
}

void PlatformKeys::learn(const std::vector<KeyCertificate> &certificates, Millis now)
{
    const std::scoped_lock lock(m_mutex);
    for (const KeyCertificate &certificate : certificates)
        m_certificates.insert_or_assign(certificate.serial, certificate);
    std::erase_if(m_certificates, [now](const auto &one) { return now >= one.second.validUntil; });
    m_learned = now;
    m_metUnknown = false;
    for (const auto &[serial, certificate] : m_certificates)
        m_unknown.known(serial);
}

bool PlatformKeys::wantsFetch(Millis now) const
{
    const std::scoped_lock lock(m_mutex);
    if (m_fetches && hasPassed(m_learned, FetchEvery, now) && hasPassed(m_tried, TryAgainAfter, now))
        return true;
    return m_metUnknown && hasPassed(m_tried, TryAgainAfter, now);
}

void PlatformKeys::fetchTried(Millis now)
{
    const std::scoped_lock lock(m_mutex);
    m_tried = now;
}

Result<void> checkWechatMessage(PlatformKeys &keys, const http::Headers &headers, const QByteArray &body, Millis now)
{
    const QByteArray time = headers.value("Wechatpay-Timestamp");
    const QByteArray nonce = headers.value("Wechatpay-Nonce");
    const QByteArray signature = headers.value("Wechatpay-Signature");
    const QByteArray type = headers.value("Wechatpay-Signature-Type");
    bool isNumber = false;
    const qint64 seconds = time.toLongLong(&isNumber);
    const bool isTime = isNumber && QByteArray::number(seconds) == time && seconds >= 0 && seconds < 1LL << 40;
    if (!isTime || nonce.isEmpty() || nonce.size() > 128 || signature.isEmpty() || signature.size() > 2048 ||
        (!type.isEmpty() && type != "WECHATPAY2-SHA256-RSA2048"))
        return noticeUnbelieved(u"bad_signature"_s, u"The message isn't signed as WeChat Pay signs."_s);
    const auto key = keys.find(headers.value("Wechatpay-Serial"), now);
    if (!key)
        return noticeUnbelieved(u"unknown_key"_s, u"The message names a key of WeChat Pay that isn't known here."_s);
    if (qAbs(now - seconds * 1000) >= WechatClockWindow)
        return noticeUnbelieved(u"clock_window"_s, u"The message is of another time; is this machine's clock right?"_s);
    if (signature.startsWith("WECHATPAY/SIGNTEST/") || !key->verifies(wechatMessageText(time, nonce, body), signature))
        return noticeUnbelieved(u"bad_signature"_s, u"The message isn't signed by WeChat Pay."_s);
    return {};
}

Result<std::vector<KeyCertificate>> openCertificates(const QByteArray &body, const QByteArray &apiV3Key)
{
    const auto object = json::parseStrict(body);
    if (!object)
        return badCertificates(u"The list of certificates is no JSON object."_s);
    const QJsonArray list = object->value("data"_L1).toArray();
    if (list.isEmpty() || list.size() > MostCertificates)
        return badCertificates(u"The list of certificates is empty or too long."_s);
    std::vector<KeyCertificate> opened;
    for (const QJsonValue &one : list) {
        const auto pem = openWechatResource(one["encrypt_certificate"_L1].toObject(), apiV3Key);
        if (!pem)
            return badCertificates(u"A certificate can't be opened with the APIv3 key."_s);
        std::vector<KeyCertificate> read = readCertificates(*pem);
        if (read.size() != 1 || read.front().serial != one["serial_no"_L1].toString().toUpper().toLatin1())
            return badCertificates(u"A certificate isn't the one it is said to be."_s);
        opened.push_back(std::move(read.front()));
    }
    return opened;
}

}  // namespace commerce
