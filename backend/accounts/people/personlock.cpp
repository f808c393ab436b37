#include "backend/accounts/people/personlock.h"

#include "models/domain/accounts/user.h"

namespace accounts {

Result<void> lockPerson(database::Transaction &tx, UserId user)
{
    return tx.lock("SELECT id FROM users WHERE id = ?", user.value);
}

// The row that every school has before anybody can register.
Result<void> lockRegister(database::Transaction &tx)
{
    return tx.lock("SELECT id FROM users WHERE login = ?", OwnerLogin.toString());
}

}  // namespace accounts
