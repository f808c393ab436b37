#include "backend/accounts/accounts.h"

#include "backend/accounts/people/loginsettling.h"

namespace accounts {

Result<void> Accounts::prepare(database::Database &database)
{
    if (auto settled = settleLogins(database); !settled)
        return settled;
    return m_consents.load(database);
}

}  // namespace accounts
