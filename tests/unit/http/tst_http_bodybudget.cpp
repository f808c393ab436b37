#include "tests/unit/http/bodyscene.h"

/// How much of bodies people and the server hold at once.
class HttpBodyBudgetTest : public BodyScene
{
    Q_OBJECT
private Q_SLOTS:
    void aPersonHoldsSoMuchAtOnce();
    void theServerHoldsSoMuchAtOnce();
    void aBodyThatGrowsIsPaidForAsItComes();
    void aBudgetIsGivenBack();
    void smallRequestsDoNotWaitBehindLargeBodies();
};

void HttpBodyBudgetTest::aPersonHoldsSoMuchAtOnce()
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

void HttpBodyBudgetTest::theServerHoldsSoMuchAtOnce()
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

void HttpBodyBudgetTest::aBodyThatGrowsIsPaidForAsItComes()
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

void HttpBodyBudgetTest::aBudgetIsGivenBack()
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

void HttpBodyBudgetTest::smallRequestsDoNotWaitBehindLargeBodies()
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

QTEST_GUILESS_MAIN(HttpBodyBudgetTest)
#include "tst_http_bodybudget.moc"
