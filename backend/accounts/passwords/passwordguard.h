#pragma once

#include "models/domain/accounts/attempts.h"
#include "models/domain/result.h"

#include <QByteArray>

namespace accounts {

/// RateLimited with the seconds to wait, for people and as details.retryAfter.
Error tooManyAttempts(Millis wait);

/// Where a password is tried: a device that was in this account before, a running session, or else just an address.
struct Place {
    QByteArray name;       ///< unique among all kinds of places
    bool isKnown = false;  ///< of a device or a session that belongs to the account
};

/// Counts wrong guesses of an account's password, wherever they are made: at the log-in or with a borrowed session that
/// tries to change it (DOMAIN §16: growing delay, no lock by a third party). Each place waits for its own
/// guesses only, ever longer. Strangers' places wait for each other too, beyond 50 guesses an hour, of which one place
/// makes ten at the most: guesses from many addresses end there, while those who were in before still get in. Right
/// passwords cost a hash as well, so there is a limit to all tries together. Times are of Clock::steady(). Thread: any.
class PasswordGuard
{
public:
    /// A guess that may be made, and counts as wrong until told otherwise.
    struct Guess {
        QByteArray account;
        QByteArray place;
        bool counted = false;  ///< among the strangers' guesses
    };

    /// RateLimited when there were too many.
    Result<Guess> admit(const QByteArray &account, const Place &place, Millis now);
    void wasRight(const Guess &guess);
    /// It was not compared: the hasher had no room.
    void takeBack(const Guess &guess);

private:
    AttemptLimiter m_tries{{{30, 60'000}, {200, 3'600'000}}};  ///< of a place, right or wrong
    GuessDelays m_delays;                                      ///< of a place
    AttemptLimiter m_strangers{{{50, 3'600'000}, {200, 24 * 3'600'000}}};
};

}  // namespace accounts
