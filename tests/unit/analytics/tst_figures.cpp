#include "models/domain/analytics/figures.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace analytics;

/// The arithmetic of the dashboards.
class FiguresTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ratesHaveOneDecimalAndADenominator();
    void coverageIsOfViewersTimesLength();
    void distinctPeopleOfAnyWindowInAnyOrderOfArrival();
    void everyFigureHasItsDefinition();
};

void FiguresTest::ratesHaveOneDecimalAndADenominator()
{
    QCOMPARE(rate(1, 3), std::optional<double>(33.3));
    QCOMPARE(rate(2, 3), std::optional<double>(66.7));
    QCOMPARE(rate(0, 5), std::optional<double>(0.0));
    QCOMPARE(rate(0, 0), std::optional<double>());
}

void FiguresTest::coverageIsOfViewersTimesLength()
{
    QCOMPARE(averageCoverage(90, 2, 60'000), std::optional<double>(75.0));
    QCOMPARE(averageCoverage(11, 1, 10'400), std::optional<double>(100.0));
    QCOMPARE(averageCoverage(5, 1, 0), std::optional<double>());
    QCOMPARE(averageCoverage(0, 0, 60'000), std::optional<double>());
}

void FiguresTest::distinctPeopleOfAnyWindowInAnyOrderOfArrival()
{
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        std::map<std::pair<int, int>, int> gaps;  // (day, gap) → people
        std::vector<std::set<int>> people(1 + random() % 6);
        for (int event = int(random() % 40); event >= 0; --event) {
            auto &days = people[random() % people.size()];
            const int day = 20'000 + int(random() % 30);
            if (!days.insert(day).second)
                continue;
            const auto it = days.find(day);
            const int previous = it == days.begin() ? 0 : *std::prev(it);
            const int next = std::next(it) == days.end() ? 0 : *std::next(it);
            for (const GapChange &c : becomesActive(day, previous, next))
                gaps[{c.day, c.gap}] += c.people;
        }
        for (int from = 19'999; from < 20'031; ++from) {
            for (int to = from; to < 20'031; ++to) {
                int counted = 0;
                for (const auto &[key, n] : gaps)
                    if (key.first >= from && key.first <= to && key.second > key.first - from)
                        counted += n;
                const auto active = [&](const std::set<int> &days) {
                    const auto it = days.lower_bound(from);
                    return it != days.end() && *it <= to;
                };
                QCOMPARE(counted, int(std::count_if(people.begin(), people.end(), active)));
            }
        }
        for (const auto &entry : gaps)
            QVERIFY(entry.second >= 0);
    }
}

void FiguresTest::everyFigureHasItsDefinition()
{
    for (const bool period : {false, true})
        for (const char *figure :
             {"plays", "viewers", "completions", "rate", "averageCoverage", "activeLearners", "watchSeconds"})
            QVERIFY2(!definitions(period).value(QLatin1String(figure)).toString().isEmpty(), figure);
}

QTEST_APPLESS_MAIN(FiguresTest)
#include "tst_figures.moc"
