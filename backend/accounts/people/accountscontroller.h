#pragma once

#include "backend/accounts/passwords/hashingpool.h"
#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/http/routing/router.h"

namespace accounts {

/// One's own account, and everybody's for admins. Bodies and answers are in resources/api/openapi.yaml.
///   GET  /api/me
///   PUT  /api/me             name, password (with the current one; it ends the other sessions)
///   POST /api/me/consent     201
///   GET  /api/users          q, role, page, per_page
///   POST /api/users          201
///   PUT  /api/users/{id}     name, role, disabled
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
