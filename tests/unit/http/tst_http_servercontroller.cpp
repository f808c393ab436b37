#include "tests/unit/http/middlewarescene.h"

/// The routes about the server itself: metrics, health and what it is.
class HttpServerControllerTest : public MiddlewareScene
{
    Q_OBJECT
private Q_SLOTS:
    void metricsAreForThisMachineAndAdmins_data();
    void metricsAreForThisMachineAndAdmins();
    void readinessSaysWhyNot();
    void theServerTellsItsTime();
};

void HttpServerControllerTest::metricsAreForThisMachineAndAdmins_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<bool>("local");
    const QByteArray here = "127.0.0.1";
    QTest::newRow("by number") << "127.0.0.1:8080"_ba << QByteArray() << here << true;
    QTest::newRow("by name") << "LocalHost:8080"_ba << QByteArray() << here << true;
    QTest::newRow("IPv6") << "[::1]:8080"_ba << QByteArray() << "::1"_ba << true;
    QTest::newRow("inside the process") << QByteArray() << QByteArray() << here << true;
    QTest::newRow("a foreign name") << "evil.example"_ba << QByteArray() << here << false;
    QTest::newRow("a name that begins well") << "localhost.evil.example"_ba << QByteArray() << here << false;
    QTest::newRow("an address that begins well") << "127.0.0.1.evil.example"_ba << QByteArray() << here << false;
    QTest::newRow("IPv6 elsewhere") << "[2001:db8::1]"_ba << QByteArray() << here << false;
    for (const char *field : {"X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Proto", "Forwarded", "Via",
                              "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"})
        QTest::newRow(field) << "localhost"_ba << QByteArray(field) << here << false;
    QTest::newRow("a configured proxy") << "localhost"_ba << QByteArray() << "10.0.0.1"_ba << false;
}

void HttpServerControllerTest::metricsAreForThisMachineAndAdmins()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, peer);
    QFETCH(bool, local);
    m_metrics.counter("courses_total").add(4);
    const auto figures = [&](const QByteArray &token) {
        Request request = ask("/metrics", token);
        request.peer = peer;
        request.loopback = true;
        if (!host.isEmpty())
            request.headers.add("Host", host);
        if (!field.isEmpty())
            request.headers.add(field, "198.51.100.9");
        return handle(request);
    };
    QCOMPARE(figures({}).status, local ? 200 : 401);
    QCOMPARE(figures({}).bytes().contains("courses_total"), local);
    QCOMPARE(figures("teacher").status, local ? 200 : 403);
    QCOMPARE(figures("admin").status, 200);
    QCOMPARE(handle(ask("/metrics")).status, 401);  // from another machine
}

void HttpServerControllerTest::readinessSaysWhyNot()
{
    QCOMPARE(handle(ask("/livez")).status, 200);
    QCOMPARE(handle(ask("/readyz")).status, 200);
    m_ready = false;
    const Response response = handle(ask("/readyz"));
    QCOMPARE(response.status, 503);
    QVERIFY(response.headers.contains("Retry-After"));
    QCOMPARE(jsonOf(response).value("error"_L1).toString(), u"migrating"_s);
    QCOMPARE(handle(ask("/livez")).status, 200);
}

void HttpServerControllerTest::theServerTellsItsTime()
{
    const QJsonObject data = jsonOf(handle(ask("/api/server"))).value("data"_L1).toObject();
    QCOMPARE(data, (QJsonObject{{u"name"_s, u"School"_s},
                                {u"version"_s, u"1.2.3"_s},
                                {u"apiVersion"_s, 1},
                                {u"features"_s, QJsonArray{u"media"_s}},
                                {u"timeZone"_s, u"Asia/Shanghai"_s},
                                {u"time"_s, qint64(1'767'225'600'000)}}));
}

QTEST_APPLESS_MAIN(HttpServerControllerTest)
#include "tst_http_servercontroller.moc"
