#include "models/domain/learning/watchcounters.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <tuple>

namespace learning {

namespace {

constexpr qsizetype HeadBytes = 12;  // folded seconds, folded day
constexpr qsizetype RowBytes = 15;   // day 4, source 8, seconds 3

/// Not a source: its number holds a bit for each hour of the day.
constexpr quint64 Hours = 0;

int runs(int hours)
{
    return std::popcount(unsigned(hours & ~(hours << 1)) & 0xffffffu);
}

bool before(const WatchCounter &a, const WatchCounter &b)
{
    return std::tie(a.day, a.source) < std::tie(b.day, b.source);
}

}  // namespace

quint64 sourceKey(const QString &source)
{
    // FNV-1a: the same on every machine and in every version, which qHash does not promise.
    quint64 hash = 14695981039346656037ULL;
    for (const char byte : source.toUtf8())
        hash = (hash ^ quint8(byte)) * 1099511628211ULL;
    return hash;
}

WatchCounter *WatchCounters::find(int day, quint64 source, Change &change)
{
    if (day <= m_foldedDay)
        return nullptr;
    const WatchCounter wanted{day, source, 0};
    auto it = std::lower_bound(m_counters.begin(), m_counters.end(), wanted, before);
    if (it != m_counters.end() && it->day == day && it->source == source)
        return &*it;
    const int previous = it != m_counters.begin() ? std::prev(it)->day : m_foldedDay;
    const int next = it != m_counters.end() ? it->day : 0;
    change.newDay = previous != day && next != day;
    change.previousDay = change.newDay ? previous : 0;
    change.nextDay = change.newDay ? next : 0;
    return &*m_counters.insert(it, wanted);
}

const WatchCounter *WatchCounters::known(int day, quint64 source) const
{
    const auto it = std::lower_bound(m_counters.begin(), m_counters.end(), WatchCounter{day, source, 0}, before);
    return it != m_counters.end() && it->day == day && it->source == source ? &*it : nullptr;
}

WatchCounters::Change WatchCounters::visit(int day, int hour)
{
    Change change;
    const bool isKnown = known(day, Hours);
    WatchCounter *hours = find(day, Hours, change);
    if (!hours)
        return change;
    const int was = runs(hours->seconds);
    hours->seconds |= 1 << std::clamp(hour, 0, 23);
    // A day that began before hours were noted had its play then.
    change.plays = isKnown || change.newDay ? runs(hours->seconds) - was : 0;
    foldOldestDay();
    return change;
}

int WatchCounters::secondsOf(int day, quint64 source) const
{
    const WatchCounter *counter = known(day, source);
    return counter ? counter->seconds : 0;
}

int WatchCounters::wouldAdd(int day, quint64 source, int seconds, bool adds) const
{
    if (day <= m_foldedDay)
        return 0;
    const int was = secondsOf(day, source);
    const int is = std::max(was, std::clamp(adds ? was + seconds : seconds, 0, MaxPerDay));
    const int sum = daySum(day);
    return std::min(sum + is - was, MaxPerDay) - sum;
}

WatchCounters::Change WatchCounters::raise(int day, quint64 source, int seconds)
{
    Change change;
    if (WatchCounter *counter = find(day, source, change))
        add(*counter, std::max(0, std::clamp(seconds, 0, MaxPerDay) - counter->seconds), change);
    return change;
}

WatchCounters::Change WatchCounters::increase(int day, quint64 source, int by)
{
    Change change;
    if (WatchCounter *counter = find(day, source, change))
        add(*counter, std::clamp(by, 0, MaxPerDay - counter->seconds), change);
    return change;
}

void WatchCounters::add(WatchCounter &counter, int seconds, Change &change)
{
    if (seconds > 0) {
        const int before = daySum(counter.day);
        counter.seconds += seconds;
        change.seconds = daySum(counter.day) - before;
    }
    foldOldestDay();
}

int WatchCounters::daySum(int day) const
{
    qint64 seconds = 0;
    for (auto it = std::lower_bound(m_counters.begin(), m_counters.end(), WatchCounter{day, 0, 0}, before);
         it != m_counters.end() && it->day == day; ++it)
        seconds += it->source == Hours ? 0 : it->seconds;
    return int(std::min<qint64>(seconds, MaxPerDay));
}

void WatchCounters::foldOldestDay()
{
    if (m_counters.size() <= MaxCounters)
        return;
    m_foldedDay = m_counters.front().day;
    m_folded += daySum(m_foldedDay);
    auto it = m_counters.begin();
    while (it != m_counters.end() && it->day == m_foldedDay)
        ++it;
    m_counters.erase(m_counters.begin(), it);
}

qint64 WatchCounters::total() const
{
    qint64 seconds = m_folded;
    for (auto it = m_counters.begin(); it != m_counters.end();) {
        const int day = it->day;
        qint64 ofDay = 0;
        for (; it != m_counters.end() && it->day == day; ++it)
            ofDay += it->source == Hours ? 0 : it->seconds;
        seconds += std::min<qint64>(ofDay, MaxPerDay);
    }
    return seconds;
}

std::optional<int> WatchCounters::dayOf(quint64 source) const
{
    for (const WatchCounter &c : m_counters)
        if (c.source == source)
            return c.day;
    return std::nullopt;
}

std::optional<WatchCounters> WatchCounters::fromBlob(const QByteArray &blob)
{
    WatchCounters out;
    if (blob.isEmpty())
        return out;
    if (blob.size() < HeadBytes || (blob.size() - HeadBytes) % RowBytes != 0)
        return std::nullopt;
    const char *at = blob.constData();
    out.m_folded = qFromLittleEndian<qint64>(at);
    out.m_foldedDay = qFromLittleEndian<qint32>(at + 8);
    out.m_counters.reserve(size_t((blob.size() - HeadBytes) / RowBytes) + 1);
    for (at += HeadBytes; at < blob.constData() + blob.size(); at += RowBytes) {
        WatchCounter c;
        c.day = qFromLittleEndian<qint32>(at);
        c.source = qFromLittleEndian<quint64>(at + 4);
        c.seconds = quint8(at[12]) | quint8(at[13]) << 8 | quint8(at[14]) << 16;
        out.m_counters.push_back(c);
    }
    return out;
}

QByteArray WatchCounters::toBlob() const
{
    QByteArray out(HeadBytes + qsizetype(m_counters.size()) * RowBytes, '\0');
    char *at = out.data();
    qToLittleEndian<qint64>(m_folded, at);
    qToLittleEndian<qint32>(m_foldedDay, at + 8);
    at += HeadBytes;
    for (const WatchCounter &c : m_counters) {
        qToLittleEndian<qint32>(c.day, at);
        qToLittleEndian<quint64>(c.source, at + 4);
        at[12] = char(c.seconds);
        at[13] = char(c.seconds >> 8);
        at[14] = char(c.seconds >> 16);
        at += RowBytes;
    }
    return out;
}

}  // namespace learning
