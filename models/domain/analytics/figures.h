#pragma once

#include <QJsonObject>
#include <QtGlobal>

#include <optional>
#include <vector>

/// What the dashboards' figures mean, and the arithmetic behind them. Each has its words in `definitions` of the
/// answers, so that every client says the same. Days are the school's (learning::SchoolCalendar).
/// All of them are about people with a right to the lesson (DOMAIN §3) when they began it; what others send is stored,
/// and counts on the days it happened once they have one.
///
///   plays            visits of a person to a lesson with at least an hour without it in between, counted by hours of the
///                    clock; each day begins anew. Neither devices nor sessions matter, for anybody can invent them
///   viewers          people with at least one record; in a period: distinct people with a record in it
///   completions      lesson: people who completed it (rule of the course, sticky). chapter, course: people who had
///   completed
///                    every lesson of it in an edition that was the newest one then. Counted on the day it happened;
///                    a lesson that moves takes its viewers and completions along into its new chapter, and a lesson
///                    that leaves makes those complete who lacked only it: on the day of their own last completion
///                    overview: lessons completed, also where it is of one course
///   rate             completions / viewers, percent with 1 decimal; null without viewers
///   averageCoverage  unique seconds seen by all viewers / (viewers × length of all its media), percent with 1 decimal;
///   null for
///                    texts. Always over all time, and of the lessons that the newest edition has
///   activeLearners   distinct people with a record in the period
///   watchSeconds     time spent watching, as clients count it: a counter per session and day, its largest value;
///                    for one person together no more than the day has had, and no more than has passed (watchcredit.h)
/// Thread: any (pure).
namespace analytics {

/// {"viewers": "people_with_a_record", …}: a stable word for each definition above, for clients to translate.
QJsonObject definitions(bool inPeriod);

std::optional<double> rate(qint64 completions, qint64 viewers);
std::optional<double> averageCoverage(qint64 coveredSeconds, qint64 viewers, qint64 lengthMs);

/// Distinct people in any window of days, from counters: for each day, how many people were active on it, by the gap
/// since their previous active day. A window [a, b] then has as many people as there are entries on its days d with gap
/// > d − a: each person's first active day in it, and no other. It stays exact when a day becomes known late.
struct GapChange {
    int day = 0;
    int gap = 0;     ///< days since the previous active one; FirstEver without one
    int people = 0;  ///< +1 or −1
    bool operator==(const GapChange &) const = default;
};
inline constexpr int FirstEver = 1'000'000;

/// What changes when a person turns out to have been active on `day`, with the active days around it (0: none).
std::vector<GapChange> becomesActive(int day, int previousDay, int nextDay);

}  // namespace analytics
