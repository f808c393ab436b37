#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

/// Watch time of one learner in one lesson: a counter per (session or device, day). Within a counter the largest value
/// counts, counters are summed, so a repeated or reordered record adds nothing (DOMAIN §2).
/// Beside them, for each day, the hours in which there was a record. A play is a run of such hours: coming to the lesson
/// after at least an hour without it. Clients name their devices and sessions as they like; hours they can't invent
/// more of than a day has, so no name makes a play.
/// Thread: plain values.
namespace learning {

/// A stable 64-bit name for a session or device; the text itself is not kept.
quint64 sourceKey(const QString &source);

struct WatchCounter {
    int day = 0;  ///< of the school's calendar, days since 1970-01-01
    quint64 source = 0;
    int seconds = 0;
    bool operator==(const WatchCounter &) const = default;
};

class WatchCounters
{
public:
    /// A day has no more, in one counter or in all of them together: somebody who names a hundred devices has not
    /// watched for a hundred days. The counters keep what they were told and only their sum is bounded, so neither
    /// order nor repetition matters.
    static constexpr int MaxPerDay = 24 * 3600;
    /// Beyond so many the oldest day is folded into one sum, and later records for that day or before add nothing. It
    /// bounds the row against a client that invents sessions; it is the one place where order could matter, far from
    /// any real use.
    static constexpr size_t MaxCounters = 1024;

    struct Change {
        int plays = 0;        ///< −1: a late record showed that two plays were one
        bool newDay = false;  ///< this learner's first record in this lesson on that day
        int previousDay = 0;  ///< with newDay: the days of this lesson around it; 0: none
        int nextDay = 0;
        int seconds = 0;  ///< added to the sum
    };

    /// There was a record in this hour of the day, 0–23.
    Change visit(int day, int hour);
    /// What raise() (or with `adds` increase()) would add to the sum.
    int wouldAdd(int day, quint64 source, int seconds, bool adds) const;
    int secondsOf(int day, quint64 source) const;
    Change raise(int day, quint64 source, int seconds);  ///< to at least `seconds`
    Change increase(int day, quint64 source, int by);    ///< by `by`: for clients that can't name their repeats
    qint64 total() const;                                ///< seconds
    /// The day on which a source was counted first. nullopt: it has not been.
    std::optional<int> dayOf(quint64 source) const;

    static std::optional<WatchCounters> fromBlob(const QByteArray &blob);
    QByteArray toBlob() const;
    bool operator==(const WatchCounters &) const = default;

private:
    void add(WatchCounter &counter, int seconds, Change &change);
    int daySum(int day) const;
    const WatchCounter *known(int day, quint64 source) const;
    WatchCounter *find(int day, quint64 source, Change &change);
    void foldOldestDay();

    std::vector<WatchCounter> m_counters;  ///< sorted by (day, source)
    qint64 m_folded = 0;                   ///< seconds
    int m_foldedDay = 0;                   ///< the last day folded; 0: none
};

}  // namespace learning
