#pragma once

#include "backend/accounts/sessions/signingkeys.h"
#include "backend/database/database.h"
#include "backend/http/routing/middleware.h"
#include "models/domain/accounts/user.h"
#include "models/domain/clock.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <memory>
#include <shared_mutex>

namespace accounts {

/// What a valid access token says.
struct AccessClaims {
    UserId user;
    Role role = Role::Anonymous;
    QString session;  ///< "sid": the refresh-token family it belongs to
    int epoch = 0;
    Millis expires = 0;
    bool localOwner = false;
};

/// The state of a user on which every access token depends.
struct UserState {
    Role role = Role::Learner;
    int epoch = 0;
    bool disabled = false;

    bool operator==(const UserState &) const = default;
};

/// Makes and checks access tokens: HS256, iss "coursewright", aud "coursewright-api", 15 minutes. Checking reads no
/// database: the state of every user (16 bytes each) and the sessions that ended in the last minutes are held in
/// memory, loaded at start and updated after each commit that changes them; what another server changes is heard of within
/// two seconds (accounts/news.h). Tokens that were checked once are remembered until they expire. Thread: any.
class TokenService final : public http::Authenticator
{
public:
    static constexpr Millis AccessLife = 15 * 60 * 1000;

    /// Loads keys and users. The database and the clock outlive the service.
    static Result<std::unique_ptr<TokenService>> open(database::Database &database, const Clock &clock);

    Result<Actor> authenticate(const QByteArray &token) const override;
    /// The same with everything the token says; the owner token has no session.
    Result<AccessClaims> inspect(const QByteArray &token) const;

    QByteArray issue(UserId user, const UserState &state, const QString &session) const;

    /// A token for a session that was not opened by a log-in (command line, tests). Empty for an unknown user.
    QByteArray issueDirect(UserId user) const;

    /// A token of the machine's owner: random, in memory only, valid for as long as this object lives. It acts as
    /// `user` with that user's role and the local owner's extra rights. The embedded backend asks for one for
    /// AccountsService::ensureOwner.
    QByteArray ownerToken(UserId user);

    /// The refresh token that replaces `token`: HMAC of it under a key of the server. So a lost reply can be repeated
    /// without storing any token: whoever shows the old one gets the same new one, and neither the database nor the old
    /// token alone tells it.
    QByteArray successorOf(const QByteArray &refreshToken) const;

    /// A keyed hash: tells texts apart without giving away one that could be guessed. 43 characters of base64url.
    QByteArray seal(const QByteArray &text) const;

    /// Called, on the writer's thread, whenever tokens that were good may have become bad: a session ended, a role
    /// changed, somebody was disabled. Must be quick. Set once, before the first request.
    void whenRightsEnd(std::function<void()> hook) { m_rightsEnd = std::move(hook); }

    /// Called from Transaction::afterCommit.
    void userChanged(UserId user, const UserState &state);
    void userGone(UserId user);
    void sessionEnded(const QString &session, Millis at);

    /// As the store has it now: what another server has changed. Thread: the writer's. Errors: of reading.
    Result<void> learn(database::Connection &c, UserId user);
    Result<void> learnAll(database::Connection &c);
    Millis now() const { return m_clock.now(); }

private:
    TokenService(const Clock &clock, SigningKeys keys);
    Result<AccessClaims> check(const AccessClaims &claims, Millis now) const;
    Result<AccessClaims> ownerClaims(const QByteArray &token) const;
    Result<AccessClaims> verify(const QByteArray &token, Millis now) const;

    const Clock &m_clock;
    const SigningKeys m_keys;
    std::function<void()> m_rightsEnd = [] {};

    mutable std::shared_mutex m_mutex;  ///< for what follows
    QHash<qint64, UserState> m_users;
    QHash<QString, Millis> m_endedSessions;   ///< → when; forgotten once no token of theirs can be alive
    QHash<QByteArray, qint64> m_ownerTokens;  ///< → user
    mutable QHash<QByteArray, AccessClaims> m_verified;
};

}  // namespace accounts
