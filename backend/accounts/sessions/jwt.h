#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

struct evp_pkey_st;

/// JSON web tokens, compact form, as strict as DOMAIN §15 (RFC 8725). Thread: any (values).
namespace accounts::jwt {

enum class Algorithm { HS256, RS256, ES256 };

/// A key and the one algorithm that may be used with it: a token's header never chooses.
struct Key {
    Algorithm algorithm = Algorithm::HS256;
    QByteArray secret;                       ///< HS256: ≥ 32 random bytes
    std::shared_ptr<evp_pkey_st> publicKey;  ///< RS256, ES256
};

/// Keys by "kid" ([A-Za-z0-9._-]{1,64}).
class KeyTable
{
public:
    /// InvalidArgument for a bad kid or a secret under 32 bytes.
    Result<void> addSecret(const QByteArray &kid, const QByteArray &secret);
    /// Takes the RS256 and ES256 keys of a JWKS document; others in it are passed over. InvalidArgument when a key is
    /// broken.
    Result<void> addJwks(const QJsonObject &jwks);
    const Key *find(const QByteArray &kid) const;

private:
    QHash<QByteArray, Key> m_keys;
};

/// What the receiver insists on.
struct Policy {
    QString issuer;
    QString audience;
    QString type = QStringLiteral("at+jwt");
    qint64 leeway = 60;          ///< s, for clocks that differ
    qint64 maxLife = 15 * 60;    ///< s between iat and exp
    bool needsNotBefore = true;  ///< id_tokens of others carry no nbf
};

inline constexpr int MaxSize = 8 * 1024;  ///< bytes of a token
inline constexpr int MaxDepth = 4;        ///< levels of JSON

/// Signs with HS256. `secret` as in Key.
QByteArray sign(const QString &type, const QByteArray &kid, const QByteArray &secret, const QJsonObject &claims);

/// The claims of a token that satisfies everything. `now` in s since 1970. Any failure is Unauthenticated
/// "invalid_token" with the same message for everybody; what was wrong is in `detail.reason`, for logs and tests only
/// ("unknown_kid", "expired", …).
Result<QJsonObject> verify(const QByteArray &token, const KeyTable &keys, const Policy &policy, qint64 now);

}  // namespace accounts::jwt
