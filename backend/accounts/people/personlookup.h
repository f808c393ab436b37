#pragma once

#include "backend/database/connection.h"
#include "models/domain/accounts/credentials.h"
#include "models/domain/accounts/user.h"

#include <optional>

/// Who somebody is, for later features, as a connection sees it: also inside a transaction. Disabled accounts too; nothing:
/// there is no such person (any more). Thread: the connection's. Errors: of the store.
namespace accounts {

Result<std::optional<User>> personById(database::Connection &c, UserId id);
Result<std::optional<User>> personByLogin(database::Connection &c, const Login &login);

}  // namespace accounts
