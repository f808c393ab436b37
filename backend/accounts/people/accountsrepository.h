#pragma once

#include "backend/accounts/sessions/tokenservice.h"
#include "backend/database/connection.h"
#include "models/domain/accounts/credentials.h"
#include "models/domain/accounts/user.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

/// The SQL of accounts: users, refresh_tokens, consents. Thread: the connection's. Not found is an empty optional, not
/// an error.
namespace accounts::repository {

/// A user with what only the service may see.
struct UserRow {
    User user;
    QString skeleton{};   ///< of the login; written once, never read back
    QByteArray password;  ///< PHC string, empty: no password opens this account
    int epoch = 0;

    UserState state() const { return {user.role, epoch, user.disabled}; }
};

struct UserFilter {
    QString text;  ///< part of login or display name
    std::optional<Role> role;
    qint64 offset = 0;
    qint64 limit = 20;
};

Result<std::optional<UserRow>> userById(database::Connection &c, UserId id);
/// The one who registered with just this spelling (Login::former), else the one with this login.
Result<std::optional<UserRow>> userByLogin(database::Connection &c, const Login &login);
/// Somebody's else login looks the same (loginskeleton.h).
Result<bool> isLookAlike(database::Connection &c, const QString &login, const QString &skeleton);

/// A login as a row.
struct LoginRow {
    UserId id;
    QString login;
};
Result<std::vector<LoginRow>> unsettledLogins(database::Connection &c);  ///< without a skeleton
Result<void> storeLogin(database::Transaction &tx, const LoginRow &row, const QString &skeleton);
Result<std::vector<User>> users(database::Connection &c, const UserFilter &filter);
Result<qint64> countUsers(database::Connection &c, const UserFilter &filter);
/// Enabled admins whom a password lets in, except `other`.
Result<qint64> countAdminsBeside(database::Connection &c, UserId other);
Result<QHash<qint64, UserState>> allStates(database::Connection &c);

/// Conflict "already_exists" when the login is taken.
Result<UserId> insertUser(database::Transaction &tx, const UserRow &row, Millis now);
/// Display name, role, disabled, epoch.
Result<void> updateUser(database::Transaction &tx, const UserRow &row, Millis now);
/// False when the stored hash is not `old` any more.
Result<bool> replacePassword(database::Transaction &tx, UserId id, const QByteArray &old, const QByteArray &fresh,
                             Millis now);

/// One refresh token.
struct TokenRow {
    qint64 id = 0;
    QString family;
    UserId user;
    QString device;
    QByteArray hash;  ///< hex SHA-256
    std::optional<qint64> parent;
    Millis started = 0;  ///< of the family
    Millis issued = 0;
    Millis expires = 0;
    std::optional<Millis> used;
    std::optional<Millis> repeated;
    std::optional<Millis> revoked;
};

/// lockPerson() for the one whose token or session it is: one who refreshes, logs out or changes the password does so
/// after the other.
Result<void> lockHolder(database::Transaction &tx, const QByteArray &tokenHash);
Result<void> lockHolderOfFamily(database::Transaction &tx, const QString &family);
Result<std::optional<TokenRow>> tokenByHash(database::Connection &c, const QByteArray &hash);
Result<void> insertToken(database::Transaction &tx, const TokenRow &row);
Result<void> markUsed(database::Transaction &tx, qint64 id, Millis now);
Result<void> markRepeated(database::Transaction &tx, qint64 id, Millis now);
Result<void> revokeFamily(database::Transaction &tx, const QString &family, Millis now);
/// The user's live families, without `except`.
Result<QStringList> liveFamilies(database::Connection &c, UserId user, const QString &except);
Result<void> deleteTokensExpiredBefore(database::Transaction &tx, Millis time);
Result<QHash<QString, Millis>> sessionsEndedSince(database::Connection &c, Millis since);

Result<void> insertConsent(database::Transaction &tx, UserId user, const Consent &consent);
/// The newest answer for each document.
Result<std::vector<Consent>> consents(database::Connection &c, UserId user);
/// Whether a person's newest answer to the document is yes.
Result<bool> hasGranted(database::Connection &c, UserId user, QStringView document);
/// Users whose newest answer to the document is yes.
Result<QSet<qint64>> grantedTo(database::Connection &c, QStringView document);

}  // namespace accounts::repository
