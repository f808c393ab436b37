#include "models/domain/learning/watchcredit.h"

#include <QtEndian>

#include <algorithm>

namespace learning {

void WatchCredit::fill(Millis now, double maximumSpeed)
{
    if (time > 0 && now > time) {
        const double away = double(std::min(now - time, MaxAway)) / 1000;
        const double cap = std::max(Initial, double(MaxAway) / 1000 * maximumSpeed * Slack);
        balance = std::min(cap, balance + away * maximumSpeed * Slack);
        watchTime = std::min(double(MaxAway) / 1000 * Slack, watchTime + away * Slack);
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

int WatchCredit::spendTime(int day, int elapsed, int wanted)
{
    if (wanted <= 0 || (!days.empty() && day <= days.rbegin()->first - DaysKept))
        return 0;
    const auto known = days.find(day);
    const int counted = known == days.end() ? 0 : known->second;
    const int left = std::min(elapsed + DaySlack, 24 * 3600) - counted;
    const int granted = std::max(0, std::min({wanted, left, int(watchTime)}));
    if (granted == 0)
        return 0;
    watchTime -= granted;
    days[day] = counted + granted;
    days.erase(days.begin(), days.upper_bound(days.rbegin()->first - DaysKept));
    return granted;
}

QByteArray WatchCredit::daysToBlob() const
{
    QByteArray out(qsizetype(days.size()) * 8, '\0');
    char *at = out.data();
    for (const auto &[day, seconds] : days) {
        qToLittleEndian<qint32>(day, at);
        qToLittleEndian<qint32>(seconds, at + 4);
        at += 8;
    }
    return out;
}

std::optional<std::map<int, int>> WatchCredit::daysFromBlob(const QByteArray &blob)
{
    if (blob.size() % 8 != 0)
        return std::nullopt;
    std::map<int, int> out;
    for (const char *at = blob.constData(); at < blob.constData() + blob.size(); at += 8)
        out[qFromLittleEndian<qint32>(at)] = qFromLittleEndian<qint32>(at + 4);
    return out;
}

}  // namespace learning
