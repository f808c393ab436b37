#pragma once

#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/database/connection.h"

/// Sessions as rows: what a log-in starts and a log-out, a changed password or a changed role ends. Inside a write;
/// what access tokens depend on in memory follows after the commit. Thread: the writer's. `tokens` outlives the store.
namespace accounts {

inline constexpr Millis SessionIdle = 14LL * 24 * 3600 * 1000;      ///< a refresh token's life
inline constexpr Millis SessionAbsolute = 90LL * 24 * 3600 * 1000;  ///< of a family, however often it is refreshed

/// Opens a family with its first refresh token; also clears tokens that expired over a day ago. Answers the family's
/// name.
Result<QString> startSession(database::Transaction &tx, UserId user, const QString &device,
                             const QByteArray &refreshToken, Millis now);
Result<void> endSession(database::Transaction &tx, TokenService &tokens, const QString &family, Millis now);
/// Every session of a user but `except` (may be empty).
Result<void> endSessions(database::Transaction &tx, TokenService &tokens, UserId user, const QString &except,
                         Millis now);

}  // namespace accounts
