#include "tests/unit/http/middlewarescene.h"

/// What the access log says of a request, and what it never says.
class HttpAccessLogTest : public MiddlewareScene
{
    Q_OBJECT
private Q_SLOTS:
    void theLogNamesTheRequestButNoSecret();
    void theLogCannotBeForged();
    void theLogTellsWhatBecameOfAFile();
};

void HttpAccessLogTest::theLogNamesTheRequestButNoSecret()
{
    Request request = ask("/mine?token=hidden", "learner");
    request.headers.add("X-Request-Id", "trace-2");
    handle(request);
    QCOMPARE(m_log.size(), 1);
    const QJsonObject line = QJsonDocument::fromJson(m_log.first()).object();
    QCOMPARE(line.value("time"_L1).toString(), u"2026-01-01T00:00:00.000Z"_s);
    QCOMPARE(line.value("id"_L1).toString(), u"trace-2"_s);
    QCOMPARE(line.value("method"_L1).toString(), u"GET"_s);
    QCOMPARE(line.value("route"_L1).toString(), u"/mine"_s);
    QCOMPARE(line.value("path"_L1).toString(), u"/mine"_s);
    QCOMPARE(line.value("status"_L1).toInt(), 200);
    QVERIFY(line.value("bytes"_L1).toInt() > 10);
    QVERIFY(line.value("ms"_L1).isDouble());
    QCOMPARE(line.value("user"_L1).toInt(), 3);
    QCOMPARE(line.value("peer"_L1).toString(), u"192.0.2.7"_s);
    QVERIFY(!m_log.first().contains("hidden") && !m_log.first().contains("Bearer"));
    handle(ask("/media/sig-abc/film.mp4"));
    QVERIFY(!m_log.last().contains("sig-abc"));
    handle(ask("/media/sig-abc/film.mp4", {}, Method::Delete));  // no route: 405
    QCOMPARE(m_log.size(), 2);
    QVERIFY(!m_log.last().contains("sig-abc"));
}

void HttpAccessLogTest::theLogCannotBeForged()
{
    Request request = ask({});
    request.path = "/x\",\"user\":1,\"y\":\"\n{}";
    handle(request);
    const QJsonObject line = QJsonDocument::fromJson(m_log.last()).object();
    QCOMPARE(line.value("path"_L1).toString(), u"/x\",\"user\":1,\"y\":\"\n{}"_s);
    QVERIFY(!line.contains("user"_L1));
    QVERIFY(!m_log.last().contains('\n'));
}

void HttpAccessLogTest::theLogTellsWhatBecameOfAFile()
{
    const Response response = handle(ask("/media/film.mp4"));
    QVERIFY(m_log.isEmpty());  // not yet: its ranges have not been looked at
    std::get<ContentBody>(response.body).planned(206, 500);
    QCOMPARE(m_log.size(), 1);
    const QJsonObject line = QJsonDocument::fromJson(m_log.first()).object();
    QCOMPARE(line.value("status"_L1).toInt(), 206);
    QCOMPARE(line.value("bytes"_L1).toInt(), 500);
}

QTEST_APPLESS_MAIN(HttpAccessLogTest)
#include "tst_http_accesslog.moc"
