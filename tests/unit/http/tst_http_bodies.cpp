#include "backend/http/message/bodybudget.h"
#include "backend/http/middleware/middlewares.h"
#include "tests/unit/http/serverscene.h"
#include "tests/unit/http/stubbornclient.h"

#include <QDir>
#include <QRegularExpression>

#include <future>
#include <mutex>
#include <stdexcept>

namespace {

/// The token is a name; "stale" is none, and "learner" may not send to instructors' addresses.
class Doorman final : public Authenticator
{
public:
    Result<accounts::Actor> authenticate(const QByteArray &token) const override
    {
        if (token == "stale")
            return Error{ErrorCode::Unauthenticated, {}, {}, {}};
        const bool learner = token == "learner";
        return accounts::Actor{UserId(qint64(qHash(token) & 0xffff) + 1),
                               learner ? accounts::Role::Learner : accounts::Role::Instructor, false};
    }
};

constexpr qint64 Large = 3'000'000;

QByteArray head(const QByteArray &target, const QByteArray &fields)
{
    return "POST " + target + " HTTP/1.1\r\nHost: school\r\n" + fields + "\r\n";
}

QByteArray as(const QByteArray &who)
{
    return "Authorization: Bearer " + who + "\r\n";
}

QByteArray length(qint64 bytes)
{
    return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
}

const QByteArray Chunked = "Transfer-Encoding: chunked\r\n";

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

}  // namespace

/// Bodies: who is asked for one, who pays for it, and where it waits. What is refused is refused by the head alone.
class HttpBodiesTest : public ServerScene
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
    void aPersonHoldsSoMuchAtOnce();
    void theServerHoldsSoMuchAtOnce();
    void aBodyThatGrowsIsPaidForAsItComes();
    void aBudgetIsGivenBack();
    void aLargeBodyThatStallsIsCutOff();
    void smallRequestsDoNotWaitBehindLargeBodies();
    void aDiskThatTakesNothingIs503();
    void whatAHandlerThrowsBehindItsBodyStaysInside();

private:
    bool openSchool(ServerOptions options = {}, RateLimits rates = RateLimits::none())
    {
        m_handled = 0;
        m_log.clear();
        MiddlewareOptions middlewares;
        middlewares.rates = std::move(rates);
        middlewares.accessLog = [this](const QByteArray &line) {
            const std::lock_guard lock(m_logMutex);
            m_log += line + '\n';
        };
        m_house->router.setMiddlewares(standardMiddlewares(m_clock, m_doorman, m_limiter, std::move(middlewares)));
        const auto echo = [this](const Request &request) {
            ++m_handled;
            Response response;
            response.headers.set("Content-Type", "application/octet-stream");
            response.headers.set("X-From-File", request.file ? "yes" : "no");
            response.body = request.file ? request.file->readAll().value() : request.body;
            return response;
        };
        m_house->router.add(Method::Post, "/edit",
                            Policy(accounts::permission::catalogEdit).takes(BodyRule::raw(8'000'000)), echo);
        m_house->router.add(Method::Post, "/json",
                            Policy(accounts::permission::catalogEdit).takes(BodyRule::json(8'000'000, 100)),
                            [](const Request &request) {
                                const auto body = request.json();
                                return body ? success(body->size()) : failure(body.error());
                            });
        if (options.bodyFolder.isEmpty())
            options.bodyFolder = m_folder.filePath(u"tmp"_s);
        return m_house->open(options);
    }
    QByteArray log()
    {
        const std::lock_guard lock(m_logMutex);
        return m_log;
    }

    Doorman m_doorman;
    SystemClock m_clock;
    RateLimiter m_limiter{m_clock};
    std::atomic<int> m_handled{0};
    std::mutex m_logMutex;
    QByteArray m_log;
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

void HttpBodiesTest::aPersonHoldsSoMuchAtOnce()
{
    QVERIFY(openSchool());
    std::vector<std::unique_ptr<RawClient>> clients;
    const auto begin = [&](const QByteArray &who) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(head("/edit", as(who) + length(8'000'000) + "Expect: 100-continue\r\n"));
        return clients.back()->read();
    };
    int granted = 0;
    RawClient::Reply reply;
    while ((reply = begin("teacher")).status == 100)
        QVERIFY(++granted < 20);
    QVERIFY(granted >= 2);
    QCOMPARE(reply.status, 429);
    QCOMPARE(errorReason(reply), u"too_much_at_once"_s);
    QVERIFY(reply.field("Retry-After").toInt() > 0);
    QCOMPARE(begin("teacher2").status, 100);  // each for himself
    RawClient small(port());
    small.send(head("/edit", as("teacher") + length(5)) + "hello");
    QCOMPARE(small.read().status, 200);
    clients.erase(clients.begin());
    QVERIFY(QTest::qWaitFor([&] { return begin("teacher").status == 100; },
                            support::Patience));  // whoever leaves makes room
}

void HttpBodiesTest::theServerHoldsSoMuchAtOnce()
{
    ServerOptions options;
    options.limits.bodyBytes = 10'000'000;
    QVERIFY(openSchool(options));
    RawClient first(port()), second(port()), small(port());
    first.send(head("/edit", as("teacher") + length(8'000'000) + "Expect: 100-continue\r\n"));
    QCOMPARE(first.read().status, 100);
    second.send(head("/edit", as("teacher2") + length(8'000'000) + "Expect: 100-continue\r\n"));
    const RawClient::Reply reply = second.read();
    QCOMPARE(reply.status, 503);
    QVERIFY(reply.field("Retry-After").toInt() > 0);
    small.send(head("/edit", as("teacher2") + length(5)) + "hello");
    QCOMPARE(small.read().status, 200);  // what costs no more than a head is always taken
}

void HttpBodiesTest::aBodyThatGrowsIsPaidForAsItComes()
{
    ServerOptions options;
    options.limits.bodyBytes = 1'000'000;
    QVERIFY(openSchool(options));
    RawClient client(port());
    client.send(head("/edit", as("teacher") + Chunked));
    client.send(chunk(QByteArray(600'000, 'x')));
    QTRY_VERIFY(!m_house->shows("http_body_bytes_held 0"));
    client.send(chunk(QByteArray(600'000, 'x')));
    QCOMPARE(client.read().status, 503);
    QTRY_VERIFY(m_house->shows("http_body_bytes_held 0"));
    QCOMPARE(m_handled.load(), 0);
}

void HttpBodiesTest::aBudgetIsGivenBack()
{
    const BodyBudget budget(100);
    using Verdict = BodyBudget::Verdict;
    {
        const auto a = budget.open({"a", 60}), again = budget.open({"a", 60}), b = budget.open({"b", 60});
        QVERIFY(a->raise(50) == Verdict::Granted);
        QVERIFY(again->raise(20) == Verdict::PayerFull);
        QVERIFY(again->raise(10) == Verdict::Granted);
        QVERIFY(a->raise(40) == Verdict::Granted);  // never lowered
        QVERIFY(b->raise(50) == Verdict::HouseFull);
        QVERIFY(b->raise(40) == Verdict::Granted);
        QCOMPARE(budget.held(), 100);
    }
    QCOMPARE(budget.held(), 0);
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

void HttpBodiesTest::smallRequestsDoNotWaitBehindLargeBodies()
{
    m_house = std::make_unique<HttpHouse>(1);
    m_house->addBytes("/hello", "hello");
    std::promise<void> gate;
    const std::shared_future<void> open = gate.get_future().share();
    std::atomic<int> inside{0};
    m_house->router.add(Method::Post, "/slow",
                        Policy(accounts::permission::catalogEdit).takes(BodyRule::raw(8'000'000)),
                        [&, open](const Request &) {
                            ++inside;
                            open.wait();
                            return success(1);
                        });
    QVERIFY(openSchool());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(head("/slow", as("teacher") + length(1'000'000)) + QByteArray(1'000'000, 'x'));
    }
    QTRY_COMPARE(inside.load(), 1);
    RawClient small(port());
    QCOMPARE(small.get("/hello").body, "hello"_ba);  // although there is but one worker
    gate.set_value();
    for (const auto &client : clients)
        QCOMPARE(client->read().status, 200);
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
