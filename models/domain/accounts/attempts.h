#pragma once

#include "models/domain/clock.h"

#include <QByteArray>
#include <QHash>

#include <mutex>
#include <vector>

/// How often something may be tried (DOMAIN §16).
namespace accounts {

/// At most `count` within any `window` ms. Sliding, so "the sixth in a minute" is refused wherever the minute begins.
struct AttemptRule {
    int count;
    Millis window;
};

/// 0 when a further attempt is allowed at `now` after those at `past` (ascending), otherwise the ms until it will be.
/// Pure.
Millis waitFor(const std::vector<Millis> &past, const std::vector<AttemptRule> &rules, Millis now);

/// Attempts by key, in memory. Thread: any. At most `MaxKeys` keys: beyond that the ones that no rule looks at any more
/// go, and if that is not enough, everything is refused until there is room (fails closed).
class AttemptLimiter
{
public:
    static constexpr int MaxKeys = 100'000;

    explicit AttemptLimiter(std::vector<AttemptRule> rules);

    /// Counts an attempt when it is allowed: 0; otherwise the ms to wait, and nothing is counted.
    Millis attempt(const QByteArray &key, Millis now);
    /// Takes back the newest attempt of a key: what succeeded does not count.
    void forgive(const QByteArray &key);

private:
    void sweep(Millis now);
    const std::vector<AttemptRule> m_rules;
    Millis m_longest = 0;
    std::mutex m_mutex;
    QHash<QByteArray, std::vector<Millis>> m_past;
};

}  // namespace accounts
