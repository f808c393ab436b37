#include "backend/accounts/people/lastadmin.h"

#include "backend/accounts/people/accountsrepository.h"

namespace accounts {

Error ownerFixed()
{
    return Error::precondition(QStringLiteral("The owner of this machine stays an administrator without a password."),
                               QStringLiteral("owner_fixed"));
}

Result<void> leavesAnAdmin(database::Connection &c, const User &user)
{
    if (user.role != Role::Admin || user.disabled)
        return {};
    const auto others = repository::countAdminsBeside(c, user.id);
    if (!others)
        return others.error();
    if (*others == 0)
        return Error::precondition(QStringLiteral("This is the last administrator who can log in."),
                                   QStringLiteral("last_admin"));
    return {};
}

}  // namespace accounts
