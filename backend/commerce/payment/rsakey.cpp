#include "backend/commerce/payment/rsakey.h"

#include <QCryptographicHash>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

namespace commerce {

namespace {

constexpr int LeastKeyBits = 2048;
constexpr qsizetype GcmTagBytes = 16;
constexpr qsizetype GcmNonceBytes = 12;

using MemoryBio = std::unique_ptr<BIO, decltype(&BIO_free)>;

MemoryBio bioOf(const QByteArray &bytes)
{
    return {BIO_new_mem_buf(bytes.constData(), int(bytes.size())), &BIO_free};
}

const unsigned char *octets(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// A key that asks for a password is refused rather than asking on the terminal.
int noPassword(char *, int, int, void *)
{
    return -1;
}

Millis millisOf(const ASN1_TIME *time)
{
    int days = 0;
    int seconds = 0;
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> epoch(ASN1_TIME_set(nullptr, 0), &ASN1_TIME_free);
    if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1)
        return 0;
    return (days * 86'400LL + seconds) * 1000;
}

QByteArray serialOf(const X509 *certificate)
{
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
            ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr), &BN_free);
    char *hex = number ? BN_bn2hex(number.get()) : nullptr;
    const QByteArray serial(hex);
    OPENSSL_free(hex);
    return serial;
}

}  // namespace

std::optional<RsaKey> RsaKey::of(EVP_PKEY *owned)
{
    const std::shared_ptr<EVP_PKEY> key(owned, &EVP_PKEY_free);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < LeastKeyBits) {
        ERR_clear_error();
        return std::nullopt;
    }
    return RsaKey(key);
}

std::optional<RsaKey> RsaKey::fromPrivatePem(const QByteArray &pem)
{
    return of(PEM_read_bio_PrivateKey(bioOf(pem).get(), nullptr, &noPassword, nullptr));
}

std::optional<RsaKey> RsaKey::fromPublicPem(const QByteArray &pem)
{
    return of(PEM_read_bio_PUBKEY(bioOf(pem).get(), nullptr, &noPassword, nullptr));
}

QByteArray RsaKey::sign(const QByteArray &message) const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    size_t size = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, octets(message), size_t(message.size())) != 1)
        return {};
    QByteArray signature(qsizetype(size), Qt::Uninitialized);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, octets(message),
                       size_t(message.size())) != 1)
        return {};
    signature.truncate(qsizetype(size));
    return signature.toBase64();
}

bool RsaKey::verifies(const QByteArray &message, const QByteArray &signature) const
{
    const auto raw = fromStrictBase64(signature);
    if (!raw || raw->isEmpty())
        return false;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const bool fits = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1 &&
                      EVP_DigestVerify(context.get(), octets(*raw), size_t(raw->size()), octets(message),
                                       size_t(message.size())) == 1;
    ERR_clear_error();
    return fits;
}

QByteArray RsaKey::fingerprint() const
{
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(m_key.get(), &der);
    const QByteArray spki(reinterpret_cast<const char *>(der), size > 0 ? size : 0);
    OPENSSL_free(der);
    return QCryptographicHash::hash(spki, QCryptographicHash::Sha256).toHex();
}

std::vector<KeyCertificate> readCertificates(const QByteArray &pem)
{
    std::vector<KeyCertificate> found;
    const MemoryBio bio = bioOf(pem);
    using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
    while (const Certificate one{PEM_read_bio_X509(bio.get(), nullptr, &noPassword, nullptr), &X509_free}) {
        auto key = RsaKey::of(X509_get_pubkey(one.get()));
        if (!key)
            return {};
        found.push_back({serialOf(one.get()), millisOf(X509_get0_notBefore(one.get())),
                         millisOf(X509_get0_notAfter(one.get())), std::move(*key)});
    }
    const bool isEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    return isEnd ? found : std::vector<KeyCertificate>();
}

std::optional<QByteArray> openAesGcm(const QByteArray &key, const QByteArray &nonce, const QByteArray &associated,
                                     const QByteArray &sealed)
{
    if (key.size() != 32 || nonce.size() != GcmNonceBytes || sealed.size() < GcmTagBytes)
        return std::nullopt;
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    const QByteArray ciphertext = sealed.chopped(GcmTagBytes);
    QByteArray tag = sealed.last(GcmTagBytes);
    QByteArray plain(ciphertext.size() + 16, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(plain.data());
    int size = 0;
    int rest = 0;
    if (EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(nonce)) != 1 ||
        (!associated.isEmpty() &&
         EVP_DecryptUpdate(context.get(), nullptr, &rest, octets(associated), int(associated.size())) != 1) ||
        EVP_DecryptUpdate(context.get(), out, &size, octets(ciphertext), int(ciphertext.size())) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(GcmTagBytes), tag.data()) != 1 ||
        EVP_DecryptFinal_ex(context.get(), out + size, &rest) != 1) {
        ERR_clear_error();
        return std::nullopt;
    }
    plain.truncate(size + rest);
    return plain;
}

std::optional<QByteArray> fromStrictBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.toBase64() != text)
        return std::nullopt;
    return decoded.decoded;
}

QByteArray randomNonce(int count)
{
    QByteArray bytes(16, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), int(bytes.size())) != 1)
        qFatal("the random generator failed");
    return bytes.toHex().toUpper().first(count);
}

}  // namespace commerce
