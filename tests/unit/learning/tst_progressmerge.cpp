#include "models/domain/learning/progressmerge.h"

#include "models/domain/json.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace learning;
using namespace Qt::StringLiterals;
using catalog::CompletionBasis;

namespace {

constexpr Millis Start = 1'767'225'600'000;
constexpr Millis Now = Start + 30LL * 24 * 3600 * 1000;

// Of a lesson that has shown two others before.
const std::vector<catalog::LessonFilm> Former{{AssetId(1), 50'000, Start + 20 * 60'000},
                                              {AssetId(2), 60'000, Start + 40 * 60'000}};

struct Case {
    LessonRule rule;
    std::vector<ProgressRecord> records;
};

ProgressRecord randomRecord(std::mt19937 &random, bool text, bool films)
{
    ProgressRecord r;
    if (films)
        r.film = AssetId(1 + qint64(random() % 3));
    // Few distinct values on purpose: ties are where an order creeps in.
    r.time = Start + Millis(random() % 8) * 7 * 60'000;
    r.seq = int(random() % 3);
    r.device = QString(QChar(u'a' + int(random() % 3)));
    r.duration = text ? 0 : 40'000 + Millis(random() % 4) * 10'000;
    r.position = text ? 0 : Millis(random() % quint64(r.duration / 5000 + 1)) * 5000;
    r.claimsCompleted = random() % 12 == 0;
    r.day = 20'454 + int(random() % 3);
    r.source = 1 + random() % 4;
    r.hour = int(random() % 24);
    r.watchSeconds = int(random() % 60);
    if (text) {
        r.readPercent = int(random() % 101);
        r.source = 1000 + random() % 4;  // a report about a text has a name and a day of its own
        r.day = 20'454 + int(r.source % 3);
    }
    if (!text && random() % 2) {
        r.hasWatched = true;
        for (int parts = int(random() % 3); parts >= 0; --parts) {
            const int from = int(random() % 60);
            r.watched.add(from, from + int(random() % 25), int(r.time / WatchedSet::QuarterMs));
        }
        r.watched.clip(int(r.duration / 1000));
    }
    return r;
}

Case randomCase(unsigned seed)
{
    std::mt19937 random(seed);
    Case c;
    c.rule.completion.basis = random() % 3 == 0 ? CompletionBasis::Strict : CompletionBasis::Auto;
    c.rule.completion.threshold = 0.5 + double(random() % 6) / 10;
    const bool text = random() % 8 == 0;
    c.rule.duration = text || random() % 3 == 0 ? 0 : 60'000;
    const bool films = !text && random() % 3 == 0;
    if (films) {
        c.rule.film = AssetId(3);
        c.rule.former = Former;
    }
    for (int n = 1 + int(random() % 7); n > 0; --n)
        c.records.push_back(randomRecord(random, text, films));
    return c;
}

ProgressState stored(const ProgressState &state)
{
    // What the store does between two requests.
    ProgressState read;
    read.position = state.position;
    read.positionTime = state.lastSeen();
    read.completedTime = state.completedTime;
    if (!read.restFromBlob(state.restToBlob()))
        qFatal("the stored form can't be read");
    return read;
}

ProgressState mergeAll(const Case &c, const std::vector<size_t> &order, unsigned batch = 0)
{
    ProgressState state;
    std::mt19937 random(batch);
    for (const size_t i : order) {
        mergeProgress(state, c.records[i], c.rule, Now);
        if (batch && random() % 2)
            state = stored(state);
    }
    return state;
}

std::vector<size_t> inOrder(size_t n)
{
    std::vector<size_t> order(n);
    for (size_t i = 0; i < n; ++i)
        order[i] = i;
    return order;
}

QString show(const ProgressRecord &r)
{
    QString out = u"  pos %1/%2 time +%3min seq %4 dev %5%6 day %7 src %8/%9"_s.arg(r.position)
                          .arg(r.duration)
                          .arg((r.time - Start) / 60'000)
                          .arg(r.seq)
                          .arg(r.device)
                          .arg(r.claimsCompleted ? u" DONE"_s : QString())
                          .arg(r.day)
                          .arg(r.source)
                          .arg(r.hour);
    out += u" secs %1 read %2 watched"_s.arg(r.watchSeconds).arg(r.readPercent);
    for (const WatchedSegment &s : r.watched.segments())
        out += u" %1-%2@%3"_s.arg(s.from).arg(s.to).arg(s.quarter);
    return r.hasWatched ? out : out + u" none"_s;
}

/// Whether some shuffled, repeated order ends elsewhere than the order as made.
bool differs(const Case &c, unsigned seed)
{
    const ProgressState expected = mergeAll(c, inOrder(c.records.size()));
    std::mt19937 random(seed);
    for (int attempt = 0; attempt < 6; ++attempt) {
        std::vector<size_t> order = inOrder(c.records.size());
        for (size_t extra = random() % 4; extra > 0; --extra)
            order.push_back(random() % c.records.size());
        std::shuffle(order.begin(), order.end(), random);
        if (!(mergeAll(c, order, 1 + unsigned(random() % 1000)) == expected))
            return true;
    }
    return false;
}

/// Drops records while the case still fails, so that what is printed is small.
Case shrunk(Case c, unsigned seed)
{
    for (size_t i = 0; i < c.records.size();) {
        Case smaller = c;
        smaller.records.erase(smaller.records.begin() + long(i));
        if (!smaller.records.empty() && differs(smaller, seed))
            c = smaller;
        else
            ++i;
    }
    return c;
}

SentRecord sent(double position, double duration, std::optional<Millis> time = {})
{
    SentRecord s;
    s.position = Millis(position * 1000);
    s.duration = Millis(duration * 1000);
    s.time = time;
    return s;
}

MergeOutcome feed(ProgressState &state, const SentRecord &s, const LessonRule &rule = {}, Millis now = Now)
{
    return mergeProgress(state, admitRecord(s, {now, {}, rule.duration, rule.film, rule.former}), rule, now);
}

}  // namespace

/// DOMAIN §2: any order, any number of times, any batching → the same state; and the rules one by one.
class ProgressMergeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyOrderAnyRepetitionAnyBatching();
    void nothingEverDecreases();
    void whatHappenedIsReportedOnce();
    void theNewestPositionWins();
    void completionIsSticky();
    void positionCompletesOnlyWithoutCoverage();
    void strictBelievesCoverageOnly();
    void coverageOfTwoDevicesCompletesTogether();
    void aShortLastGapIsClosed();
    void aBadClockCannotFreezeALesson();
    void aRecordIsCutToTheLesson();
    void textsNeverGoBack();
    void aDamagedStateIsRefused();
    void whatIsSeenOfAFilmIsOfThatFilm_data();
    void whatIsSeenOfAFilmIsOfThatFilm();
    void whatWasStoredWithoutAFilmIsOfTheFirstOne();
};

void ProgressMergeTest::anyOrderAnyRepetitionAnyBatching()
{
    for (unsigned seed = 1; seed <= 6000; ++seed) {
        const Case c = randomCase(seed);
        if (!differs(c, seed))
            continue;
        QString text = u"seed %1, threshold %2, strict %3, lesson %4 ms; smallest failing set:"_s.arg(seed)
                               .arg(c.rule.completion.threshold)
                               .arg(c.rule.completion.basis == CompletionBasis::Strict)
                               .arg(c.rule.duration);
        for (const ProgressRecord &r : shrunk(c, seed).records)
            text += u'\n' + show(r);
        QFAIL(qPrintable(text));
    }
}

void ProgressMergeTest::nothingEverDecreases()
{
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        const Case c = randomCase(seed);
        ProgressState state;
        for (const ProgressRecord &r : c.records) {
            const ProgressState before = state;
            mergeProgress(state, r, c.rule, Now);
            QVERIFY(state.positionTime >= before.positionTime);
            QVERIFY(state.lastSeen() >= before.lastSeen());
            QVERIFY(!before.completedTime || (state.completedTime && *state.completedTime <= *before.completedTime));
            QVERIFY(before.watched.minus(state.watched).isEmpty());
            QVERIFY(state.counters.total() >= before.counters.total());
            QVERIFY(state.readPercent >= before.readPercent);
        }
    }
}

void ProgressMergeTest::whatHappenedIsReportedOnce()
{
    // The counters that dashboards read are sums of outcomes: they must equal what the final state says, repeats or
    // not.
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        const Case c = randomCase(seed);
        ProgressState state;
        int viewers = 0, completions = 0, covered = 0, days = 0, plays = 0;
        qint64 seconds = 0;
        for (int round = 0; round < 2; ++round) {
            for (const ProgressRecord &r : c.records) {
                const MergeOutcome o = mergeProgress(state, r, c.rule, Now);
                viewers += o.firstRecord;
                completions += o.completedNow;
                covered += o.coveredSeconds;
                seconds += o.watchSeconds;
                days += o.newDay;
                plays += o.plays;
                QVERIFY(round == 0 || (!o.plays && !o.coveredSeconds && !o.watchSeconds && !o.completedNow));
            }
        }
        std::set<int> hours;  // of all days, with one between two of them
        for (const ProgressRecord &r : c.records)
            hours.insert(r.day * 25 + r.hour);
        QCOMPARE(plays, int(std::count_if(hours.begin(), hours.end(), [&](int h) { return !hours.count(h - 1); })));
        std::vector<int> distinct;
        for (const ProgressRecord &r : c.records)
            distinct.push_back(r.day);
        std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        QCOMPARE(viewers, 1);
        QCOMPARE(completions, state.completedTime ? 1 : 0);
        int seen = state.watched.count();
        for (const FilmProgress &film : state.formerFilms)
            seen += film.watched.count();
        QCOMPARE(covered, seen);
        QCOMPARE(seconds, state.counters.total());
        QCOMPARE(days, int(distinct.size()));
    }
}

void ProgressMergeTest::theNewestPositionWins()
{
    ProgressState state;
    QVERIFY(feed(state, sent(100, 600, Start + 50'000)).positionTaken);
    QVERIFY(!feed(state, sent(400, 600, Start + 20'000)).positionTaken);
    QCOMPARE(state.position, 100'000);
    QVERIFY(feed(state, sent(100, 600, Start + 50'000)).positionTaken);  // a repeat of the stored one
    QVERIFY(feed(state, sent(30, 600, Start + 60'000)).positionTaken);   // going back is going on
    QCOMPARE(state.position, 30'000);
    QCOMPARE(state.positionTime, Start + 60'000);

    SentRecord later = sent(31, 600, Start + 60'000);
    later.seq = 5;
    QVERIFY(feed(state, later).positionTaken);  // the same millisecond: the sequence decides
    later = sent(32, 600, Start + 60'000);
    later.seq = 4;
    QVERIFY(!feed(state, later).positionTaken);
}

void ProgressMergeTest::completionIsSticky()
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

void ProgressMergeTest::positionCompletesOnlyWithoutCoverage()
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

void ProgressMergeTest::strictBelievesCoverageOnly()
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

void ProgressMergeTest::coverageOfTwoDevicesCompletesTogether()
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

void ProgressMergeTest::aShortLastGapIsClosed()
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

void ProgressMergeTest::aBadClockCannotFreezeALesson()
{
    QCOMPARE(correctedTime(Start - 5'000, Start, Start + 60'000), Start + 55'000);  // a minute slow, five seconds old
    QCOMPARE(correctedTime(Start + 900'000, Start + 900'000, Start), Start);        // a quarter of an hour fast
    QCOMPARE(correctedTime(Start + 900'000, {}, Start), Start);
    QCOMPARE(correctedTime(Start - 1, {}, Start), Start - 1);
    QCOMPARE(correctedTime({}, {}, Start), Start);
    QVERIFY(correctedTime(-9'000'000'000'000, {}, Start) > 0);

    ProgressState state;
    feed(state, sent(500, 600, Now + 3'600'000), {}, Now + 3'600'000);  // stored while the server's clock was ahead
    QVERIFY(feed(state, sent(20, 600, Now), {}, Now).positionTaken);
    QCOMPARE(state.position, 20'000);
    QCOMPARE(state.positionTime, Now);
}

void ProgressMergeTest::aRecordIsCutToTheLesson()
{
    SentRecord r = sent(5, 50, Start);
    r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 5000}}, 0);
    QCOMPARE(admitRecord(r, {Now, {}, 0, {}, {}}).watched.count(), 50);
    QCOMPARE(admitRecord(r, {Now, {}, 30'500, {}, {}}).watched.count(), 31);
}

void ProgressMergeTest::textsNeverGoBack()
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

void ProgressMergeTest::aDamagedStateIsRefused()
{
    ProgressState state = mergeAll(randomCase(4), inOrder(randomCase(4).records.size()));
    state.seq = std::numeric_limits<qint64>::min();
    const QByteArray whole = state.restToBlob();
    ProgressState read;
    QVERIFY(read.restFromBlob(whole));
    QCOMPARE(read.seq, state.seq);
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!read.restFromBlob(whole.left(size)));
    QVERIFY(!read.restFromBlob(whole + 'x'));
}

void ProgressMergeTest::whatIsSeenOfAFilmIsOfThatFilm_data()
{
    QTest::addColumn<QJsonArray>("steps");
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/exchanged-film.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = json::parseObject(file.readAll())->value("cases"_L1).toArray();
    QVERIFY(!cases.isEmpty());
    for (const QJsonValue &one : cases)
        QTest::newRow(qPrintable(one["title"_L1].toString())) << one["steps"_L1].toArray();
}

void ProgressMergeTest::whatIsSeenOfAFilmIsOfThatFilm()
{
    QFETCH(QJsonArray, steps);
    const auto timeOf = [](const QJsonValue &step, QLatin1StringView name) {
        return Start + Millis(step[name].toDouble() * 1000);
    };
    std::vector<catalog::LessonFilm> former;
    LessonRule rule;
    ProgressState state;
    for (const QJsonValue &step : steps) {
        QString status;
        if (const QJsonValue film = step["publish"_L1]; film.isObject()) {
            if (rule.film.isValid())
                former.push_back({rule.film, rule.duration, timeOf(step, "at"_L1)});
            rule.film = *filmFromText(film["mediaRevision"_L1].toString().toLatin1());
            rule.duration = Millis(film["duration"_L1].toDouble() * 1000);
            rule.former = former;
        } else {
            QJsonObject object = step["record"_L1].toObject();
            object.insert("courseId"_L1, u"c"_s);
            object.insert("chapterId"_L1, u"l"_s);
            object.insert("lastUpdateTime"_L1, timeOf(step, "at"_L1));
            const Millis now = step["sentAt"_L1].isUndefined() ? timeOf(step, "at"_L1) : timeOf(step, "sentAt"_L1);
            const auto sent = readSentRecord(object);
            QVERIFY(sent.ok());
            const ProgressRecord record = admitRecord(*sent, {now, now, rule.duration, rule.film, former});
            status = mergeProgress(state, record, rule, now).positionTaken ? u"success"_s : u"skipped"_s;
        }
        turnToFilm(state, rule);
        state = stored(state);
        const QJsonObject expect = step["expect"_L1].toObject();
        for (auto it = expect.begin(); it != expect.end(); ++it) {
            const QJsonObject told{{u"status"_s, status},
                                   {u"mediaRevision"_s, QString::number(state.film.value)},
                                   {u"currentTime"_s, double(state.position) / 1000},
                                   {u"watched"_s, state.watched.toJson()},
                                   {u"isCompleted"_s, state.completedTime.has_value()}};
            QCOMPARE(told.value(it.key()), it.value());
        }
    }
}

void ProgressMergeTest::whatWasStoredWithoutAFilmIsOfTheFirstOne()
{
    ProgressState state;
    feed(state, sent(50, 60, Start), {});
    state.watched.add(0, 50, 0);
    QVERIFY(!state.film.isValid());
    ProgressState read;  // in the form of that time: without film and distance to the last record
    read.position = state.position;
    read.positionTime = state.positionTime;
    QVERIFY(read.restFromBlob('\1' + state.restToBlob().mid(3)));
    QCOMPARE(read, state);

    LessonRule rule{{}, 60'000, AssetId(3), {}};
    ProgressState same = state;
    turnToFilm(same, rule);
    QCOMPARE(same.film, AssetId(3));
    QCOMPARE(same.watched.count(), 50);

    rule.former = Former;
    turnToFilm(state, rule);
    QCOMPARE(state.film, AssetId(3));
    QVERIFY(state.watched.isEmpty());
    QCOMPARE(state.formerFilms.size(), size_t(1));
    QCOMPARE(state.formerFilms[0].film, AssetId(1));
    QCOMPARE(state.formerFilms[0].watched.count(), 50);
    QVERIFY(!state.isNew());
}

QTEST_APPLESS_MAIN(ProgressMergeTest)
#include "tst_progressmerge.moc"
