#include "backend/http/message/request.h"
#include "backend/http/message/response.h"
#include "backend/http/server/workerpool.h"

#include <QJsonDocument>
#include <QTest>

#include <future>

using namespace http;
using namespace Qt::StringLiterals;

/// The door's values: targets, fields, envelopes; and its small engines.
class HttpValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTargetIsReadOrRefused_data();
    void aTargetIsReadOrRefused();
    void aQueryIsDecodedOnce();
    void fieldNamesCompareWithoutCase();
    void anIdIsAPositiveNumber_data();
    void anIdIsAPositiveNumber();
    void aBearerTokenIsFound_data();
    void aBearerTokenIsFound();
    void pagesKeepTheirBounds();
    void failuresNameStatusWordAndWhenToComeBack();
    void aFullPoolSaysSo();
    void aPoolFinishesItsWorkBeforeItEnds();
};

void HttpValuesTest::aTargetIsReadOrRefused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");  // empty: refused
    const auto row = [](const char *name, const char *target, const char *path) {
        QTest::newRow(name) << QByteArray(target) << QByteArray(path);
    };
    row("plain", "/api/courses", "/api/courses");
    row("root", "/", "/");
    row("trailing slash", "/learn/", "/learn/");
    row("escaped text", "/learn/%E8%AF%BE.html", "/learn/\xE8\xAF\xBE.html");
    row("escaped once only", "/a%2525", "/a%25");
    row("plus is a plus in a path", "/a+b", "/a+b");
    row("dots inside a name", "/a..b/...c", "/a..b/...c");
    row("empty", "", "");
    row("no slash", "api", "");
    row("star", "*", "");
    row("dot dot", "/a/../b", "");
    row("dot dot at the end", "/a/..", "");
    row("escaped dot dot", "/a/%2e%2E/b", "");
    row("single dot", "/./a", "");
    row("double slash", "//a", "");
    row("escaped slash", "/a%2fb", "");
    row("backslash", "/a\\b", "");
    row("escaped backslash", "/a%5Cb", "");
    row("NUL", "/a%00", "");
    row("line feed", "/a%0a", "");
    row("half an escape", "/a%2", "");
    row("no hex", "/a%zz", "");
    row("no UTF-8", "/a%ff", "");
    row("overlong slash", "/a%c0%af", "");
    row("bad query", "/a?x=%zz", "");
    row("NUL in the query", "/a?x=%00", "");
}

void HttpValuesTest::aTargetIsReadOrRefused()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    Request request;
    const auto parsed = parseTarget(target, request);
    QCOMPARE(parsed.ok(), !path.isEmpty());
    QCOMPARE(request.path, path);
    if (!parsed)
        QCOMPARE(statusOf(parsed.error().code), 400);
}

void HttpValuesTest::aQueryIsDecodedOnce()
{
    Request request;
    QVERIFY(parseTarget("/a?q=%E8%AF%BE+1%2B1&tag=x&tag=y&flag&&page=3", request).ok());
    QCOMPARE(request.queryValue(u"q"), u"课 1+1"_s);
    QCOMPARE(request.queryValue(u"tag"), u"x"_s);
    QVERIFY(request.hasQuery(u"flag"));
    QVERIFY(!request.hasQuery(u"nothing"));
    QCOMPARE(request.queryValue(u"nothing", u"else"_s), u"else"_s);
    QCOMPARE(*request.queryInteger(u"page", 1, 9, 1), 3);
    QCOMPARE(request.queryInteger(u"page", 1, 2, 1).error().detail.value("parameter"_L1).toString(), u"page"_s);
    QVERIFY(!request.queryInteger(u"q", 1, 2, 1).ok());
}

void HttpValuesTest::fieldNamesCompareWithoutCase()
{
    Headers headers;
    headers.add("ETag", "\"1\"");
    headers.add("X", "a");
    headers.add("x", "b");
    QCOMPARE(headers.value("etag"), "\"1\""_ba);
    QCOMPARE(headers.value("X"), "a"_ba);
    headers.set("X", "c");
    QCOMPARE(std::distance(headers.begin(), headers.end()), 2);
    QVERIFY(!headers.contains("ETa"));
}

void HttpValuesTest::anIdIsAPositiveNumber_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("id");  // 0: not found
    QTest::newRow("small") << u"7"_s << qint64(7);
    QTest::newRow("large") << u"999999999999999999"_s << qint64(999999999999999999);
    QTest::newRow("zero") << u"0"_s << qint64(0);
    QTest::newRow("negative") << u"-1"_s << qint64(0);
    QTest::newRow("sign") << u"+1"_s << qint64(0);
    QTest::newRow("space") << u" 1"_s << qint64(0);
    QTest::newRow("word") << u"hot"_s << qint64(0);
    QTest::newRow("beyond 64 bits") << u"99999999999999999999"_s << qint64(0);
    QTest::newRow("arabic digits") << u"\u0661"_s << qint64(0);
}

void HttpValuesTest::anIdIsAPositiveNumber()
{
    QFETCH(QString, text);
    QFETCH(qint64, id);
    Request request;
    request.parameters.emplace_back("id", text);
    const auto found = request.idParameter();
    QCOMPARE(found.ok() ? *found : 0, id);
    if (!found)
        QCOMPARE(found.error().code, ErrorCode::NotFound);
}

void HttpValuesTest::aBearerTokenIsFound_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("usual") << "Bearer abc.def"_ba
                           << "abc.def"_ba;
    QTest::newRow("scheme in small letters") << "bearer x"_ba
                                             << "x"_ba;
    QTest::newRow("other scheme") << "Basic abc"_ba << QByteArray();
    QTest::newRow("no token") << "Bearer "_ba << QByteArray();
    QTest::newRow("no space") << "Bearerabc"_ba << QByteArray();
}

void HttpValuesTest::aBearerTokenIsFound()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, token);
    Request request;
    request.headers.add("authorization", field);
    QCOMPARE(request.bearer(), token);
}

void HttpValuesTest::pagesKeepTheirBounds()
{
    Request request;
    QCOMPARE(pageOf(request)->offset(), 0);
    QVERIFY(parseTarget("/a?page=3&per_page=50", request).ok());
    QCOMPARE(pageOf(request)->offset(), 100);
    QCOMPARE(pageOf(request)->toJson(101).value("pages"_L1).toInt(), 3);
    QCOMPARE(pageOf(request)->toJson(0).value("pages"_L1).toInt(), 0);
    for (const char *bad : {"/a?page=0", "/a?per_page=101", "/a?per_page=x", "/a?page=9999999999"}) {
        QVERIFY(parseTarget(bad, request).ok());
        QVERIFY2(!pageOf(request).ok(), bad);
    }
}

void HttpValuesTest::failuresNameStatusWordAndWhenToComeBack()
{
    const Response refused = failure(Error::conflict(u"Stale."_s, u"stale_revision"_s, {{u"revision"_s, 4}}));
    const QJsonObject envelope = QJsonDocument::fromJson(refused.bytes()).object();
    QCOMPARE(refused.status, 409);
    QCOMPARE(envelope, (QJsonObject{{u"code"_s, 409},
                                    {u"message"_s, u"Stale."_s},
                                    {u"error"_s, u"stale_revision"_s},
                                    {u"details"_s, QJsonObject{{u"revision"_s, 4}}}}));
    QCOMPARE(failure({ErrorCode::RateLimited, {}, {}, {{u"retryAfter"_s, 37}}}).headers.value("Retry-After"), "37"_ba);
    QVERIFY(failure({ErrorCode::Unavailable, {}, {}, {}}).headers.value("Retry-After").toInt() > 0);
    QVERIFY(failure({ErrorCode::Unauthenticated, {}, {}, {}}).headers.value("WWW-Authenticate").startsWith("Bearer"));
}

void HttpValuesTest::aFullPoolSaysSo()
{
    std::promise<void> gate;
    std::promise<void> running;
    WorkerPool pool(1, 2);
    QVERIFY(pool.post([&, open = gate.get_future().share()] {
        running.set_value();
        open.wait();
    }));
    running.get_future().wait();
    QVERIFY(pool.post([] {}));
    std::vector<WorkerPool::Work> more(3, [] {});
    pool.postAll(more);
    QCOMPARE(more.size(), size_t(2));  // one found room
    QVERIFY(!pool.post([] {}));
    QCOMPARE(pool.queued(), 2);
    gate.set_value();
}

void HttpValuesTest::aPoolFinishesItsWorkBeforeItEnds()
{
    std::atomic<int> done{0};
    {
        WorkerPool pool(3);
        std::vector<WorkerPool::Work> works(500, [&] { ++done; });
        pool.postAll(works);
        QVERIFY(pool.post([&] { ++done; }));
    }
    QCOMPARE(done.load(), 501);
}

QTEST_APPLESS_MAIN(HttpValuesTest)
#include "tst_http_values.moc"
