#include "backend/http/files/byteranges.h"
#include "backend/http/message/conditions.h"
#include "backend/http/message/requestparser.h"
#include "tests/support/httphouse.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <random>

using namespace http;
using namespace Qt::StringLiterals;

namespace {

/// Requests that are, or nearly are, what a server must take. Mutations of them reach further than random bytes.
const QList<QByteArray> &seeds()
{
    static const QList<QByteArray> list{
            "GET /hello HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1,5-,-3\r\nIf-Range: \"a\"\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\nhello world",
            "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
            "chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n",
            "HEAD /film?a=%E8%AF%BE&b=+ HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, close\r\nAuthorization: Bearer "
            "a.b.c\r\n\r\n",
            "OPTIONS /echo HTTP/1.0\r\nX-Folded: a\r\n b\r\nX-Request-Id: 1\r\n\r\nGET /hello HTTP/1.1\r\nHost: "
            "x\r\n\r\n",
    };
    return list;
}

const QList<QByteArray> &nastyWords()
{
    static const QList<QByteArray> list{
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            QByteArray(1, '\0'),
            ":",
            " ",
            "\t",
            ",",
            "%00",
            "%2e%2e",
            "%",
            "..",
            "//",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Host: y\r\n",
            "HTTP/1.1",
            "HTTP/1.0",
            "HTTP/9.9",
            "ffffffffffffffff",
            "-1",
            "18446744073709551616",
            "0\r\n\r\n",
            "\xff\xfe",
            "\x16\x03\x01",
            "Expect: 100-continue\r\n",
            QByteArray(300, 'A'),
            QByteArray(20'000, 'B'),
            "bytes=",
            "0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0",
    };
    return list;
}

using Dice = std::mt19937;

size_t roll(Dice &dice, size_t below)
{
    return below == 0 ? 0 : dice() % below;
}

QByteArray mutate(QByteArray bytes, Dice &dice)
{
    const size_t changes = 1 + roll(dice, 4);
    for (size_t i = 0; i < changes; ++i) {
        const auto at = qsizetype(roll(dice, size_t(bytes.size()) + 1));
        switch (roll(dice, 5)) {
        case 0: bytes.insert(at, nastyWords()[qsizetype(roll(dice, size_t(nastyWords().size())))]); break;
        case 1: bytes.remove(at, qsizetype(1 + roll(dice, 6))); break;
        case 2:
            if (at < bytes.size())
                bytes[at] = char(dice() & 0xff);
            break;
        case 3: bytes.insert(at, bytes.mid(qsizetype(roll(dice, size_t(bytes.size()) + 1)), 40)); break;
        default: bytes.truncate(at); break;
        }
    }
    return bytes;
}

/// Every request that is read from a wire. Whether what follows the last one is refused already or still waited for may
/// depend on the cut, since the grammar looks at a line only when it has arrived; what is taken for a request may not.
QByteArray readAll(const QByteArray &wire, Dice *cuts)
{
    RequestParser parser(16 * 1024);
    QByteArray story;
    qsizetype begin = 0;
    qsizetype end = cuts ? 0 : wire.size();
    for (;;) {
        qsizetype used = 0;
        const auto step = parser.feed(QByteArrayView(wire).sliced(begin, end - begin), used);
        begin += used;
        if (step == RequestParser::Step::HeadDone) {
            parser.allowBody(1000);
        } else if (step == RequestParser::Step::Complete) {
            const Request &request = parser.request();
            story += methodName(request.method) + ' ' + request.target + " [" + request.body + "]\n";
            for (const auto &[name, value] : request.headers)
                story += name + '=' + value + '\n';
            parser.reset();
        } else if (step == RequestParser::Step::Failed) {
            return story;
        } else if (end == wire.size()) {
            return story;
        } else {
            end = cuts ? qMin(wire.size(), end + qsizetype(1 + roll(*cuts, 50))) : wire.size();
        }
    }
}

}  // namespace

/// Hostile bytes. The seeds of chance are fixed, so that a failure can be seen again; its wire is printed.
class HttpFuzzTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsReadDoesNotDependOnHowItIsCut();
    void targetsNeverLeadUpwards();
    void rangesStayInsideTheFile();
    void aServerOutlivesItsClients();
};

void HttpFuzzTest::whatIsReadDoesNotDependOnHowItIsCut()
{
    Dice dice(20260101);
    int complete = 0;
    for (int round = 0; round < 8000; ++round) {
        const QByteArray wire = mutate(seeds()[round % seeds().size()], dice);
        const QByteArray atOnce = readAll(wire, nullptr);
        const QByteArray inPieces = readAll(wire, &dice);
        complete += atOnce.contains('[');
        QVERIFY2(atOnce == inPieces, wire.toPercentEncoding(" :/\r\n").constData());
    }
    QVERIFY2(complete > 1000, "the mutations hardly make a request any more; they test nothing");
}

void HttpFuzzTest::targetsNeverLeadUpwards()
{
    Dice dice(7);
    const QList<QByteArray> parts{"/",   "..", ".", "%2e", "%2E%2e", "%2f",    "%5c",   "\\",       "a", "%", "%0",
                                  "%00", "?",  "=", "&",   "+",      "%c0%ae", "%252e", "\xc0\xae", "#", ";"};
    int accepted = 0;
    for (int round = 0; round < 30'000; ++round) {
        QByteArray target = "/";
        for (size_t i = roll(dice, 8); i > 0; --i)
            target += parts[qsizetype(roll(dice, size_t(parts.size())))];
        Request request;
        if (!parseTarget(target, request))
            continue;
        ++accepted;
        QVERIFY2(request.path.startsWith('/') && !request.path.contains("//"), target.constData());
        QVERIFY2(!request.path.contains('\\') && !request.path.contains('\0'), target.constData());
        const QList<QByteArray> segments = request.path.split('/');
        QVERIFY2(!segments.contains("..") && !segments.contains("."), target.constData());
    }
    QVERIFY(accepted > 1000);
}

void HttpFuzzTest::rangesStayInsideTheFile()
{
    Dice dice(11);
    const QList<QByteArray> parts{
            "0", "1", "9", "10", "99", "-", "-", ",", " ", "bytes=", "9223372036854775807", "99999999999999999999",
            "=", "x"};
    int partial = 0;
    for (int round = 0; round < 50'000; ++round) {
        QByteArray field = "bytes=";
        for (size_t i = 1 + roll(dice, 9); i > 0; --i)
            field += parts[qsizetype(roll(dice, size_t(parts.size())))];
        const auto length = qint64(roll(dice, 100));
        const RangeAnswer answer = resolveRanges(field, length);
        partial += answer.kind == RangeAnswer::Kind::Partial;
        qint64 sum = 0;
        for (const ByteRange &range : answer.ranges) {
            QVERIFY2(range.first >= 0 && range.first <= range.last && range.last < length, field.constData());
            sum += range.length();
        }
        if (answer.kind == RangeAnswer::Kind::Partial)
            QVERIFY2(sum <= 2 * length && answer.ranges.size() <= 16, field.constData());
    }
    QVERIFY(partial > 1000);
}

void HttpFuzzTest::aServerOutlivesItsClients()
{
    HttpHouse house;
    house.addBytes("/hello", "hello");
    house.addEcho("/echo", 1000);
    ContentBody file;
    file.contentType = "application/json";
    house.addFile("/film", QStringLiteral(TESTS_DIR "/support/vectors/http-range.json"), file);
    ServerOptions options;
    options.limits.headerTime = options.limits.bodyTime = options.limits.idleTime = 500;
    QVERIFY(house.open(options));
    Dice dice(42);
    for (int round = 0; round < 600; ++round) {
        const QByteArray wire = mutate(seeds()[round % seeds().size()], dice);
        RawClient client(house.server.port());
        client.send(wire.left(wire.size() / 2));
        client.send(wire.mid(wire.size() / 2));
        if (round % 3 != 0)
            continue;  // gone before it could be answered
        client.closeSending();
        const RawClient::Reply reply = client.read();
        QVERIFY2(reply.status == 0 || (reply.status >= 100 && reply.status < 600),
                 wire.toPercentEncoding(" :/\r\n").constData());
    }
    RawClient healthy(house.server.port());
    QCOMPARE(healthy.get("/hello", "Connection: close\r\n").body, "hello"_ba);
    QTRY_VERIFY(house.metrics.text().contains("http_connections 0\n"));
    QTRY_VERIFY(house.metrics.text().contains("http_requests_pending 0\n"));
}

QTEST_GUILESS_MAIN(HttpFuzzTest)
#include "tst_http_fuzz.moc"
