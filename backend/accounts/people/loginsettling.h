#pragma once

#include "backend/database/database.h"

namespace accounts {

/// Brings logins of earlier programs to the form of this one, at start: phone numbers in their one form, and what each
/// looks like. Two accounts with the same phone number stay as they are, which is logged: each still gets in by the
/// spelling it was made with (Login::former). Costs one look at an index when there is nothing to do.
/// Thread: any but the writer's; waits for the commit. Errors: of the store.
Result<void> settleLogins(database::Database &database);

}  // namespace accounts
