#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace media {

/// Signed URLs of our own origin, scheme "v1" (API §8):
///   string = "v1\n" method "\n" pattern "\n" exp "\nu=" user "\nd=" device "\n"
///   sig    = base64url(HMAC-SHA256(key[kid], string)), no padding
///   query  = exp (s since 1970), u, d, p (the pattern), kid, sig
/// The pattern is a path, or a prefix when it ends with "/*": one signature then serves a whole folder. Only GET is
/// signed (and HEAD with it). Immutable after construction; thread: any.
class UrlSigner
{
public:
    struct Key {
        QByteArray id;
        QByteArray secret;
    };

    /// The first key signs, all of them verify: rotation puts a new one in front and drops the old one a day later.
    explicit UrlSigner(std::vector<Key> keys) : m_keys(std::move(keys)) {}

    /// Reads "<kid> <64 hex digits>" lines; makes a file with one new key (readable by its owner only) when there is
    /// none. Errors: DataLoss "bad_key_file", Unavailable "folder_not_writable".
    static Result<UrlSigner> open(const QString &keyFile);

    /// "exp=…&u=…&d=…&p=…&kid=…&sig=…"
    QByteArray query(const QByteArray &pattern, UserId user, const QByteArray &device, Millis expires) const;

    /// May `path` (decoded once, normalised) be fetched with this query? PermissionDenied "bad_signature" | "expired";
    /// the expiry is looked at only when the signature is good.
    Result<void> verify(const QByteArray &path, const std::vector<std::pair<QString, QString>> &query,
                        Millis now) const;

private:
    QByteArray signature(const Key &key, const QByteArray &pattern, const QByteArray &exp, const QByteArray &user,
                         const QByteArray &device) const;
    std::vector<Key> m_keys;
};

}  // namespace media
