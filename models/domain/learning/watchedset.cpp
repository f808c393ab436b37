#include "models/domain/learning/watchedset.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learning {

namespace {

void putNumber(QByteArray &out, quint32 n)
{
    while (n >= 0x80) {
        out.append(char(n | 0x80));
        n >>= 7;
    }
    out.append(char(n));
}

bool getNumber(const QByteArray &in, qsizetype &at, quint32 &n)
{
    n = 0;
    for (int shift = 0; shift <= 28; shift += 7) {
        if (at >= in.size())
            return false;
        const quint8 byte = quint8(in.at(at++));
        n |= quint32(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

// Differences between quarters go both ways; this folds the sign into the lowest bit.
quint32 zigzag(qint32 n)
{
    return (quint32(n) << 1) ^ quint32(n >> 31);
}

qint32 unzigzag(quint32 n)
{
    return qint32(n >> 1) ^ -qint32(n & 1);
}

}  // namespace

std::optional<WatchedSet> WatchedSet::fromJson(const QJsonArray &pairs, qint64 time)
{
    if (pairs.size() > MaxIntervals)
        return std::nullopt;
    WatchedSet out;
    const int quarter = int(time / QuarterMs);
    for (const QJsonValue &item : pairs) {
        const QJsonArray pair = item.toArray();
        if (pair.size() != 2 || !pair.at(0).isDouble() || !pair.at(1).isDouble())
            return std::nullopt;
        const double from = pair.at(0).toDouble();
        const double to = pair.at(1).toDouble();
        if (!(from >= 0 && from <= to && to <= MaxSecond))
            return std::nullopt;
        out.add(int(std::lround(from)), int(std::lround(to)), quarter);
    }
    return out;
}

QJsonArray WatchedSet::toJson() const
{
    QJsonArray out;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        const int from = m_segments[i].from;
        while (i + 1 < m_segments.size() && m_segments[i + 1].from == m_segments[i].to)
            ++i;
        out.append(QJsonArray{from, m_segments[i].to});
    }
    return out;
}

std::optional<WatchedSet> WatchedSet::fromBlob(const QByteArray &blob)
{
    WatchedSet out;
    qsizetype at = 0;
    qint64 second = 0;
    qint32 quarter = 0;
    while (at < blob.size()) {
        quint32 gap = 0, length = 0, step = 0;
        if (!getNumber(blob, at, gap) || !getNumber(blob, at, length) || !getNumber(blob, at, step))
            return std::nullopt;
        const qint64 from = second + gap;
        second = from + length;
        if (length == 0 || second > MaxSecond)
            return std::nullopt;
        quarter += unzigzag(step);
        out.append(int(from), int(second), quarter);
    }
    return out;
}

QByteArray WatchedSet::toBlob() const
{
    QByteArray out;
    out.reserve(qsizetype(m_segments.size()) * 6);
    int second = 0;
    int quarter = 0;
    for (const WatchedSegment &s : m_segments) {
        putNumber(out, quint32(s.from - second));
        putNumber(out, quint32(s.to - s.from));
        putNumber(out, zigzag(s.quarter - quarter));
        second = s.to;
        quarter = s.quarter;
    }
    return out;
}

void WatchedSet::append(int from, int to, int quarter)
{
    if (from >= to)
        return;
    if (!m_segments.empty() && m_segments.back().to == from && m_segments.back().quarter == quarter)
        m_segments.back().to = to;
    else
        m_segments.push_back({from, to, quarter});
}

void WatchedSet::add(int from, int to, int quarter)
{
    if (from >= to)
        return;
    if (m_segments.empty() || m_segments.back().to <= from) {  // the usual case: in order
        append(from, to, quarter);
        return;
    }
    WatchedSet one;
    one.append(from, to, quarter);
    unite(one);
}

void WatchedSet::unite(const WatchedSet &other)
{
    if (other.isEmpty())
        return;
    constexpr int Never = std::numeric_limits<int>::max();
    const auto &a = m_segments;
    const auto &b = other.m_segments;
    WatchedSet out;
    out.m_segments.reserve(a.size() + b.size());
    size_t i = 0, j = 0;
    int at = 0;
    while (i < a.size() || j < b.size()) {
        const WatchedSegment x = i < a.size() ? a[i] : WatchedSegment{Never, Never, Never};
        const WatchedSegment y = j < b.size() ? b[j] : WatchedSegment{Never, Never, Never};
        at = std::max(at, std::min(x.from, y.from));
        const bool inX = x.from <= at;
        const bool inY = y.from <= at;
        const int end = std::min(inX ? x.to : x.from, inY ? y.to : y.from);
        out.append(at, end, std::min(inX ? x.quarter : Never, inY ? y.quarter : Never));
        at = end;
        i += x.to <= at ? 1 : 0;
        j += y.to <= at ? 1 : 0;
    }
    m_segments = std::move(out.m_segments);
}

WatchedSet WatchedSet::minus(const WatchedSet &other) const
{
    WatchedSet out;
    size_t j = 0;
    const auto &b = other.m_segments;
    for (const WatchedSegment &s : m_segments) {
        int from = s.from;
        while (j < b.size() && b[j].to <= from)
            ++j;
        for (size_t k = j; k < b.size() && b[k].from < s.to; ++k) {
            out.append(from, std::min(s.to, b[k].from), s.quarter);
            from = std::max(from, b[k].to);
        }
        out.append(from, s.to, s.quarter);
    }
    return out;
}

WatchedSet WatchedSet::first(int seconds) const
{
    WatchedSet out;
    for (const WatchedSegment &s : m_segments) {
        const int take = std::min(seconds, s.to - s.from);
        if (take <= 0)
            break;
        out.append(s.from, s.from + take, s.quarter);
        seconds -= take;
    }
    return out;
}

void WatchedSet::stamp(qint64 time)
{
    const int quarter = int(time / QuarterMs);
    std::vector<WatchedSegment> old;
    old.swap(m_segments);
    for (const WatchedSegment &s : old)
        append(s.from, s.to, quarter);
}

void WatchedSet::clip(int end)
{
    while (!m_segments.empty() && m_segments.back().from >= end)
        m_segments.pop_back();
    if (!m_segments.empty())
        m_segments.back().to = std::min(m_segments.back().to, end);
}

int WatchedSet::count() const
{
    int seconds = 0;
    for (const WatchedSegment &s : m_segments)
        seconds += s.to - s.from;
    return seconds;
}

int WatchedSet::end() const
{
    return m_segments.empty() ? 0 : m_segments.back().to;
}

std::optional<qint64> WatchedSet::reached(int seconds) const
{
    if (m_segments.empty() || count() < seconds)
        return std::nullopt;
    std::vector<WatchedSegment> inTime = m_segments;
    std::sort(inTime.begin(), inTime.end(),
              [](const WatchedSegment &a, const WatchedSegment &b) { return a.quarter < b.quarter; });
    int seen = 0;
    for (const WatchedSegment &s : inTime) {
        seen += s.to - s.from;
        if (seen >= seconds)
            return s.quarter * QuarterMs;
    }
    return std::nullopt;
}

}  // namespace learning
