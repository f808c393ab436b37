#pragma once

#include "models/domain/clock.h"
#include "models/domain/learning/watchedset.h"

#include <map>
#include <optional>

/// How much coverage real time allows (DOMAIN §2, "Credit"): nobody sees more than maximum speed × time, with a tenth
/// to spare. Kept as one account per learner that fills with real time and is spent by new unique seconds of any
/// lesson. So an offline batch is bounded by the time since the last contact, also when the queue needs several
/// requests to drain (a bound per record against the last request would cut the second one), and ten lessons in one
/// batch can't each claim the whole time.
/// Time spent watching is bounded alike: nobody has more of it than has passed, with a tenth to spare, and a day of the
/// school has no more of it for one person than it has had hours, whatever lessons, devices and sessions it is told of.
/// Thread: plain values.
namespace learning {

struct WatchCredit {
    static constexpr double Slack = 1.1;
    static constexpr int PerRecord = 3;             ///< s, free for each record: rounding at its ends
    static constexpr double Initial = 4 * 3600.0;   ///< s, before the first contact: a device that was offline so far
    static constexpr Millis ClockSetBack = 60'000;  ///< further ahead of now is no time at all
    static constexpr Millis MaxAway = 30LL * 24 * 3600 * 1000;  ///< clients keep unsent records for 30 days

    static constexpr int DaysKept = 32;  ///< of days before, nothing is claimed any more
    static constexpr int DaySlack = 60;  ///< s: clocks of a client and ours differ a little about a day's start

    double balance = Initial;    ///< unique seconds that may be claimed
    double watchTime = Initial;  ///< seconds spent watching that may be claimed
    std::map<int, int> days;     ///< of the last days: seconds spent watching that were granted
    Millis time = 0;             ///< when the balance was right; 0: no contact yet
    bool operator==(const WatchCredit &) const = default;

    /// The balance at `now`, for a course whose learners may play at `maximumSpeed`.
    void fill(Millis now, double maximumSpeed);
    /// Cuts the new seconds of `set` (those `known` lacks) to the balance, earliest in the lesson first, and takes them
    /// from it. What is known already is free. Answers the number of seconds cut off.
    int spend(WatchedSet &set, const WatchedSet &known);
    /// Takes time spent watching on `day`, of which `elapsed` seconds have passed. Answers how many of the `wanted`
    /// seconds are granted.
    int spendTime(int day, int elapsed, int wanted);

    QByteArray daysToBlob() const;
    static std::optional<std::map<int, int>> daysFromBlob(const QByteArray &blob);
};

}  // namespace learning
