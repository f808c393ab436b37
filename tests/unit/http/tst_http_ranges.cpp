#include "backend/http/files/byteranges.h"
#include "backend/http/files/fileplan.h"
#include "backend/http/message/httpdate.h"
#include "tests/support/httphouse.h"
#include "tests/support/rawclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace http;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Length = 10'000;
constexpr Millis Modified = 1'767'225'600'000;  // Thu, 01 Jan 2026 00:00:00 GMT
constexpr Millis Later = Modified + 3'600'000;

/// Bytes that tell their own place.
QByteArray sample()
{
    QByteArray bytes(Length, Qt::Uninitialized);
    for (int i = 0; i < Length; ++i)
        bytes[i] = char((i * 31 + i / 251) & 0xff);
    return bytes;
}

QJsonObject vectors()
{
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/http-range.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("http-range.json is missing");
    return QJsonDocument::fromJson(file.readAll()).object();
}

FilePlan plan(const Conditions &conditions, bool isHead = false, qint64 size = Length)
{
    ContentBody file;
    file.contentType = "video/mp4";
    file.etag = "\"v1-7e57\"";
    return planFile(file, size, Modified, isHead, conditions, Later, "edge");
}

Conditions ranged(const QByteArray &range)
{
    Conditions conditions;
    conditions.range = range;
    return conditions;
}

/// The parts of a multipart/byteranges body: their Content-Range and bytes.
QList<std::pair<QByteArray, QByteArray>> partsOf(const QByteArray &body, const QByteArray &boundary)
{
    QList<std::pair<QByteArray, QByteArray>> parts;
    const QByteArray edge = "--" + boundary;
    qsizetype at = body.indexOf(edge);
    while (at >= 0 && !body.mid(at + edge.size()).startsWith("--")) {
        const qsizetype headEnd = body.indexOf("\r\n\r\n", at);
        const qsizetype next = body.indexOf("\r\n" + edge, headEnd);
        const QByteArray head = body.mid(at, headEnd - at);
        const qsizetype from = head.indexOf("Content-Range: ") + 15;
        parts.append({head.mid(from).split('\r').first(), body.mid(headEnd + 4, next - headEnd - 4)});
        at = next + 2;
    }
    return parts;
}

}  // namespace

/// Byte ranges and conditional requests (API §7): the rules as functions, and the same table over a socket.
class HttpRangesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theTableAsAFunction_data();
    void theTableAsAFunction();
    void theTableOverASocket_data() { theTableAsAFunction_data(); }
    void theTableOverASocket();
    void ifRangeDecides_data();
    void ifRangeDecides();
    void tooManyRangesGetTheWhole();
    void overlappingRangesGetTheWhole();
    void anEmptyFileIsSentWhole();
    void hugeNumbersDoNotOverflow();
    void conditionsComeBeforeRanges_data();
    void conditionsComeBeforeRanges();
    void aDateOfThisMomentIsNoStrongValidator();
    void headTellsOfTheWhole();
    void aFileWithoutTagGetsOneOfSizeAndTime();
    void partsParseBack();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<HttpHouse> m_house;
};

void HttpRangesTest::initTestCase()
{
    QFile file(m_folder.filePath(u"film.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(sample());
    file.close();
    m_house = std::make_unique<HttpHouse>();
    ContentBody body;
    body.contentType = "video/mp4";
    body.etag = "\"v1-7e57\"";
    body.lastModified = Modified;
    m_house->addFile("/film", file.fileName(), body);
    QVERIFY(m_house->open());
}

void HttpRangesTest::theTableAsAFunction_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentRange");
    QTest::addColumn<QJsonArray>("ranges");
    const QJsonArray cases = vectors().value("cases"_L1).toArray();
    QCOMPARE(cases.size(), 16);
    for (const QJsonValue &entry : cases) {
        const QByteArray range = entry["range"_L1].toString().toLatin1();
        QTest::newRow(range.constData()) << range << entry["status"_L1].toInt()
                                         << entry["content_range"_L1].toString().toLatin1()
                                         << entry["ranges"_L1].toArray();
    }
}

void HttpRangesTest::theTableAsAFunction()
{
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(QByteArray, contentRange);
    QFETCH(QJsonArray, ranges);
    const FilePlan planned = plan(ranged(range));
    QCOMPARE(planned.status, status);
    std::vector<ByteRange> wanted;
    for (const QJsonValue &one : ranges)
        wanted.push_back({one[0].toInteger(), one[1].toInteger()});
    if (status == 206)
        QVERIFY(resolveRanges(range, Length).ranges == wanted);
    const bool multipart = ranges.size() > 1;
    QCOMPARE(planned.headers.value("Content-Range"), multipart ? QByteArray() : contentRange);
    QCOMPARE(planned.headers.value("Content-Type").startsWith("multipart/byteranges"), multipart);
    QCOMPARE(planned.headers.value("Accept-Ranges"), "bytes"_ba);
}

void HttpRangesTest::theTableOverASocket()
{
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(QByteArray, contentRange);
    QFETCH(QJsonArray, ranges);
    RawClient client(m_house->server.port());
    const RawClient::Reply reply = client.get("/film", "Range: " + range + "\r\n");
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.field("ETag"), "\"v1-7e57\""_ba);
    const QByteArray whole = sample();
    if (ranges.size() > 1) {
        const auto parts = partsOf(reply.body, reply.field("Content-Type").split('=').last());
        QCOMPARE(parts.size(), ranges.size());
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const qint64 from = ranges[i][0].toInteger();
            const qint64 to = ranges[i][1].toInteger();
            QCOMPARE(parts[i].first, http::contentRange({from, to}, Length));
            QCOMPARE(parts[i].second, whole.mid(from, to - from + 1));
        }
        return;
    }
    QCOMPARE(reply.field("Content-Range"), contentRange);
    if (status == 206)
        QCOMPARE(reply.body,
                 whole.mid(ranges[0][0].toInteger(), ranges[0][1].toInteger() - ranges[0][0].toInteger() + 1));
    if (status == 200)
        QCOMPARE(reply.body, whole);
    // The connection stands whatever the answer was.
    QCOMPARE(client.get("/film", "Range: bytes=7-7\r\n").body, whole.mid(7, 1));
}

void HttpRangesTest::ifRangeDecides_data()
{
    QTest::addColumn<QByteArray>("ifRange");
    QTest::addColumn<int>("status");
    const QJsonArray rows = vectors().value("if_range"_L1).toArray();
    QCOMPARE(rows.size(), 5);
    for (const QJsonValue &row : rows)
        QTest::newRow(row["if_range"_L1].toString().toLatin1().constData())
                << row["if_range"_L1].toString().toLatin1() << row["status"_L1].toInt();
}

void HttpRangesTest::ifRangeDecides()
{
    QFETCH(QByteArray, ifRange);
    QFETCH(int, status);
    Conditions conditions = ranged("bytes=0-9");
    conditions.ifRange = ifRange;
    QCOMPARE(plan(conditions).status, status);
    RawClient client(m_house->server.port());
    QCOMPARE(client.get("/film", "Range: bytes=0-9\r\nIf-Range: " + ifRange + "\r\n").status, status);
}

void HttpRangesTest::tooManyRangesGetTheWhole()
{
    QByteArray field = "bytes=0-0";
    for (int i = 1; i < 16; ++i)
        field += ',' + QByteArray::number(i * 10) + '-' + QByteArray::number(i * 10);
    QCOMPARE(plan(ranged(field)).status, 206);
    QCOMPARE(plan(ranged(field + ",500-500")).status, 200);
}

void HttpRangesTest::overlappingRangesGetTheWhole()
{
    QCOMPARE(plan(ranged("bytes=0-100,50-150")).status, 206);
    QCOMPARE(plan(ranged("bytes=0-,0-,0-")).status, 200);
    QCOMPARE(plan(ranged("bytes=0-100,50-150,2000-2001")).status, 206);
    QCOMPARE(plan(ranged("bytes=0-100,50-150,150-151")).status, 200);
}

void HttpRangesTest::anEmptyFileIsSentWhole()
{
    QCOMPARE(plan(ranged("bytes=-5"), false, 0).status, 200);
    QCOMPARE(plan({}, false, 0).length, 0);
    QVERIFY(plan({}, false, 0).pieces.empty());
    QCOMPARE(plan(ranged("bytes=0-0"), false, 0).status, 416);
}

void HttpRangesTest::hugeNumbersDoNotOverflow()
{
    QCOMPARE(plan(ranged("bytes=0-99999999999999999999999")).headers.value("Content-Range"), "bytes 0-9999/10000"_ba);
    QCOMPARE(plan(ranged("bytes=-99999999999999999999999")).headers.value("Content-Range"), "bytes 0-9999/10000"_ba);
    QCOMPARE(plan(ranged("bytes=99999999999999999999999-")).status, 416);
    for (const char *bad : {"bytes=--1", "bytes=1-2-3", "bytes=+1-2", "bytes=", "bytes=,", "bytes 0-1", "bytes=0x1-2"})
        QCOMPARE(plan(ranged(bad)).status, 200);
}

void HttpRangesTest::conditionsComeBeforeRanges_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");  // with Range: bytes=0-9
    const auto row = [](const char *field, const char *value, int status) {
        QTest::addRow("%s: %s", field, value) << QByteArray(field) << QByteArray(value) << status;
    };
    row("If-None-Match", "\"v1-7e57\"", 304);
    row("If-None-Match", "W/\"v1-7e57\"", 304);
    row("If-None-Match", "\"other, with comma\", \"v1-7e57\"", 304);
    row("If-None-Match", "*", 304);
    row("If-None-Match", "\"other\"", 206);
    row("If-Match", "\"v1-7e57\"", 206);
    row("If-Match", "W/\"v1-7e57\"", 412);
    row("If-Match", "\"other\"", 412);
    row("If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT", 304);
    row("If-Modified-Since", "Wed, 31 Dec 2025 23:59:59 GMT", 206);
    row("If-Modified-Since", "yesterday", 206);
    row("If-Unmodified-Since", "Thu, 01 Jan 2026 00:00:00 GMT", 206);
    row("If-Unmodified-Since", "Wed, 31 Dec 2025 23:59:59 GMT", 412);
}

void HttpRangesTest::conditionsComeBeforeRanges()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    Headers headers;
    headers.add(field.toLower(), value);
    headers.add("Range", "bytes=0-9");
    QCOMPARE(plan(Conditions::of(headers)).status, status);
    RawClient client(m_house->server.port());
    const RawClient::Reply reply = client.get("/film", field + ": " + value + "\r\nRange: bytes=0-9\r\n");
    QCOMPARE(reply.status, status);
    if (status == 304)
        QVERIFY(!reply.has("Content-Length") && reply.has("ETag") && reply.has("Cache-Control") && reply.has("Date"));
}

void HttpRangesTest::aDateOfThisMomentIsNoStrongValidator()
{
    Conditions conditions = ranged("bytes=0-9");
    conditions.ifRange = httpDate(Modified);
    QVERIFY(rangeApplies(conditions, {"\"x\"", Modified}, Modified + 3'000));
    QVERIFY(!rangeApplies(conditions, {"\"x\"", Modified}, Modified + 900));
}

void HttpRangesTest::headTellsOfTheWhole()
{
    QCOMPARE(plan(ranged("bytes=0-9"), true).status, 200);
    RawClient client(m_house->server.port());
    client.send("HEAD /film HTTP/1.1\r\nHost: school\r\nRange: bytes=0-9\r\n\r\n");
    const RawClient::Reply head = client.read(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "10000"_ba);
    QCOMPARE(client.get("/film").body, sample());  // nothing of a body had followed the HEAD
}

void HttpRangesTest::aFileWithoutTagGetsOneOfSizeAndTime()
{
    ContentBody file;
    file.contentType = "video/mp4";
    const FilePlan planned = planFile(file, 5, 1'234, false, {}, Later, "edge");
    QCOMPARE(planned.headers.value("ETag"), "\"5-1234\""_ba);
    QCOMPARE(planned.headers.value("Last-Modified"), "Thu, 01 Jan 1970 00:00:01 GMT"_ba);
}

void HttpRangesTest::partsParseBack()
{
    RawClient client(m_house->server.port());
    const RawClient::Reply reply = client.get("/film", "Range: bytes=0-0,-1\r\n");
    QVERIFY(!reply.has("Content-Range"));
    const auto parts = partsOf(reply.body, reply.field("Content-Type").split('=').last());
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts[0].second, sample().left(1));
    QCOMPARE(parts[1].second, sample().right(1));
}

QTEST_GUILESS_MAIN(HttpRangesTest)
#include "tst_http_ranges.moc"
