#include "backend/commerce/alipay/alipaycertificate.h"

#include <QByteArrayList>
#include <QCryptographicHash>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace commerce {

namespace {

using X509Pointer = std::unique_ptr<X509, decltype(&X509_free)>;
using PemBio = std::unique_ptr<BIO, decltype(&BIO_free)>;

PemBio pemBio(const QByteArray &pem)
{
    return {BIO_new_mem_buf(pem.constData(), int(pem.size())), &BIO_free};
}

X509Pointer nextCertificate(BIO *bio)
{
    X509Pointer certificate(PEM_read_bio_X509(bio, nullptr, nullptr, nullptr), &X509_free);
    ERR_clear_error();
    return certificate;
}

QByteArray issuerOf(const X509 *certificate)
{
    const X509_NAME *issuer = X509_get_issuer_name(certificate);
    QByteArray out;
    for (int at = X509_NAME_entry_count(issuer) - 1; at >= 0; --at) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(issuer, at);
        unsigned char *text = nullptr;
        const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
        if (!out.isEmpty())
            out += ',';
        out += QByteArray(OBJ_nid2sn(OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)))) + '=' +
               QByteArray(reinterpret_cast<const char *>(text), size > 0 ? size : 0);
        OPENSSL_free(text);
    }
    return out;
}

QByteArray decimalSerialOf(const X509 *certificate)
{
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
            ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr), &BN_free);
    char *text = number ? BN_bn2dec(number.get()) : nullptr;
    const QByteArray serial(text);
    OPENSSL_free(text);
    return serial;
}

QByteArray certificateName(const X509 *certificate)
{
    return QCryptographicHash::hash(issuerOf(certificate) + decimalSerialOf(certificate), QCryptographicHash::Md5)
            .toHex();
}

/// Alipay's roots come with some of other kinds, which don't count.
bool isSignedWithRsa(const X509 *certificate)
{
    const ASN1_OBJECT *algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, X509_get0_tbs_sigalg(certificate));
    char text[80] = "";
    OBJ_obj2txt(text, sizeof(text), algorithm, 1);
    return QByteArrayView(text).startsWith("1.2.840.113549.1.1.");
}

}  // namespace

std::optional<AlipayCertificate> readAlipayCertificate(const QByteArray &pem)
{
    const PemBio bio = pemBio(pem);
    const X509Pointer certificate = nextCertificate(bio.get());
    if (!certificate)
        return std::nullopt;
    const auto key = RsaKey::of(X509_get_pubkey(certificate.get()));
    if (!key)
        return std::nullopt;
    return AlipayCertificate{certificateName(certificate.get()), *key};
}

QByteArray alipayRootNames(const QByteArray &pem)
{
    const PemBio bio = pemBio(pem);
    QByteArrayList names;
    while (const X509Pointer certificate = nextCertificate(bio.get())) {
        if (isSignedWithRsa(certificate.get()))
            names.append(certificateName(certificate.get()));
    }
    return names.join('_');
}

}  // namespace commerce
