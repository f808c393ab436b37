#pragma once

#include "backend/accounts/accountsservice.h"
#include "backend/accounts/tokenservice.h"
#include "backend/http/router.h"

namespace accounts {

/// One's own account, and everybody's for admins.
///   GET  /api/me                                                  → {id, login, displayName, role, disabled,
///   createTime, consents[]} PUT  /api/me          {displayName?, password? + currentPassword}  → the same; a new
///   password ends the other sessions POST /api/me/consent  {document, version, granted}            → 201 {document,
///   version, granted, time} GET  /api/users       q, role, page, per_page                 → {users[], pagination} POST
///   /api/users       {login, password, displayName?, role}   → 201 user PUT  /api/users/{id}  {displayName?, role?,
///   disabled?}        → user
/// Thread: workers.
class AccountsController
{
public:
    AccountsController(AccountsService &accounts, const TokenService &tokens);
    void addRoutes(http::Router &router);

private:
    http::Response me(const http::Request &request);
    http::Response updateMe(const http::Request &request);
    http::Response consent(const http::Request &request);
    http::Response users(const http::Request &request);
    http::Response createUser(const http::Request &request);
    http::Response updateUser(const http::Request &request);

    AccountsService &m_accounts;
    const TokenService &m_tokens;
};

}  // namespace accounts
