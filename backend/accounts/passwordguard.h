#pragma once

#include "models/domain/accounts/attempts.h"
#include "models/domain/result.h"

namespace accounts {

/// RateLimited with the seconds to wait, for people and as details.retryAfter.
Error tooManyAttempts(Millis wait);

/// Counts wrong guesses of an account's password, wherever they are made: at the log-in or with a borrowed session that
/// tries to change it. 5 a minute, 20 an hour (DOMAIN §16). Thread: any.
class PasswordGuard
{
public:
    /// Before a password is compared; counts as a guess until `wasRight`. RateLimited when there were too many.
    Result<void> admit(const QByteArray &account, Millis now);
    void wasRight(const QByteArray &account) { m_attempts.forgive(account); }

private:
    AttemptLimiter m_attempts{{{5, 60'000}, {20, 3'600'000}}};
};

}  // namespace accounts
