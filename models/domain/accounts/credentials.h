#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QSet>
#include <QString>

/// What may be a login and what may be a password. Pure; thread: any. Source: DOMAIN §16 (ASVS 6.2).
namespace accounts {

enum class LoginKind { Name, Email, Phone };

struct Login {
    QString text;  ///< the normalised form that is stored and looked up
    LoginKind kind = LoginKind::Name;
    QString former{};  ///< what earlier programs stored for this spelling; mostly the same
};

/// Normalises (NFKC, trimmed, lower case; phone numbers as phonenumber.h says) and checks: an e-mail address, a
/// phone number, digits with an optional + (6–15, without spaces and dashes), or a name of letters, digits and _ . - that begins with a letter or a
/// digit. 3–64 characters. InvalidArgument "invalid_login".
Result<Login> parseLogin(const QString &typed);

/// The bytes that are hashed: NFC, UTF-8. Decided once: the same password typed on a Mac (decomposed) and on a phone
/// (composed) is the same.
QByteArray passwordBytes(const QString &typed);

/// ≥ 8 characters (code points), ≤ 256 bytes, any characters, no composition rules; not the login, not a run or a
/// repetition ("12345678", "abababab"), not one of `common` (lower case). InvalidArgument "weak_password";
/// detail.reason is one of too_short, too_long, malformed (models/domain/text.h), same_as_login, too_simple, too_common.
Result<void> checkPassword(const QString &typed, const QString &login, const QSet<QString> &common);

}  // namespace accounts
