#pragma once

#include "backend/accounts/sessionservice.h"
#include "backend/http/router.h"

namespace accounts {

/// Log-in and its relatives. `deviceId` in a body names the device for the grace rule of refresh; it is optional.
///   POST /api/auth/register  {login, password, displayName?, deviceId?}  → 201 session
///   POST /api/auth/login     {login, password, deviceId?}                → session
///   POST /api/auth/refresh   {refreshToken, deviceId?}                   → session
///   POST /api/auth/logout    {refreshToken?} and/or a bearer token       → {}
/// Answers carry Cache-Control: no-store. Thread: workers.
class SessionController
{
public:
    SessionController(SessionService &sessions, const TokenService &tokens);
    void addRoutes(http::Router &router);

private:
    http::Response registerLearner(const http::Request &request);
    http::Response logIn(const http::Request &request);
    http::Response refresh(const http::Request &request);
    http::Response logOut(const http::Request &request);

    SessionService &m_sessions;
    const TokenService &m_tokens;
};

}  // namespace accounts
