#include "backend/transcode/packetscan.h"

#include <QList>

#include <algorithm>
#include <cmath>

namespace transcode {

namespace {

/// Matroska rounds times to whole milliseconds, so two neighbours may differ from the mean by one each way.
constexpr double EvenTolerance = 0.0021;

bool areEvenlySpaced(std::vector<double> times)
{
    if (times.size() < 2)
        return true;
    std::sort(times.begin(), times.end());
    const double step = (times.back() - times.front()) / double(times.size() - 1);
    for (size_t i = 1; i < times.size(); ++i) {
        if (std::abs(times[i] - times[i - 1] - step) > EvenTolerance)
            return false;
    }
    return true;
}

}  // namespace

void PacketScan::add(const QByteArray &line)
{
    const QList<QByteArray> field = line.split(',');
    if (field.size() < 6)
        return;
    bool numbered = false, timed = false;
    const int stream = field[0].toInt(&numbered);
    double time = field[1].toDouble(&timed);
    if (!timed)
        time = field[2].toDouble(&timed);  // some containers only know when to decode
    if (!numbered || !timed || !std::isfinite(time))
        return;
    ++m_packets;
    const double duration = field[3].toDouble();
    const Millis at = std::llround(time * 1000) - m_origin;
    const Millis end = at + std::llround(duration * 1000);
    m_end = std::max(m_end, end);
    if (stream != m_videoStream || field[5].contains('D'))
        return;
    m_videoEnd = std::max(m_videoEnd, end);
    m_videoBytes += field[4].toLongLong();
    m_times.push_back(time);
    if (field[5].startsWith('K'))
        m_keyFrames.push_back(at);
}

PacketFacts PacketScan::facts() const
{
    PacketFacts facts;
    facts.end = m_end;
    facts.keyFrames = qint64(m_keyFrames.size());
    facts.evenlySpaced = areEvenlySpaced(m_times);
    if (m_videoEnd > 0)
        facts.videoBitRate = m_videoBytes * 8000 / m_videoEnd;
    std::vector<Millis> keys = m_keyFrames;
    std::sort(keys.begin(), keys.end());
    Millis before = 0;
    for (const Millis key : keys) {
        facts.longestKeyInterval = std::max(facts.longestKeyInterval, key - before);
        before = key;
    }
    facts.longestKeyInterval = std::max(facts.longestKeyInterval, m_videoEnd - before);
    return facts;
}

}  // namespace transcode
