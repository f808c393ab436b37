#include "tests/unit/http/bodyscene.h"

/// Bodies: who is asked for one, who pays for it, and where it waits. What is refused is refused by the head alone.
class HttpBodiesTest : public BodyScene
{
    Q_OBJECT
private Q_SLOTS:
    void aRefusedBodyIsNotRead_data();
    void aRefusedBodyIsNotRead();
    void manyRefusedBodiesCostNothing();
    void aRefusalReachesWhoIsStillSending_data();
    void aRefusalReachesWhoIsStillSending();
    void aSmallBodyThatDawdlesIsAskedAbout();
    void continueIsSentToWhoMay();
    void bodiesArriveWholeInMemoryAndFromTheDisk_data();
    void bodiesArriveWholeInMemoryAndFromTheDisk();
    void aConnectionGoesOnAfterALargeBody();
    void aLargeBodyThatStallsIsCutOff();
    void aDiskThatTakesNothingIs503();
    void whatAHandlerThrowsBehindItsBodyStaysInside();
};

void HttpBodiesTest::aRefusedBodyIsNotRead_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("status");
    for (const auto &[how, size] :
         {std::pair("large", length(Large)), std::pair("small", length(20)), std::pair("chunked", Chunked)}) {
        for (const char *expect : {"", "Expect: 100-continue\r\n"}) {
            const QByteArray fields = size + expect;
            const auto row = [&](const char *why, const QByteArray &wire, int status) {
                QTest::addRow("%s, %s%s", why, how, *expect ? ", expects" : "") << wire << status;
            };
            row("nobody", head("/edit", fields), 401);
            row("bad token", head("/edit", as("stale") + fields), 401);
            row("wrong role", head("/edit", as("learner") + fields), 403);
            row("no such address", head("/nowhere", as("teacher") + fields), 404);
            row("no such method", head("/hello", as("teacher") + fields), 405);
            row("wrong type", head("/json", as("teacher") + "Content-Type: text/plain\r\n" + fields), 415);
        }
    }
    QTest::newRow("too large") << head("/edit", as("teacher") + length(8'000'001)) << 413;
}

void HttpBodiesTest::aRefusedBodyIsNotRead()
{
    QFETCH(QByteArray, head);
    QFETCH(int, status);
    QVERIFY(openSchool());
    RawClient client(port());
    client.send(head);  // and not a byte of the body
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QCOMPARE(reply.field("X-Content-Type-Options"), "nosniff"_ba);
    QVERIFY(reply.has("X-Request-Id"));
    client.send(get("/hello"));  // part of the body, for all the server knows
    QByteArray rest;
    QVERIFY(client.peerCloses(&rest));
    QVERIFY2(rest.isEmpty(), rest.constData());
    QCOMPARE(log().count('\n'), 1);
    QVERIFY(log().contains("\"status\":" + QByteArray::number(status)));
}

void HttpBodiesTest::manyRefusedBodiesCostNothing()
{
    QVERIFY(openSchool());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 60; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(head("/edit", as("learner") + length(8'000'000)) + QByteArray(50'000, ' '));
    }
    for (const auto &client : clients)
        QCOMPARE(client->read().status, 403);
    QVERIFY(m_house->shows("http_body_bytes_held 0"));
    QCOMPARE(m_handled.load(), 0);
}

void HttpBodiesTest::aRefusalReachesWhoIsStillSending_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void HttpBodiesTest::aRefusalReachesWhoIsStillSending()
{
    QFETCH(bool, tls);
    ServerOptions options;
    if (tls) {
        options.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
        options.tlsKey = m_folder.filePath(u"key.pem"_s);
    }
    QVERIFY(openSchool(options));
    const QByteArray wire = head("/edit", as("learner") + length(Large)) + film().left(Large);
    const StubbornClient client = StubbornClient::talk(port(), tls, wire, "permission_denied");
    QVERIFY2(client.sentAll, "the connection was reset under its hands");
    QVERIFY(client.answer.startsWith("HTTP/1.1 403 ") && client.answer.contains("permission_denied"));
}

void HttpBodiesTest::aSmallBodyThatDawdlesIsAskedAbout()
{
    QVERIFY(openSchool());
    RawClient allowed(port()), refused(port());
    allowed.send(head("/edit", as("teacher") + length(10)) + "0123");
    refused.send(head("/edit", as("learner") + length(10)) + "0123");
    QCOMPARE(refused.read().status, 403);  // while its body is still missing
    allowed.send("456789" + get("/hello"));
    QCOMPARE(allowed.read().body, "0123456789"_ba);
    QCOMPARE(allowed.read().body, "hello"_ba);
}

void HttpBodiesTest::continueIsSentToWhoMay()
{
    QVERIFY(openSchool());
    for (const qint64 size : {qint64(5), Large}) {
        RawClient client(port());
        client.send(head("/edit", as("teacher") + length(size) + "Expect: 100-continue\r\n"));
        QCOMPARE(client.read().status, 100);
        client.send(QByteArray(size, 'b') + get("/hello"));
        QCOMPARE(client.read().body.size(), size);
        QCOMPARE(client.read().body, "hello"_ba);
    }
}

void HttpBodiesTest::bodiesArriveWholeInMemoryAndFromTheDisk_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<bool>("fromFile");
    for (const qint64 size : {0, 1, 16 * 1024, 16 * 1024 + 1, 200'000, 256 * 1024 - 1, 1'000'000, 3'000'000}) {
        const bool large = size > 256 * 1024;
        QTest::addRow("%lld", size) << size << false << large;
        QTest::addRow("%lld in chunks", size) << size << true << large;
    }
}

void HttpBodiesTest::bodiesArriveWholeInMemoryAndFromTheDisk()
{
    QFETCH(qint64, size);
    QFETCH(bool, chunked);
    QFETCH(bool, fromFile);
    QVERIFY(openSchool());
    const QByteArray body = film().left(size);
    RawClient client(port());
    if (chunked) {
        client.send(head("/edit", as("teacher") + Chunked));
        for (qsizetype at = 0; at < size; at += 70'001)
            client.send(chunk(body.mid(at, 70'001)));
        client.send("0\r\n\r\n");
    } else {
        client.send(head("/edit", as("teacher") + length(size)) + body);
    }
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 200);
    QCOMPARE(hashOf(reply.body), hashOf(body));
    QCOMPARE(reply.field("X-From-File"), fromFile ? "yes"_ba : "no"_ba);
    QTRY_VERIFY(m_house->shows("http_body_bytes_held 0"));
    QVERIFY(QDir(m_folder.filePath(u"tmp"_s)).isEmpty());
}

void HttpBodiesTest::aConnectionGoesOnAfterALargeBody()
{
    QVERIFY(openSchool());
    RawClient client(port());
    const QByteArray json = "{\"a\":\"" + QByteArray(Large, 'x') + "\"}";
    for (int i = 0; i < 3; ++i) {
        client.send(head("/json", as("teacher") + length(json.size())) + json + get("/hello"));
        QVERIFY(client.read().body.contains("\"data\":1"));
        QCOMPARE(client.read().body, "hello"_ba);
    }
    const QByteArray bomb = "{\"a\":[" + QByteArray("{},").repeated(900'000) + "{}]}";
    client.send(head("/json", as("teacher") + length(bomb.size())) + bomb + get("/hello"));
    const RawClient::Reply refused = client.read();
    QCOMPARE(refused.status, 413);
    QCOMPARE(errorReason(refused), u"too_many_values"_s);
    QCOMPARE(client.read().body, "hello"_ba);
}

void HttpBodiesTest::aLargeBodyThatStallsIsCutOff()
{
    QVERIFY(openSchool(quick()));
    RawClient client(port());
    client.send(head("/edit", as("teacher") + length(Large)));
    client.send(film().left(Large - 1));  // all but the last byte: size earns no time
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 408);
    QCOMPARE(errorReason(reply), u"request_timeout"_s);
    QVERIFY(client.peerCloses());
    QTRY_VERIFY(m_house->shows("http_body_bytes_held 0"));
    QVERIFY(log().contains("\"status\":408"));
}

void HttpBodiesTest::aDiskThatTakesNothingIs503()
{
    ServerOptions options;
    options.bodyFolder = m_folder.filePath(u"film.mp4/nowhere"_s);
    QVERIFY(openSchool(options));
    RawClient client(port());
    client.send(head("/edit", as("teacher") + length(Large)) + film().left(Large));
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 503);
    QCOMPARE(errorReason(reply), u"storage_full"_s);
    RawClient small(port());
    small.send(head("/edit", as("teacher") + length(100'000)) + QByteArray(100'000, 'x'));
    QCOMPARE(small.read().status, 200);  // what fits into memory needs no disk
}

void HttpBodiesTest::whatAHandlerThrowsBehindItsBodyStaysInside()
{
    m_house->router.add(Method::Post, "/throw", Policy(Open).takes(BodyRule::raw(1'000'000)),
                        [](const Request &) -> Response { throw std::runtime_error("secret table name"); });
    QVERIFY(openSchool());
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"secret table name"_s));
    RawClient client(port());
    client.send(head("/throw", length(500'000)) + QByteArray(500'000, 'x'));
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 500);
    QVERIFY(!reply.body.contains("secret"));
    QVERIFY(log().contains("\"status\":500"));
}

QTEST_GUILESS_MAIN(HttpBodiesTest)
#include "tst_http_bodies.moc"
