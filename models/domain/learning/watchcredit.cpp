#include "models/domain/learning/watchcredit.h"

#include <algorithm>

namespace learning {

void WatchCredit::fill(Millis now, double maximumSpeed)
{
    if (time > 0 && now > time) {
        const double away = double(std::min(now - time, MaxAway)) / 1000;
        const double cap = std::max(Initial, double(MaxAway) / 1000 * maximumSpeed * Slack);
        balance = std::min(cap, balance + away * maximumSpeed * Slack);
    }
    // A clock that was set back must not freeze the account until it has caught up; neighbours of one moment may well
    // come in any order.
    time = time > now + ClockSetBack ? now : std::max(time, now);
}

int WatchCredit::spend(WatchedSet &set, const WatchedSet &known)
{
    const WatchedSet fresh = set.minus(known);
    const int wanted = fresh.count();
    if (wanted == 0)
        return 0;
    const int granted = std::min(wanted, int(std::min(balance, 1e9)) + PerRecord);
    balance = std::max(0.0, balance - granted);
    if (granted == wanted)
        return 0;
    WatchedSet kept = set.minus(fresh);
    kept.unite(fresh.first(granted));
    set = std::move(kept);
    return wanted - granted;
}

}  // namespace learning
