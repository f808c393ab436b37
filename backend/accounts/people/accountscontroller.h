#pragma once

#include "backend/accounts/passwords/hashingpool.h"
#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/http/routing/router.h"

namespace accounts {

/// One's own account, and everybody's for admins.
///   GET  /api/me                                                  → {id, login, displayName, role, disabled,
///   createTime, consents[]} PUT  /api/me          {displayName?, password? + currentPassword}  → the same; a new
///   password ends the other sessions POST /api/me/consent  {document, version, granted}            → 201 {document,
///   version, granted, time} GET  /api/users       q, role, page, per_page                 → {users[], pagination} POST
///   /api/users       {login, password, displayName?, role}   → 201 user PUT  /api/users/{id}  {displayName?, role?,
///   disabled?}        → user
/// Thread: workers; whatever carries a password is answered from the hashing pool, or with 503 at once when it is full.
class AccountsController
{
public:
    AccountsController(AccountsService &accounts, const TokenService &tokens, HashingPool &hashing);
    void addRoutes(http::Router &router);

private:
    http::Response me(const http::Request &request);
    void updateMe(const http::Request &request, const http::Respond &respond);
    http::Response consent(const http::Request &request);
    http::Response users(const http::Request &request);
    void createUser(const http::Request &request, const http::Respond &respond);
    void updateUser(const http::Request &request, const http::Respond &respond);

    AccountsService &m_accounts;
    const TokenService &m_tokens;
    HashingPool &m_hashing;
};

}  // namespace accounts
