#include "backend/accounts/people/accountsrepository.h"

namespace accounts::repository {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

constexpr char SelectUser[] =
        "SELECT id, login, display_name, role, disabled, created_at, password, token_epoch FROM users ";

Role roleOf(const QString &name)
{
    return roleFromName(name).value_or(Role::Learner);
}

User userIn(const Statement &s)
{
    return {UserId(s.integer(0)), s.text(1), s.text(2), roleOf(s.text(3)), s.boolean(4), s.integer(5)};
}

Result<std::optional<UserRow>> oneUser(Statement &s)
{
    if (const auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<UserRow>();
    return std::optional<UserRow>({userIn(s), {}, s.text(6).toLatin1(), int(s.integer(7))});
}

QByteArray where(const database::Dialect &dialect, const UserFilter &filter)
{
    QByteArrayList parts;
    if (!filter.text.isEmpty())
        parts += '(' + dialect.contains("login") + " OR " + dialect.contains("display_name") + ')';
    if (filter.role)
        parts += "role = ?";
    return parts.isEmpty() ? QByteArray() : "WHERE " + parts.join(" AND ") + ' ';
}

void bindFilter(Statement &s, const UserFilter &filter)
{
    if (!filter.text.isEmpty())
        s.bind(database::patternFor(filter.text.toLower())).bind(database::patternFor(filter.text));
    if (filter.role)
        s.bind(roleName(*filter.role));
}

Result<void> plain(const Result<qint64> &ran)
{
    return ran ? Result<void>() : Result<void>(ran.error());
}

}  // namespace

Result<std::optional<UserRow>> userById(Connection &c, UserId id)
{
    Statement s = c.prepare(QByteArray(SelectUser) + "WHERE id = ?");
    s.bind(id.value);
    return oneUser(s);
}

Result<std::optional<UserRow>> userByLogin(Connection &c, const Login &login)
{
    Statement s = c.prepare(QByteArray(SelectUser) + "WHERE login IN (?, ?) ORDER BY login = ? DESC LIMIT 1");
    s.bind(login.text).bind(login.former).bind(login.former);
    return oneUser(s);
}

Result<bool> isLookAlike(Connection &c, const QString &login, const QString &skeleton)
{
    Statement s = c.prepare("SELECT 1 FROM users WHERE login_skeleton = ? AND login <> ? LIMIT 1");
    s.bind(skeleton).bind(login);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<std::vector<LoginRow>> unsettledLogins(Connection &c)
{
    Statement s = c.prepare("SELECT id, login FROM users WHERE login_skeleton = '' ORDER BY id");
    if (const auto ok = s.run(); !ok)
        return ok.error();
    std::vector<LoginRow> out;
    while (s.next())
        out.push_back({UserId(s.integer(0)), s.text(1)});
    return out;
}

Result<void> storeLogin(Transaction &tx, const LoginRow &row, const QString &skeleton)
{
    return plain(
            tx.run("UPDATE users SET login = ?, login_skeleton = ? WHERE id = ?", row.login, skeleton, row.id.value));
}

Result<std::vector<User>> users(Connection &c, const UserFilter &filter)
{
    Statement s = c.prepare(SelectUser + where(c.dialect(), filter) + "ORDER BY id LIMIT ? OFFSET ?");
    bindFilter(s, filter);
    s.bind(filter.limit).bind(filter.offset);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    std::vector<User> out;
    while (s.next())
        out.push_back(userIn(s));
    return out;
}

Result<qint64> countUsers(Connection &c, const UserFilter &filter)
{
    Statement s = c.prepare("SELECT COUNT(*) FROM users " + where(c.dialect(), filter));
    bindFilter(s, filter);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    s.next();
    return s.integer(0);
}

Result<qint64> countAdminsBeside(Connection &c, UserId other)
{
    Statement s = c.prepare(
            "SELECT COUNT(*) FROM users WHERE role = 'admin' AND disabled = 0 AND password <> '' AND id <> ?");
    s.bind(other.value);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    s.next();
    return s.integer(0);
}

Result<QHash<qint64, UserState>> allStates(Connection &c)
{
    Statement s = c.prepare("SELECT id, role, token_epoch, disabled FROM users");
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QHash<qint64, UserState> out;
    while (s.next())
        out.insert(s.integer(0), {roleOf(s.text(1)), int(s.integer(2)), s.boolean(3)});
    return out;
}

Result<UserId> insertUser(Transaction &tx, const UserRow &row, Millis now)
{
    const auto id = tx.insert("INSERT INTO users (login, login_skeleton, display_name, role, password, token_epoch, "
                              "disabled, created_at, "
                              "updated_at) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?)",
                              row.user.login, row.skeleton, row.user.displayName, roleName(row.user.role),
                              QString::fromLatin1(row.password), now, now);
    if (!id)
        return id.error();
    return UserId(*id);
}

Result<void> updateUser(Transaction &tx, const UserRow &row, Millis now)
{
    return plain(tx.run(
            "UPDATE users SET display_name = ?, role = ?, disabled = ?, token_epoch = ?, updated_at = ? WHERE id = ?",
            row.user.displayName, roleName(row.user.role), row.user.disabled, row.epoch, now, row.user.id.value));
}

Result<bool> replacePassword(Transaction &tx, UserId id, const QByteArray &old, const QByteArray &fresh, Millis now)
{
    const auto changed = tx.run("UPDATE users SET password = ?, updated_at = ? WHERE id = ? AND password = ?",
                                QString::fromLatin1(fresh), now, id.value, QString::fromLatin1(old));
    if (!changed)
        return changed.error();
    return *changed == 1;
}

Result<void> lockHolder(Transaction &tx, const QByteArray &tokenHash)
{
    return tx.lock("SELECT id FROM users WHERE id = (SELECT user_id FROM refresh_tokens WHERE token_hash = ?)",
                   QString::fromLatin1(tokenHash));
}

Result<void> lockHolderOfFamily(Transaction &tx, const QString &family)
{
    return tx.lock("SELECT id FROM users WHERE id = (SELECT MIN(user_id) FROM refresh_tokens WHERE family = ?)",
                   family);
}

Result<std::optional<TokenRow>> tokenByHash(Connection &c, const QByteArray &hash)
{
    Statement s =
            c.prepare("SELECT id, family, user_id, device, token_hash, parent_id, started_at, issued_at, expires_at, "
                      "used_at, repeated_at, revoked_at FROM refresh_tokens WHERE token_hash = ?");
    s.bind(QString::fromLatin1(hash));
    if (const auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<TokenRow>();
    return std::optional<TokenRow>({s.integer(0), s.text(1), UserId(s.integer(2)), s.text(3), s.text(4).toLatin1(),
                                    s.optionalInteger(5), s.integer(6), s.integer(7), s.integer(8),
                                    s.optionalInteger(9), s.optionalInteger(10), s.optionalInteger(11)});
}

Result<void> insertToken(Transaction &tx, const TokenRow &row)
{
    return plain(tx.insert(
            "INSERT INTO refresh_tokens (family, user_id, device, token_hash, parent_id, started_at, issued_at, "
            "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row.family, row.user.value, row.device, QString::fromLatin1(row.hash), row.parent, row.started, row.issued,
            row.expires));
}

Result<void> markUsed(Transaction &tx, qint64 id, Millis now)
{
    return plain(tx.run("UPDATE refresh_tokens SET used_at = ? WHERE id = ?", now, id));
}

Result<void> markRepeated(Transaction &tx, qint64 id, Millis now)
{
    return plain(tx.run("UPDATE refresh_tokens SET repeated_at = ? WHERE id = ?", now, id));
}

Result<void> revokeFamily(Transaction &tx, const QString &family, Millis now)
{
    return plain(
            tx.run("UPDATE refresh_tokens SET revoked_at = ? WHERE family = ? AND revoked_at IS NULL", now, family));
}

Result<QStringList> liveFamilies(Connection &c, UserId user, const QString &except)
{
    Statement s = c.prepare(
            "SELECT DISTINCT family FROM refresh_tokens WHERE user_id = ? AND revoked_at IS NULL AND family <> ?");
    s.bind(user.value).bind(except);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QStringList out;
    while (s.next())
        out.append(s.text(0));
    return out;
}

Result<void> deleteTokensExpiredBefore(Transaction &tx, Millis time)
{
    return plain(tx.run("DELETE FROM refresh_tokens WHERE expires_at < ?", time));
}

Result<QHash<QString, Millis>> sessionsEndedSince(Connection &c, Millis since)
{
    Statement s = c.prepare("SELECT family, MAX(revoked_at) FROM refresh_tokens WHERE revoked_at >= ? GROUP BY family");
    s.bind(since);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QHash<QString, Millis> out;
    while (s.next())
        out.insert(s.text(0), s.integer(1));
    return out;
}

Result<void> insertConsent(Transaction &tx, UserId user, const Consent &consent)
{
    return plain(
            tx.insert("INSERT INTO consents (user_id, document, version, granted, created_at) VALUES (?, ?, ?, ?, ?)",
                      user.value, consent.document, consent.version, consent.granted, consent.time));
}

Result<std::vector<Consent>> consents(Connection &c, UserId user)
{
    Statement s = c.prepare("SELECT document, version, granted, created_at FROM consents WHERE id IN "
                            "(SELECT MAX(id) FROM consents WHERE user_id = ? GROUP BY document) ORDER BY document");
    s.bind(user.value);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Consent> out;
    while (s.next())
        out.push_back({s.text(0), s.text(1), s.boolean(2), s.integer(3)});
    return out;
}

Result<bool> hasGranted(Connection &c, UserId user, QStringView document)
{
    Statement s = c.prepare("SELECT granted FROM consents WHERE user_id = ? AND document = ? ORDER BY id DESC LIMIT 1");
    s.bind(user.value).bind(document.toString());
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next() && s.boolean(0);
}

Result<QSet<qint64>> grantedTo(Connection &c, QStringView document)
{
    Statement s = c.prepare("SELECT user_id FROM consents WHERE granted = 1 AND id IN "
                            "(SELECT MAX(id) FROM consents WHERE document = ? GROUP BY user_id)");
    s.bind(document.toString());
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QSet<qint64> out;
    while (s.next())
        out.insert(s.integer(0));
    return out;
}

}  // namespace accounts::repository
