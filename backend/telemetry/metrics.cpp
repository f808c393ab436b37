#include "backend/telemetry/metrics.h"

#include <QList>

#include <bit>
#include <cmath>
#include <map>
#include <mutex>

namespace telemetry {

namespace {

constexpr qint64 SmallestBound = 64;  // µs

constexpr qint64 boundOf(int bucket)
{
    return SmallestBound << bucket;
}

/// "a_total{x="1"}" → name "a_total", labels `x="1"`.
struct Name {
    QByteArray base;
    QByteArray labels;
};

Name splitName(const QByteArray &full)
{
    const qsizetype brace = full.indexOf('{');
    if (brace < 0)
        return {full, {}};
    return {full.left(brace), full.mid(brace + 1, full.size() - brace - 2)};
}

QByteArray withLabels(const QByteArray &name, const QByteArray &labels, const QByteArray &more = {})
{
    const QByteArray both = labels.isEmpty() || more.isEmpty() ? labels + more : labels + ',' + more;
    return both.isEmpty() ? name : name + '{' + both + '}';
}

void writeType(QByteArray &out, QByteArray &last, const QByteArray &base, const char *type)
{
    if (base == last)
        return;
    out += "# TYPE " + base + ' ' + type + '\n';
    last = base;
}

void writeHistogram(QByteArray &out, const Name &name, const Histogram &histogram)
{
    const auto seconds = [](qint64 us) { return QByteArray::number(double(us) / 1e6, 'g', 9); };
    // The buckets are read before the total, so that a scrape in the middle of an increment never sees one above it.
    qint64 running = 0;
    for (int i = 0; i < Histogram::Buckets; ++i) {
        running += histogram.bucket(i);
        out += withLabels(name.base + "_bucket", name.labels, "le=\"" + seconds(boundOf(i)) + '"') + ' ' +
               QByteArray::number(running) + '\n';
    }
    const QByteArray count = QByteArray::number(std::max(running, histogram.count()));
    out += withLabels(name.base + "_bucket", name.labels, "le=\"+Inf\"") + ' ' + count + '\n';
    out += withLabels(name.base + "_sum", name.labels) + ' ' + seconds(histogram.sum()) + '\n';
    out += withLabels(name.base + "_count", name.labels) + ' ' + count + '\n';
}

}  // namespace

void Histogram::observe(qint64 microseconds)
{
    const qint64 us = std::max<qint64>(microseconds, 0);
    // ceil(log2(us / 64)) without a loop: the number of bits of (us - 1) / 64.
    const int i = us <= SmallestBound ? 0 : int(std::bit_width(quint64((us - 1) / SmallestBound)));
    if (i < Buckets)
        m_buckets[i].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(us, std::memory_order_relaxed);
    m_count.fetch_add(1, std::memory_order_relaxed);
}

qint64 Histogram::quantile(double q) const
{
    const qint64 all = count();
    if (all == 0)
        return 0;
    const qint64 wanted = std::max<qint64>(1, qint64(std::ceil(q * double(all))));
    qint64 running = 0;
    for (int i = 0; i < Buckets; ++i) {
        running += bucket(i);
        if (running >= wanted)
            return boundOf(i);
    }
    return boundOf(Buckets - 1);
}

struct Metrics::State {
    mutable std::mutex mutex;
    // Ordered, so that the series of one name stand together as the text form demands; nodes keep their address.
    std::map<QByteArray, Counter> counters;
    std::map<QByteArray, Histogram> histograms;
    std::map<QByteArray, std::function<double()>> gauges;
};

Metrics::Metrics() : m_state(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

Counter &Metrics::counter(const QByteArray &name)
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->counters[name];
}

Histogram &Metrics::histogram(const QByteArray &name)
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->histograms[name];
}

void Metrics::gauge(const QByteArray &name, std::function<double()> read)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->gauges[name] = std::move(read);
}

QByteArray Metrics::text() const
{
    const std::lock_guard lock(m_state->mutex);
    QByteArray out;
    QByteArray last;
    for (const auto &[full, counter] : m_state->counters) {
        const Name name = splitName(full);
        writeType(out, last, name.base, "counter");
        out += full + ' ' + QByteArray::number(counter.value()) + '\n';
    }
    for (const auto &[full, read] : m_state->gauges) {
        const Name name = splitName(full);
        writeType(out, last, name.base, "gauge");
        out += full + ' ' + QByteArray::number(read(), 'g', 17) + '\n';
    }
    for (const auto &[full, histogram] : m_state->histograms) {
        const Name name = splitName(full);
        writeType(out, last, name.base, "histogram");
        writeHistogram(out, name, histogram);
    }
    return out;
}

}  // namespace telemetry
