#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QtGlobal>

#include <optional>
#include <vector>

/// What one learner has seen of one lesson: whole seconds, and for each of them the quarter of an hour in which it was
/// first seen (DOMAIN §2, "watched: union of intervals, 1 s grain").
///
/// Why a time beside each second: completion by coverage must have a time, and "the record that crossed the threshold"
/// depends on the order in which records arrive. "The moment from which the seconds seen so far were enough" does not.
/// A quarter of an hour is the grain, because every time zone in use is a multiple of it (so days stay exact) and
/// neighbouring seconds share it (so a sitting stays a handful of segments).
///
/// The union is commutative, associative and idempotent: it takes the earlier quarter second by second.
/// Thread: plain values.
namespace learning {

/// Half-open [from, to) in seconds of the lesson; `quarter` counts 15 minutes since 1970-01-01T00:00Z.
struct WatchedSegment {
    int from = 0;
    int to = 0;
    int quarter = 0;
    bool operator==(const WatchedSegment &) const = default;
};

class WatchedSet
{
public:
    static constexpr int MaxSecond = 30 * 24 * 3600;  ///< no lesson is longer than 30 days
    static constexpr int MaxIntervals = 1000;         ///< accepted from outside in one record
    static constexpr qint64 QuarterMs = 15 * 60 * 1000;

    WatchedSet() = default;

    /// [[from, to], …] in seconds, as clients send it; fractions are rounded to the nearest second, overlaps are fine,
    /// every second gets the quarter of `time` (ms). nullopt: not pairs of finite numbers, negative, from > to, or too
    /// many.
    static std::optional<WatchedSet> fromJson(const QJsonArray &pairs, qint64 time);
    QJsonArray toJson() const;  ///< [[from, to], …], sorted, neighbours joined

    /// The compact form that the store keeps (three variable-length numbers a segment). nullopt: not such a form.
    static std::optional<WatchedSet> fromBlob(const QByteArray &blob);
    QByteArray toBlob() const;

    void add(int from, int to, int quarter);
    void unite(const WatchedSet &other);
    WatchedSet minus(const WatchedSet &other) const;  ///< seconds of this one that `other` lacks
    WatchedSet first(int seconds) const;  ///< the first so many seconds, counted from the start of the lesson
    void stamp(qint64 time);              ///< every second was seen in the quarter of `time` (ms)
    void clip(int end);                   ///< drops everything from second `end` on

    int count() const;  ///< seconds in the set
    int end() const;    ///< one past the last second, 0 when empty
    bool isEmpty() const { return m_segments.empty(); }
    const std::vector<WatchedSegment> &segments() const { return m_segments; }
    bool operator==(const WatchedSet &) const = default;

    /// When the set reached `seconds` seconds: the start (ms) of that quarter of an hour. nullopt: it has not.
    std::optional<qint64> reached(int seconds) const;

private:
    void append(int from, int to, int quarter);
    std::vector<WatchedSegment> m_segments;  ///< sorted, disjoint; touching ones differ in their quarter
};

}  // namespace learning
