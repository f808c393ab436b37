#pragma once

#include "models/domain/clock.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

#include <openssl/types.h>

/// RSA keys as payment channels use them: SHA-256 with PKCS#1 v1.5, by OpenSSL. Thread: any (values; a key is shared
/// and never changed). What is no key, or a shorter one than 2048 bits, gives nothing.
namespace commerce {

class RsaKey
{
public:
    /// A private key (PKCS#8 or PKCS#1) or a public one (SPKI), PEM.
    static std::optional<RsaKey> fromPrivatePem(const QByteArray &pem);
    static std::optional<RsaKey> fromPublicPem(const QByteArray &pem);
    static std::optional<RsaKey> of(EVP_PKEY *owned);  ///< takes it

    QByteArray sign(const QByteArray &message) const;  ///< base64 without line breaks; needs the private half
    /// `signature` in base64, in its one spelling.
    bool verifies(const QByteArray &message, const QByteArray &signature) const;
    /// SHA-256 of the public half (SPKI, DER), hex: the same for both halves of a pair.
    QByteArray fingerprint() const;

private:
    explicit RsaKey(std::shared_ptr<EVP_PKEY> key) : m_key(std::move(key)) {}
    std::shared_ptr<EVP_PKEY> m_key;
};

/// A certificate of the other side, reduced to what verifying needs. Who signed it isn't looked at: it came from the
/// settings or encrypted under a secret of ours.
struct KeyCertificate {
    QByteArray serial;  ///< upper-case hex
    Millis validFrom = 0;
    Millis validUntil = 0;
    RsaKey key;
};

/// All certificates of a PEM text; empty: one of them can't be read, or there is none.
std::vector<KeyCertificate> readCertificates(const QByteArray &pem);

/// Opens what AES-256-GCM sealed: `sealed` is the ciphertext with its tag of 16 bytes. Nothing: the key is not of 32
/// bytes, the nonce not of 12, or the tag doesn't fit.
std::optional<QByteArray> openAesGcm(const QByteArray &key, const QByteArray &nonce, const QByteArray &associated,
                                     const QByteArray &sealed);

/// Base64 in its one spelling, padding included; nothing for anything else.
std::optional<QByteArray> fromStrictBase64(const QByteArray &text);

/// `count` letters and digits that nobody can guess (at most 32).
QByteArray randomNonce(int count = 32);

}  // namespace commerce
