#include "backend/encryption/fieldcipher.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <QMessageAuthenticationCode>

#include <cstdlib>
#include <memory>

using namespace Qt::StringLiterals;

namespace encryption {

namespace {

constexpr char Version = 1;
constexpr int NonceBytes = 12;
constexpr int TagBytes = 16;
constexpr int LookupBytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char *octets(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *octets(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

QByteArray authenticated(const FieldPlace &place)
{
    return "v1|" + place.table + '|' + place.column + '|' + place.row;
}

struct Parts {
    QByteArray keyId;
    QByteArray nonce;
    QByteArray cipher;
    QByteArray tag;
};

std::optional<Parts> split(const QByteArray &sealed)
{
    if (sealed.size() < 2 || sealed[0] != Version)
        return std::nullopt;
    const int idLength = uchar(sealed[1]);
    const qsizetype cipherLength = sealed.size() - 2 - idLength - NonceBytes - TagBytes;
    if (cipherLength < 0)
        return std::nullopt;
    Parts parts;
    parts.keyId = sealed.mid(2, idLength);
    parts.nonce = sealed.mid(2 + idLength, NonceBytes);
    parts.cipher = sealed.mid(2 + idLength + NonceBytes, cipherLength);
    parts.tag = sealed.right(TagBytes);
    return isKeyId(parts.keyId) ? std::optional(parts) : std::nullopt;
}

Error lost(const QString &reason, const QString &what)
{
    return {ErrorCode::DataLoss, reason, what, {}};
}

[[noreturn]] void cannotSeal()
{
    qFatal("OpenSSL can't encrypt: nothing safe can follow");
}

}  // namespace

QByteArray FieldCipher::seal(const FieldPlace &place, const QByteArray &plain) const
{
    QByteArray nonce(NonceBytes, 0), cipher(plain.size(), 0), tag(TagBytes, 0);
    const QByteArray with = authenticated(place);
    const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    if (!context || RAND_bytes(octets(nonce), NonceBytes) != 1 ||
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(*m_keys.find(m_keys.active())),
                           octets(nonce)) != 1 ||
        EVP_EncryptUpdate(context.get(), nullptr, &length, octets(with), int(with.size())) != 1 ||
        EVP_EncryptUpdate(context.get(), octets(cipher), &length, octets(plain), int(plain.size())) != 1 ||
        EVP_EncryptFinal_ex(context.get(), octets(tag), &length) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, TagBytes, tag.data()) != 1)
        cannotSeal();
    const QByteArray &id = m_keys.active();
    return QByteArray(1, Version) + char(id.size()) + id + nonce + cipher + tag;
}

Result<QByteArray> FieldCipher::open(const FieldPlace &place, const QByteArray &sealed) const
{
    auto parts = split(sealed);
    if (!parts)
        return lost(u"sealed_format"_s, u"A sealed value is cut short or of another form."_s);
    const QByteArray *key = m_keys.find(parts->keyId);
    if (!key)
        return lost(u"unknown_key"_s, u"A value was sealed with the key %1, which is not in the key file."_s.arg(
                                              QString::fromLatin1(parts->keyId)));
    QByteArray plain(parts->cipher.size(), 0);
    QByteArray none(TagBytes, 0);
    const QByteArray with = authenticated(place);
    const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    if (!context ||
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(*key), octets(parts->nonce)) != 1 ||
        EVP_DecryptUpdate(context.get(), nullptr, &length, octets(with), int(with.size())) != 1 ||
        EVP_DecryptUpdate(context.get(), octets(plain), &length, octets(parts->cipher), int(parts->cipher.size())) !=
                1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, TagBytes, parts->tag.data()) != 1 ||
        EVP_DecryptFinal_ex(context.get(), octets(none), &length) != 1)
        return lost(u"seal_broken"_s, u"A sealed value was changed, or stands in another row than it was made for."_s);
    return plain;
}

QByteArray FieldCipher::lookup(const FieldPlace &place, const QByteArray &value) const
{
    const QByteArray of = place.table + '|' + place.column + '|' + value;
    return QMessageAuthenticationCode::hash(of, m_keys.lookup(), QCryptographicHash::Sha256).left(LookupBytes);
}

bool FieldCipher::isStale(const QByteArray &sealed) const
{
    const auto parts = split(sealed);
    return parts && parts->keyId != m_keys.active();
}

}  // namespace encryption
