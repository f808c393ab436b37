#include "backend/outgoing/circuitbreaker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace outgoing;

namespace {

/// The clock, and the other side: it takes its time and answers as the test says.
struct World {
    Millis now = 1'000;
    Millis takes = 5;
    bool answers = true;
    int asked = 0;
};

class ToldClient final : public HttpClient
{
public:
    explicit ToldClient(World &world) : m_world(world) {}
    Result<HttpReply> call(const HttpCall &) override
    {
        ++m_world.asked;
        m_world.now += m_world.takes;
        if (!m_world.answers)
            return Error{ErrorCode::Unavailable, u"no_answer"_s, u"gone"_s, {}};
        return HttpReply{503, {}, "busy"};
    }

private:
    World &m_world;
};

struct Scene {
    Result<HttpReply> ask(const QByteArray &url = "https://pay.example/v3/pay")
    {
        HttpCall call;
        call.url = url;
        return breaker.call(call);
    }
    void hang()
    {
        world.answers = false;
        world.takes = 10'000;
    }
    World world;
    CircuitBreaker breaker{std::make_unique<ToldClient>(world), [this] { return world.now; }};
};

}  // namespace

class TestCircuitBreaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersGoThrough();
    void aHangingServerIsLeftAlone();
    void oneCallTriesItAgain();
    void quickFailuresDoNotCount();
    void othersAreAskedMeanwhile();
};

void TestCircuitBreaker::answersGoThrough()
{
    Scene s;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(s.ask()->status, 503);  // an answer is an answer
    QCOMPARE(s.world.asked, 5);
}

void TestCircuitBreaker::aHangingServerIsLeftAlone()
{
    Scene s;
    s.hang();
    for (int i = 0; i < 10; ++i)
        QCOMPARE(s.ask().error().reason, u"no_answer"_s);
    QCOMPARE(s.world.asked, CircuitBreaker::HangsBefore);
}

void TestCircuitBreaker::oneCallTriesItAgain()
{
    Scene s;
    s.hang();
    for (int i = 0; i < CircuitBreaker::HangsBefore; ++i)
        QVERIFY(!s.ask());
    s.world.now += CircuitBreaker::OpenFor - 1;
    QVERIFY(!s.ask());
    QCOMPARE(s.world.asked, CircuitBreaker::HangsBefore);
    s.world.now += 1;
    QVERIFY(!s.ask());  // still hanging
    QVERIFY(!s.ask());
    QCOMPARE(s.world.asked, CircuitBreaker::HangsBefore + 1);
    s.world.answers = true;
    s.world.takes = 5;
    s.world.now += CircuitBreaker::OpenFor;
    QVERIFY(s.ask());
    QVERIFY(s.ask());
}

void TestCircuitBreaker::quickFailuresDoNotCount()
{
    Scene s;
    s.world.answers = false;
    for (int i = 0; i < 10; ++i)
        QVERIFY(!s.ask());
    QCOMPARE(s.world.asked, 10);
    // And one that answers between two that hang begins the count anew.
    s.hang();
    QVERIFY(!s.ask());
    s.world.answers = true;
    QVERIFY(s.ask());
    s.world.answers = false;
    QVERIFY(!s.ask());
    QVERIFY(!s.ask());
    QCOMPARE(s.world.asked, 14);
}

void TestCircuitBreaker::othersAreAskedMeanwhile()
{
    Scene s;
    s.hang();
    for (int i = 0; i < 3; ++i)
        QVERIFY(!s.ask());
    const int asked = s.world.asked;
    QVERIFY(!s.ask("https://PAY.example/v3/refund"));  // the same one
    QCOMPARE(s.world.asked, asked);
    s.world.answers = true;
    QVERIFY(s.ask("https://pay.example:8443/v3/pay"));
    QVERIFY(s.ask("https://other.example/gateway.do?x=y"));
}

QTEST_GUILESS_MAIN(TestCircuitBreaker)
#include "tst_circuitbreaker.moc"
