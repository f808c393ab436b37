#include "backend/accounts/sessions/jwt.h"

#include "backend/accounts/sessions/random.h"
#include "models/domain/json.h"

#include <QRegularExpression>

#include <cmath>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>

namespace accounts::jwt {

namespace {

Error refused(const char *reason)
{
    return {ErrorCode::Unauthenticated,
            QStringLiteral("invalid_token"),
            QStringLiteral("The access token is missing, expired or not valid."),
            {{QStringLiteral("reason"), QString::fromLatin1(reason)}}};
}

// Exactly what our encoder would have written: no padding, no stray bits, so a token has one spelling.
std::optional<QByteArray> decode(const QByteArray &part)
{
    const auto decoded = QByteArray::fromBase64Encoding(part, QByteArray::Base64UrlEncoding |
                                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || base64Url(*decoded) != part)
        return std::nullopt;
    return *decoded;
}

QString algorithmName(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::HS256: return QStringLiteral("HS256");
    case Algorithm::RS256: return QStringLiteral("RS256");
    case Algorithm::ES256: return QStringLiteral("ES256");
    }
    return {};
}

// JWS carries r‖s (RFC 7518 §3.4); OpenSSL wants DER.
QByteArray derOfRawSignature(const QByteArray &raw)
{
    if (raw.size() != 64)
        return {};
    const auto *bytes = reinterpret_cast<const unsigned char *>(raw.constData());
    ECDSA_SIG *sig = ECDSA_SIG_new();
    ECDSA_SIG_set0(sig, BN_bin2bn(bytes, 32, nullptr), BN_bin2bn(bytes + 32, 32, nullptr));
    unsigned char *der = nullptr;
    const int size = i2d_ECDSA_SIG(sig, &der);
    QByteArray out(reinterpret_cast<const char *>(der), size > 0 ? size : 0);
    OPENSSL_free(der);
    ECDSA_SIG_free(sig);
    return out;
}

bool verifyPublic(EVP_PKEY *key, const QByteArray &message, const QByteArray &signature)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return !signature.isEmpty() && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
                            size_t(signature.size()), reinterpret_cast<const unsigned char *>(message.constData()),
                            size_t(message.size())) == 1;
}

bool signatureFits(const Key &key, const QByteArray &message, const QByteArray &signature)
{
    switch (key.algorithm) {
    case Algorithm::HS256: return sameBytes(hmacSha256(key.secret, message), signature);
    case Algorithm::RS256: return verifyPublic(key.publicKey.get(), message, signature);
    case Algorithm::ES256: return verifyPublic(key.publicKey.get(), message, derOfRawSignature(signature));
    }
    return false;
}

// NumericDate: a whole number, not text, within 0 … 2^53.
std::optional<qint64> dateOf(const QJsonObject &claims, const char *name)
{
    const QJsonValue value = claims.value(QLatin1String(name));
    if (!value.isDouble())
        return std::nullopt;
    const double d = value.toDouble();
    if (!std::isfinite(d) || d != std::floor(d) || d < 0 || d > 9007199254740992.0)
        return std::nullopt;
    return qint64(d);
}

bool namesAudience(const QJsonValue &aud, const QString &ours)
{
    if (aud.isArray()) {
        for (const QJsonValue &one : aud.toArray()) {
            if (one.isString() && one.toString() == ours)
                return true;
        }
        return false;
    }
    return aud.isString() && aud.toString() == ours;
}

std::optional<Error> checkTimes(const QJsonObject &claims, const Policy &policy, qint64 now)
{
    const auto issued = dateOf(claims, "iat");
    const auto expires = dateOf(claims, "exp");
    if (!issued || !expires || *expires <= *issued || *expires - *issued > policy.maxLife)
        return refused("bad_times");
    if (now > *expires + policy.leeway)
        return refused("expired");
    if (*issued > now + policy.leeway)
        return refused("issued_later");
    if (claims.contains(QLatin1String("nbf")) || policy.needsNotBefore) {
        const auto notBefore = dateOf(claims, "nbf");
        if (!notBefore)
            return refused("bad_times");
        if (*notBefore > now + policy.leeway)
            return refused("not_yet_valid");
    }
    return std::nullopt;
}

}  // namespace

const Key *KeyTable::find(const QByteArray &kid) const
{
    const auto it = m_keys.constFind(kid);
    return it == m_keys.constEnd() ? nullptr : &*it;
}

Result<void> KeyTable::addSecret(const QByteArray &kid, const QByteArray &secret)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9._-]{1,64}$"));
    if (!form.match(QString::fromLatin1(kid)).hasMatch())
        return Error::invalid(QStringLiteral("A key id has 1 to 64 letters, digits and . _ -"));
    if (secret.size() < 32)
        return Error::invalid(QStringLiteral("A signing key has at least 32 bytes."));
    m_keys.insert(kid, {Algorithm::HS256, secret, nullptr});
    return {};
}

QByteArray sign(const QString &type, const QByteArray &kid, const QByteArray &secret, const QJsonObject &claims)
{
    const QJsonObject header{{QStringLiteral("alg"), QStringLiteral("HS256")},
                             {QStringLiteral("typ"), type},
                             {QStringLiteral("kid"), QString::fromLatin1(kid)}};
    const QByteArray message = base64Url(json::compact(header)) + '.' + base64Url(json::compact(claims));
    return message + '.' + base64Url(hmacSha256(secret, message));
}

Result<QJsonObject> verify(const QByteArray &token, const KeyTable &keys, const Policy &policy, qint64 now)
{
    if (token.isEmpty() || token.size() > MaxSize)
        return refused("size");
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3)
        return refused("form");
    const auto headerBytes = decode(parts[0]);
    const auto claimBytes = decode(parts[1]);
    const auto signature = decode(parts[2]);
    if (!headerBytes || !claimBytes || !signature || signature->isEmpty())
        return refused("form");

    const auto header = json::parseStrict(*headerBytes, {.depth = MaxDepth});
    if (!header)
        return refused("header");
    // The key comes from our table by its id; jku, jwk, x5u and x5c in the header are never looked at.
    const QJsonValue kid = header->value(QLatin1String("kid"));
    const Key *key = kid.isString() ? keys.find(kid.toString().toLatin1()) : nullptr;
    if (!key)
        return refused("unknown_kid");
    if (header->value(QLatin1String("alg")).toString() != algorithmName(key->algorithm))
        return refused("algorithm");
    if (header->value(QLatin1String("typ")).toString() != policy.type)
        return refused("type");
    if (header->contains(QLatin1String("crit")))
        return refused("critical");
    if (!signatureFits(*key, parts[0] + '.' + parts[1], *signature))
        return refused("signature");

    const auto claims = json::parseStrict(*claimBytes, {.depth = MaxDepth});
    if (!claims)
        return refused("claims");
    if (claims->value(QLatin1String("iss")).toString() != policy.issuer)
        return refused("issuer");
    if (!namesAudience(claims->value(QLatin1String("aud")), policy.audience))
        return refused("audience");
    if (const QJsonValue subject = claims->value(QLatin1String("sub"));
        !subject.isString() || subject.toString().isEmpty())
        return refused("subject");
    if (const auto bad = checkTimes(*claims, policy, now))
        return *bad;
    return *claims;
}

}  // namespace accounts::jwt
