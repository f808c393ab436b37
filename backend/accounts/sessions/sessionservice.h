#pragma once

#include "backend/accounts/passwords/passwordhasher.h"
#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/sessions/devicetokens.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/database/database.h"
#include "models/domain/accounts/attempts.h"
#include "models/domain/accounts/credentials.h"

#include <variant>

namespace accounts {

/// What an opened or refreshed session hands out.
struct Session {
    QByteArray accessToken;
    QByteArray refreshToken;
    QByteArray deviceToken;                              ///< for the next log-in (devicetokens.h); empty at a refresh
    qint64 expiresIn = TokenService::AccessLife / 1000;  ///< s, of the access token
    User user;
};

/// Where a request came from.
struct Client {
    QByteArray address;
    QString device;            ///< what the client calls its device, else a fingerprint of its user agent
    QByteArray deviceToken{};  ///< proof of an earlier log-in; empty or foreign: none
};

/// A log-in that may go on to the costly part.
struct LogInAttempt {
    std::optional<repository::UserRow> user;  ///< as it was before the password was compared
    PasswordGuard::Guess guess;
    Client client;
    bool isStranger = true;  ///< no device that was in this account before
};

/// Log-in, refresh, log-out (API §5; DOMAIN §15–16). Thread: worker threads; what hashes a password says so and belongs
/// on a HashingPool. Dependencies outlive it.
///
/// A password is compared outside of any transaction. So the transaction that opens the session looks once more whether
/// the account is still what the password was compared with: a new password, a lock or another role that came in between
/// must not leave a session behind.
///
/// Refresh tokens are opaque, 256 bits, stored as SHA-256, and rotate: each use marks the old one used and issues its
/// successor. The successor is TokenService::successorOf(old), so nothing secret has to be stored to repeat a lost
/// reply: as long as the successor has not been used, the device that asked for it gets it again. Any other use of a
/// used token ends the whole family.
class SessionService
{
public:
    SessionService(database::Database &database, AccountsService &accounts, TokenService &tokens,
                   PasswordHasher &hasher, const Clock &clock);

    /// Before registerLearner. RateLimited.
    Result<void> mayRegister(const Client &client);
    /// Hashes. Errors: those of AccountsService::createUser.
    Result<Session> registerLearner(const QString &login, const QString &password, const QString &displayName,
                                    const Client &client);
    /// The cheap half of a log-in: RateLimited. The attempt counts as a wrong guess until logIn says otherwise.
    Result<LogInAttempt> begin(const QString &login, const Client &client);
    /// The hasher had no room for it.
    void takeBack(const LogInAttempt &attempt);
    /// Hashes. Unauthenticated "invalid_credentials" (the same words and time for unknown users), PermissionDenied
    /// "account_disabled" (only with the right password).
    Result<Session> logIn(const LogInAttempt &attempt, const QString &password);
    /// Both halves.
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
    /// Nothing when the account is no longer as in `row`.
    Result<std::optional<Session>> open(const repository::UserRow &row, const Client &client);
    Result<std::variant<Refreshed, Reused>> rotate(database::Transaction &tx, const QByteArray &refreshToken,
                                                   const Client &client, Millis now);
    Result<repository::UserRow> rehashed(repository::UserRow row, const QString &password);
    Result<std::optional<repository::UserRow>> knownUser(const Login &login, const QByteArray &deviceToken,
                                                         bool &isKnownDevice) const;

    database::Database &m_database;
    AccountsService &m_accounts;
    TokenService &m_tokens;
    PasswordHasher &m_hasher;
    const Clock &m_clock;
    const DeviceTokens m_devices;
    AttemptLimiter m_strangers;  ///< wrong guesses, by address block
    AttemptLimiter m_logIns;     ///< all of them, by address block
    AttemptLimiter m_registrations;
    AttemptLimiter m_refreshes;
};

}  // namespace accounts
