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

/// How long to wait after so many wrong guesses in a row: nothing for the first four, then a minute, doubling up to an
/// hour. Pure.
Millis delayAfter(int failures);

/// Attempts by key, in memory. Times are of Clock::steady(). Thread: any. At most `MaxKeys` keys: beyond that the half
/// goes that has been still for longest, so that whoever fills the table locks nobody out.
class AttemptLimiter
{
public:
    static constexpr int MaxKeys = 100'000;

    explicit AttemptLimiter(std::vector<AttemptRule> rules);

    /// Counts an attempt when it is allowed: 0; otherwise the ms to wait, and nothing is counted.
    Millis attempt(const QByteArray &key, Millis now);
    /// Takes back the newest attempt of a key: what succeeded does not count.
    void forgive(const QByteArray &key);

    qsizetype size() const;

private:
    void makeRoom(Millis now);
    const std::vector<AttemptRule> m_rules;
    Millis m_longest = 0;
    mutable std::mutex m_mutex;
    QHash<QByteArray, std::vector<Millis>> m_past;
};

/// Wrong guesses in a row by key, each waiting longer than the one before (delayAfter), in memory. A day without any
/// forgets them. Times, thread and size are as for AttemptLimiter.
class GuessDelays
{
public:
    static constexpr int MaxKeys = AttemptLimiter::MaxKeys;
    static constexpr Millis Memory = 24LL * 3600 * 1000;

    struct Verdict {
        Millis wait = 0;   ///< 0: go on
        int failures = 0;  ///< with this one, which counts as wrong until told otherwise
    };
    /// Counts a guess as wrong when it may be made now.
    Verdict begin(const QByteArray &key, Millis now);
    void wasRight(const QByteArray &key);
    /// It was not made after all.
    void takeBack(const QByteArray &key);
    qsizetype size() const;

private:
    struct Row {
        int failures = 0;
        Millis last = 0;
    };
    void makeRoom(Millis now);
    mutable std::mutex m_mutex;
    QHash<QByteArray, Row> m_rows;
};

}  // namespace accounts
