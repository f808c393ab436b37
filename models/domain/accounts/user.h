#pragma once

#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QString>

namespace accounts {

/// A person with an account, without anything secret. Thread: any (values), as all here.
struct User {
    UserId id;
    QString login;  ///< normalised, see credentials.h
    QString displayName;
    Role role = Role::Learner;
    bool disabled = false;
    Millis created = 0;  ///< Unix time
};

/// One answer to one document (DOMAIN §8). The newest answer of a document counts; older ones stay as evidence.
struct Consent {
    QString document;  ///< "privacy", "terms"
    QString version;
    bool granted = false;
    Millis time = 0;  ///< Unix time, by the server's clock
};

/// The account of the one whose machine this is, made at the first start of an embedded backend. Nobody can register it
/// and no password opens it: it acts through the owner token only.
inline constexpr QStringView OwnerLogin = u"owner";

/// The document whose newest answer decides whether a person's learning may be collected.
inline constexpr QStringView PrivacyDocument = u"privacy";

inline constexpr int MaxDisplayName = 64;  ///< characters (UTF-16)

}  // namespace accounts
