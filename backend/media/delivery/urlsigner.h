#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace media {

/// Signed addresses of our own origin, scheme "v1" (API §8):
///   string  = "v1\n" method "\n" pattern "\n" exp "\nu=" user "\nd=" device "\n"
///   sig     = base64url(HMAC-SHA256(key[kid], string)), no padding
///   grant   = "v1." exp "." user "." scope "." kid "." sig, with no device; exp in s since 1970
///   address = "/media/" grant "/" asset "/" file
/// The pattern is a path, or a prefix when it ends with "/*": one signature then serves a whole folder. Since the grant
/// stands in front, relative addresses in a playlist inherit it. Only GET is signed (and HEAD with it). Immutable after
/// construction; thread: any.
class UrlSigner
{
public:
    struct Key {
        QByteArray id;  ///< letters, digits, '-' and '_'
        QByteArray secret;
    };
    /// What one signature opens. Its letter stands in the grant.
    enum class Scope : char { File = 'f', Folder = 'd' };

    /// The first key signs, all of them verify: rotation puts a new one in front and drops the old one a day later.
    explicit UrlSigner(std::vector<Key> keys) : m_keys(std::move(keys)) {}

    /// Reads "<kid> <64 hex digits>" lines; makes a file with one new key (readable by its owner only) when there is
    /// none. Errors: DataLoss "bad_key_file", Unavailable "folder_not_writable".
    static Result<UrlSigner> open(const QString &keyFile);

    /// The segment that opens "/media/<folder>/<file>", or with Scope::Folder every file of the folder. `expires` in ms,
    /// cut to whole seconds.
    QByteArray grant(Scope scope, const QByteArray &folder, const QByteArray &file, UserId user, Millis expires) const;

    /// Does `grant` open "/media/<folder>/<file>" (each decoded once)? PermissionDenied "bad_signature" | "expired"; the
    /// expiry is looked at only when the signature is good.
    Result<void> verify(const QByteArray &grant, const QByteArray &folder, const QByteArray &file, Millis now) const;

    /// The same for addresses as they were handed out until the grant moved into the path: exp, u, d, p (the pattern),
    /// kid and sig in the query. They live for hours; a film that runs while the school is updated runs on.
    Result<void> verifyQuery(const QByteArray &path, const std::vector<std::pair<QString, QString>> &query,
                             Millis now) const;

private:
    struct Claim {
        QByteArray pattern, exp, user, device, kid, sig;
    };
    static QByteArray signature(const Key &key, const Claim &claim);
    Result<void> check(const QByteArray &path, const Claim &claim, Millis now) const;
    std::vector<Key> m_keys;
};

}  // namespace media
