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
    struct Reading {
        Read read;
        const char *type = nullptr;
    };

    template<class Series, class Write>
    void writeAll(QByteArray &out, const std::map<QByteArray, Series> &all, const Write &write) const;

    mutable std::mutex mutex;
    // Ordered, so that the series of one name stand together as the text form demands; nodes keep their address.
    std::map<QByteArray, Counter> counters;
    std::map<QByteArray, Histogram> histograms;
    std::map<QByteArray, Reading> readings;
    std::map<QByteArray, QByteArray> helps;  ///< by name without labels
};

/// `write(out, name, series)` writes the series and answers its type, which stands once above all series of a name.
template<class Series, class Write>
void Metrics::State::writeAll(QByteArray &out, const std::map<QByteArray, Series> &all, const Write &write) const
{
    QByteArray last;
    for (const auto &[full, series] : all) {
        const Name name = splitName(full);
        QByteArray lines;
        const char *type = write(lines, name, series);
        if (name.base != last) {
            if (const auto help = helps.find(name.base); help != helps.end())
                out += "# HELP " + name.base + ' ' + help->second + '\n';
            out += "# TYPE " + name.base + ' ' + type + '\n';
        }
        out += lines;
        last = name.base;
    }
}

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

void Metrics::gauge(const QByteArray &name, Read read)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->readings[name] = {std::move(read), "gauge"};
}

void Metrics::counter(const QByteArray &name, Read read)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->readings[name] = {std::move(read), "counter"};
}

void Metrics::describe(const QByteArray &name, const QByteArray &help)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->helps[name] = help;
}

QByteArray Metrics::text() const
{
    const std::lock_guard lock(m_state->mutex);
    QByteArray out;
    m_state->writeAll(out, m_state->counters, [](QByteArray &lines, const Name &name, const Counter &counter) {
        lines = withLabels(name.base, name.labels) + ' ' + QByteArray::number(counter.value()) + '\n';
        return "counter";
    });
    m_state->writeAll(out, m_state->readings, [](QByteArray &lines, const Name &name, const State::Reading &reading) {
        lines = withLabels(name.base, name.labels) + ' ' + QByteArray::number(reading.read(), 'g', 17) + '\n';
        return reading.type;
    });
    m_state->writeAll(out, m_state->histograms, [](QByteArray &lines, const Name &name, const Histogram &histogram) {
        writeHistogram(lines, name, histogram);
        return "histogram";
    });
    return out;
}

}  // namespace telemetry
