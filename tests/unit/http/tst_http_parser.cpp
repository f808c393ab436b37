#include "backend/http/message/requestparser.h"

#include <QTest>

using namespace http;
using namespace Qt::StringLiterals;
using Step = RequestParser::Step;

namespace {

constexpr int HeaderLimit = 16 * 1024;

struct Outcome {
    Step step = Step::NeedMore;
    int status = 0;
    Request request;
    qsizetype used = 0;
};

/// Feeds `bytes` in pieces of `size`, as a network might cut them.
Outcome parse(const QByteArray &bytes, qsizetype size, qint64 maxBody = 1024)
{
    RequestParser parser(HeaderLimit);
    Outcome outcome;
    qsizetype end = 0;
    while (outcome.step != Step::Complete && outcome.step != Step::Failed) {
        qsizetype used = 0;
        outcome.step = parser.feed(QByteArrayView(bytes).sliced(outcome.used, end - outcome.used), used);
        outcome.used += used;
        if (outcome.step == Step::HeadDone) {
            parser.allowBody(maxBody);
        } else if (outcome.step == Step::NeedMore) {
            if (end == bytes.size())
                break;
            end = qMin(end + size, bytes.size());
        }
    }
    outcome.status = outcome.step == Step::Failed ? parser.fault().status : 0;
    outcome.request = parser.request();
    return outcome;
}

}  // namespace

/// What a public server must read, and what it must refuse because another program in front might read it otherwise.
class HttpParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsAreReadHoweverTheyAreCut_data();
    void requestsAreReadHoweverTheyAreCut();
    void smugglersAreRefused_data();
    void smugglersAreRefused();
    void headsHaveALimit();
    void manyFieldsAreRefused();
    void bodiesHaveALimit();
    void trailersChangeNothing();
    void bytesOfTheNextRequestAreLeft();
};

void HttpParserTest::requestsAreReadHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *bytes, const char *body) {
        QTest::newRow(name) << QByteArray(bytes) << QByteArray(body);
    };
    row("plain GET", "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "");
    row("empty lines before", "\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n", "");
    row("HTTP/1.0 without Host", "GET /a HTTP/1.0\r\n\r\n", "");
    row("with length", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "hello");
    row("length 0", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "");
    row("chunked", "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
        "hello");
    row("chunked in capitals",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: CHUNKED\r\n\r\n5;x=y\r\nhello\r\n0\r\n\r\n", "hello");
    row("space around a value", "GET /a HTTP/1.1\r\nHost:   x  \r\n\r\n", "");
}

void HttpParserTest::requestsAreReadHoweverTheyAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        const Outcome outcome = parse(bytes, size);
        QVERIFY2(outcome.step == Step::Complete, QByteArray::number(size).constData());
        QCOMPARE(outcome.request.target, "/a"_ba);
        QCOMPARE(outcome.request.body, body);
        QCOMPARE(outcome.used, bytes.size());
        if (!bytes.contains("HTTP/1.0"))
            QCOMPARE(outcome.request.headers.value("host"), "x"_ba);
    }
}

void HttpParserTest::smugglersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto post = [](const char *name, const QByteArray &fields, int status = 400,
                         const QByteArray &body = "0\r\n\r\n") {
        QTest::newRow(name) << "POST /a HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body << status;
    };
    post("length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    post("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
    post("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n");
    post("two equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n");
    post("a list of lengths", "Content-Length: 5, 5\r\n");
    post("negative length", "Content-Length: -1\r\n");
    post("signed length", "Content-Length: +5\r\n");
    post("hexadecimal length", "Content-Length: 0x5\r\n");
    post("no length", "Content-Length: \r\n");
    post("length beyond 64 bits", "Content-Length: 99999999999999999999\r\n");
    post("encoded twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n");
    post("identity", "Transfer-Encoding: identity\r\n");
    post("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n");
    post("chunked, identity", "Transfer-Encoding: chunked, identity\r\n");
    post("xchunked", "Transfer-Encoding: xchunked\r\n");
    post("space before the colon", "Transfer-Encoding : chunked\r\n");
    post("vertical tab", "Transfer-Encoding: \x0b"
                         "chunked\r\n");
    post("bare line feed", "X: a\nTransfer-Encoding: chunked\r\n");
    post("bare carriage return", "X: a\rTransfer-Encoding: chunked\r\n");
    post("control character in a value", "X: a\x01"
                                         "b\r\n");
    post("no name", ": x\r\n");
    post("unknown expectation", "Expect: miracles\r\n", 417);
    post("bad chunk size", "Transfer-Encoding: chunked\r\n", 400, "zz\r\n");
    post("signed chunk size", "Transfer-Encoding: chunked\r\n", 400, "+5\r\nhello\r\n0\r\n\r\n");
    post("chunk size beyond 64 bits", "Transfer-Encoding: chunked\r\n", 400, "fffffffffffffffff\r\n");
    post("chunk longer than told", "Transfer-Encoding: chunked\r\n", 400, "3\r\nhello\r\n0\r\n\r\n");
    post("line end in a chunk's extension", "Transfer-Encoding: chunked\r\n", 400, "2;a=\"\n\"\r\nhe\r\n0\r\n\r\n");
    post("huge chunk", "Transfer-Encoding: chunked\r\n", 413, "ffffff\r\n" + QByteArray(2000, 'x'));
    const auto raw = [](const char *name, const char *bytes, int status = 400) {
        QTest::newRow(name) << QByteArray(bytes) << status;
    };
    raw("chunked in HTTP/1.0", "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    raw("no Host", "GET /a HTTP/1.1\r\n\r\n");
    raw("two Hosts", "GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
    raw("a Host that is none", "GET /a HTTP/1.1\r\nHost: x/@y?\r\n\r\n");
    raw("two words as Host", "GET /a HTTP/1.1\r\nHost: x y\r\n\r\n");
    raw("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    raw("HTTP/0.9", "GET /a\r\n\r\n");
    raw("two spaces", "GET  /a HTTP/1.1\r\nHost: x\r\n\r\n");
    raw("space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 505);
    raw("NUL in the method", "G\1ET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    raw("TLS hello", "\x16\x03\x01\x02\x01\x01\x01\xfc\x03\x03 hello hello\r\n\r\n");
    raw("no version", "GET /a HTTP/\r\n\r\n", 505);
}

void HttpParserTest::smugglersAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const qsizetype size : {bytes.size(), qsizetype(1), qsizetype(7)}) {
        const Outcome outcome = parse(bytes, size);
        QVERIFY(outcome.step == Step::Failed);
        QCOMPARE(outcome.status, status);
    }
}

void HttpParserTest::headsHaveALimit()
{
    const QByteArray start = "GET /a HTTP/1.1\r\nHost: x\r\nX: ";
    const qsizetype room = HeaderLimit - start.size() - 4;
    for (const qsizetype size : {qsizetype(1 << 20), qsizetype(1000)}) {
        QVERIFY(parse(start + QByteArray(room, 'a') + "\r\n\r\n", size).step == Step::Complete);
        QCOMPARE(parse(start + QByteArray(room + 1, 'a') + "\r\n\r\n", size).status, 431);
    }
    // In many small fields, and in a target that never ends.
    QByteArray fields;
    for (int i = 0; i < 90; ++i)
        fields += "Y" + QByteArray::number(i) + ": " + QByteArray(200, 'b') + "\r\n";
    QCOMPARE(parse("GET /a HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n", 1000).status, 431);
    QCOMPARE(parse("GET /" + QByteArray(HeaderLimit, 'a'), 1000).status, 431);
}

void HttpParserTest::manyFieldsAreRefused()
{
    const auto with = [](int n) {
        QByteArray fields;
        for (int i = 0; i < n; ++i)
            fields += "Y: b\r\n";
        return "GET /a HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
    };
    QVERIFY(parse(with(99), 100).step == Step::Complete);
    QCOMPARE(parse(with(100), 100).status, 431);
}

void HttpParserTest::bodiesHaveALimit()
{
    const QByteArray head = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    QVERIFY(parse(head + "a\r\n0123456789\r\n0\r\n\r\n", 5, 10).step == Step::Complete);
    QCOMPARE(parse(head + "a\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n", 5, 10).status, 413);
}

void HttpParserTest::trailersChangeNothing()
{
    const Outcome outcome = parse("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n"
                                  "Authorization: Bearer stolen\r\n\r\n",
                                  9);
    QVERIFY(outcome.step == Step::Complete);
    QVERIFY(!outcome.request.headers.contains("Authorization"));
}

void HttpParserTest::bytesOfTheNextRequestAreLeft()
{
    const QByteArray first = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
    const Outcome outcome = parse(first + "GET /b HTTP/1.1\r\n", 1000);
    QVERIFY(outcome.step == Step::Complete);
    QCOMPARE(outcome.used, first.size());
    QCOMPARE(outcome.request.body, "hi"_ba);
}

QTEST_APPLESS_MAIN(HttpParserTest)
#include "tst_http_parser.moc"
