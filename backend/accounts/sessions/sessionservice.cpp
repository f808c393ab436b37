#include "backend/accounts/sessions/sessionservice.h"

#include "backend/accounts/people/personlock.h"
#include "backend/accounts/sessions/devicerepository.h"
#include "backend/accounts/sessions/random.h"
#include "backend/accounts/sessions/sessionrecords.h"
#include "backend/http/message/addressblock.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(auditLog, "coursewright.audit")

namespace accounts {

using database::Connection;
using database::Transaction;
using repository::TokenRow;
using repository::UserRow;

namespace {

constexpr Millis Minute = 60'000;
constexpr Millis Hour = 60 * Minute;
constexpr int MostTurns = 3;  // of a log-in whose account changes while its password is compared

Error badRefresh(const char *reason = "invalid_refresh_token")
{
    return {ErrorCode::Unauthenticated,
            QString::fromLatin1(reason),
            QStringLiteral("The session has ended. Log in again."),
            {}};
}

Error wrongCredentials()
{
    return {ErrorCode::Unauthenticated,
            QStringLiteral("invalid_credentials"),
            QStringLiteral("The login or the password is wrong."),
            {}};
}

/// Whether what a password was compared with still holds.
bool isSameDoor(const UserRow &now, const UserRow &then)
{
    return now.password == then.password && now.epoch == then.epoch && now.user.disabled == then.user.disabled &&
           now.user.role == then.user.role;
}

QByteArray newRefreshToken()
{
    return base64Url(randomBytes(32));
}

}  // namespace

// An address may be a whole classroom, so it gets more than an account does.
SessionService::SessionService(database::Database &database, AccountsService &accounts, TokenService &tokens,
                               PasswordHasher &hasher, const Clock &clock)
    : m_database(database), m_accounts(accounts), m_tokens(tokens), m_hasher(hasher), m_clock(clock), m_devices(tokens),
      m_strangers({{20, Minute}, {100, Hour}}), m_logIns({{240, Minute}, {3000, Hour}}),
      m_registrations({{30, Minute}, {200, Hour}}), m_refreshes({{10, Minute}})
{
}

Result<void> SessionService::mayRegister(const Client &client)
{
    const Millis wait = m_registrations.attempt(http::addressBlock(client.address), m_clock.steady());
    return wait > 0 ? Result<void>(tooManyAttempts(wait)) : Result<void>();
}

Result<Session> SessionService::registerLearner(const QString &login, const QString &password,
                                                const QString &displayName, const Client &client)
{
    const auto made = m_accounts.createLearner(login, password, displayName);
    if (!made)
        return made.error();
    const auto session = open(*made, client);
    if (!session)
        return session.error();
    return *session ? Result<Session>(**session) : wrongCredentials();
}

Result<std::optional<UserRow>> SessionService::knownUser(const Login &login, const QByteArray &deviceToken,
                                                         bool &isKnownDevice) const
{
    return m_database.read([&](Connection &c) -> Result<std::optional<UserRow>> {
        auto row = repository::userByLogin(c, login);
        if (!row || !*row || !m_devices.isOurs(deviceToken))
            return row;
        const auto known = repository::isKnownDevice(c, (*row)->user.id, sha256Hex(deviceToken));
        if (!known)
            return known.error();
        isKnownDevice = *known;
        return row;
    });
}

Result<LogInAttempt> SessionService::begin(const QString &typedLogin, const Client &client)
{
    const QByteArray block = http::addressBlock(client.address);
    const Millis now = m_clock.steady();
    if (const Millis wait = m_logIns.attempt(block, now); wait > 0)
        return tooManyAttempts(wait);
    const auto login = parseLogin(typedLogin);
    const QByteArray account = login ? login->text.toUtf8() : "?" + sha256Hex(typedLogin.toUtf8());
    LogInAttempt attempt;
    attempt.client = client;
    bool isKnown = false;
    if (login) {
        auto row = knownUser(*login, client.deviceToken, isKnown);
        if (!row)
            return row.error();
        attempt.user = std::move(*row);
    }
    attempt.isStranger = !isKnown;
    if (attempt.isStranger) {
        if (const Millis wait = m_strangers.attempt(block, now); wait > 0)
            return tooManyAttempts(wait);
    }
    const Place place = isKnown ? Place{"device " + sha256Hex(client.deviceToken), true} : Place{"address " + block};
    auto guess = m_accounts.guard().admit(account, place, now);
    if (!guess) {
        if (attempt.isStranger)
            m_strangers.forgive(block);  // refused without a try: it is the account's limit, not the classroom's
        return guess.error();
    }
    attempt.guess = std::move(*guess);
    return attempt;
}

void SessionService::takeBack(const LogInAttempt &attempt)
{
    const QByteArray block = http::addressBlock(attempt.client.address);
    m_logIns.forgive(block);
    if (attempt.isStranger)
        m_strangers.forgive(block);
    m_accounts.guard().takeBack(attempt.guess);
}

Result<Session> SessionService::logIn(const QString &login, const QString &password, const Client &client)
{
    const auto attempt = begin(login, client);
    return attempt ? logIn(*attempt, password) : attempt.error();
}

Result<Session> SessionService::logIn(const LogInAttempt &attempt, const QString &password)
{
    std::optional<UserRow> user = attempt.user;
    for (int turn = 0; turn < MostTurns; ++turn) {
        const auto right = m_hasher.verify(user ? user->password : QByteArray(), passwordBytes(password));
        if (!right)
            return right.error();
        if (!*right || !user)
            break;
        if (turn == 0) {
            m_accounts.guard().wasRight(attempt.guess);
            if (attempt.isStranger)
                m_strangers.forgive(http::addressBlock(attempt.client.address));
        }
        if (user->user.disabled)
            return Error::denied(QStringLiteral("This account is disabled."), QStringLiteral("account_disabled"));
        const auto fresh = rehashed(*user, password);
        if (!fresh)
            return fresh.error();
        const auto session = open(*fresh, attempt.client);
        if (!session)
            return session.error();
        if (*session)
            return **session;
        auto now = m_database.read([&](Connection &c) { return repository::userById(c, user->user.id); });
        if (!now)
            return now.error();
        user = std::move(*now);
    }
    qCInfo(auditLog) << "log-in refused from" << attempt.client.address;
    return wrongCredentials();
}

/// With a hash of today's policy, where the old one is below it.
Result<UserRow> SessionService::rehashed(UserRow row, const QString &password)
{
    if (!m_hasher.isBelowPolicy(row.password))
        return row;
    const auto hash = m_hasher.hash(passwordBytes(password));
    if (!hash)
        return row;  // another log-in will do it
    const auto replaced = m_database.write([&](Transaction &tx) {
        return repository::replacePassword(tx, row.user.id, row.password, *hash, m_clock.now());
    });
    if (!replaced)
        return replaced.error();
    if (*replaced)
        row.password = *hash;
    return row;
}

Result<std::optional<Session>> SessionService::open(const UserRow &row, const Client &client)
{
    using Opened = std::optional<std::pair<UserRow, QString>>;
    Session session;
    session.refreshToken = newRefreshToken();
    session.deviceToken = m_devices.isOurs(client.deviceToken) ? client.deviceToken : m_devices.make();
    const auto opened = m_database.write([&](Transaction &tx) -> Result<Opened> {
        if (const auto ok = lockPerson(tx, row.user.id); !ok)
            return ok.error();
        const auto current = repository::userById(tx, row.user.id);
        if (!current)
            return current.error();
        if (!*current || !isSameDoor(**current, row))
            return Opened();
        const Millis now = m_clock.now();
        const auto family = startSession(tx, row.user.id, client.device, session.refreshToken, now);
        if (!family)
            return family.error();
        if (const auto ok = repository::rememberDevice(tx, row.user.id, sha256Hex(session.deviceToken), now); !ok)
            return ok.error();
        return Opened({**current, *family});
    });
    if (!opened)
        return opened.error();
    if (!*opened)
        return std::optional<Session>();
    const auto &[user, family] = **opened;
    session.user = user.user;
    session.accessToken = m_tokens.issue(user.user.id, user.state(), family);
    return std::optional<Session>(std::move(session));
}

Result<Session> SessionService::refresh(const QByteArray &refreshToken, const Client &client)
{
    if (refreshToken.isEmpty() || refreshToken.size() > 128)
        return badRefresh();
    const auto outcome =
            m_database.write([&](Transaction &tx) { return rotate(tx, refreshToken, client, m_clock.now()); });
    if (!outcome)
        return outcome.error();
    if (const auto *reused = std::get_if<Reused>(&*outcome)) {
        qCWarning(auditLog) << "a used refresh token came again; the session has been ended. user"
                            << reused->user.value;
        return badRefresh("refresh_token_reused");
    }
    const auto &refreshed = std::get<Refreshed>(*outcome);
    Session session;
    session.refreshToken = m_tokens.successorOf(refreshToken);
    session.user = refreshed.user.user;
    session.accessToken = m_tokens.issue(session.user.id, refreshed.user.state(), refreshed.family);
    return session;
}

// A reuse is a value, not an Error: its revocation has to be committed.
Result<std::variant<SessionService::Refreshed, SessionService::Reused>>
SessionService::rotate(Transaction &tx, const QByteArray &refreshToken, const Client &client, Millis now)
{
    using Outcome = std::variant<Refreshed, Reused>;
    if (const auto ok = repository::lockHolder(tx, sha256Hex(refreshToken)); !ok)
        return ok.error();
    const auto found = repository::tokenByHash(tx, sha256Hex(refreshToken));
    if (!found)
        return found.error();
    if (!*found || (*found)->revoked || (*found)->expires <= now)
        return badRefresh();
    const TokenRow &row = **found;
    if (const Millis wait = m_refreshes.attempt(row.family.toLatin1(), m_clock.steady()); wait > 0)
        return tooManyAttempts(wait);
    const auto user = repository::userById(tx, row.user);
    if (!user)
        return user.error();
    if (!*user || (*user)->user.disabled)
        return badRefresh();
    const QByteArray successorHash = sha256Hex(m_tokens.successorOf(refreshToken));

    if (row.used) {
        const auto successor = repository::tokenByHash(tx, successorHash);
        if (!successor)
            return successor.error();
        // Nobody can have got any further with it than this device may get now.
        const bool lostReply = *successor && !(*successor)->used && (*successor)->expires > now &&
                               (*successor)->device == client.device;
        if (lostReply) {
            if (const auto ok = repository::markRepeated(tx, row.id, now); !ok)
                return ok.error();
            return Outcome(Refreshed{**user, row.family});
        }
        if (const auto ok = endSession(tx, m_tokens, row.family, now); !ok)
            return ok.error();
        return Outcome(Reused{row.user, row.family});
    }

    TokenRow next;
    next.family = row.family;
    next.user = row.user;
    next.device = client.device;
    next.hash = successorHash;
    next.parent = row.id;
    next.started = row.started;
    next.issued = now;
    next.expires = std::min(now + SessionIdle, row.started + SessionAbsolute);
    if (const auto ok = repository::markUsed(tx, row.id, now); !ok)
        return ok.error();
    if (const auto ok = repository::insertToken(tx, next); !ok)
        return ok.error();
    return Outcome(Refreshed{**user, row.family});
}

Result<void> SessionService::logOut(const QByteArray &refreshToken, const QString &session)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        const Millis now = m_clock.now();
        if (!session.isEmpty()) {
            if (const auto ok = repository::lockHolderOfFamily(tx, session); !ok)
                return ok.error();
            if (const auto ok = endSession(tx, m_tokens, session, now); !ok)
                return ok.error();
        }
        if (refreshToken.isEmpty())
            return {};
        if (const auto ok = repository::lockHolder(tx, sha256Hex(refreshToken)); !ok)
            return ok.error();
        const auto row = repository::tokenByHash(tx, sha256Hex(refreshToken));
        if (!row)
            return row.error();
        return *row ? endSession(tx, m_tokens, (*row)->family, now) : Result<void>();
    });
}

}  // namespace accounts
