#include "backend/accounts/sessions/tokenservice.h"

#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/sessions/random.h"

#include <mutex>

namespace accounts {

namespace {

constexpr int MaxRemembered = 8192;  // verified tokens; about 5 MB
constexpr Millis Leeway = 60'000;
const QByteArray OwnerPrefix = QByteArrayLiteral("owner-");  // a JWT begins with base64 of '{'

jwt::Policy ourPolicy()
{
    jwt::Policy policy;
    policy.issuer = QStringLiteral("coursewright");
    policy.audience = QStringLiteral("coursewright-api");
    policy.leeway = Leeway / 1000;
    policy.maxLife = TokenService::AccessLife / 1000;
    return policy;
}

Error refused()
{
    return {ErrorCode::Unauthenticated,
            QStringLiteral("invalid_token"),
            QStringLiteral("The access token is missing, expired or not valid."),
            {}};
}

}  // namespace

TokenService::TokenService(const Clock &clock, SigningKeys keys) : m_clock(clock), m_keys(std::move(keys)) {}

Result<std::unique_ptr<TokenService>> TokenService::open(database::Database &database, const Clock &clock)
{
    auto keys = SigningKeys::load(database.folder());
    if (!keys)
        return keys.error();
    std::unique_ptr<TokenService> service(new TokenService(clock, std::move(*keys)));
    const auto loaded = database.read([&](database::Connection &connection) { return service->learnAll(connection); });
    if (!loaded)
        return loaded.error();
    return service;
}

Result<void> TokenService::learnAll(database::Connection &c)
{
    auto states = repository::allStates(c);
    if (!states)
        return states.error();
    auto ended = repository::sessionsEndedSince(c, m_clock.now() - AccessLife - Leeway);
    if (!ended)
        return ended.error();
    {
        const std::unique_lock lock(m_mutex);
        m_users = std::move(*states);
        m_endedSessions = std::move(*ended);
    }
    m_rightsEnd();
    return {};
}

Result<void> TokenService::learn(database::Connection &c, UserId user)
{
    const auto row = repository::userById(c, user);
    if (!row)
        return row.error();
    std::optional<UserState> known;
    {
        const std::shared_lock lock(m_mutex);
        if (const auto found = m_users.constFind(user.value); found != m_users.constEnd())
            known = *found;
    }
    if (!*row && known)
        userGone(user);
    else if (*row && known != (*row)->state())
        userChanged(user, (*row)->state());
    return {};
}

QByteArray TokenService::issue(UserId user, const UserState &state, const QString &session) const
{
    const qint64 now = m_clock.now() / 1000;
    return jwt::sign(QStringLiteral("at+jwt"), m_keys.activeKid, m_keys.activeSecret,
                     {{QStringLiteral("iss"), QStringLiteral("coursewright")},
                      {QStringLiteral("aud"), QStringLiteral("coursewright-api")},
                      {QStringLiteral("sub"), QString::number(user.value)},
                      {QStringLiteral("iat"), now},
                      {QStringLiteral("nbf"), now},
                      {QStringLiteral("exp"), now + AccessLife / 1000},
                      {QStringLiteral("jti"), QString::fromLatin1(base64Url(randomBytes(12)))},
                      {QStringLiteral("sid"), session},
                      {QStringLiteral("role"), roleName(state.role)},
                      {QStringLiteral("epoch"), state.epoch}});
}

QByteArray TokenService::issueDirect(UserId user) const
{
    UserState state;
    {
        const std::shared_lock lock(m_mutex);
        const auto known = m_users.constFind(user.value);
        if (known == m_users.constEnd())
            return {};
        state = *known;
    }
    return issue(user, state, QStringLiteral("direct-") + QString::fromLatin1(base64Url(randomBytes(12))));
}

QByteArray TokenService::ownerToken(UserId user)
{
    QByteArray token = OwnerPrefix + base64Url(randomBytes(32));
    const std::unique_lock lock(m_mutex);
    m_ownerTokens.insert(token, user.value);
    return token;
}

QByteArray TokenService::successorOf(const QByteArray &refreshToken) const
{
    return base64Url(hmacSha256(m_keys.refreshSecret, "coursewright refresh successor 1|" + refreshToken));
}

QByteArray TokenService::seal(const QByteArray &text) const
{
    return base64Url(hmacSha256(m_keys.refreshSecret, "coursewright seal 1|" + text));
}

Result<Actor> TokenService::authenticate(const QByteArray &token) const
{
    const auto claims = inspect(token);
    if (!claims)
        return claims.error();
    return Actor{claims->user, claims->role, claims->localOwner};
}

Result<AccessClaims> TokenService::inspect(const QByteArray &token) const
{
    const Millis now = m_clock.now();
    {
        const std::shared_lock lock(m_mutex);
        const auto known = m_verified.constFind(token);
        if (known != m_verified.constEnd())
            return check(*known, now);
        if (token.startsWith(OwnerPrefix))
            return ownerClaims(token);
    }
    const auto claims = verify(token, now);
    if (!claims)
        return claims.error();
    const std::unique_lock lock(m_mutex);
    auto checked = check(*claims, now);
    if (checked) {
        if (m_verified.size() >= MaxRemembered)
            m_verified.clear();
        m_verified.insert(token, *checked);
    }
    return checked;
}

// The caller holds m_mutex.
Result<AccessClaims> TokenService::ownerClaims(const QByteArray &token) const
{
    const UserId owner(m_ownerTokens.value(token));
    const auto user = m_users.constFind(owner.value);
    if (!owner.isValid() || user == m_users.constEnd() || user->disabled)
        return refused();
    return AccessClaims{owner, user->role, {}, user->epoch, 0, true};
}

// Signature and form: what can't change later.
Result<AccessClaims> TokenService::verify(const QByteArray &token, Millis now) const
{
    static const jwt::Policy policy = ourPolicy();
    const auto claims = jwt::verify(token, m_keys.table, policy, now / 1000);
    if (!claims)
        return claims.error();
    AccessClaims out;
    out.user = UserId(claims->value(QLatin1String("sub")).toString().toLongLong());
    out.session = claims->value(QLatin1String("sid")).toString();
    out.epoch = claims->value(QLatin1String("epoch")).toInt(-1);
    out.expires = claims->value(QLatin1String("exp")).toInteger() * 1000;
    if (!out.user.isValid() || out.session.isEmpty())
        return refused();
    return out;
}

// Time and the user's state: what is looked at on every request. The role is the user's present one; the caller holds
// m_mutex.
Result<AccessClaims> TokenService::check(const AccessClaims &claims, Millis now) const
{
    if (now / 1000 > (claims.expires + Leeway) / 1000)
        return refused();
    const auto user = m_users.constFind(claims.user.value);
    if (user == m_users.constEnd() || user->disabled || user->epoch != claims.epoch)
        return refused();
    if (!m_endedSessions.isEmpty() && m_endedSessions.contains(claims.session))
        return refused();
    AccessClaims out = claims;
    out.role = user->role;
    return out;
}

void TokenService::userGone(UserId user)
{
    {
        const std::unique_lock lock(m_mutex);
        m_users.remove(user.value);
    }
    m_rightsEnd();
}

void TokenService::userChanged(UserId user, const UserState &state)
{
    bool isNew = false;
    {
        const std::unique_lock lock(m_mutex);
        isNew = !m_users.contains(user.value);
        m_users.insert(user.value, state);
    }
    if (!isNew)
        m_rightsEnd();
}

void TokenService::sessionEnded(const QString &session, Millis at)
{
    {
        const std::unique_lock lock(m_mutex);
        erase_if(m_endedSessions, [&](auto entry) { return entry.value() + AccessLife + 2 * Leeway < at; });
        m_endedSessions.insert(session, at);
    }
    m_rightsEnd();
}

}  // namespace accounts
