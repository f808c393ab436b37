#include "tests/unit/http/middlewarescene.h"

/// What every request meets on its way, through the door without a socket.
class HttpMiddlewaresTest : public MiddlewareScene
{
    Q_OBJECT
private Q_SLOTS:
    void requestsHaveIds_data();
    void requestsHaveIds();
    void rolesAreCheckedByTheRoute_data();
    void rolesAreCheckedByTheRoute();
    void aBadTokenIs401Everywhere();
    void aBadTokenDoesNotBarTheEntrance();
    void failuresCarryTheRequestId();
    void foreignEnvelopesStayAsTheyAre();
    void whatAHandlerThrowsStaysInside();
    void anAnswerBeforeAThrowStands();
    void theLogNamesTheRequestButNoSecret();
    void theLogCannotBeForged();
    void theLogTellsWhatBecameOfAFile();
    void whatIsKnownIsNotSentAgain();
    void aTaggedRouteSaysWhoMayKeepItsAnswer();
    void metricsAreForThisMachineAndAdmins_data();
    void metricsAreForThisMachineAndAdmins();
    void jsonRoutesTakeJson_data();
    void jsonRoutesTakeJson();
    void readinessSaysWhyNot();
    void theServerTellsItsTime();
};

void HttpMiddlewaresTest::requestsHaveIds_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<bool>("taken");
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("sane") << "a-B_1.2"_ba << true;
    QTest::newRow("64 characters") << QByteArray(64, 'x') << true;
    QTest::newRow("65 characters") << QByteArray(65, 'x') << false;
    QTest::newRow("quotes") << "a\"b"_ba << false;
    QTest::newRow("line end") << "a\r\nSet-Cookie: x"_ba << false;
}

void HttpMiddlewaresTest::requestsHaveIds()
{
    QFETCH(QByteArray, given);
    QFETCH(bool, taken);
    Request request = ask("/open");
    request.headers.add("X-Request-Id", given);
    const QByteArray id = handle(request).headers.value("X-Request-Id");
    QCOMPARE(id == given, taken);
    if (!taken) {
        QCOMPARE(id.size(), 16);
        QVERIFY(handle(request).headers.value("X-Request-Id") != id);
    }
}

void HttpMiddlewaresTest::rolesAreCheckedByTheRoute_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QList<int>>("statuses");  // nobody, learner, teacher, admin, owner
    QTest::newRow("open") << "/open"_ba << QList<int>{200, 200, 200, 200, 200};
    QTest::newRow("mine") << "/mine"_ba << QList<int>{401, 200, 200, 200, 200};
    QTest::newRow("edit") << "/edit"_ba << QList<int>{401, 403, 200, 200, 200};
    QTest::newRow("manage") << "/manage"_ba << QList<int>{401, 403, 403, 200, 200};
    QTest::newRow("import") << "/import"_ba << QList<int>{401, 403, 403, 403, 200};
    QTest::newRow("nothing there") << "/nowhere"_ba << QList<int>{404, 404, 404, 404, 404};
}

void HttpMiddlewaresTest::rolesAreCheckedByTheRoute()
{
    QFETCH(QByteArray, path);
    QFETCH(QList<int>, statuses);
    const QList<QByteArray> tokens{"", "learner", "teacher", "admin", "owner"};
    for (qsizetype i = 0; i < tokens.size(); ++i)
        QCOMPARE(handle(ask(path, tokens[i])).status, statuses[i]);
    QCOMPARE(jsonOf(handle(ask("/mine"))).value("error"_L1).toString(), u"unauthenticated"_s);
    QCOMPARE(jsonOf(handle(ask("/edit", "learner"))).value("error"_L1).toString(), u"permission_denied"_s);
}

void HttpMiddlewaresTest::aBadTokenIs401Everywhere()
{
    for (const char *path : {"/open", "/mine", "/nowhere"}) {
        const Response response = handle(ask(path, "stale"));
        QCOMPARE(response.status, 401);
        QCOMPARE(response.headers.value("WWW-Authenticate"), "Bearer error=\"invalid_token\""_ba);
        QVERIFY(!response.bytes().contains("k2"));  // the reason stays inside
    }
    Request basic = ask("/open");
    basic.headers.add("Authorization", "Basic YTpi");
    QCOMPARE(handle(basic).status, 401);
}

void HttpMiddlewaresTest::aBadTokenDoesNotBarTheEntrance()
{
    QCOMPARE(handle(ask("/enter", "stale")).status, 200);
    QCOMPARE(handle(ask("/enter", "learner")).status, 200);
    Request basic = ask("/enter");
    basic.headers.add("Authorization", "Basic YTpi");
    QCOMPARE(handle(basic).status, 200);
}

void HttpMiddlewaresTest::failuresCarryTheRequestId()
{
    Request request = ask("/nowhere");
    request.headers.add("X-Request-Id", "trace-1");
    QCOMPARE(jsonOf(handle(request)).value("requestId"_L1).toString(), u"trace-1"_s);
    request.target = "/mine";
    QCOMPARE(jsonOf(handle(request)).value("requestId"_L1).toString(), u"trace-1"_s);
    request.target = "/open";
    QVERIFY(!jsonOf(handle(request)).contains("requestId"_L1));
}

void HttpMiddlewaresTest::foreignEnvelopesStayAsTheyAre()
{
    QCOMPARE(jsonOf(handle(ask("/own"))), (QJsonObject{{u"code"_s, 400}, {u"message"_s, u"参数不全"_s}}));
}

void HttpMiddlewaresTest::whatAHandlerThrowsStaysInside()
{
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"secret table name"_s));
    const Response response = handle(ask("/throw"));
    QCOMPARE(response.status, 500);
    QVERIFY(!response.bytes().contains("secret"));
    QVERIFY(m_log.last().contains("\"status\":500"));
}

void HttpMiddlewaresTest::anAnswerBeforeAThrowStands()
{
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"afterwards"_s));
    QCOMPARE(handle(ask("/late")).status, 200);
    QCOMPARE(m_log.size(), 1);
}

void HttpMiddlewaresTest::theLogNamesTheRequestButNoSecret()
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

void HttpMiddlewaresTest::theLogCannotBeForged()
{
    Request request = ask({});
    request.path = "/x\",\"user\":1,\"y\":\"\n{}";
    handle(request);
    const QJsonObject line = QJsonDocument::fromJson(m_log.last()).object();
    QCOMPARE(line.value("path"_L1).toString(), u"/x\",\"user\":1,\"y\":\"\n{}"_s);
    QVERIFY(!line.contains("user"_L1));
    QVERIFY(!m_log.last().contains('\n'));
}

void HttpMiddlewaresTest::theLogTellsWhatBecameOfAFile()
{
    const Response response = handle(ask("/media/film.mp4"));
    QVERIFY(m_log.isEmpty());  // not yet: its ranges have not been looked at
    std::get<ContentBody>(response.body).planned(206, 500);
    QCOMPARE(m_log.size(), 1);
    const QJsonObject line = QJsonDocument::fromJson(m_log.first()).object();
    QCOMPARE(line.value("status"_L1).toInt(), 206);
    QCOMPARE(line.value("bytes"_L1).toInt(), 500);
}

void HttpMiddlewaresTest::whatIsKnownIsNotSentAgain()
{
    Request request = ask("/edition");
    request.headers.add("If-None-Match", "\"e6\", \"e7\"");
    const Response same = handle(request);
    QCOMPARE(same.status, 304);
    QVERIFY(same.bytes().isEmpty());
    QCOMPARE(same.headers.value("ETag"), "\"e7\""_ba);
    QVERIFY(!same.headers.contains("Content-Type"));
    request.headers.set("If-None-Match", "\"e6\"");
    QCOMPARE(handle(request).status, 200);
}

void HttpMiddlewaresTest::aTaggedRouteSaysWhoMayKeepItsAnswer()
{
    int shown = 1;
    const auto tell = [&](const Request &) { return success(shown); };
    m_router->add(Method::Get, "/page", Policy(permission::catalogRead).cached(Caching::Shared), tell);
    m_router->add(Method::Get, "/course", Policy(permission::catalogRead).cached(Caching::Personal), tell);
    QCOMPARE(handle(ask("/page", "learner")).headers.value("Cache-Control"), "no-cache"_ba);
    QVERIFY(!handle(ask("/page", "learner")).headers.contains("Vary"));
    QCOMPARE(handle(ask("/course")).headers.value("Cache-Control"), "no-cache"_ba);
    const Response first = handle(ask("/course", "learner"));
    QCOMPARE(first.headers.value("Cache-Control"), "private, no-cache"_ba);
    QCOMPARE(first.headers.value("Vary"), "Authorization"_ba);
    Request again = ask("/course", "learner");
    again.headers.add("If-None-Match", "\"other\", W/" + first.headers.value("ETag"));
    const Response known = handle(again);
    QCOMPARE(known.status, 304);
    QCOMPARE(known.headers.value("ETag"), first.headers.value("ETag"));
    QVERIFY(known.bytes().isEmpty());
    shown = 2;
    QCOMPARE(handle(again).status, 200);
}

void HttpMiddlewaresTest::metricsAreForThisMachineAndAdmins_data()
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

void HttpMiddlewaresTest::metricsAreForThisMachineAndAdmins()
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

void HttpMiddlewaresTest::jsonRoutesTakeJson_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    const auto row = [](const char *type, int status) { QTest::newRow(type) << QByteArray(type) << status; };
    row("application/json", 200);
    row("Application/JSON; charset=UTF-8", 200);
    row("application/json;charset=\"utf-8\"", 200);
    row("application/problem+json", 200);
    row("application/json; charset=latin1", 415);
    row("application/jsonp", 415);
    row("text/plain", 415);
    row("text/plain; x=application/json", 415);
    row("application/x-www-form-urlencoded", 415);
    row("multipart/form-data; boundary=x", 415);
    QTest::newRow("none") << QByteArray() << 200;
}

void HttpMiddlewaresTest::jsonRoutesTakeJson()
{
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    Request request = ask("/sync", "learner", Method::Post);
    if (!type.isEmpty())
        request.headers.add("Content-Type", type);
    QCOMPARE(handle(request).status, 200);  // without a body its type means nothing
    request.body = "{}";
    const Response response = handle(request);
    QCOMPARE(response.status, status);
    if (status == 415)
        QCOMPARE(jsonOf(response).value("error"_L1).toString(), u"unsupported_media_type"_s);
    request.headers.set("Authorization", "Bearer stale");
    QCOMPARE(handle(request).status, 401);  // who may not ask is not told what would be taken
}

void HttpMiddlewaresTest::readinessSaysWhyNot()
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

void HttpMiddlewaresTest::theServerTellsItsTime()
{
    const QJsonObject data = jsonOf(handle(ask("/api/server"))).value("data"_L1).toObject();
    QCOMPARE(data, (QJsonObject{{u"name"_s, u"School"_s},
                                {u"version"_s, u"1.2.3"_s},
                                {u"apiVersion"_s, 1},
                                {u"features"_s, QJsonArray{u"media"_s}},
                                {u"time"_s, qint64(1'767'225'600'000)}}));
}

QTEST_APPLESS_MAIN(HttpMiddlewaresTest)
#include "tst_http_middlewares.moc"
