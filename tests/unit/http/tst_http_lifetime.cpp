#include "tests/unit/http/serverscene.h"

#include <future>
#include <thread>

/// The server from start to stop: ports, certificates, graceful ends.
class HttpLifetimeTest : public ServerScene
{
    Q_OBJECT
private Q_SLOTS:
    void tlsSpeaksModernVersionsOnly();
    void aBadCertificateIsRefused();
    void aTakenPortIsAnError();
    void aStopLetsRunningRequestsFinish();
    void aStopHasADeadline();
    void itCanStartAgain();
};

void HttpLifetimeTest::tlsSpeaksModernVersionsOnly()
{
    ServerOptions options;
    options.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
    options.tlsKey = m_folder.filePath(u"key.pem"_s);
    m_house->router.add(Method::Get, "/secure", Open, [](const Request &request) { return success(request.secure); });
    QVERIFY(m_house->open(options));
    QVERIFY(m_house->server.url().startsWith(u"https://127.0.0.1:"_s));
    RawClient client(port(), true);
    QVERIFY(client.isConnected());
    QCOMPARE(client.protocol(), "1.3"_ba);
    QCOMPARE(client.negotiated(), "http/1.1"_ba);
    QVERIFY(client.get("/secure").body.contains("\"data\":true"));
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.read().status, 100);
    client.send("hi" + get("/hello", "Connection: close\r\n"));
    QCOMPARE(client.read().body, "hi"_ba);
    QCOMPARE(client.read().body, "hello"_ba);
    QVERIFY(client.peerCloses());
    RawClient plain(port());  // speaks no TLS: no answer, no harm
    plain.send(get("/hello"));
    QVERIFY(plain.peerCloses());
    RawClient again(port(), true);
    QCOMPARE(again.get("/hello").status, 200);
}

void HttpLifetimeTest::aBadCertificateIsRefused()
{
    ServerOptions options;
    options.port = 0;
    options.tlsCertificate = m_folder.filePath(u"film.mp4"_s);
    options.tlsKey = m_folder.filePath(u"key.pem"_s);
    QCOMPARE(m_house->server.start(options).error().reason, u"bad_certificate"_s);
    options.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
    QVERIFY(support::writeCertificate(m_folder.filePath(u"other.pem"_s), m_folder.filePath(u"otherkey.pem"_s)));
    options.tlsKey = m_folder.filePath(u"otherkey.pem"_s);
    QCOMPARE(m_house->server.start(options).error().reason, u"bad_certificate"_s);
    QVERIFY(!m_house->server.isRunning());
}

void HttpLifetimeTest::aTakenPortIsAnError()
{
    QVERIFY(m_house->open());
    HttpHouse other;
    ServerOptions options;
    options.port = port();
    const auto started = other.server.start(options);
    QVERIFY(!started.ok());
    QCOMPARE(started.error().reason, u"address_in_use"_s);
    options.address = u"not an address"_s;
    QCOMPARE(other.server.start(options).error().reason, u"bad_address"_s);
    QVERIFY(other.open());  // it can still open elsewhere
}

void HttpLifetimeTest::aStopLetsRunningRequestsFinish()
{
    std::promise<void> gate;
    std::promise<void> inside;
    m_house->router.add(Method::Get, "/slow", Open, [&](const Request &) {
        inside.set_value();
        gate.get_future().wait();
        return success(u"finished"_s);
    });
    QVERIFY(m_house->open());
    RawClient idle(port());
    QCOMPARE(idle.get("/hello").status, 200);
    RawClient busy(port());
    busy.send(get("/slow") + get("/hello"));
    inside.get_future().wait();
    std::thread stopping([&] { m_house->server.stop(60'000); });
    QVERIFY(idle.peerCloses());  // while the other still works
    gate.set_value();
    const RawClient::Reply reply = busy.read();
    QVERIFY(reply.body.contains("finished"));
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QByteArray rest;
    QVERIFY(busy.peerCloses(&rest));
    QVERIFY(rest.isEmpty());  // nothing new was begun
    stopping.join();
    QVERIFY(!m_house->server.isRunning());
    RawClient refused(m_house->server.port());
    QVERIFY(!refused.isConnected());
}

void HttpLifetimeTest::aStopHasADeadline()
{
    std::promise<void> gate;
    std::promise<void> inside;
    m_house->router.add(Method::Get, "/slow", Open, [&](const Request &) {
        inside.set_value();
        gate.get_future().wait();
        return success(1);
    });
    QVERIFY(m_house->open());
    RawClient busy(port());
    busy.send(get("/slow"));
    inside.get_future().wait();
    m_house->server.stop(30);  // returns although the handler has not
    QVERIFY(!m_house->server.isRunning());
    QByteArray rest;
    QVERIFY(busy.peerCloses(&rest));
    QVERIFY(rest.isEmpty());
    gate.set_value();  // its answer finds nobody, and nothing breaks
}

void HttpLifetimeTest::itCanStartAgain()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_house->open());
        RawClient client(port());
        QCOMPARE(client.get("/hello").body, "hello"_ba);
        m_house->server.stop();
        QVERIFY(!m_house->server.isRunning());
    }
}

QTEST_GUILESS_MAIN(HttpLifetimeTest)
#include "tst_http_lifetime.moc"
