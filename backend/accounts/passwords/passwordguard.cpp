#include "backend/accounts/passwords/passwordguard.h"

namespace accounts {

namespace {
constexpr int MostOfOnePlace = 10;  // guesses that count against everybody
}

Error tooManyAttempts(Millis wait)
{
    const qint64 seconds = (wait + 999) / 1000;
    return {ErrorCode::RateLimited,
            {},
            QStringLiteral("Too many attempts. Try again in %1 s.").arg(seconds),
            {{QStringLiteral("retryAfter"), seconds}}};
}

Result<PasswordGuard::Guess> PasswordGuard::admit(const QByteArray &account, const Place &place, Millis now)
{
    Guess guess{account, account + '\n' + place.name, false};
    if (const Millis wait = m_tries.attempt(guess.place, now); wait > 0)
        return tooManyAttempts(wait);
    const GuessDelays::Verdict verdict = m_delays.begin(guess.place, now);
    if (verdict.wait > 0) {
        m_tries.forgive(guess.place);
        return tooManyAttempts(verdict.wait);
    }
    if (place.isKnown || verdict.failures > MostOfOnePlace)
        return guess;
    if (const Millis wait = m_strangers.attempt(account, now); wait > 0) {
        takeBack(guess);
        return tooManyAttempts(wait);
    }
    guess.counted = true;
    return guess;
}

void PasswordGuard::wasRight(const Guess &guess)
{
    m_delays.wasRight(guess.place);
    if (guess.counted)
        m_strangers.forgive(guess.account);
}

void PasswordGuard::takeBack(const Guess &guess)
{
    m_tries.forgive(guess.place);
    m_delays.takeBack(guess.place);
    if (guess.counted)
        m_strangers.forgive(guess.account);
}

}  // namespace accounts
