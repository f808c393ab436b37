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
    void whatIsKnownIsNotSentAgain();
    void aTaggedRouteSaysWhoMayKeepItsAnswer();
    void jsonRoutesTakeJson_data();
    void jsonRoutesTakeJson();
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

QTEST_APPLESS_MAIN(HttpMiddlewaresTest)
#include "tst_http_middlewares.moc"
