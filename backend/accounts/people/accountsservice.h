#pragma once

#include "backend/accounts/passwords/passwordguard.h"
#include "backend/accounts/passwords/passwordhasher.h"
#include "backend/accounts/passwords/passwordpolicy.h"
#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/people/consents.h"
#include "backend/accounts/people/personlistener.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/accounts/user.h"
#include "models/domain/clock.h"

#include <QHash>

#include <optional>
#include <vector>

namespace accounts {

/// A person's own view of the account.
struct Profile {
    User user;
    std::vector<Consent> consents;
};

struct ProfileChange {
    std::optional<QString> displayName;
    std::optional<QString> password;
    QString currentPassword;  ///< needed with `password`: a borrowed screen must not be enough
};

struct UserChange {
    std::optional<QString> displayName;
    std::optional<Role> role;
    std::optional<bool> disabled;
    std::optional<QString> password{};  ///< for a forgotten one
};

struct UserQuery {
    QString text;
    std::optional<Role> role;
    qint64 offset = 0;
    qint64 limit = 20;
};

struct UserList {
    std::vector<User> users;
    qint64 total = 0;
};

/// People and what they may do. Sessions are SessionService's. Thread: worker threads (waits for the store); what takes
/// a password hashes and belongs on a HashingPool, and the transaction after it looks once more whether its actor still
/// may. Dependencies outlive it. Events: "accounts.user" for admins on every change.
class AccountsService
{
public:
    AccountsService(database::Database &database, TokenService &tokens, Consents &consents, PasswordHasher &hasher,
                    events::EventHub &events, const Clock &clock);

    /// Admins only (the command line acts as one). Errors: InvalidArgument "invalid_login", "weak_password",
    /// Conflict "login_taken", "login_confusable" (looks like somebody else's).
    Result<User> createUser(const Actor &actor, const QString &login, const QString &password,
                            const QString &displayName, Role role);
    /// The same without an actor, for people who register themselves: always a learner.
    Result<repository::UserRow> createLearner(const QString &login, const QString &password,
                                              const QString &displayName);
    /// The account of the machine's owner, made at the first call.
    Result<UserId> ensureOwner();

    Result<Profile> profile(const Actor &actor);
    /// A new password ends every other session (`session` is the one that asks). PermissionDenied "wrong_password";
    /// RateLimited after too many of those; Unauthenticated when the account changed meanwhile.
    Result<Profile> updateProfile(const Actor &actor, const QString &session, const ProfileChange &change);
    Result<Consent> answerConsent(const Actor &actor, const QString &document, const QString &version, bool granted);

    /// What this person may do now; none: no such account, or a disabled one.
    Result<std::optional<Actor>> actorOf(UserId id) const;
    /// What other features show of people, by user id. Unknown ids are left out.
    QHash<qint64, QString> displayNames(const std::vector<UserId> &ids);

    Result<UserList> users(const Actor &actor, const UserQuery &query);
    /// A changed role, a new password or a disabled account ends every session of that user at once.
    /// FailedPrecondition "last_admin" when nobody would be left who can log in and administer (the local owner may do
    /// it), "owner_fixed" for the owner's account, "own_password" for the actor's own password, which is changed with
    /// the current one; InvalidArgument "weak_password".
    Result<User> updateUser(const Actor &actor, UserId id, const UserChange &change);
    /// The same for a forgotten password, by login. NotFound.
    Result<User> setPassword(const Actor &actor, const QString &login, const QString &password);

    /// Who hears of other names. Filled before the first request.
    PersonListeners &renamed() { return m_renamed; }

    /// Guesses of passwords, shared by all who compare one.
    PasswordGuard &guard() { return m_guard; }

private:
    Result<repository::UserRow> insert(const Actor *admin, const QString &login, const QString &password,
                                       const QString &displayName, Role role);
    Result<QByteArray> replacementHash(const Actor &actor, UserId id, const QString &password);
    Result<void> changePassword(const Actor &actor, const QString &session, const ProfileChange &change);
    void announce(database::Transaction &tx, UserId id);

    database::Database &m_database;
    TokenService &m_tokens;
    Consents &m_consents;
    PasswordHasher &m_hasher;
    events::EventHub &m_events;
    const Clock &m_clock;
    const PasswordPolicy m_policy;
    PasswordGuard m_guard;
    PersonListeners m_renamed;
};

}  // namespace accounts
