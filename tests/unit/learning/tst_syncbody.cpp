#include "models/domain/learning/syncbody.h"

#include <QTest>

#include <random>

using namespace learning;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Plain = R"({"sentAt":1767225600000,"progressList":[
 {"courseId":"c1","chapterId":"lesson_7","currentTime":12.345,"totalTime":600,"isCompleted":false,"lastUpdateTime":1767225590123,
  "deviceId":"phone 1","sessionId":"s-1","seq":17,"watchSeconds":61.4,"watched":[[0,12],[20.4,31.6],[25,25]],"progress":0.0205,"mediaRevision":"31",
  "isSynced":false,"syncRetryCount":0,"note":null},
 {"courseId":17,"chapterId":"l2","currentTime":0,"totalTime":0.5,"isCompleted":true,"watched":[]}]})";

/// Where the scanner reads a body, Qt's way must read the same.
void agree(const QByteArray &body, int *scanned = nullptr)
{
    const auto plain = scanSyncBody(body);
    if (!plain)
        return;
    if (scanned)
        ++*scanned;
    const auto parsed = parseSyncBody(body);
    QVERIFY2(parsed.ok(), body.constData());
    QVERIFY2(*plain == *parsed, body.constData());
}

}  // namespace

/// The body of a sync, read in two ways that agree.
class SyncBodyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePlainShapeIsScanned();
    void aFieldTwiceIsRefused();
    void whatIsNotPlainIsLeftToQt_data();
    void whatIsNotPlainIsLeftToQt();
    void edgesOfJsonAreReadAlikeOrLeftAlone_data();
    void edgesOfJsonAreReadAlikeOrLeftAlone();
    void mutilatedBodiesAreReadAlikeOrLeftAlone();
    void refusalsHaveTheirWords();
};

void SyncBodyTest::thePlainShapeIsScanned()
{
    const auto body = scanSyncBody(Plain);
    QVERIFY(body.has_value());
    QCOMPARE(body->sentAt, std::optional<Millis>(1'767'225'600'000));
    QCOMPARE(body->entries.size(), size_t(2));
    const SentRecord &r = *body->entries[0].sent;
    QCOMPARE(r.course, u"c1"_s);
    QCOMPARE(r.position, 12'345);
    QCOMPARE(r.watched->count(), 24);
    QCOMPARE(r.watchSeconds, std::optional<int>(61));
    QCOMPARE(r.session, u"s-1"_s);
    QCOMPARE(r.film, std::optional(AssetId(31)));
    QCOMPARE(body->entries[0].courseId, QByteArray("\"c1\""));
    QCOMPARE(body->entries[1].courseId, QByteArray("17"));
    agree(Plain);
    QByteArray numbers = Plain;  // true and false as the numbers that some clients send
    numbers.replace("\"isCompleted\":false", "\"isCompleted\":1").replace("\"isCompleted\":true", "\"isCompleted\":0");
    const auto flags = scanSyncBody(numbers);
    QVERIFY(flags.has_value());
    QCOMPARE(flags->entries[0].sent->claimsCompleted, true);
    QCOMPARE(flags->entries[1].sent->claimsCompleted, false);
    agree(numbers);
}

void SyncBodyTest::aFieldTwiceIsRefused()
{
    for (const auto &[from, to] :
         {std::pair("\"seq\":17", "\"seq\":17,\"seq\":18"), std::pair("\"seq\":17", "\"seq\":17,\"x\":1,\"x\":1"),
          std::pair("\"seq\":17", "\"seq\":17,\"s\\u0065q\":17")}) {
        QByteArray body = Plain;
        QVERIFY(body.contains(from));
        body.replace(body.indexOf(from), qsizetype(qstrlen(from)), to);
        QVERIFY(!scanSyncBody(body));
        QCOMPARE(readSyncBody(body).error().reason, u"duplicate_key"_s);
    }
}

void SyncBodyTest::whatIsNotPlainIsLeftToQt_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("good");  // what Qt's way says of the first record
    const auto row = [](const char *name, const char *from, const char *to, bool good) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << good;
    };
    row("escaped text", "\"c1\"", "\"c\\u0031\"", true);
    row("other letters", "\"phone 1\"", "\"手机\"", true);
    row("time as ISO", "1767225590123", "\"2026-01-01T00:00:00.000Z\"", true);
    row("nested unknown field", "\"note\":null", "\"note\":{\"a\":[1]}", true);
    row("exponent", "12.345", "1.2345e1", true);
    row("null where it may be", "\"deviceId\":\"phone 1\"", "\"deviceId\":null", true);
    row("position behind the end", "12.345", "600.5", false);
    row("position as text", "12.345", "\"12\"", false);
    row("negative watch time", "61.4", "-1", true);
    row("coverage backwards", "[0,12]", "[12,0]", true);
    row("a film by no number", "\"31\"", "\"x\"", true);
    row("a film as a number", "\"31\"", "31", true);
    row("completed as text", "\"isCompleted\":false", "\"isCompleted\":\"true\"", true);
    row("session as a list", "\"s-1\"", "[1]", true);
    row("sequence as text", "\"seq\":17", "\"seq\":\"17\"", true);
    row("device with half a character", "\"phone 1\"", "\"\\ud83d\"", true);
    row("id with half a character", "\"courseId\":\"c1\"", "\"courseId\":\"\\ud83d\"", true);
    row("id with a fraction", "\"courseId\":\"c1\"", "\"courseId\":1.5", false);
    row("no id", "\"courseId\":\"c1\",", "", false);
}

void SyncBodyTest::whatIsNotPlainIsLeftToQt()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, good);
    QByteArray body = Plain;
    QVERIFY(body.contains(from));
    body.replace(body.indexOf(from), from.size(), to);
    QVERIFY(!scanSyncBody(body));
    const auto read = readSyncBody(body);
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->entries[0].sent.has_value(), good);
    QVERIFY(read->entries[1].sent.has_value());
}

void SyncBodyTest::edgesOfJsonAreReadAlikeOrLeftAlone_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const QByteArray &from, const QByteArray &to) {
        QTest::newRow(name) << from << to;
    };
    for (const char *number : {"1e400",
                               "-1e400",
                               "1e-400",
                               "1E2",
                               "-0",
                               "-0.0",
                               "01",
                               "1.",
                               ".5",
                               "+1",
                               "--1",
                               "0x10",
                               "NaN",
                               "Infinity",
                               "9007199254740992",
                               "9007199254740993",
                               "123456789012345678901234567890",
                               "17.5",
                               "1 2",
                               "1:2",
                               "\"17\":1"})
        row(number, "\"seq\":17", QByteArray("\"seq\":") + number);
    row("closer to nothing than a double", "\"seq\":17", "\"seq\":0." + QByteArray(400, '0') + '1');
    row("a known key behind escapes", "\"seq\":17", "\"s\\u0065q\":18");
    row("an unknown key behind escapes", "\"note\"", "\"n\\u006fte\"");
    row("a key with half a character", "\"note\"", "\"\\ud83d\"");
    row("an escape that is none", "\"note\"", "\"\\x\"");
    row("unknown text followed by a colon", "\"note\":null", "\"note\":\"a\":1");
    row("half a word", "\"note\":null", "\"note\":nul");
    row("more than a word", "\"note\":null", "\"note\":nulll");
    row("no value", "\"note\":null", "\"note\":");
    row("a comma too many", "\"note\":null", "\"note\":null,");
    row("a colon missing", "\"note\":null", "\"note\" null");
    row("a line break in a text", "\"phone 1\"", "\"phone\n1\"");
    row("NUL in a text", "\"phone 1\"", QByteArray("\"phone\0001\"", 9));
    row("escaped NUL in a text", "\"phone 1\"", "\"phone\\u00001\"");
    row("half a UTF-8 character", "\"phone 1\"", "\"phone \xe6\x89\"");
    row("UTF-8 longer than it need be", "\"phone 1\"", "\"phone \xc0\x80\"");
    row("half a pair in UTF-8", "\"phone 1\"", "\"phone \xed\xa0\x80\"");
    row("another closing bracket", "[25,25]", "[25,25}");
    row("an interval of three", "[25,25]", "[25,25,25]");
    row("an interval of one", "[25,25]", "[25]");
    row("an empty interval", "[25,25]", "[]");
    row("a record is closed twice", "\"note\":null}", "\"note\":null}}");
    row("byte order mark", "{\"sentAt\"", "\xef\xbb\xbf{\"sentAt\"");
    row("something behind it", "\"watched\":[]}]}", "\"watched\":[]}]} x");
    row("a second body behind it", "\"watched\":[]}]}", "\"watched\":[]}]}{}");
    row("NUL behind it", "\"watched\":[]}]}", QByteArray("\"watched\":[]}]}\0", 17));
    row("white space behind it", "\"watched\":[]}]}", "\"watched\":[]}]} \r\n\t");
    row("white space of another kind behind it", "\"watched\":[]}]}", "\"watched\":[]}]}\f");
    row("the list twice", "\"watched\":[]}]}", "\"watched\":[]}],\"progressList\":[]}");
}

void SyncBodyTest::edgesOfJsonAreReadAlikeOrLeftAlone()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray body = Plain;
    QVERIFY(body.contains(from));
    body.replace(body.indexOf(from), from.size(), to);
    agree(body);
    QCOMPARE(readSyncBody(body).ok(), parseSyncBody(body).ok());
    for (qsizetype size = 0; size < body.size(); ++size)
        agree(body.left(size));
}

void SyncBodyTest::mutilatedBodiesAreReadAlikeOrLeftAlone()
{
    std::mt19937 random(21);
    const QByteArray letters = "{}[]\",:.-+eE0123456789tfn \\\n\x01\xc3"
                               "abcI";
    int scanned = 0;
    for (int round = 0; round < 60'000; ++round) {
        QByteArray body = Plain;
        for (int edits = 1 + int(random() % 3); edits > 0; --edits) {
            const qsizetype at = qsizetype(random() % quint32(body.size()));
            const char letter = letters.at(qsizetype(random() % quint32(letters.size())));
            switch (random() % 4) {
            case 0: body.insert(at, letter); break;
            case 1: body.remove(at, 1 + qsizetype(random() % 3)); break;
            case 2: body[at] = letter; break;
            default: body = body.left(at) + body.mid(qsizetype(random() % quint32(body.size()))); break;
            }
            if (body.isEmpty())
                body = "{";
        }
        agree(body, &scanned);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY2(scanned > 1000, "the scanner hardly read anything: this compared nothing");
}

void SyncBodyTest::refusalsHaveTheirWords()
{
    QCOMPARE(readSyncBody({}).error().reason, u"empty_progress"_s);
    QCOMPARE(readSyncBody("{}").error().message, u"进度数据不能为空"_s);
    QCOMPARE(readSyncBody("{\"progressList\":[]}").error().reason, u"empty_progress"_s);
    QCOMPARE(readSyncBody("{\"progressList\":7}").error().reason, u"empty_progress"_s);
    QCOMPARE(readSyncBody("{").error().reason, u"invalid_json"_s);
    QCOMPARE(readSyncBody("{\"progressList\":[1],\"sentAt\":\"x\"}").error().reason, u"invalid_fields"_s);
    const QByteArray record = "{\"courseId\":\"c\",\"chapterId\":\"l\",\"currentTime\":1,\"totalTime\":2}";
    const auto list = [&](int n) {
        QByteArray all = record;
        for (int i = 1; i < n; ++i)
            all += ',' + record;
        return "{\"progressList\":[" + all + "]}";
    };
    QCOMPARE(readSyncBody(list(100))->entries.size(), size_t(100));
    QCOMPARE(readSyncBody(list(101)).error().reason, u"too_many_records"_s);
}

QTEST_APPLESS_MAIN(SyncBodyTest)
#include "tst_syncbody.moc"
