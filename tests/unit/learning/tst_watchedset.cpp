#include "models/domain/learning/watchcounters.h"
#include "models/domain/learning/watchcredit.h"
#include "models/domain/learning/watchedset.h"

#include <QJsonDocument>
#include <QTest>

#include <map>
#include <random>

using namespace learning;
using namespace Qt::StringLiterals;

namespace {

/// The same set, second by second: slow and obviously right.
using Plain = std::map<int, int>;

Plain plain(const WatchedSet &set)
{
    Plain out;
    for (const WatchedSegment &s : set.segments())
        for (int second = s.from; second < s.to; ++second)
            out[second] = s.quarter;
    return out;
}

WatchedSet randomSet(std::mt19937 &random)
{
    WatchedSet out;
    const int parts = int(random() % 6);
    for (int i = 0; i < parts; ++i) {
        const int from = int(random() % 40);
        out.add(from, from + int(random() % 12), 1000 + int(random() % 4));
    }
    return out;
}

QJsonArray pairs(const char *text)
{
    return QJsonDocument::fromJson(text).array();
}

}  // namespace

/// The set of watched seconds, checked against one that keeps every second by itself.
class WatchedSetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unionTakesTheEarlierQuarterSecondBySecond();
    void unionIsCommutativeAssociativeAndIdempotent();
    void minusFirstAndClipAgreeWithCounting();
    void theStoredFormIsLossless();
    void aDamagedStoredFormIsRefused();
    void whatClientsSend_data();
    void whatClientsSend();
    void neighboursAreJoinedInAnswers();
    void reachedIsTheMomentFromWhichItWasEnough();
    void aSittingStaysSmall();
    void countersTakeTheLargestAndAreSummed();
    void aDayHas24HoursHoweverManyDevices();
    void countersOfAnInventiveClientStayBounded();
    void countersSurviveTheStore();
    void aPlayIsAVisitAnHourApart();
    void aDayGivesOnePersonNoMoreThanItHas();
    void creditCutsWhatTimeDoesNotAllow();
    void creditIsSharedByTheBatchAndSurvivesADrainInSeveralRequests();
};

void WatchedSetTest::unionTakesTheEarlierQuarterSecondBySecond()
{
    std::mt19937 random(1);
    for (int round = 0; round < 5000; ++round) {
        const WatchedSet a = randomSet(random), b = randomSet(random);
        WatchedSet both = a;
        both.unite(b);
        Plain expected = plain(a);
        for (const auto &[second, quarter] : plain(b)) {
            auto [it, fresh] = expected.try_emplace(second, quarter);
            it->second = std::min(it->second, quarter);
        }
        QCOMPARE(plain(both), expected);
        QCOMPARE(both.count(), int(expected.size()));
        for (size_t i = 1; i < both.segments().size(); ++i) {  // canonical: equal sets are equal values
            const auto &left = both.segments()[i - 1];
            const auto &right = both.segments()[i];
            QVERIFY(left.to < right.from || (left.to == right.from && left.quarter != right.quarter));
        }
    }
}

void WatchedSetTest::unionIsCommutativeAssociativeAndIdempotent()
{
    std::mt19937 random(2);
    for (int round = 0; round < 3000; ++round) {
        const WatchedSet a = randomSet(random), b = randomSet(random), c = randomSet(random);
        const auto join = [](WatchedSet x, const WatchedSet &y) {
            x.unite(y);
            return x;
        };
        QVERIFY(join(a, b) == join(b, a));
        QVERIFY(join(join(a, b), c) == join(a, join(b, c)));
        QVERIFY(join(a, a) == a);
        QVERIFY(join(join(a, b), b) == join(a, b));
    }
}

void WatchedSetTest::minusFirstAndClipAgreeWithCounting()
{
    std::mt19937 random(3);
    for (int round = 0; round < 5000; ++round) {
        const WatchedSet a = randomSet(random), b = randomSet(random);
        Plain less = plain(a);
        for (const auto &entry : plain(b))
            less.erase(entry.first);
        QCOMPARE(plain(a.minus(b)), less);

        const int n = int(random() % 30);
        const Plain all = plain(a);
        QCOMPARE(plain(a.first(n)), Plain(all.begin(), std::next(all.begin(), std::min<long>(n, long(all.size())))));
        WatchedSet clipped = a;
        clipped.clip(n);
        QCOMPARE(plain(clipped), Plain(all.begin(), all.lower_bound(n)));
    }
}

void WatchedSetTest::theStoredFormIsLossless()
{
    std::mt19937 random(4);
    for (int round = 0; round < 3000; ++round) {
        const WatchedSet a = randomSet(random);
        const auto back = WatchedSet::fromBlob(a.toBlob());
        QVERIFY(back && *back == a);
    }
    WatchedSet edge;
    edge.add(0, 1, 0);
    edge.add(WatchedSet::MaxSecond - 1, WatchedSet::MaxSecond, 2'000'000);
    QVERIFY(WatchedSet::fromBlob(edge.toBlob()) == edge);
}

void WatchedSetTest::aDamagedStoredFormIsRefused()
{
    QVERIFY(!WatchedSet::fromBlob(QByteArray::fromHex("05")));              // cut off
    QVERIFY(!WatchedSet::fromBlob(QByteArray::fromHex("0500 02")));         // an empty segment
    QVERIFY(!WatchedSet::fromBlob(QByteArray::fromHex("ffffffffff0102")));  // a number without end
    QVERIFY(!WatchedSet::fromBlob(QByteArray::fromHex("00ffffff7f02")));    // longer than any lesson
}

void WatchedSetTest::whatClientsSend_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("seconds");  // -1: refused
    QTest::newRow("nothing") << QByteArray("[]") << 0;
    QTest::newRow("overlap") << QByteArray("[[0,10],[5,20]]") << 20;
    QTest::newRow("any order") << QByteArray("[[30,40],[0,10]]") << 20;
    QTest::newRow("nearest second") << QByteArray("[[0.4,9.6]]") << 10;
    QTest::newRow("halves meet") << QByteArray("[[0,5.5],[5.5,10]]") << 10;
    QTest::newRow("empty stretch") << QByteArray("[[7,7]]") << 0;
    QTest::newRow("backwards") << QByteArray("[[10,5]]") << -1;
    QTest::newRow("negative") << QByteArray("[[-1,5]]") << -1;
    QTest::newRow("text") << QByteArray("[[\"0\",5]]") << -1;
    QTest::newRow("three ends") << QByteArray("[[0,1,2]]") << -1;
    QTest::newRow("no pair") << QByteArray("[5]") << -1;
    QTest::newRow("longer than any lesson") << QByteArray("[[0,2592001]]") << -1;
}

void WatchedSetTest::whatClientsSend()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, seconds);
    const auto set = WatchedSet::fromJson(pairs(sent.constData()), 0);
    QCOMPARE(set ? set->count() : -1, seconds);

    QJsonArray many;
    for (int i = 0; i <= WatchedSet::MaxIntervals; ++i)
        many.append(QJsonArray{2 * i, 2 * i + 1});
    QVERIFY(!WatchedSet::fromJson(many, 0));
    many.removeLast();
    QVERIFY(WatchedSet::fromJson(many, 0));
}

void WatchedSetTest::neighboursAreJoinedInAnswers()
{
    WatchedSet set;
    set.add(0, 10, 7);
    set.add(10, 20, 9);
    set.add(25, 30, 7);
    QCOMPARE(set.segments().size(), size_t(3));
    QCOMPARE(set.toJson(), pairs("[[0,20],[25,30]]"));
}

void WatchedSetTest::reachedIsTheMomentFromWhichItWasEnough()
{
    WatchedSet set;
    set.add(50, 90, 8);  // seen first, though later in the lesson
    set.add(0, 50, 12);
    QCOMPARE(set.reached(40), std::optional<qint64>(8 * WatchedSet::QuarterMs));
    QCOMPARE(set.reached(41), std::optional<qint64>(12 * WatchedSet::QuarterMs));
    QCOMPARE(set.reached(91), std::optional<qint64>());
}

void WatchedSetTest::aSittingStaysSmall()
{
    WatchedSet set;  // an hour, reported every 15 s
    for (int at = 0; at < 3600; at += 15)
        set.add(at, at + 15, int((1'767'225'600LL + at) * 1000 / WatchedSet::QuarterMs));
    QCOMPARE(set.segments().size(), size_t(4));
    QVERIFY(set.toBlob().size() <= 24);
}

void WatchedSetTest::countersTakeTheLargestAndAreSummed()
{
    WatchCounters c;
    auto first = c.raise(10, sourceKey(u"phone"_s), 30);
    QVERIFY(first.newDay);
    QCOMPARE(first.seconds, 30);
    auto again = c.raise(10, sourceKey(u"phone"_s), 30);
    QVERIFY(!again.newDay);
    QCOMPARE(again.seconds, 0);
    QCOMPARE(c.raise(10, sourceKey(u"phone"_s), 20).seconds, 0);  // late
    QCOMPARE(c.raise(10, sourceKey(u"phone"_s), 45).seconds, 15);
    auto desk = c.raise(10, sourceKey(u"desk"_s), 5);
    QVERIFY(!desk.newDay);
    auto nextDay = c.raise(11, sourceKey(u"phone"_s), 7);
    QVERIFY(nextDay.newDay);
    QCOMPARE(c.total(), 57);
    auto between = c.raise(5, 1, 0);
    QVERIFY(between.newDay);
    QCOMPARE(between.previousDay, 0);
    QCOMPARE(between.nextDay, 10);
    between = c.raise(8, 1, 0);
    QCOMPARE(between.previousDay, 5);
    QCOMPARE(between.nextDay, 10);
    QCOMPARE(c.raise(12, 1, 999'999).seconds, WatchCounters::MaxPerDay);
    QCOMPARE(c.increase(13, 1, 10).seconds + c.increase(13, 1, 10).seconds, 20);
}

void WatchedSetTest::aDayHas24HoursHoweverManyDevices()
{
    const int Hour = 3600;
    WatchCounters c;
    qint64 told = 0;
    for (int device = 1; device <= 100; ++device)
        told += c.raise(10, quint64(device), 24 * Hour).seconds;
    QCOMPARE(c.total(), 24 * Hour);
    QCOMPARE(told, c.total());
    QCOMPARE(c.increase(10, 777, 60).seconds, 0);
    told += c.raise(11, 1, 20 * Hour).seconds;
    told += c.raise(11, 2, 20 * Hour).seconds;  // 4 of them fit
    told += c.raise(11, 2, 22 * Hour).seconds;
    QCOMPARE(told, 48 * Hour);
    QCOMPARE(c.total(), 48 * Hour);
    QCOMPARE(WatchCounters::fromBlob(c.toBlob())->total(), c.total());
    for (int device = 1; device <= int(WatchCounters::MaxCounters); ++device)  // folds both days
        told += c.raise(12, quint64(device), 1).seconds;
    QCOMPARE(c.total(), told);

    // In whatever order, and however often: what the changes add up to is the sum.
    std::mt19937 random(5);
    std::vector<std::pair<int, int>> reports;
    for (int i = 0; i < 40; ++i)
        reports.emplace_back(int(random() % 4), int(random() % quint32(24 * Hour)));
    qint64 expected = -1;
    for (int round = 0; round < 20; ++round) {
        std::shuffle(reports.begin(), reports.end(), random);
        WatchCounters shuffled;
        qint64 sum = 0;
        for (int repeat = 0; repeat < 2; ++repeat)
            for (const auto &[device, seconds] : reports)
                sum += shuffled.raise(10, quint64(device + 1), seconds).seconds;
        QCOMPARE(sum, shuffled.total());
        if (expected >= 0)
            QCOMPARE(sum, expected);
        expected = sum;
    }
    QCOMPARE(expected, 24 * Hour);
}

void WatchedSetTest::countersOfAnInventiveClientStayBounded()
{
    WatchCounters c;
    for (int i = 0; i < 5000; ++i)
        c.raise(100 + i / 50, quint64(i + 1), 2);
    QCOMPARE(c.total(), 10'000);
    QVERIFY(c.toBlob().size() < 16 * qsizetype(WatchCounters::MaxCounters + 2));
    QCOMPARE(c.wouldAdd(100, 77, 500, false), 0);
    QCOMPARE(c.raise(100, 77, 500).seconds, 0);  // folded away: nothing is counted twice
}

void WatchedSetTest::countersSurviveTheStore()
{
    WatchCounters c;
    for (int i = 0; i < 400; ++i)
        c.raise(20'000 + i / 3, sourceKey(QString::number(i)), i * 211);
    const auto back = WatchCounters::fromBlob(c.toBlob());
    QVERIFY(back && *back == c);
    QCOMPARE(back->total(), c.total());
    QVERIFY(WatchCounters::fromBlob({}) == WatchCounters{});
    QVERIFY(!WatchCounters::fromBlob("short"));
}

void WatchedSetTest::aPlayIsAVisitAnHourApart()
{
    WatchCounters c;
    QCOMPARE(c.visit(10, 8).plays, 1);
    QCOMPARE(c.visit(10, 8).plays, 0);
    QCOMPARE(c.visit(10, 9).plays, 0);    // still there
    QCOMPARE(c.visit(10, 11).plays, 1);   // an hour without it
    QCOMPARE(c.visit(10, 10).plays, -1);  // no, there was none
    QCOMPARE(c.visit(10, 0).plays, 1);
    QCOMPARE(c.visit(10, 23).plays, 1);
    QCOMPARE(c.visit(11, 0).plays, 1);
    QCOMPARE(c.total(), 0);
    const auto back = WatchCounters::fromBlob(c.toBlob());
    QVERIFY(back && *back == c);
    WatchCounters old;  // a day that was begun when devices made the plays
    old.raise(10, 5, 0);
    QCOMPARE(old.visit(10, 8).plays, 0);
    QCOMPARE(old.visit(10, 12).plays, 1);
}

void WatchedSetTest::aDayGivesOnePersonNoMoreThanItHas()
{
    WatchCredit credit;
    credit.watchTime = 1e6;
    QCOMPARE(credit.spendTime(10, 3600, 3000), 3000);
    QCOMPARE(credit.spendTime(10, 3600, 3000), 600 + WatchCredit::DaySlack);  // of another lesson, another device
    QCOMPARE(credit.spendTime(10, 3600, 1), 0);
    QCOMPARE(credit.spendTime(10, 7200, 9000), 3600);
    QCOMPARE(credit.spendTime(9, 24 * 3600, 200'000), 24 * 3600);
    QCOMPARE(credit.spendTime(9, 24 * 3600, 1), 0);
    QCOMPARE(credit.spendTime(10 - WatchCredit::DaysKept, 24 * 3600, 1), 0);  // long ago
    QCOMPARE(credit.spendTime(50, 100, 100), 100);
    QCOMPARE(credit.days.size(), size_t(1));
    QVERIFY(WatchCredit::daysFromBlob(credit.daysToBlob()) == std::optional(credit.days));
    QVERIFY(!WatchCredit::daysFromBlob("short"));

    // And no more than has passed since the last contact.
    credit = {};
    credit.fill(1'000'000, 2);
    QCOMPARE(credit.spendTime(10, 24 * 3600, 24 * 3600), int(WatchCredit::Initial));
    credit.fill(1'000'000 + 60'000, 2);
    QCOMPARE(credit.spendTime(11, 24 * 3600, 24 * 3600), 66);
}

void WatchedSetTest::creditCutsWhatTimeDoesNotAllow()
{
    WatchCredit credit;
    credit.balance = 0;
    credit.time = 1'000'000;
    credit.fill(1'000'000 + 10'000, 2.0);  // 10 s later: 22 s, and 3 for the record
    WatchedSet known, claim;
    known.add(0, 5, 1);
    claim.add(0, 100, 1);
    QCOMPARE(credit.spend(claim, known), 70);
    QCOMPARE(claim.toJson(), pairs("[[0,30]]"));  // 5 known ones for free, then 25 new ones from the front
    QCOMPARE(credit.balance, 0.0);
    QCOMPARE(credit.spend(claim, claim), 0);  // a repeat costs nothing
}

void WatchedSetTest::creditIsSharedByTheBatchAndSurvivesADrainInSeveralRequests()
{
    WatchCredit credit;
    credit.balance = 0;
    credit.time = 1;
    credit.fill(1 + 3600 * 1000, 1.0);  // an hour offline: 3,960 s
    int cut = 0;
    for (int request = 0; request < 5; ++request) {
        credit.fill(1 + 3600 * 1000 + request * 20, 1.0);
        WatchedSet lesson;
        lesson.add(0, 720, 1);
        cut += credit.spend(lesson, {});
    }
    QCOMPARE(cut, 0);  // 5 × 720 s were really watched in that hour
    WatchedSet sixth;
    sixth.add(0, 720, 1);
    QVERIFY(credit.spend(sixth, {}) > 300);
}

QTEST_APPLESS_MAIN(WatchedSetTest)
#include "tst_watchedset.moc"
