#include "backend/accounts/passwordguard.h"

namespace accounts {

Error tooManyAttempts(Millis wait)
{
    const qint64 seconds = (wait + 999) / 1000;
    return {ErrorCode::RateLimited,
            {},
            QStringLiteral("Too many attempts. Try again in %1 s.").arg(seconds),
            {{QStringLiteral("retryAfter"), seconds}}};
}

Result<void> PasswordGuard::admit(const QByteArray &account, Millis now)
{
    const Millis wait = m_attempts.attempt(account, now);
    return wait > 0 ? Result<void>(tooManyAttempts(wait)) : Result<void>();
}

}  // namespace accounts
