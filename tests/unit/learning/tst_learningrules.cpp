#include "models/domain/learning/progressrecord.h"
#include "models/domain/learning/resume.h"
#include "models/domain/learning/schoolcalendar.h"
#include "models/domain/learning/syncbody.h"

#include <QJsonDocument>
#include <QTest>

using namespace learning;
using namespace Qt::StringLiterals;

/// What a client may send, where a lesson resumes, and when a school's day begins.
class LearningRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordsAreCheckedForForm_data();
    void recordsAreCheckedForForm();
    void aRecordIsReadWhole();
    void whatCanNotBeReadCountsAsNotSent_data();
    void whatCanNotBeReadCountsAsNotSent();
    void resumeIsOffered_data();
    void resumeIsOffered();
    void aDayBeginsAtTheSchoolsMidnight();
    void summerTimeMovesMidnight();
    void anUnknownZoneIsUtcPlusEight();
};

void LearningRulesTest::recordsAreCheckedForForm_data()
{
    QTest::addColumn<QByteArray>("changes");  // merged over a good record
    QTest::addColumn<bool>("good");
    const QByteArray longest(64, 'x'), tooLong(65, 'x');
    QTest::newRow("as it is") << QByteArray("{}") << true;
    QTest::newRow("no course") << QByteArray("{\"courseId\":null}") << false;
    QTest::newRow("empty course") << QByteArray("{\"courseId\":\"\"}") << false;
    QTest::newRow("no chapter") << QByteArray("{\"chapterId\":null}") << false;
    QTest::newRow("id as number") << QByteArray("{\"courseId\":17,\"chapterId\":3}") << true;
    QTest::newRow("id with fraction") << QByteArray("{\"courseId\":1.5}") << false;
    QTest::newRow("id is a list") << QByteArray("{\"courseId\":[1]}") << false;
    QTest::newRow("id of 64") << QByteArray("{\"chapterId\":\"" + longest + "\"}") << true;
    QTest::newRow("id of 65") << QByteArray("{\"chapterId\":\"" + tooLong + "\"}") << false;
    QTest::newRow("device of 65") << QByteArray("{\"deviceId\":\"" + tooLong + "\"}") << false;
    QTest::newRow("session is a list") << QByteArray("{\"sessionId\":[]}") << true;
    QTest::newRow("before the start") << QByteArray("{\"currentTime\":-0.001}") << false;
    QTest::newRow("at the start") << QByteArray("{\"currentTime\":0}") << true;
    QTest::newRow("at the end") << QByteArray("{\"currentTime\":600}") << true;
    QTest::newRow("behind the end") << QByteArray("{\"currentTime\":600.001}") << false;
    QTest::newRow("no position") << QByteArray("{\"currentTime\":null}") << false;
    QTest::newRow("position as text") << QByteArray("{\"currentTime\":\"12\"}") << false;
    QTest::newRow("no length") << QByteArray("{\"totalTime\":null}") << false;
    QTest::newRow("length 0") << QByteArray("{\"currentTime\":0,\"totalTime\":0}") << false;
    QTest::newRow("length under a millisecond") << QByteArray("{\"currentTime\":0,\"totalTime\":0.0001}") << false;
    QTest::newRow("length of 31 days") << QByteArray("{\"totalTime\":2678400}") << false;
    QTest::newRow("number beyond any") << QByteArray("{\"totalTime\":1e300}") << false;
    QTest::newRow("completed as text") << QByteArray("{\"isCompleted\":\"yes\"}") << true;
    QTest::newRow("time as ISO") << QByteArray("{\"lastUpdateTime\":\"2026-01-01T00:00:00.000Z\"}") << true;
    QTest::newRow("time as words") << QByteArray("{\"lastUpdateTime\":\"yesterday\"}") << true;
    QTest::newRow("no time") << QByteArray("{\"lastUpdateTime\":null}") << true;
    QTest::newRow("sequence as text") << QByteArray("{\"seq\":\"1\"}") << true;
    QTest::newRow("watch time negative") << QByteArray("{\"watchSeconds\":-1}") << true;
    QTest::newRow("coverage not a list") << QByteArray("{\"watched\":{}}") << true;
    QTest::newRow("coverage backwards") << QByteArray("{\"watched\":[[5,1]]}") << true;
    QTest::newRow("coverage null") << QByteArray("{\"watched\":null}") << true;
    QTest::newRow("unknown field") << QByteArray("{\"colour\":{\"a\":[]},\"isSynced\":false,\"syncRetryCount\":3}")
                                   << true;
}

void LearningRulesTest::recordsAreCheckedForForm()
{
    QFETCH(QByteArray, changes);
    QFETCH(bool, good);
    QJsonObject record =
            QJsonDocument::fromJson("{\"courseId\":\"c1\",\"chapterId\":\"l1\",\"currentTime\":12.5,\"totalTime\":600}")
                    .object();
    const QJsonObject over = QJsonDocument::fromJson(changes).object();
    for (auto it = over.begin(); it != over.end(); ++it)
        record.insert(it.key(), it.value());
    const auto read = readSentRecord(record);
    QCOMPARE(read.ok(), good);
    if (!good)
        QCOMPARE(read.error().message, u"无效数据"_s);
}

void LearningRulesTest::aRecordIsReadWhole()
{
    const auto r = readSentRecord(QJsonDocument::fromJson(R"({"courseId":7,"chapterId":"l1","currentTime":12.3456,
        "totalTime":600,"isCompleted":true,"lastUpdateTime":1767225600123,"deviceId":"d","sessionId":"s","seq":9,
        "watchSeconds":61.4,"watched":[[0,12]],"mediaRevision":"31"})")
                                          .object());
    QVERIFY(r.ok());
    QCOMPARE(r->course, u"7"_s);
    QCOMPARE(r->position, 12'346);
    QCOMPARE(r->duration, 600'000);
    QVERIFY(r->claimsCompleted);
    QCOMPARE(r->time, std::optional<Millis>(1'767'225'600'123));
    QCOMPARE(r->seq, 9);
    QCOMPARE(r->watchSeconds, std::optional<int>(61));
    QCOMPARE(r->watched->count(), 12);
    QCOMPARE(r->film, std::optional(AssetId(31)));
}

void LearningRulesTest::whatCanNotBeReadCountsAsNotSent_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<bool>("completed");
    for (const char *yes : {"true", "1", "1.0", "\"true\""})
        QTest::newRow(yes) << QByteArray("\"isCompleted\":") + yes << true;
    for (const char *no : {"false", "0", "\"false\"", "2", "-1", "\"yes\"", "null", "[true]", "{}"})
        QTest::newRow(no) << QByteArray("\"isCompleted\":") + no << false;
    for (const char *odd : {"\"lastUpdateTime\":\"soon\"",
                            "\"lastUpdateTime\":true",
                            "\"lastUpdateTime\":1e300",
                            "\"deviceId\":[1]",
                            "\"deviceId\":1.5",
                            "\"sessionId\":{}",
                            "\"sessionId\":false",
                            "\"seq\":\"x\"",
                            "\"seq\":1e300",
                            "\"seq\":[]",
                            "\"watchSeconds\":-1",
                            "\"watchSeconds\":\"9\"",
                            "\"watched\":\"all\"",
                            "\"watched\":[[5,1]]",
                            "\"watched\":[[1,2,3]]",
                            "\"watched\":[7]",
                            "\"watched\":[[-1,2]]",
                            "\"mediaRevision\":\"x\"",
                            "\"mediaRevision\":\"-1\"",
                            "\"mediaRevision\":\"\"",
                            "\"mediaRevision\":null",
                            "\"mediaRevision\":[1]",
                            "\"progress\":[]"})
        QTest::newRow(odd) << QByteArray(odd) << false;
}

void LearningRulesTest::whatCanNotBeReadCountsAsNotSent()
{
    QFETCH(QByteArray, field);
    QFETCH(bool, completed);
    const auto read = [](const QByteArray &more) {
        const QByteArray record =
                "{\"courseId\":\"c\",\"chapterId\":\"l\",\"currentTime\":5,\"totalTime\":60" + more + '}';
        return readSyncBody("{\"progressList\":[" + record + "]}").value().entries.front().sent;
    };
    auto expected = read({});
    QVERIFY(expected);
    expected->claimsCompleted = completed;
    const auto sent = read(',' + field);
    QVERIFY(sent);
    QVERIFY(*sent == *expected);
}

void LearningRulesTest::resumeIsOffered_data()
{
    QTest::addColumn<double>("position");
    QTest::addColumn<double>("duration");
    QTest::addColumn<bool>("completed");
    QTest::addColumn<bool>("offered");
    QTest::newRow("in the middle") << 100.0 << 600.0 << false << true;
    QTest::newRow("short lesson") << 30.0 << 59.9 << false << false;
    QTest::newRow("just long enough") << 30.0 << 60.0 << false << true;
    QTest::newRow("hardly begun") << 5.0 << 600.0 << false << false;
    QTest::newRow("begun") << 5.1 << 600.0 << false << true;
    QTest::newRow("15 s tail of a short one") << 45.0 << 60.0 << false << false;
    QTest::newRow("before that tail") << 44.9 << 60.0 << false << true;
    QTest::newRow("5 % tail") << 570.0 << 600.0 << false << false;
    QTest::newRow("before the 5 % tail") << 569.9 << 600.0 << false << true;
    QTest::newRow("120 s tail of a long one") << 7079.0 << 7200.0 << false << true;
    QTest::newRow("in the 120 s tail") << 7080.0 << 7200.0 << false << false;
    QTest::newRow("finished") << 100.0 << 600.0 << true << false;
}

void LearningRulesTest::resumeIsOffered()
{
    QFETCH(double, position);
    QFETCH(double, duration);
    QFETCH(bool, completed);
    QFETCH(bool, offered);
    const Millis at = Millis(position * 1000);
    const auto resume = resumePosition(at, Millis(duration * 1000), completed);
    QCOMPARE(resume.has_value(), offered);
    if (resume)
        QCOMPARE(*resume, at);
}

void LearningRulesTest::aDayBeginsAtTheSchoolsMidnight()
{
    const SchoolCalendar shanghai;
    const int day = SchoolCalendar::fromIsoDate(u"2026-01-01"_s).value();
    QCOMPARE(shanghai.startOf(day), 1'767'225'600'000 - 8 * 3600 * 1000);
    QCOMPARE(shanghai.dayOf(shanghai.startOf(day)), day);
    QCOMPARE(shanghai.dayOf(shanghai.startOf(day) - 1), day - 1);
    QCOMPARE(SchoolCalendar::isoDate(day), u"2026-01-01"_s);
    QVERIFY(!SchoolCalendar::fromIsoDate(u"2026-02-30"_s));
    QVERIFY(!SchoolCalendar::fromIsoDate(u"1.1.2026"_s));
}

void LearningRulesTest::summerTimeMovesMidnight()
{
    const SchoolCalendar berlin("Europe/Berlin");
    const int march29 = SchoolCalendar::fromIsoDate(u"2026-03-29"_s).value();  // 23 hours long
    QCOMPARE(berlin.startOf(march29 + 1) - berlin.startOf(march29), 23 * 3600 * 1000);
    for (int day = march29 - 400; day < march29 + 400; ++day) {
        QCOMPARE(berlin.dayOf(berlin.startOf(day)), day);
        QCOMPARE(berlin.dayOf(berlin.startOf(day) - 1), day - 1);
    }
}

void LearningRulesTest::anUnknownZoneIsUtcPlusEight()
{
    const SchoolCalendar odd("Atlantis/Capital"), shanghai;
    QCOMPARE(odd.dayOf(1'767'225'600'000), shanghai.dayOf(1'767'225'600'000));
}

QTEST_APPLESS_MAIN(LearningRulesTest)
#include "tst_learningrules.moc"
