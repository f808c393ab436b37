#include "tests/unit/learning/mergecases.h"

/// When a lesson counts as completed.
class CompletionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void completionIsSticky();
    void positionCompletesOnlyWithoutCoverage();
    void strictBelievesCoverageOnly();
    void coverageOfTwoDevicesCompletesTogether();
    void aShortLastGapIsClosed();
    void textsNeverGoBack();
};

void CompletionTest::completionIsSticky()
{
    ProgressState state;
    SentRecord done = sent(100, 600, Start + 50'000);
    done.claimsCompleted = true;
    QVERIFY(feed(state, done).completedNow);
    const auto again = feed(state, sent(10, 600, Start + 90'000));
    QVERIFY(again.positionTaken && !again.completedNow);
    QCOMPARE(state.completedTime, std::optional<Millis>(Start + 50'000));
    done.time = Start + 40'000;  // an earlier one arrives late
    QVERIFY(!feed(state, done).completedNow);
    QCOMPARE(state.completedTime, std::optional<Millis>(Start + 40'000));
}

void CompletionTest::positionCompletesOnlyWithoutCoverage()
{
    ProgressState state;
    QVERIFY(!feed(state, sent(539.9, 600, Start)).completedNow);
    QVERIFY(feed(state, sent(540, 600, Start + 1)).completedNow);

    ProgressState seeker;  // jumped to the end
    SentRecord jump = sent(600, 600, Start);
    jump.claimsCompleted = true;
    jump.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 30}}, 0);
    QVERIFY(!feed(seeker, jump).completedNow);
    jump.watched = WatchedSet::fromJson(QJsonArray{}, 0);  // knows about coverage, and has none
    QVERIFY(!feed(seeker, jump).completedNow);
    jump.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 540}}, 0);
    QVERIFY(feed(seeker, jump).completedNow);

    ProgressState liar;  // a lesson of ten minutes that says it has one second
    LessonRule rule;
    rule.duration = 600'000;
    QVERIFY(!feed(liar, sent(1, 1, Start), rule).completedNow);
}

void CompletionTest::strictBelievesCoverageOnly()
{
    LessonRule rule;
    rule.completion = {0.8, CompletionBasis::Strict};
    ProgressState state;
    SentRecord r = sent(600, 600, Start);
    r.claimsCompleted = true;
    QVERIFY(!feed(state, r, rule).completedNow);
    r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 479}}, 0);
    QVERIFY(!feed(state, r, rule).completedNow);
    r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{479, 480}}, 0);
    QVERIFY(feed(state, r, rule).completedNow);
}

void CompletionTest::coverageOfTwoDevicesCompletesTogether()
{
    LessonRule rule;
    rule.duration = 100'000;
    ProgressState state;
    SentRecord phone = sent(50, 100, Start);
    phone.device = u"phone"_s;
    phone.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 50}}, 0);
    SentRecord desk = sent(95, 100, Start + 3'600'000);
    desk.device = u"desk"_s;
    desk.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{40, 90}}, 0);
    QVERIFY(!feed(state, phone, rule).completedNow);
    const auto o = feed(state, desk, rule);
    QVERIFY(o.completedNow);
    QCOMPARE(o.coveredSeconds, 40);
    QCOMPARE(state.completedTime, std::optional<Millis>(Start + 3'600'000));
}

void CompletionTest::aShortLastGapIsClosed()
{
    LessonRule rule;
    rule.completion.threshold = 1.0;
    rule.duration = 100'000;
    for (const auto &[last, closed] : {std::pair(97, true), std::pair(96, false)}) {
        ProgressState state;
        SentRecord r = sent(99.8, 100, Start);
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, last}}, 0);
        QCOMPARE(feed(state, r, rule).completedNow, closed);
    }
    ProgressState paused;  // not at the end: nothing is closed
    SentRecord r = sent(98, 100, Start);
    r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 98}}, 0);
    QVERIFY(!feed(paused, r, rule).completedNow);
}

void CompletionTest::textsNeverGoBack()
{
    ProgressState state;
    ProgressRecord r;
    r.time = Start;
    r.readPercent = 60;
    QVERIFY(!mergeProgress(state, r, {}, Now).completedNow);
    r.readPercent = 90;
    r.time = Start + 1;
    QVERIFY(mergeProgress(state, r, {}, Now).completedNow);
    r.readPercent = 10;
    r.time = Start + 2;
    mergeProgress(state, r, {}, Now);
    QCOMPARE(state.readPercent, 90);
    QCOMPARE(qRound(state.fraction() * 1000), 900);

    r.day = 100;
    r.source = 7;
    r.watchSeconds = 60;
    QCOMPARE(mergeProgress(state, r, {}, Now).watchSeconds, 60);
    r.day = 101;  // its repeat, after midnight
    QCOMPARE(mergeProgress(state, r, {}, Now).watchSeconds, 0);
}

QTEST_APPLESS_MAIN(CompletionTest)
#include "tst_completion.moc"
