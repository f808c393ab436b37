#include "backend/accounts/people/personlookup.h"

#include "backend/accounts/people/accountsrepository.h"

namespace accounts {

namespace {

Result<std::optional<User>> userOf(const Result<std::optional<repository::UserRow>> &row)
{
    if (!row)
        return row.error();
    return *row ? std::optional((*row)->user) : std::optional<User>();
}

}  // namespace

Result<std::optional<User>> personById(database::Connection &c, UserId id)
{
    return userOf(repository::userById(c, id));
}

Result<std::optional<User>> personByLogin(database::Connection &c, const Login &login)
{
    return userOf(repository::userByLogin(c, login));
}

}  // namespace accounts
