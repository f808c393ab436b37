#include "backend/http/connection/answerbatch.h"
#include "tests/unit/http/serverscene.h"

#include <stdexcept>
#include <thread>

/// The server over real sockets, on loopback: what well-behaved clients are answered.
class HttpServerTest : public ServerScene
{
    Q_OBJECT
private Q_SLOTS:
    void aConnectionServesManyRequests();
    void pipelinedRequestsAreAnsweredInOrder();
    void headHasTheFieldsOfGetWithoutBody();
    void connectionCloseIsHonoured();
    void http10ClosesUnlessAskedToStay();
    void anAbsoluteTargetIsItsPath();
    void bodiesArriveWhole_data();
    void bodiesArriveWhole();
    void continueIsSentBeforeTheBody();
    void manyClientsAtOnce();
    void answersOfABatchAllArrive();
    void handlersThatFailStillAnswer();
    void answersCannotSplit();
    void pagesAreFencedIn();
    void everyAnswerSaysNoSniffing_data();
    void everyAnswerSaysNoSniffing();
};

void HttpServerTest::aConnectionServesManyRequests()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    for (int i = 0; i < 50; ++i) {
        const RawClient::Reply reply = client.get("/hello");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "hello"_ba);
        QVERIFY(reply.field("Date").endsWith(" GMT"));
        QVERIFY(!reply.has("Connection"));
    }
    QVERIFY(m_house->metrics.text().contains("http_connections_accepted_total 1\n"));
}

void HttpServerTest::pipelinedRequestsAreAnsweredInOrder()
{
    m_house.reset();
    m_house = std::make_unique<HttpHouse>(4);
    m_house->addEcho("/echo", 1000);
    m_house->addBytes("/large", QByteArray(300'000, 'l'));
    QVERIFY(m_house->open());
    QByteArray wire;
    for (int i = 0; i < 200; ++i)
        wire += i % 50 == 49 ? get("/large") : post("/echo", "n" + QByteArray::number(i));
    RawClient client(port());
    client.send(wire);
    for (int i = 0; i < 200; ++i) {
        const RawClient::Reply reply = client.read();
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.left(5), i % 50 == 49 ? "lllll"_ba : ("n" + QByteArray::number(i)).left(5));
    }
}

void HttpServerTest::headHasTheFieldsOfGetWithoutBody()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("HEAD /hello HTTP/1.1\r\nHost: school\r\n\r\n" + get("/hello"));
    const RawClient::Reply head = client.read(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "5"_ba);
    QCOMPARE(client.read().body, "hello"_ba);
}

void HttpServerTest::connectionCloseIsHonoured()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/hello", "Connection: close\r\n");
    QCOMPARE(reply.body, "hello"_ba);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QVERIFY(client.peerCloses());
}

void HttpServerTest::http10ClosesUnlessAskedToStay()
{
    QVERIFY(m_house->open());
    RawClient stays(port());
    for (int i = 0; i < 2; ++i) {
        stays.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const RawClient::Reply reply = stays.read();
        QCOMPARE(reply.body, "hello"_ba);
        QCOMPARE(reply.field("Connection"), "keep-alive"_ba);
    }
    RawClient goes(port());
    goes.send("GET /hello HTTP/1.0\r\n\r\n");
    QCOMPARE(goes.read().body, "hello"_ba);
    QVERIFY(goes.peerCloses());
}

void HttpServerTest::anAbsoluteTargetIsItsPath()
{
    m_house->router.add(http::Method::Get, "/host", accounts::permission::serverRead, [](const http::Request &request) {
        http::Response response;
        response.body = request.headers.value("Host");
        return response;
    });
    QVERIFY(m_house->open());
    RawClient client(port());
    QCOMPARE(client.get("http://school.example/hello?x=1").body, "hello"_ba);
    // RawClient's own Host is another one.
    QCOMPARE(client.get("http://evil.example:80/host").body, "evil.example:80"_ba);
    QCOMPARE(client.get("http:///host").status, 400);
    QCOMPARE(client.get("http://school.example").status, 404);
    QCOMPARE(client.get("*").status, 400);
    QCOMPARE(client.get("/a/../hello").status, 400);
    QCOMPARE(client.get("/hello").status, 200);  // a bad target costs nobody his connection
}

void HttpServerTest::bodiesArriveWhole_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("chunked");
    for (const qsizetype size : {0, 1, 5000, 70'000, 3'000'000}) {
        QTest::addRow("%lld bytes", qlonglong(size)) << size << false;
        QTest::addRow("%lld bytes in chunks", qlonglong(size)) << size << true;
    }
}

void HttpServerTest::bodiesArriveWhole()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, chunked);
    QVERIFY(m_house->open());
    const QByteArray body = film().left(size);
    QByteArray wire = post("/upload", body);
    if (chunked) {
        wire = "POST /upload HTTP/1.1\r\nHost: school\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (qsizetype at = 0; at < size; at += 9973) {
            const QByteArray chunk = body.mid(at, 9973);
            wire += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
        }
        wire += "0\r\n\r\n";
    }
    RawClient client(port());
    client.send(wire + get("/hello"));
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 200);
    QCOMPARE(hashOf(reply.body), hashOf(body));
    QCOMPARE(client.read().body, "hello"_ba);
}

void HttpServerTest::continueIsSentBeforeTheBody()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.read().status, 100);
    client.send("hi");
    QCOMPARE(client.read().body, "hi"_ba);
}

void HttpServerTest::manyClientsAtOnce()
{
    m_house.reset();
    m_house = std::make_unique<HttpHouse>(4);
    m_house->addEcho("/echo", 1000);
    ServerOptions options;
    options.networkThreads = 2;
    QVERIFY(m_house->open(options));
    std::atomic<int> right{0};
    std::vector<std::thread> clients;
    for (int c = 0; c < 8; ++c) {
        clients.emplace_back([&, c] {
            for (int round = 0; round < 5; ++round) {
                RawClient client(port());
                for (int i = 0; i < 20; ++i) {
                    const QByteArray mine = QByteArray::number(c) + '/' + QByteArray::number(i);
                    client.send(post("/echo", mine));
                    if (client.read().body == mine)
                        ++right;
                }
            }
        });
    }
    for (std::thread &client : clients)
        client.join();
    QCOMPARE(right.load(), 8 * 5 * 20);
}

void HttpServerTest::answersOfABatchAllArrive()
{
    // More than a batch keeps back, answered by one thread when all have come in, as the store's writer does.
    constexpr int Clients = AnswerBatch::Most + 10;
    std::mutex mutex;
    std::vector<Respond> waiting;
    m_house->router.addAsync(Method::Get, "/together", Open, [&](const Request &, const Respond &respond) {
        const std::lock_guard lock(mutex);
        waiting.push_back(respond);
    });
    QVERIFY(m_house->open());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < Clients; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(get("/together"));
    }
    const auto arrived = [&] {
        const std::lock_guard lock(mutex);
        return int(waiting.size());
    };
    QTRY_COMPARE(arrived(), Clients);
    std::thread answering([&] {
        const AnswerBatch together;
        for (const Respond &respond : waiting)
            respond(success(1));
        waiting.clear();
    });
    answering.join();
    for (const auto &client : clients)
        QCOMPARE(client->read().status, 200);
    QCOMPARE(clients.front()->get("/hello").body, "hello"_ba);  // outside of a batch again
}

void HttpServerTest::handlersThatFailStillAnswer()
{
    m_house->router.add(Method::Get, "/throw", Open,
                        [](const Request &) -> Response { throw std::runtime_error("inner"); });
    m_house->router.addAsync(Method::Get, "/forget", Open, [](const Request &, const Respond &) {});
    m_house->router.addAsync(Method::Get, "/twice", Open, [](const Request &, const Respond &respond) {
        respond(success(1));
        respond(success(2));
    });
    QVERIFY(m_house->open());
    RawClient client(port());
    QCOMPARE(client.get("/throw").status, 500);
    QCOMPARE(client.get("/forget").status, 500);
    QVERIFY(client.get("/twice").body.contains("\"data\":1"));
    QCOMPARE(client.get("/hello").body, "hello"_ba);
}

void HttpServerTest::answersCannotSplit()
{
    m_house->router.add(Method::Get, "/split", Open, [](const Request &request) {
        Response response;
        response.headers.set("X-Name", request.queryValue(u"name").toUtf8());
        response.headers.set("X-Safe", "yes");
        response.body = "x"_ba;
        return response;
    });
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/split?name=a%0d%0aSet-Cookie:%20stolen");
    QVERIFY(!reply.has("Set-Cookie") && !reply.has("X-Name"));
    QCOMPARE(reply.field("X-Safe"), "yes"_ba);
}

void HttpServerTest::pagesAreFencedIn()
{
    m_house->router.add(Method::Get, "/page", Open, [](const Request &) {
        Response response;
        response.headers.set("Content-Type", "text/html; charset=utf-8");
        response.body = "<p>"_ba;
        return response;
    });
    m_house->router.add(Method::Get, "/edition", Open, [](const Request &) {
        Response response = success(7);
        response.headers.set("Cache-Control", "no-cache");
        return response;
    });
    m_house->router.add(Method::Get, "/json", Open, [](const Request &) { return success(7); });
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply page = client.get("/page");
    const QByteArray policy = page.field("Content-Security-Policy");
    for (const char *part : {"default-src 'self'", "img-src 'self' data: blob:", "media-src 'self' blob:",
                             "connect-src 'self'", "frame-ancestors 'none'"})
        QVERIFY2(policy.contains(part), part);
    QVERIFY(page.has("Referrer-Policy"));
    QVERIFY(!page.has("Strict-Transport-Security"));
    QCOMPARE(client.get("/json").field("Cache-Control"), "no-store"_ba);
    QCOMPARE(client.get("/edition").field("Cache-Control"), "no-cache"_ba);
}

void HttpServerTest::everyAnswerSaysNoSniffing_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &wire, int status) {
        QTest::newRow(name) << wire << status;
    };
    row("bytes", get("/hello"), 200);
    row("a file", get("/film"), 200);
    row("a part of a file", get("/film", "Range: bytes=0-9\r\n"), 206);
    row("nothing there", get("/nowhere"), 404);
    row("no such method", "PATCH /hello HTTP/1.1\r\nHost: school\r\n\r\n", 405);
    row("a bad target", get("/%zz"), 400);
    row("not HTTP", "GARBAGE\r\n\r\n", 400);
    row("two lengths", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400);
    row("a large header", get("/hello", "X: " + QByteArray(20'000, 'x') + "\r\n"), 431);
    row("an old version", "GET /hello HTTP/3.0\r\nHost: x\r\n\r\n", 505);
    row("an expectation", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: more\r\n\r\n", 417);
    row("a large body", post("/echo", QByteArray(20'000, 'x')), 413);
    row("a bad chunk", "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
}

void HttpServerTest::everyAnswerSaysNoSniffing()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, status);
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send(wire);
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.field("X-Content-Type-Options"), "nosniff"_ba);
}

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_http_server.moc"
