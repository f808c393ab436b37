#pragma once

#include "backend/accounts/sessions/jwt.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

namespace accounts {

/// The secrets that tokens stand on, in <data>/keys (files of mode 0600 in a folder of mode 0700):
///   access-<kid>.key   signs access tokens; 32 random bytes. Several may lie there: all of them verify, the one with the
///                      greatest name signs. Rotating is adding a file and removing the old one 16 minutes later.
///   refresh.key        derives the successor of a refresh token, see SessionService::refresh.
/// Written beside and renamed, so a crash leaves a whole file or none. Plain value; thread: any.
struct SigningKeys {
    QByteArray activeKid;
    QByteArray activeSecret;
    jwt::KeyTable table;
    QByteArray refreshSecret;

    /// Reads the folder, and makes what is missing. Unavailable "keys_unreadable" when it can't, or when a file is too
    /// short.
    static Result<SigningKeys> load(const QString &dataFolder);
};

}  // namespace accounts
