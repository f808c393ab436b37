#include "tests/unit/http/middlewarescene.h"

/// How often who may ask.
class HttpRatesTest : public MiddlewareScene
{
    Q_OBJECT
private Q_SLOTS:
    void badTokensAreLimitedByAddress();
    void peopleAreLimitedEachForThemselves();
    void strangersAreLimitedByAddress();
    void aBlockOfAddressesIsOneStranger();
    void aClockThatIsSetMovesNoWait();
    void aFullTableOfBucketsForgetsTheNearlyFull();
    void progressHasItsOwnShare();
    void theOwnersDesktopIsNotLimited();
    void bucketsAreForgottenWhenFull();
    void aNetworkOfIpv6IsOneAddress();
    void aProxyIsBelievedOnlyWhenTrusted();
};

void HttpRatesTest::badTokensAreLimitedByAddress()
{
    build({{60, 100}, {60, 3}, {1200, 300}});
    for (const char *path : {"/mine", "/media/film.mp4", "/nowhere"})
        QCOMPARE(handle(ask(path, "guess")).status, 401);
    for (const char *path : {"/mine", "/media/film.mp4", "/enter"})
        QCOMPARE(handle(ask(path, "guess")).status, 429);
    QCOMPARE(handle(ask("/sync", "guess", Method::Post)).status, 429);
    QCOMPARE(handle(ask("/mine", "learner")).status, 200);  // whoever has a good one goes on
}

void HttpRatesTest::peopleAreLimitedEachForThemselves()
{
    build({{60, 3}, {}, {}});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(handle(ask("/mine", "learner")).status, 200);
    const Response refused = handle(ask("/mine", "learner"));
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.headers.value("Retry-After"), "1"_ba);
    QCOMPARE(refused.headers.value("RateLimit-Policy"), "\"user\";q=3;w=3"_ba);
    QCOMPARE(refused.headers.value("RateLimit"), "\"user\";r=0;t=1"_ba);
    QCOMPARE(jsonOf(refused).value("error"_L1).toString(), u"rate_limited"_s);
    QCOMPARE(handle(ask("/mine", "learner2")).status, 200);  // same address, another person
    m_clock.advance(999);
    QCOMPARE(handle(ask("/mine", "learner")).status, 429);
    m_clock.advance(1);
    QCOMPARE(handle(ask("/mine", "learner")).status, 200);
    QCOMPARE(handle(ask("/mine", "learner")).status, 429);
}

void HttpRatesTest::strangersAreLimitedByAddress()
{
    build({{}, {60, 1}, {}});
    Request request = ask("/open");
    QCOMPARE(handle(request).status, 200);
    QCOMPARE(handle(request).status, 429);
    request.headers.add("X-Forwarded-For", "198.51.100.9");  // written by the stranger: moves nothing
    QCOMPARE(handle(request).status, 429);
    request.peer = "192.0.2.8";
    QCOMPARE(handle(request).status, 200);
}

void HttpRatesTest::aBlockOfAddressesIsOneStranger()
{
    QCOMPARE(addressBlock("192.0.2.7"), "192.0.2.7"_ba);
    QCOMPARE(addressBlock("::ffff:192.0.2.7"), "192.0.2.7"_ba);
    QCOMPARE(addressBlock("2001:db8:1:2::9"), addressBlock("2001:db8:1:2:ffff:0:0:1"));
    QVERIFY(addressBlock("2001:db8:1:2::9") != addressBlock("2001:db8:1:3::9"));
    QCOMPARE(addressBlock("::::"), "::::"_ba);

    build({{}, {60, 1}, {}});
    Request request = ask("/open");
    request.peer = "2001:db8:1:2::9";
    QCOMPARE(handle(request).status, 200);
    request.peer = "2001:db8:1:2:aaaa::1";
    QCOMPARE(handle(request).status, 429);
    request.peer = "2001:db8:1:3::9";
    QCOMPARE(handle(request).status, 200);
}

void HttpRatesTest::aClockThatIsSetMovesNoWait()
{
    build({{60, 1}, {}, {}});
    QCOMPARE(handle(ask("/mine", "learner")).status, 200);
    m_clock.set(m_clock.now() - 24 * 3600 * 1000);
    QCOMPARE(handle(ask("/mine", "learner")).status, 429);
    m_clock.advance(1000);
    QCOMPARE(handle(ask("/mine", "learner")).status, 200);
    m_clock.set(m_clock.now() + 24 * 3600 * 1000);
    QCOMPARE(handle(ask("/mine", "learner")).status, 429);
}

void HttpRatesTest::aFullTableOfBucketsForgetsTheNearlyFull()
{
    RateLimiter limiter(m_clock);
    for (int i = 0; i < 3; ++i)
        QVERIFY(limiter.take("waiting", {1, 3}).allowed);
    for (int i = 0; i < 2 * RateLimiter::MostBuckets; ++i)
        QVERIFY(limiter.take(QByteArray::number(i), {1, 3}).allowed);
    QVERIFY(limiter.size() <= RateLimiter::MostBuckets);
    QVERIFY(!limiter.take("waiting", {1, 3}).allowed);
}

void HttpRatesTest::progressHasItsOwnShare()
{
    build({{60, 1}, {}, {60, 2}});
    m_router->add(Method::Get, "/probe", Policy(permission::serverRead).limited(Rate::Unlimited),
                  [](const Request &) { return success(1); });
    QCOMPARE(handle(ask("/mine", "learner")).status, 200);
    QCOMPARE(handle(ask("/mine", "learner")).status, 429);
    QCOMPARE(handle(ask("/sync", "learner", Method::Post)).status, 200);
    QCOMPARE(handle(ask("/sync", "learner", Method::Post)).status, 200);
    QCOMPARE(handle(ask("/sync", "learner", Method::Post)).status, 429);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(handle(ask("/probe", "learner")).status, 200);
}

void HttpRatesTest::theOwnersDesktopIsNotLimited()
{
    build({{60, 1}, {60, 1}, {}});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(handle(ask("/mine", "owner")).status, 200);
}

void HttpRatesTest::bucketsAreForgottenWhenFull()
{
    RateLimiter limiter(m_clock);
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(limiter.take(QByteArray::number(i), {60, 5}).allowed);
    QCOMPARE(limiter.size(), 20'000);
    m_clock.advance(60'000);
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(limiter.take("again" + QByteArray::number(i), {60, 5}).allowed);
    QVERIFY2(limiter.size() < 25'000, QByteArray::number(limiter.size()).constData());
    QVERIFY(limiter.take("x", {60, 1}).allowed);
    QVERIFY(!limiter.take("x", {60, 1}).allowed);
}

void HttpRatesTest::aNetworkOfIpv6IsOneAddress()
{
    build({{}, {60, 2}, {}});
    const auto from = [this](const QByteArray &peer) {
        Request request = ask("/open");
        request.peer = peer;
        return handle(request).status;
    };
    QCOMPARE(from("2001:db8:1:2::1"), 200);
    QCOMPARE(from("2001:db8:1:2:ffff::9"), 200);
    QCOMPARE(from("2001:db8:1:2:abcd:1:2:3"), 429);  // addresses of one's own network are free
    QCOMPARE(from("2001:db8:1:3::1"), 200);
}

void HttpRatesTest::aProxyIsBelievedOnlyWhenTrusted()
{
    const auto peerSeen = [this](const QByteArray &peer, const QByteArray &forwarded) {
        Request request = ask("/open");
        request.peer = peer;
        request.headers.add("X-Forwarded-For", forwarded);
        return jsonOf(handle(request)).value("data"_L1).toString();
    };
    QCOMPARE(peerSeen("192.0.2.7", "198.51.100.9"), u"192.0.2.7"_s);
    QCOMPARE(peerSeen("10.0.0.1", "198.51.100.9"), u"198.51.100.9"_s);
    QCOMPARE(peerSeen("10.0.0.1", "1.2.3.4, 198.51.100.9, 10.0.0.2"), u"198.51.100.9"_s);  // the left part is hearsay
    QCOMPARE(peerSeen("10.0.0.1", "<script>"), u"10.0.0.1"_s);
}

QTEST_APPLESS_MAIN(HttpRatesTest)
#include "tst_http_rates.moc"
