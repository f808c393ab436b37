#include "backend/http/middleware/ratelimiter.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <vector>

namespace http {

namespace {
constexpr size_t ShardCount = 16;  // so that workers seldom wait for one another
constexpr qsizetype FirstPrune = 512;
constexpr qsizetype MostInShard = RateLimiter::MostBuckets / qsizetype(ShardCount);

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
        if (buckets.size() >= MostInShard)
            dropHalf();
        pruneAt = std::clamp(buckets.size() * 2, FirstPrune, MostInShard);
    }

    /// Those that would soon be forgotten anyway: who gains by it gains a few requests.
    void dropHalf()
    {
        std::vector<Millis> times;
        times.reserve(size_t(buckets.size()));
        for (const Bucket &bucket : std::as_const(buckets))
            times.push_back(bucket.fullAt);
        const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
        std::nth_element(times.begin(), middle, times.end());
        buckets.removeIf([last = *middle](auto entry) { return entry.value().fullAt <= last; });
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
    const Millis now = m_clock.steady();
    Shard &shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.buckets.size() >= shard.pruneAt)
        shard.prune(now);
    auto it = shard.buckets.find(key);
    if (it == shard.buckets.end())
        it = shard.buckets.insert(key, {burst, now, now});
    Bucket &bucket = *it;
    bucket.tokens = std::min(burst, bucket.tokens + double(now - bucket.at) * perMilli);
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
