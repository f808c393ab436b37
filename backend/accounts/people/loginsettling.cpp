#include "backend/accounts/people/loginsettling.h"

#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/people/loginskeleton.h"
#include "backend/accounts/people/personlock.h"
#include "models/domain/accounts/credentials.h"

namespace accounts {

using database::Connection;
using database::Transaction;
using repository::LoginRow;

namespace {

QString oneForm(const QString &stored)
{
    const auto login = parseLogin(stored);
    return login && login->kind == LoginKind::Phone ? login->text : stored;
}

Result<void> settle(Transaction &tx, const std::vector<LoginRow> &rows)
{
    if (const auto ok = lockRegister(tx); !ok)
        return ok;
    QHash<QString, int> wanted;
    for (const LoginRow &row : rows)
        ++wanted[oneForm(row.login)];
    for (const LoginRow &row : rows) {
        QString login = oneForm(row.login);
        if (login != row.login) {
            const auto owner = repository::userByLogin(tx, {login, LoginKind::Phone, login});
            if (!owner)
                return owner.error();
            if (*owner || wanted.value(login) > 1) {
                qWarning("Accounts with one phone number: user %lld keeps the spelling of the login as it is.",
                         static_cast<long long>(row.id.value));
                login = row.login;
            }
        }
        if (const auto ok = repository::storeLogin(tx, {row.id, login}, loginSkeleton(login)); !ok)
            return ok.error();
    }
    return {};
}

}  // namespace

Result<void> settleLogins(database::Database &database)
{
    const auto rows = database.read([](Connection &c) { return repository::unsettledLogins(c); });
    if (!rows)
        return rows.error();
    if (rows->empty())
        return {};
    return database.write([&](Transaction &tx) { return settle(tx, *rows); });
}

}  // namespace accounts
