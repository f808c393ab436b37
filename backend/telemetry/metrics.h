#pragma once

#include <QByteArray>

#include <atomic>
#include <functional>
#include <memory>

namespace telemetry {

/// Counters, gauges and latency histograms in the Prometheus text form for /metrics. Thread: any; increments are
/// lock-free.
class Counter
{
public:
    void add(qint64 n = 1) { m_value.fetch_add(n, std::memory_order_relaxed); }
    qint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_value{0};
};

/// Times in microseconds, buckets of powers of two from 64 µs to 32 s.
class Histogram
{
public:
    void observe(qint64 microseconds);
    static constexpr int Buckets = 20;
    qint64 bucket(int i) const { return m_buckets[i].load(std::memory_order_relaxed); }
    qint64 sum() const { return m_sum.load(std::memory_order_relaxed); }
    qint64 count() const { return m_count.load(std::memory_order_relaxed); }
    /// Upper bound of the bucket in which the quantile q (0–1) falls, in µs; 0 without observations.
    qint64 quantile(double q) const;

private:
    std::atomic<qint64> m_buckets[Buckets]{};
    std::atomic<qint64> m_sum{0};
    std::atomic<qint64> m_count{0};
};

class Metrics
{
public:
    Metrics();
    ~Metrics();

    /// The same name gives the same object; `name` may hold labels: `http_requests_total{status="2xx"}`. References
    /// stay valid.
    Counter &counter(const QByteArray &name);
    Histogram &histogram(const QByteArray &name);
    /// `read` is called at each scrape, on the scraping thread; it must not call Metrics.
    void gauge(const QByteArray &name, std::function<double()> read);

    QByteArray text() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace telemetry
