#pragma once

#include <QByteArray>

#include <atomic>
#include <functional>
#include <memory>

namespace telemetry {

/// A count that only grows, from 0 with the process. Thread: any, lock-free.
class Counter
{
public:
    void add(qint64 n = 1) { m_value.fetch_add(n, std::memory_order_relaxed); }
    qint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_value{0};
};

/// Times in microseconds, buckets of powers of two from 64 µs to 33.6 s; what took longer is counted, but in none of
/// them. Thread: any, lock-free; a reader may see an observation in one figure and not yet in another.
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

/// Every figure of a server in the Prometheus text form, for GET /metrics. Owns its counters and histograms. Thread:
/// any; the lock is taken for a new series and for a scrape, never for counting.
///
/// prometheus-cpp (1.0.1) was measured and not taken (TESTING §4). It would spare the forty lines that write the text, and
/// ask for about as many: names taken apart into labels, figures that are read at the scrape, quantiles. Its histograms
/// lock, its series come in no order, and its Debian package brings a web server and curl.
class Metrics
{
public:
    using Read = std::function<double()>;

    Metrics();
    ~Metrics();

    /// The same name gives the same object; `name` may hold labels: `http_requests_total{status="2xx"}`. References
    /// stay valid as long as this.
    Counter &counter(const QByteArray &name);
    Histogram &histogram(const QByteArray &name);
    /// `read` is called at each scrape, on the scraping thread, until a later call gives the name another; it must not
    /// call Metrics. A counter's may only grow.
    void gauge(const QByteArray &name, Read read);
    void counter(const QByteArray &name, Read read);

    /// Says in one line what a name means, without its labels.
    void describe(const QByteArray &name, const QByteArray &help);

    /// All of it, format 0.0.4.
    QByteArray text() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace telemetry
