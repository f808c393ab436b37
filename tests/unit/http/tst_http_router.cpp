#include "backend/http/routing/router.h"

#include <QJsonDocument>
#include <QTest>

#include <thread>

using namespace http;
using namespace Qt::StringLiterals;

namespace {

const accounts::Permission Open = accounts::permission::serverRead;

/// A handler that tells which route it is and what it was given.
Handler telling(const QByteArray &name)
{
    return [name](const Request &request) {
        Response response;
        QByteArray text = name;
        for (const auto &[key, value] : request.parameters)
            text += ' ' + key + '=' + value.toUtf8();
        response.body = text;
        return response;
    };
}

Request ask(Method method, const QByteArray &target)
{
    Request request;
    request.method = method;
    request.target = target;
    return request;
}

/// Writes down when it is passed, in both directions.
class Witness final : public Middleware
{
public:
    Witness(QByteArray name, QList<QByteArray> &book, bool stops = false)
        : m_name(std::move(name)), m_book(book), m_stops(stops)
    {
    }
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override
    {
        m_book.append(m_name + (route ? " in " + route->pattern : " in nowhere"_ba));
        if (m_stops)
            return respond(failure(Error::denied(u"no"_s)));
        next(std::move(request), [this, respond](Response response) {
            m_book.append(m_name + " out");
            respond(std::move(response));
        });
    }

private:
    const QByteArray m_name;
    QList<QByteArray> &m_book;
    const bool m_stops;
};

/// Notes what logs would show of a request's path.
class LogReader final : public Middleware
{
public:
    explicit LogReader(QByteArray &shown) : m_shown(shown) {}
    void handle(Request request, const Route *, Respond respond, const Next &next) const override
    {
        m_shown = request.shownPath;
        next(std::move(request), std::move(respond));
    }

private:
    QByteArray &m_shown;
};

}  // namespace

class HttpRouterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aRequestFindsItsRoute_data();
    void aRequestFindsItsRoute();
    void aKnownPathNamesItsMethods();
    void optionsIsAnsweredForEveryPath();
    void aBadTargetIs400();
    void limitsBelongToRoutes();
    void logsSeeNoSignature_data();
    void logsSeeNoSignature();
    void middlewaresAreWalkedInOrder();
    void aMiddlewareCanStopARequest();
    void anAnswerMayComeLaterFromAnotherThread();

private:
    std::unique_ptr<Router> m_router;
};

void HttpRouterTest::init()
{
    m_router = std::make_unique<Router>();
    m_router->add(Method::Get, "/api/courses", Open, telling("list"));
    m_router->add(Method::Post, "/api/courses", Policy(Open).takes(BodyRule::json(1000, 10)), telling("create"));
    m_router->add(Method::Get, "/api/courses/hot", Open, telling("hot"));
    m_router->add(Method::Get, "/api/courses/{id}", Open, telling("one"));
    m_router->add(Method::Put, "/api/courses/{id}", Open, telling("change"));
    m_router->add(Method::Get, "/api/courses/{course}/lessons/{lesson}", Open, telling("lesson"));
    m_router->add(Method::Get, "/learn", Open, telling("learn"));
    m_router->add(Method::Get, "/learn/{path...}", Open, telling("page"));
}

void HttpRouterTest::aRequestFindsItsRoute_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char *line, const char *told) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(told);
    };
    row("GET /api/courses", "list");
    row("GET /api/courses?page=2", "list");
    row("HEAD /api/courses", "list");
    row("POST /api/courses", "create");
    row("GET /api/courses/hot", "hot");
    row("PUT /api/courses/hot", "change id=hot");
    row("GET /api/courses/12", "one id=12");
    row("GET /api/courses/%E8%AF%BE", "one id=\xE8\xAF\xBE");
    row("GET /api/courses/hot/lessons/3", "lesson course=hot lesson=3");
    row("GET /learn", "learn");
    row("GET /learn/", "page path=");
    row("GET /learn/core/player.js", "page path=core/player.js");
    row("GET /api/courses/", "404");
    row("GET /api", "404");
    row("GET /", "404");
    row("GET /API/courses", "404");
    row("DELETE /api/courses/12", "405");
    row("BREW /api/courses", "405");
    row("POST /learn/x", "405");
}

void HttpRouterTest::aRequestFindsItsRoute()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, told);
    const QList<QByteArray> words = line.split(' ');
    const Response response = m_router->handle(ask(methodFromName(words[0]), words[1]));
    QCOMPARE(response.status == 200 ? response.bytes() : QByteArray::number(response.status), told);
}

void HttpRouterTest::aKnownPathNamesItsMethods()
{
    const Response response = m_router->handle(ask(Method::Delete, "/api/courses/hot"));
    QCOMPARE(response.status, 405);
    QCOMPARE(response.headers.value("Allow"), "GET, HEAD, OPTIONS, PUT"_ba);
    QCOMPARE(QJsonDocument::fromJson(response.bytes()).object().value("error"_L1).toString(), u"method_not_allowed"_s);
}

void HttpRouterTest::optionsIsAnsweredForEveryPath()
{
    const Response response = m_router->handle(ask(Method::Options, "/api/courses"));
    QCOMPARE(response.status, 204);
    QCOMPARE(response.headers.value("Allow"), "GET, HEAD, OPTIONS, POST"_ba);
    QCOMPARE(m_router->handle(ask(Method::Options, "/nowhere")).status, 404);
}

void HttpRouterTest::aBadTargetIs400()
{
    for (const char *target : {"/api/%2e%2e/secrets", "/api/courses/%zz", "api", ""})
        QCOMPARE(m_router->handle(ask(Method::Get, target)).status, 400);
}

void HttpRouterTest::limitsBelongToRoutes()
{
    QCOMPARE(m_router->find(Method::Post, "/api/courses")->policy.body.bytes, 1000);
    QCOMPARE(m_router->find(Method::Put, "/api/courses/1")->policy.body.bytes, 256 * 1024);
    Request large = ask(Method::Post, "/api/courses");
    large.body = "{\"a\":\"" + QByteArray(1000, 'x') + "\"}";
    QCOMPARE(m_router->handle(large).status, 413);  // also where no connection has looked
}

void HttpRouterTest::logsSeeNoSignature_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *line, int status, const char *shown) {
        QTest::newRow(line) << QByteArray(line) << status << QByteArray(shown);
    };
    row("GET /media/SIG/ab/hd.mp4", 200, "/media/{grant}/{asset}/{file}");
    row("HEAD /media/SIG/ab/hd.mp4", 200, "/media/{grant}/{asset}/{file}");
    row("POST /media/SIG/ab/hd.mp4", 405, "/media/...");
    row("OPTIONS /media/SIG/ab/hd.mp4", 204, "/media/...");
    row("GET /media/SIG/ab", 200, "/media/{asset}/{file}");
    row("GET /media/SIG", 404, "/media/...");
    row("GET /media/SIG/", 404, "/media/...");
    row("GET /media/SIG/ab/", 404, "/media/...");
    row("GET /media/SIG/ab/hls/0.ts", 404, "/media/...");
    row("GET /media/SIG/../hd.mp4", 400, "");
    row("GET /media/SIG%2Fab/hd.mp4", 400, "");
    row("GET /media//SIG/ab/hd.mp4", 400, "");
    row("GET /media", 404, "/media/...");
    row("GET /medias/ab", 404, "/medias/ab");
    row("GET /api/courses/7", 200, "/api/courses/7");
}

void HttpRouterTest::logsSeeNoSignature()
{
    QFETCH(QByteArray, line);
    QByteArray shown;
    std::vector<std::unique_ptr<Middleware>> list;
    list.push_back(std::make_unique<LogReader>(shown));
    m_router->setMiddlewares(std::move(list));
    m_router->add(Method::Get, "/media/{asset}/{file}", Policy(Open).secretAddress(), telling("file"));
    m_router->add(Method::Get, "/media/{grant}/{asset}/{file}", Policy(Open).secretAddress(), telling("signed"));
    const qsizetype space = line.indexOf(' ');
    QTEST(m_router->handle(ask(methodFromName(line.left(space)), line.mid(space + 1))).status, "status");
    QTEST(shown, "shown");
}

void HttpRouterTest::middlewaresAreWalkedInOrder()
{
    QList<QByteArray> book;
    std::vector<std::unique_ptr<Middleware>> list;
    list.push_back(std::make_unique<Witness>("a", book));
    list.push_back(std::make_unique<Witness>("b", book));
    m_router->setMiddlewares(std::move(list));
    QCOMPARE(m_router->handle(ask(Method::Get, "/learn")).bytes(), "learn"_ba);
    QCOMPARE(book, (QList<QByteArray>{"a in /learn", "b in /learn", "b out", "a out"}));
    book.clear();
    QCOMPARE(m_router->handle(ask(Method::Get, "/nowhere")).status, 404);
    QCOMPARE(book, (QList<QByteArray>{"a in nowhere", "b in nowhere", "b out", "a out"}));
}

void HttpRouterTest::aMiddlewareCanStopARequest()
{
    QList<QByteArray> book;
    std::vector<std::unique_ptr<Middleware>> list;
    list.push_back(std::make_unique<Witness>("guard", book, true));
    list.push_back(std::make_unique<Witness>("never", book));
    m_router->setMiddlewares(std::move(list));
    QCOMPARE(m_router->handle(ask(Method::Get, "/learn")).status, 403);
    QCOMPARE(book, QList<QByteArray>{"guard in /learn"});
}

void HttpRouterTest::anAnswerMayComeLaterFromAnotherThread()
{
    std::thread later;
    m_router->addAsync(Method::Post, "/sync", Open, [&](const Request &, const Respond &respond) {
        later = std::thread([respond] { respond(success(u"durable"_s)); });
    });
    const Response response = m_router->handle(ask(Method::Post, "/sync"));
    later.join();
    QCOMPARE(QJsonDocument::fromJson(response.bytes()).object().value("data"_L1).toString(), u"durable"_s);
}

QTEST_APPLESS_MAIN(HttpRouterTest)
#include "tst_http_router.moc"
