#include "backend/accounts/sessionservice.h"

#include "backend/accounts/random.h"
#include "backend/accounts/sessionrecords.h"
#include "models/domain/accounts/credentials.h"

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
constexpr Millis Grace = 10'000;  // for a lost reply

Error badRefresh(const char *word = "invalid_refresh_token")
{
    return {ErrorCode::Unauthenticated,
            QString::fromLatin1(word),
            QStringLiteral("The session has ended. Log in again."),
            {}};
}

QByteArray newRefreshToken()
{
    return base64Url(randomBytes(32));
}

}  // namespace

// Failures only: what succeeds is taken back. An address may be a whole classroom, so it gets more than an account
// does.
SessionService::SessionService(database::Database &database, AccountsService &accounts, TokenService &tokens,
                               PasswordHasher &hasher, const Clock &clock)
    : m_database(database), m_accounts(accounts), m_tokens(tokens), m_hasher(hasher), m_clock(clock),
      m_byAddress({{20, Minute}, {100, Hour}}), m_registrations({{30, Minute}, {200, Hour}}),
      m_refreshes({{10, Minute}})
{
}

Result<Session> SessionService::registerLearner(const QString &login, const QString &password,
                                                const QString &displayName, const Client &client)
{
    if (const Millis wait = m_registrations.attempt(client.address, m_clock.now()); wait > 0)
        return tooManyAttempts(wait);
    const auto user = m_accounts.createLearner(login, password, displayName);
    if (!user)
        return user.error();
    return open({*user, {}, 0}, client);
}

Result<Session> SessionService::logIn(const QString &typedLogin, const QString &password, const Client &client)
{
    const Error wrong{ErrorCode::Unauthenticated,
                      QStringLiteral("invalid_credentials"),
                      QStringLiteral("The login or the password is wrong."),
                      {}};
    const auto login = parseLogin(typedLogin);
    const QByteArray account = login ? login->text.toUtf8() : "?" + sha256Hex(typedLogin.toUtf8());
    const Millis now = m_clock.now();
    if (const Millis wait = m_byAddress.attempt(client.address, now); wait > 0)
        return tooManyAttempts(wait);
    if (const auto admitted = m_accounts.guard().admit(account, now); !admitted) {
        m_byAddress.forgive(client.address);  // refused without a try: it is the account's limit, not the classroom's
        return admitted.error();
    }
    const auto row = m_database.read([&](Connection &c) -> Result<std::optional<UserRow>> {
        return login ? repository::userByLogin(c, login->text) : std::optional<UserRow>();
    });
    if (!row)
        return row.error();
    const auto right = m_hasher.verify(*row ? (*row)->password : QByteArray(), passwordBytes(password));
    if (!right)
        return right.error();
    if (!*right || !*row) {
        qCInfo(auditLog) << "log-in refused from" << client.address;
        return wrong;
    }
    m_accounts.guard().wasRight(account);
    m_byAddress.forgive(client.address);
    const UserRow &user = **row;
    if (user.user.disabled)
        return Error::denied(QStringLiteral("This account is disabled."), QStringLiteral("account_disabled"));
    if (m_hasher.isBelowPolicy(user.password))
        rehash(user, password);
    return open(user, client);
}

void SessionService::rehash(const UserRow &row, const QString &password)
{
    const auto hash = m_hasher.hash(passwordBytes(password));
    if (!hash)
        return;  // another log-in will do it
    (void)m_database.write([&](Transaction &tx) {
        return repository::replacePassword(tx, row.user.id, row.password, *hash, m_clock.now());
    });
}

Result<Session> SessionService::open(const UserRow &row, const Client &client)
{
    Session session;
    session.refreshToken = newRefreshToken();
    session.user = row.user;
    const auto family = m_database.write([&](Transaction &tx) {
        return startSession(tx, row.user.id, client.device, session.refreshToken, m_clock.now());
    });
    if (!family)
        return family.error();
    session.accessToken = m_tokens.issue(row.user.id, row.state(), *family);
    return session;
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
    const auto found = repository::tokenByHash(tx, sha256Hex(refreshToken));
    if (!found)
        return found.error();
    if (!*found || (*found)->revoked || (*found)->expires <= now)
        return badRefresh();
    const TokenRow &row = **found;
    if (const Millis wait = m_refreshes.attempt(row.family.toLatin1(), now); wait > 0)
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
        const bool lostReply = now - *row.used <= Grace && row.device == client.device && !row.repeated && *successor &&
                               !(*successor)->used;
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
    next.device = row.device;
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
            if (const auto ok = endSession(tx, m_tokens, session, now); !ok)
                return ok.error();
        }
        if (refreshToken.isEmpty())
            return {};
        const auto row = repository::tokenByHash(tx, sha256Hex(refreshToken));
        if (!row)
            return row.error();
        return *row ? endSession(tx, m_tokens, (*row)->family, now) : Result<void>();
    });
}

}  // namespace accounts
