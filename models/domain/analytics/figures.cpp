#include "models/domain/analytics/figures.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace analytics {

namespace {

double percent(double share)
{
    return std::round(share * 1000) / 10;
}

int gapBetween(int day, int previousDay)
{
    return previousDay == 0 ? FirstEver : day - previousDay;
}

}  // namespace

QJsonObject definitions(bool inPeriod)
{
    return {{u"plays"_s, u"visits_to_a_lesson_at_least_an_hour_apart"_s},
            {u"viewers"_s, inPeriod ? u"distinct_people_with_a_record_in_the_period"_s : u"people_with_a_record"_s},
            {u"completions"_s, inPeriod ? u"people_who_completed_in_the_period"_s : u"people_who_completed"_s},
            {u"rate"_s, u"completions_of_viewers_percent"_s},
            {u"averageCoverage"_s, u"unique_seconds_of_viewers_times_length_percent"_s},
            {u"activeLearners"_s, u"distinct_people_with_a_record_in_the_period"_s},
            {u"watchSeconds"_s, u"seconds_spent_watching"_s}};
}

std::optional<double> rate(qint64 completions, qint64 viewers)
{
    if (viewers <= 0)
        return std::nullopt;
    return percent(double(completions) / double(viewers));
}

std::optional<double> averageCoverage(qint64 coveredSeconds, qint64 viewers, qint64 lengthMs)
{
    if (viewers <= 0 || lengthMs <= 0)
        return std::nullopt;
    // Whole seconds of a length that is not whole: the last one may reach behind the end.
    return percent(std::min(1.0, double(coveredSeconds) * 1000 / (double(viewers) * double(lengthMs))));
}

std::vector<GapChange> becomesActive(int day, int previousDay, int nextDay)
{
    std::vector<GapChange> out{{day, gapBetween(day, previousDay), 1}};
    if (nextDay != 0) {
        out.push_back({nextDay, gapBetween(nextDay, previousDay), -1});
        out.push_back({nextDay, gapBetween(nextDay, day), 1});
    }
    return out;
}

}  // namespace analytics
