// KeyTable::addJwks: public keys out of a JWKS document (RFC 7517), by OpenSSL 3's parameter interface.
#include "backend/accounts/sessions/jwt.h"

#include <QJsonArray>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace accounts::jwt {

namespace {

QByteArray field(const QJsonObject &key, const char *name)
{
    const auto decoded =
            QByteArray::fromBase64Encoding(key.value(QLatin1String(name)).toString().toLatin1(),
                                           QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

std::shared_ptr<EVP_PKEY> fromParameters(const char *type, OSSL_PARAM_BLD *builder)
{
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr);
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        key = nullptr;
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    return key ? std::shared_ptr<EVP_PKEY>(key, &EVP_PKEY_free) : nullptr;
}

std::shared_ptr<EVP_PKEY> rsaKey(const QJsonObject &key)
{
    const QByteArray n = field(key, "n");
    const QByteArray e = field(key, "e");
    if (n.size() < 256 || e.isEmpty())  // shorter than 2048 bits is no key
        return nullptr;
    BIGNUM *modulus = BN_bin2bn(reinterpret_cast<const unsigned char *>(n.constData()), int(n.size()), nullptr);
    BIGNUM *exponent = BN_bin2bn(reinterpret_cast<const unsigned char *>(e.constData()), int(e.size()), nullptr);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus);
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent);
    auto out = fromParameters("RSA", builder);
    OSSL_PARAM_BLD_free(builder);
    BN_free(modulus);
    BN_free(exponent);
    return out;
}

std::shared_ptr<EVP_PKEY> ecKey(const QJsonObject &key)
{
    const QByteArray x = field(key, "x");
    const QByteArray y = field(key, "y");
    if (x.size() != 32 || y.size() != 32)
        return nullptr;
    const QByteArray point = '\x04' + x + y;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.constData(), size_t(point.size()));
    auto out = fromParameters("EC", builder);
    OSSL_PARAM_BLD_free(builder);
    return out;
}

}  // namespace

Result<void> KeyTable::addJwks(const QJsonObject &jwks)
{
    for (const QJsonValue &value : jwks.value(QLatin1String("keys")).toArray()) {
        const QJsonObject object = value.toObject();
        const QString alg = object.value(QLatin1String("alg")).toString();
        const QString type = object.value(QLatin1String("kty")).toString();
        const QByteArray kid = object.value(QLatin1String("kid")).toString().toLatin1();
        Key key;
        if (type == QLatin1String("RSA") && alg == QLatin1String("RS256")) {
            key.algorithm = Algorithm::RS256;
            key.publicKey = rsaKey(object);
        } else if (type == QLatin1String("EC") && alg == QLatin1String("ES256")) {
            key.algorithm = Algorithm::ES256;
            key.publicKey = ecKey(object);
        } else {
            continue;
        }
        if (!key.publicKey || kid.isEmpty() || kid.size() > 64)
            return Error::invalid(QStringLiteral("The key %1 of the JWKS is broken.").arg(QString::fromLatin1(kid)));
        m_keys.insert(kid, key);
    }
    return {};
}

}  // namespace accounts::jwt
