#pragma once

#include "backend/accounts/passwords/hashingpool.h"
#include "backend/accounts/sessions/sessionservice.h"
#include "backend/http/routing/router.h"

namespace accounts {

/// Log-in and its relatives. `deviceId` in a body names the device for the grace rule of refresh; it is optional.
/// `deviceToken` is what an earlier log-in answered (devicetokens.h); browsers send it as a cookie.
///   POST /api/auth/register  {login, password, displayName?, deviceId?, deviceToken?}  → 201 session
///   POST /api/auth/login     {login, password, deviceId?, deviceToken?}                → session
///   POST /api/auth/refresh   {refreshToken, deviceId?}                   → session
///   POST /api/auth/logout    {refreshToken?} and/or a bearer token       → {}
/// Answers carry Cache-Control: no-store. Thread: workers; the first two are answered from the hashing pool, or with 503
/// at once when it is full.
class SessionController
{
public:
    SessionController(SessionService &sessions, const TokenService &tokens, HashingPool &hashing);
    void addRoutes(http::Router &router);

private:
    void registerLearner(const http::Request &request, const http::Respond &respond);
    void logIn(const http::Request &request, const http::Respond &respond);
    http::Response refresh(const http::Request &request);
    http::Response logOut(const http::Request &request);

    SessionService &m_sessions;
    const TokenService &m_tokens;
    HashingPool &m_hashing;
};

}  // namespace accounts
