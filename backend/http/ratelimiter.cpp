#include "backend/http/ratelimiter.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace http {

namespace {
constexpr size_t ShardCount = 16;  // so that workers seldom wait for one another
constexpr qsizetype FirstPrune = 512;

struct Bucket {
    double tokens = 0;
    Millis at = 0;
    Millis fullAt = 0;
};
}  // namespace

struct RateLimiter::Shard {
    mutable std::mutex mutex;
    QHash<QByteArray, Bucket> buckets;
    qsizetype pruneAt = FirstPrune;

    void prune(Millis now)
    {
        buckets.removeIf([now](auto entry) { return entry.value().fullAt <= now; });
        pruneAt = std::max(FirstPrune, buckets.size() * 2);
    }
};

RateLimiter::RateLimiter(const Clock &clock) : m_clock(clock), m_shards(std::make_unique<Shard[]>(ShardCount)) {}
RateLimiter::~RateLimiter() = default;

RateLimiter::Shard &RateLimiter::shardOf(const QByteArray &key) const
{
    return m_shards[qHash(key, 0x5eed) % ShardCount];
}

RateLimiter::Verdict RateLimiter::take(const QByteArray &key, RateRule rule)
{
    if (rule.isOff())
        return {};
    const double perMilli = rule.perMinute / 60'000.0;
    const double burst = std::max(1.0, rule.burst);
    const Millis now = m_clock.now();
    Shard &shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.buckets.size() >= shard.pruneAt)
        shard.prune(now);
    auto it = shard.buckets.find(key);
    if (it == shard.buckets.end())
        it = shard.buckets.insert(key, {burst, now, now});
    Bucket &bucket = *it;
    // A clock set back refills nothing and takes nothing away.
    bucket.tokens = std::min(burst, bucket.tokens + double(std::max<Millis>(0, now - bucket.at)) * perMilli);
    bucket.at = now;
    Verdict verdict;
    // Sums of fractions may fall short of a whole token by a rounding error.
    verdict.allowed = bucket.tokens >= 1.0 - 1e-9;
    if (verdict.allowed)
        bucket.tokens = std::max(0.0, bucket.tokens - 1.0);
    else
        verdict.retryAfter = std::max<qint64>(1, qint64(std::ceil((1.0 - bucket.tokens) / perMilli / 1000.0)));
    verdict.remaining = qint64(bucket.tokens);
    bucket.fullAt = now + Millis(std::ceil((burst - bucket.tokens) / perMilli));
    return verdict;
}

void RateLimiter::forget(const QByteArray &key)
{
    Shard &shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    shard.buckets.remove(key);
}

int RateLimiter::size() const
{
    qsizetype all = 0;
    for (size_t i = 0; i < ShardCount; ++i) {
        const std::lock_guard lock(m_shards[i].mutex);
        all += m_shards[i].buckets.size();
    }
    return int(all);
}

}  // namespace http
