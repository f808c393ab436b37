#pragma once

#include "backend/database/connection.h"
#include "models/domain/accounts/user.h"

/// Whose power and account nobody takes away, so that a school always has somebody who can administer it.
namespace accounts {

/// FailedPrecondition "owner_fixed": what is answered to changes of the machine owner's account.
Error ownerFixed();
/// FailedPrecondition "last_admin" when nobody else could log in and administer once this user can't. Thread: the
/// connection's; inside the transaction that takes the power away.
Result<void> leavesAnAdmin(database::Connection &c, const User &user);

}  // namespace accounts
