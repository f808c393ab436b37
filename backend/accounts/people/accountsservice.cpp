#include "backend/accounts/people/accountsservice.h"

#include "backend/accounts/news.h"
#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/people/lastadmin.h"
#include "backend/accounts/people/loginskeleton.h"
#include "backend/accounts/people/personlock.h"
#include "backend/accounts/sessions/sessionrecords.h"
#include "models/domain/accounts/credentials.h"

namespace accounts {

using database::Connection;
using database::Transaction;
using repository::UserRow;

namespace {

Error notAllowed()
{
    return Error::denied(QStringLiteral("Only administrators manage accounts."));
}

Error looksLikeAnother()
{
    return Error::conflict(QStringLiteral("This login looks like one that is taken."),
                           QStringLiteral("login_confusable"));
}

Error noSuchUser()
{
    return Error::notFound(QStringLiteral("There is no such user."));
}

Result<UserRow> existing(Connection &c, UserId id)
{
    auto row = repository::userById(c, id);
    if (!row)
        return row.error();
    if (!*row)
        return noSuchUser();
    return **row;
}

/// Who was an administrator when the request came may not be one any more after a password was hashed.
Result<void> isStillAdmin(Connection &c, const Actor &actor)
{
    if (actor.localOwner)
        return {};
    const auto row = repository::userById(c, actor.user);
    if (!row)
        return row.error();
    return *row && (*row)->user.role == Role::Admin && !(*row)->user.disabled ? Result<void>() : notAllowed();
}

}  // namespace

AccountsService::AccountsService(database::Database &database, TokenService &tokens, Consents &consents,
                                 PasswordHasher &hasher, events::EventHub &events, const Clock &clock)
    : m_database(database), m_tokens(tokens), m_consents(consents), m_hasher(hasher), m_events(events), m_clock(clock)
{
}

void AccountsService::announce(Transaction &tx, UserId id)
{
    tx.afterCommit([this, id] { m_events.publish({QStringLiteral("accounts.user"), id.value, id}); });
}

Result<User> AccountsService::createUser(const Actor &actor, const QString &login, const QString &password,
                                         const QString &displayName, Role role)
{
    if (!actor.isAdmin())
        return notAllowed();
    const auto made = insert(&actor, login, password, displayName, role);
    return made ? Result<User>(made->user) : made.error();
}

Result<UserRow> AccountsService::createLearner(const QString &login, const QString &password,
                                               const QString &displayName)
{
    return insert(nullptr, login, password, displayName, Role::Learner);
}

Result<UserRow> AccountsService::insert(const Actor *admin, const QString &typedLogin, const QString &password,
                                        const QString &displayName, Role role)
{
    const auto login = parseLogin(typedLogin);
    if (!login)
        return login.error();
    const Error taken = Error::conflict(QStringLiteral("This login is taken."), QStringLiteral("login_taken"));
    if (login->text == OwnerLogin)
        return taken;
    const QString skeleton = loginSkeleton(login->text);
    if (skeleton == loginSkeleton(OwnerLogin.toString()))
        return looksLikeAnother();
    for (const QString &spelling : {login->text, login->former})
        if (const auto fine = m_policy.check(password, spelling); !fine)
            return fine.error();
    // Before the costly hash, so that trying names is cheap for us; the UNIQUE column decides.
    const auto before = m_database.read([&](Connection &c) { return repository::userByLogin(c, *login); });
    if (!before)
        return before.error();
    if (*before)
        return taken;
    const auto hash = m_hasher.hash(passwordBytes(password));
    if (!hash)
        return hash.error();

    UserRow row;
    row.user.login = login->text;
    row.skeleton = skeleton;
    row.user.displayName = displayName.trimmed().isEmpty() ? typedLogin.trimmed() : displayName.trimmed();
    row.user.role = role;
    row.user.created = m_clock.now();
    row.password = *hash;
    return m_database.write([&](Transaction &tx) -> Result<UserRow> {
        if (const auto ok = lockRegister(tx); !ok)
            return ok.error();
        if (admin) {
            if (const auto still = isStillAdmin(tx, *admin); !still)
                return still.error();
        }
        const auto twin = repository::isLookAlike(tx, row.user.login, row.skeleton);
        if (!twin)
            return twin.error();
        if (*twin)
            return looksLikeAnother();
        const auto id = repository::insertUser(tx, row, row.user.created);
        if (!id)
            return id.error().reason == QLatin1String("already_exists") ? taken : id.error();
        UserRow made = row;
        made.user.id = *id;
        tx.afterCommit([this, id = *id, state = made.state()] { m_tokens.userChanged(id, state); });
        if (const auto told = tx.tell(news::Person, id->value); !told)
            return told.error();
        announce(tx, *id);
        return made;
    });
}

Result<UserId> AccountsService::ensureOwner()
{
    const QString login = OwnerLogin.toString();
    const auto known = m_database.read([&](Connection &c) {
        return repository::userByLogin(c, {login, LoginKind::Name, login});
    });
    if (!known)
        return known.error();
    if (*known)
        return (*known)->user.id;
    UserRow row;
    row.user.login = login;
    row.skeleton = loginSkeleton(login);
    row.user.displayName = QStringLiteral("Owner");
    row.user.role = Role::Admin;
    return m_database.write([&](Transaction &tx) -> Result<UserId> {
        auto id = repository::insertUser(tx, row, m_clock.now());
        if (!id)
            return id;
        tx.afterCommit([this, owner = *id] { m_tokens.userChanged(owner, {Role::Admin, 0, false}); });
        const auto told = tx.tell(news::Person, id->value);
        return told ? id : Result<UserId>(told.error());
    });
}

Result<Profile> AccountsService::profile(const Actor &actor)
{
    return m_database.read([&](Connection &c) -> Result<Profile> {
        const auto row = existing(c, actor.user);
        if (!row)
            return row.error();
        auto consents = repository::consents(c, actor.user);
        if (!consents)
            return consents.error();
        return Profile{row->user, std::move(*consents)};
    });
}

Result<Profile> AccountsService::updateProfile(const Actor &actor, const QString &session, const ProfileChange &change)
{
    if (change.password) {
        if (const auto changed = changePassword(actor, session, change); !changed)
            return changed.error();
    }
    if (change.displayName) {
        const auto renamed = m_database.write([&](Transaction &tx) -> Result<void> {
            if (const auto ok = lockPerson(tx, actor.user); !ok)
                return ok.error();
            auto row = existing(tx, actor.user);
            if (!row)
                return row.error();
            row->user.displayName = *change.displayName;
            announce(tx, actor.user);
            if (const auto heard = m_renamed.renamed(tx, row->user); !heard)
                return heard;
            return repository::updateUser(tx, *row, m_clock.now());
        });
        if (!renamed)
            return renamed.error();
    }
    return profile(actor);
}

Result<void> AccountsService::changePassword(const Actor &actor, const QString &session, const ProfileChange &change)
{
    const auto row = m_database.read([&](Connection &c) { return existing(c, actor.user); });
    if (!row)
        return row.error();
    const Place place{"session " + session.toUtf8(), true};
    const auto guess = m_guard.admit(row->user.login.toUtf8(), place, m_clock.steady());
    if (!guess)
        return guess.error();
    const auto known = m_hasher.verify(row->password, passwordBytes(change.currentPassword));
    if (!known)
        return known.error();
    if (!*known)
        return Error::denied(QStringLiteral("The current password is wrong."), QStringLiteral("wrong_password"));
    m_guard.wasRight(*guess);
    if (const auto fine = m_policy.check(*change.password, row->user.login); !fine)
        return fine.error();
    const auto hash = m_hasher.hash(passwordBytes(*change.password));
    if (!hash)
        return hash.error();
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (const auto ok = lockPerson(tx, actor.user); !ok)
            return ok.error();
        const auto current = existing(tx, actor.user);
        if (!current)
            return current.error();
        if (current->user.disabled || current->epoch != row->epoch)
            return Error{ErrorCode::Unauthenticated,
                         QStringLiteral("invalid_token"),
                         QStringLiteral("The access token is not valid or has expired."),
                         {}};
        const Millis now = m_clock.now();
        const auto replaced = repository::replacePassword(tx, actor.user, row->password, *hash, now);
        if (!replaced)
            return replaced.error();
        if (!*replaced)
            return Error::conflict(QStringLiteral("The password was changed elsewhere at the same time."));
        return endSessions(tx, m_tokens, actor.user, session, now);
    });
}

Result<Consent> AccountsService::answerConsent(const Actor &actor, const QString &document, const QString &version,
                                               bool granted)
{
    const Consent consent{document, version, granted, m_clock.now()};
    const auto written = m_database.write([&](Transaction &tx) -> Result<void> {
        if (const auto ok = lockPerson(tx, actor.user); !ok)
            return ok;
        if (const auto ok = m_consents.answered(tx, actor.user, consent); !ok)
            return ok;
        return repository::insertConsent(tx, actor.user, consent);
    });
    if (!written) {
        m_consents.reload(m_database, actor.user);
        return written.error();
    }
    return consent;
}

Result<std::optional<Actor>> AccountsService::actorOf(UserId id) const
{
    return m_database.read([&](database::Connection &c) -> Result<std::optional<Actor>> {
        const auto row = repository::userById(c, id);
        if (!row)
            return row.error();
        if (!*row || (*row)->user.disabled)
            return std::optional<Actor>();
        return std::optional(Actor{id, (*row)->user.role, false});
    });
}

QHash<qint64, QString> AccountsService::displayNames(const std::vector<UserId> &ids)
{
    const auto names = m_database.read([&](database::Connection &c) -> Result<QHash<qint64, QString>> {
        QHash<qint64, QString> out;
        for (const UserId id : ids) {
            if (out.contains(id.value))
                continue;
            const auto row = repository::userById(c, id);
            if (!row)
                return row.error();
            if (*row)
                out.insert(id.value, (*row)->user.displayName);
        }
        return out;
    });
    return names ? *names : QHash<qint64, QString>();
}

Result<UserList> AccountsService::users(const Actor &actor, const UserQuery &query)
{
    if (!actor.isAdmin())
        return notAllowed();
    const repository::UserFilter filter{query.text, query.role, query.offset, query.limit};
    return m_database.read([&](Connection &c) -> Result<UserList> {
        auto page = repository::users(c, filter);
        if (!page)
            return page.error();
        const auto total = repository::countUsers(c, filter);
        if (!total)
            return total.error();
        return UserList{std::move(*page), *total};
    });
}

/// What an administrator gives somebody who forgot the own one, hashed.
Result<QByteArray> AccountsService::replacementHash(const Actor &actor, UserId id, const QString &password)
{
    const auto row = m_database.read([&](Connection &c) { return existing(c, id); });
    if (!row)
        return row.error();
    if (row->user.login == OwnerLogin)
        return ownerFixed();
    if (id == actor.user && !actor.localOwner)  // a borrowed screen must not be enough
        return Error::precondition(QStringLiteral("Change your own password in your account, with the current one."),
                                   QStringLiteral("own_password"));
    if (const auto fine = m_policy.check(password, row->user.login); !fine)
        return fine.error();
    return m_hasher.hash(passwordBytes(password));
}

Result<User> AccountsService::setPassword(const Actor &actor, const QString &typedLogin, const QString &password)
{
    const auto login = parseLogin(typedLogin);
    if (!login)
        return login.error();
    const auto row = m_database.read([&](Connection &c) { return repository::userByLogin(c, *login); });
    if (!row)
        return row.error();
    if (!*row)
        return noSuchUser();
    UserChange change;
    change.password = password;
    return updateUser(actor, (*row)->user.id, change);
}

Result<User> AccountsService::updateUser(const Actor &actor, UserId id, const UserChange &change)
{
    if (!actor.isAdmin())
        return notAllowed();
    std::optional<QByteArray> hash;
    if (change.password) {
        const auto made = replacementHash(actor, id, *change.password);
        if (!made)
            return made.error();
        hash = *made;
    }
    return m_database.write([&](Transaction &tx) -> Result<User> {
        if (const auto ok = lockRegister(tx); !ok)
            return ok.error();
        if (const auto ok = lockPerson(tx, id); !ok)
            return ok.error();
        if (const auto still = isStillAdmin(tx, actor); !still)
            return still.error();
        auto row = existing(tx, id);
        if (!row)
            return row.error();
        const User before = row->user;
        User &user = row->user;
        user.displayName = change.displayName.value_or(before.displayName);
        user.role = change.role.value_or(before.role);
        user.disabled = change.disabled.value_or(before.disabled);
        const bool power = user.role != before.role || user.disabled != before.disabled;
        if (power && before.login == OwnerLogin)
            return ownerFixed();
        if (power && !actor.localOwner) {
            if (const auto manned = leavesAnAdmin(tx, before); !manned)
                return manned.error();
        }
        const Millis now = m_clock.now();
        if (hash) {
            const auto replaced = repository::replacePassword(tx, id, row->password, *hash, now);
            if (!replaced)
                return replaced.error();
        }
        if (power || hash) {
            ++row->epoch;
            if (const auto ended = endSessions(tx, m_tokens, id, {}, now); !ended)
                return ended.error();
            tx.afterCommit([this, id, state = row->state()] { m_tokens.userChanged(id, state); });
            if (const auto told = tx.tell(news::Person, id.value); !told)
                return told.error();
        }
        if (const auto ok = repository::updateUser(tx, *row, now); !ok)
            return ok.error();
        if (user.displayName != before.displayName) {
            if (const auto heard = m_renamed.renamed(tx, user); !heard)
                return heard.error();
        }
        announce(tx, id);
        return user;
    });
}

}  // namespace accounts
