#pragma once

#include "models/domain/clock.h"

#include <QByteArray>

#include <memory>

namespace http {

/// A token bucket as data: `burst` requests at once, refilled at `perMinute`. perMinute 0: no limit.
struct RateRule {
    double perMinute = 0;
    double burst = 0;
    bool isOff() const { return perMinute <= 0; }
};

/// Counts who asks how often. Time is the clock's steady one. Thread: any. Buckets that are full again are forgotten, so
/// memory follows the callers of the last minutes; beyond MostBuckets those go that are nearest to being full.
class RateLimiter
{
public:
    static constexpr int MostBuckets = 16 * 16'384;

    explicit RateLimiter(const Clock &clock);
    ~RateLimiter();

    struct Verdict {
        bool allowed = true;
        qint64 remaining = 0;   ///< whole requests left now
        qint64 retryAfter = 0;  ///< s until the next one is allowed, at least 1 when refused
    };
    /// Takes one from the bucket `key`. A key belongs to one rule.
    Verdict take(const QByteArray &key, RateRule rule);

    int size() const;  ///< buckets held

private:
    struct Shard;
    Shard &shardOf(const QByteArray &key) const;
    const Clock &m_clock;
    std::unique_ptr<Shard[]> m_shards;
};

}  // namespace http
