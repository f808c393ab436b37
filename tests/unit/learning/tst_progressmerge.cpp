#include "tests/unit/learning/mergecases.h"

/// DOMAIN §2: any order, any number of times, any batching → the same state; and the rules one by one.
class ProgressMergeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyOrderAnyRepetitionAnyBatching();
    void nothingEverDecreases();
    void whatHappenedIsReportedOnce();
    void theNewestPositionWins();
    void aBadClockCannotFreezeALesson();
    void aRecordIsCutToTheLesson();
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
