#pragma once

#include "backend/accounts/accountsrepository.h"
#include "backend/accounts/accountsservice.h"
#include "backend/accounts/passwordhasher.h"
#include "backend/accounts/tokenservice.h"
#include "backend/database/database.h"
#include "models/domain/accounts/attempts.h"

#include <variant>

namespace accounts {

/// What an opened or refreshed session hands out.
struct Session {
    QByteArray accessToken;
    QByteArray refreshToken;
    qint64 expiresIn = TokenService::AccessLife / 1000;  ///< s, of the access token
    User user;
};

/// Where a request came from.
struct Client {
    QByteArray address;
    QString device;  ///< what the client calls its device, else a fingerprint of its user agent
};

/// Log-in, refresh, log-out (API §5; DOMAIN §15–16). Thread: worker threads. Dependencies outlive it.
///
/// Refresh tokens are opaque, 256 bits, stored as SHA-256, and rotate: each use marks the old one used and issues its
/// successor. The successor is TokenService::successorOf(old), so nothing secret has to be stored to repeat a lost
/// reply: within 10 s the same device gets the same successor once more, provided that one has not been used. Any other
/// use of a used token ends the whole family.
class SessionService
{
public:
    SessionService(database::Database &database, AccountsService &accounts, TokenService &tokens,
                   PasswordHasher &hasher, const Clock &clock);

    /// Errors: those of AccountsService::createUser, RateLimited.
    Result<Session> registerLearner(const QString &login, const QString &password, const QString &displayName,
                                    const Client &client);
    /// Unauthenticated "invalid_credentials" (the same words and time for unknown users), PermissionDenied
    /// "account_disabled" (only with the right password), RateLimited.
    Result<Session> logIn(const QString &login, const QString &password, const Client &client);
    /// Unauthenticated "invalid_refresh_token" or "refresh_token_reused", RateLimited.
    Result<Session> refresh(const QByteArray &refreshToken, const Client &client);
    /// Ends the family of a refresh token and the session of an access token, whichever are given; unknown ones are no
    /// error.
    Result<void> logOut(const QByteArray &refreshToken, const QString &session);

private:
    struct Refreshed {
        repository::UserRow user;
        QString family;
    };
    struct Reused {
        UserId user;
        QString family;
    };
    Result<Session> open(const repository::UserRow &row, const Client &client);
    Result<std::variant<Refreshed, Reused>> rotate(database::Transaction &tx, const QByteArray &refreshToken,
                                                   const Client &client, Millis now);
    void rehash(const repository::UserRow &row, const QString &password);

    database::Database &m_database;
    AccountsService &m_accounts;
    TokenService &m_tokens;
    PasswordHasher &m_hasher;
    const Clock &m_clock;
    AttemptLimiter m_byAddress;
    AttemptLimiter m_registrations;
    AttemptLimiter m_refreshes;
};

}  // namespace accounts
