#include "backend/http/connection/connectionslots.h"
#include "tests/unit/http/serverscene.h"

#include <future>

/// What the server refuses over real sockets: too much, too slow, too many, or not quite HTTP.
class HttpLimitsTest : public ServerScene
{
    Q_OBJECT
private Q_SLOTS:
    void aBodyOverTheLimitIsRefusedUnread();
    void continueIsNotSentForARefusedBody();
    void smugglersAreCutOff();
    void aHeaderOverTheLimitIs431();
    void aSlowHeaderIsCutOff();
    void aSlowBodyIsCutOff();
    void anIdleConnectionIsClosed();
    void aClientThatStopsReadingIsCutOff();
    void aClientThatStopsReadingFillsNoMemory();
    void aFullQueueAnswers503();
    void aFullHouseTurnsAway();
    void oneAddressLeavesRoomForOthers();
    void aProxyHasTheSlotsOfMany();

private:
    /// Sends a byte with every look until the deadline has passed.
    bool isCutOffWhileItSends(RawClient &client, const QByteArray &wire)
    {
        qsizetype sent = 0;
        return QTest::qWaitFor(
                [&] {
                    if (client.isConnected() && sent < wire.size())
                        client.send(wire.mid(sent++, 1));
                    return m_house->metrics.counter("http_deadlines_missed_total").value() > 0;
                },
                support::Patience);
    }
};

void HttpLimitsTest::aBodyOverTheLimitIsRefusedUnread()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 1001\r\n\r\n");  // and not a byte of it
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 413);
    QCOMPARE(errorReason(reply), u"too_large"_s);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    // A client that sends it all the same still gets to read the answer: no reset.
    RawClient eager(port());
    eager.send(post("/echo", QByteArray(500'000, 'x')));
    QCOMPARE(eager.read().status, 413);
    RawClient chunky(port());
    chunky.send("POST /echo HTTP/1.1\r\nHost: school\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                QByteArray(1001, 'x'));
    QCOMPARE(chunky.read().status, 413);
    RawClient fits(port());
    fits.send(post("/echo", QByteArray(1000, 'x')));
    QCOMPARE(fits.read().status, 200);
}

void HttpLimitsTest::continueIsNotSentForARefusedBody()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 9999\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.read().status, 413);
}

void HttpLimitsTest::smugglersAreCutOff()
{
    QVERIFY(m_house->open());
    const QByteArray hidden = get("/hello");
    const QList<QByteArray> wires{
            "POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                    hidden,
            "POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n" + hidden,
            "POST /echo HTTP/1.1\r\nHost: school\r\nTransfer-Encoding: xchunked\r\n\r\n" + hidden,
            "GARBAGE\r\n\r\n" + hidden,
    };
    for (const QByteArray &wire : wires) {
        RawClient client(port());
        client.send(wire);
        const RawClient::Reply reply = client.read();
        QCOMPARE(reply.status, 400);
        QByteArray rest;
        QVERIFY(client.peerCloses(&rest));
        QVERIFY2(rest.isEmpty(), "the hidden request was answered");
    }
}

void HttpLimitsTest::aHeaderOverTheLimitIs431()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/hello", "X: " + QByteArray(20'000, 'x') + "\r\n");
    QCOMPARE(reply.status, 431);
    QVERIFY(client.peerCloses());
    RawClient fits(port());
    QCOMPARE(fits.get("/hello", "X: " + QByteArray(16'000, 'x') + "\r\n").status, 200);
}

void HttpLimitsTest::aSlowHeaderIsCutOff()
{
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    // A byte now and then does not extend the deadline.
    QVERIFY(isCutOffWhileItSends(client, get("/hello", "X: " + QByteArray(100'000, 'x') + "\r\n")));
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 408);
    QVERIFY(client.peerCloses());
}

void HttpLimitsTest::aSlowBodyIsCutOff()
{
    // Small enough to be waited for, longer than anybody waits here at a byte now and then.
    m_house->router.add(Method::Post, "/long", Policy(Open).takes(BodyRule::raw(10'000)),
                        [](const Request &) { return success(1); });
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    client.send("POST /long HTTP/1.1\r\nHost: school\r\nContent-Length: 10000\r\n\r\n");
    QVERIFY(isCutOffWhileItSends(client, QByteArray(9'999, 'x')));
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 408);
    QCOMPARE(errorReason(reply), u"request_timeout"_s);
    QVERIFY(client.peerCloses());
}

void HttpLimitsTest::anIdleConnectionIsClosed()
{
    QVERIFY(m_house->open(quick()));
    RawClient used(port());
    QCOMPARE(used.get("/hello").status, 200);
    QByteArray rest;
    QVERIFY(used.peerCloses(&rest));
    QVERIFY(rest.isEmpty());  // no answer to a request that was never made
    RawClient silent(port());
    QVERIFY(silent.peerCloses(&rest));
    QVERIFY(rest.isEmpty());
}

void HttpLimitsTest::aClientThatStopsReadingIsCutOff()
{
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    client.readSlowly();
    for (int i = 0; i < 8; ++i)
        client.send(get("/large"));
    QTRY_VERIFY(m_house->metrics.counter("http_deadlines_missed_total").value() == 1);
    QTRY_VERIFY(m_house->metrics.text().contains("http_connections 0\n"));
}

/// Content from a store is read no faster than its client takes it.
void HttpLimitsTest::aClientThatStopsReadingFillsNoMemory()
{
    const auto source = std::make_shared<FarSource>(qint64(256) * 1024 * 1024);
    m_house->addSource("/far", source);
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    client.readSlowly();
    client.send(get("/far"));
    QTRY_VERIFY(m_house->metrics.counter("http_deadlines_missed_total").value() == 1);
    QTRY_VERIFY(m_house->metrics.text().contains("http_connections 0\n"));
    QVERIFY(source->taken > 0);
    QVERIFY2(source->taken < 32 * 1024 * 1024, "as much as the sockets' buffers hold, and a stretch");
}

void HttpLimitsTest::aFullQueueAnswers503()
{
    std::promise<void> gate;
    const std::shared_future<void> open = gate.get_future().share();
    std::atomic<int> inside{0};
    m_house->router.add(Method::Get, "/slow", Open, [&, open](const Request &) {
        ++inside;
        open.wait();
        return success(1);
    });
    ServerOptions options;
    options.limits.pendingRequests = 3;
    QVERIFY(m_house->open(options));
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 3; ++i) {
        waiting.push_back(std::make_unique<RawClient>(port()));
        waiting.back()->send(get("/slow"));
    }
    QTRY_VERIFY(m_house->metrics.text().contains("http_requests_pending 3\n"));
    RawClient late(port());
    const RawClient::Reply refused = late.get("/hello");
    QCOMPARE(refused.status, 503);
    QCOMPARE(errorReason(refused), u"overloaded"_s);
    QVERIFY(refused.field("Retry-After").toInt() > 0);
    gate.set_value();
    for (const auto &client : waiting)
        QCOMPARE(client->read().status, 200);
    QTRY_VERIFY(m_house->metrics.text().contains("http_requests_pending 0\n"));
    QCOMPARE(late.get("/hello").status, 200);  // the same connection, when there is room again
}

void HttpLimitsTest::aFullHouseTurnsAway()
{
    ServerOptions options;
    options.limits.connections = 2;
    options.limits.connectionsPerAddress = 2;
    QVERIFY(m_house->open(options));
    auto first = std::make_unique<RawClient>(port());
    RawClient second(port());
    QCOMPARE(first->get("/hello").status, 200);
    QCOMPARE(second.get("/hello").status, 200);
    RawClient third(port());
    const RawClient::Reply full = third.read();
    QCOMPARE(full.status, 503);
    QVERIFY(full.field("Retry-After").toInt() > 0);
    QCOMPARE(full.field("X-Content-Type-Options"), "nosniff"_ba);
    first.reset();
    QTRY_VERIFY(m_house->metrics.text().contains("http_connections 1\n"));
    RawClient fourth(port());
    QCOMPARE(fourth.get("/hello").status, 200);
}

void HttpLimitsTest::oneAddressLeavesRoomForOthers()
{
    ServerOptions options;
    options.limits.connections = 8;  // a quarter of them for each
    QVERIFY(m_house->open(options));
    RawClient first(port()), second(port()), third(port());
    QCOMPARE(first.get("/hello").status, 200);
    QCOMPARE(second.get("/hello").status, 200);
    QCOMPARE(third.read().status, 503);
    ConnectionSlots limited(10, 2, {"192.0.2.1"_ba});
    std::vector<std::shared_ptr<void>> held;
    const auto take = [&](const char *address) {
        held.push_back(limited.take(address));
        return held.back() != nullptr;
    };
    QVERIFY(take("2001:db8::1") && take("2001:db8::2"));
    QVERIFY(!take("2001:db8::3"));  // one network
    QVERIFY(take("2001:db8:0:1::1") && take("198.51.100.1"));
    held.front().reset();
    QVERIFY(take("2001:db8::3"));
    for (int i = 0; i < 6; ++i)
        QVERIFY(take("192.0.2.1"));
    QVERIFY(!take("198.51.100.2"));
    QCOMPARE(limited.taken(), 10);
}

void HttpLimitsTest::aProxyHasTheSlotsOfMany()
{
    ServerOptions options;
    options.limits.connections = 16;
    options.limits.connectionsPerAddress = 1;
    options.trustedProxies = {"127.0.0.1"_ba};
    QVERIFY(m_house->open(options));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        QCOMPARE(clients.back()->get("/hello").status, 200);
    }
}

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "tst_http_limits.moc"
