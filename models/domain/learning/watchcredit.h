#pragma once

#include "models/domain/clock.h"
#include "models/domain/learning/watchedset.h"

/// How much coverage real time allows (DOMAIN §2, "Credit"): nobody sees more than maximum speed × time, with a tenth
/// to spare. Kept as one account per learner that fills with real time and is spent by new unique seconds of any
/// lesson. So an offline batch is bounded by the time since the last contact, also when the queue needs several
/// requests to drain (a bound per record against the last request would cut the second one), and ten lessons in one
/// batch can't each claim the whole time. Thread: plain values.
namespace learning {

struct WatchCredit {
    static constexpr double Slack = 1.1;
    static constexpr int PerRecord = 3;             ///< s, free for each record: rounding at its ends
    static constexpr double Initial = 4 * 3600.0;   ///< s, before the first contact: a device that was offline so far
    static constexpr Millis ClockSetBack = 60'000;  ///< further ahead of now is no time at all
    static constexpr Millis MaxAway = 30LL * 24 * 3600 * 1000;  ///< clients keep unsent records for 30 days

    double balance = Initial;  ///< unique seconds that may be claimed
    Millis time = 0;           ///< when the balance was right; 0: no contact yet
    bool operator==(const WatchCredit &) const = default;

    /// The balance at `now`, for a course whose learners may play at `maximumSpeed`.
    void fill(Millis now, double maximumSpeed);
    /// Cuts the new seconds of `set` (those `known` lacks) to the balance, earliest in the lesson first, and takes them
    /// from it. What is known already is free. Answers the number of seconds cut off.
    int spend(WatchedSet &set, const WatchedSet &known);
};

}  // namespace learning
