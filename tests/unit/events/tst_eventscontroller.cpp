#include "backend/events/eventscontroller.h"
#include "backend/http/connection/connectionsink.h"
#include "backend/http/middleware/middlewares.h"
#include "tests/support/httphouse.h"
#include "tests/support/rawclient.h"

#include <QSet>
#include <QTest>

#include <mutex>
#include <thread>

using namespace events;
using namespace http;
using namespace Qt::StringLiterals;
using accounts::Actor;
using accounts::Role;

namespace {

/// The token is "<role>-<user id>"; it may lose its right or stand for another role.
class Doorman final : public Authenticator
{
public:
    Result<Actor> authenticate(const QByteArray &token) const override
    {
        const std::lock_guard lock(mutex);
        if (ended.contains(token))
            return Error{ErrorCode::Unauthenticated, {}, {}, {}};
        if (promoted.contains(token))
            return Actor{UserId(token.split('-').value(1).toLongLong()), Role::Admin, false};
        const QList<QByteArray> parts = token.split('-');
        const auto role = accounts::roleFromName(QString::fromLatin1(parts.value(0)));
        if (!role)
            return Error{ErrorCode::Unauthenticated, {}, {}, {}};
        return Actor{UserId(parts.value(1).toLongLong()), *role, false};
    }
    void end(const QByteArray &token)
    {
        const std::lock_guard lock(mutex);
        ended.insert(token);
    }
    void promote(const QByteArray &token)
    {
        const std::lock_guard lock(mutex);
        promoted.insert(token);
    }

private:
    mutable std::mutex mutex;
    QSet<QByteArray> ended, promoted;
};

const Audiences Who{{u"catalog.tag"_s, Audience::Instructors}, {u"server.key"_s, Audience::Administrators}};

QByteArray tokenOf(const Actor &actor)
{
    return accounts::roleName(actor.role).toLatin1() + '-' + QByteArray::number(actor.user.value);
}

/// A stream's other end without a socket.
class Ear final : public StreamSink
{
public:
    bool write(QByteArray bytes) override
    {
        const std::lock_guard lock(m_mutex);
        if (gone)
            return false;
        m_heard += bytes;
        return true;
    }
    void close() override { closed = true; }
    void whenGone(std::function<void()>) override {}
    QByteArray heard() const
    {
        const std::lock_guard lock(m_mutex);
        return m_heard;
    }
    std::atomic<bool> gone{false};
    std::atomic<bool> closed{false};

private:
    mutable std::mutex m_mutex;
    QByteArray m_heard;
};

}  // namespace

/// "Something changed, fetch it again": who hears it, and what becomes of those who don't listen.
class EventsControllerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eventsReachThoseTheyConcern();
    void aListenerThatHasGoneIsForgotten();
    void aQuietStreamShowsThatItLives();
    void aClientMayAskForAQuickerSignOfLife();
    void aStreamEndsInTime();
    void aPersonHasFewStreams();
    void placesAreTakenBeforeTheStreamBegins();
    void aStreamEndsWithItsRight();
    void aRightThatEndedMeanwhileOpensNothing();
    void eventsTravelOverASocket();
    void aClientThatLeavesIsNoticed();
    void aClosedStreamGivesItsPlaceBack();
    void aClientThatDoesNotReadIsDropped();
    void openStreamsDoNotHoldUpAStop();

private:
    struct Desk {
        explicit Desk(Millis heartbeat = 60'000, Millis longest = 900'000)
            : events(hub, doorman, Who, heartbeat, longest)
        {
            events.addRoutes(router);
        }
        Response ask(Actor actor, const QString &heartbeat = {})
        {
            Request request;
            request.target = "/api/events";
            if (!heartbeat.isEmpty())
                request.target += "?heartbeat=" + heartbeat.toUtf8();
            request.actor = actor;
            request.headers.set("Authorization", "Bearer " + tokenOf(actor));
            return router.handle(request);
        }
        std::shared_ptr<Ear> listen(Actor actor, const QString &heartbeat = {})
        {
            const Response response = ask(actor, heartbeat);
            auto ear = std::make_shared<Ear>();
            std::get<StreamBody>(response.body).start(ear);
            return ear;
        }
        EventHub hub;
        Doorman doorman;
        EventsController events;
        Router router;
    };
};

void EventsControllerTest::eventsReachThoseTheyConcern()
{
    Desk desk;
    const auto admin = desk.listen({UserId(1), Role::Admin, false});
    const auto teacher = desk.listen({UserId(2), Role::Instructor, false});
    const auto learner = desk.listen({UserId(3), Role::Learner, false});
    const auto other = desk.listen({UserId(4), Role::Learner, false});
    const auto hears = [&](const Event &event) {
        const QByteArray line =
                "data: {\"id\":" + QByteArray::number(event.id) + ",\"type\":\"" + event.type.toLatin1() + "\"}\n\n";
        desk.hub.publish(event);
        QByteArray who;
        for (const auto &[letter, ear] : {std::pair('a', admin), {'t', teacher}, {'l', learner}, {'o', other}}) {
            if (ear->heard().endsWith(line))
                who += letter;
        }
        return who;
    };
    QCOMPARE(hears({u"catalog.tag"_s, 11, {}}), "at"_ba);
    QCOMPARE(hears({u"server.key"_s, 12, UserId(3)}), "a"_ba);
    QCOMPARE(hears({u"learning.progress"_s, 13, UserId(3)}), "al"_ba);
    QCOMPARE(hears({u"catalog.course"_s, 14, UserId(2)}), "at"_ba);
    QCOMPARE(hears({u"accounts.user"_s, 15, UserId(9)}), "a"_ba);  // no instructor hears of other people's things
    QCOMPARE(hears({u"nobody.said"_s, 16, {}}), "a"_ba);
}

void EventsControllerTest::aListenerThatHasGoneIsForgotten()
{
    Desk desk;
    const auto teacher = desk.listen({UserId(2), Role::Instructor, false});
    QCOMPARE(desk.events.listeners(), 1);
    teacher->gone = true;
    desk.hub.publish({u"catalog.tag"_s, 1, {}});
    QCOMPARE(desk.events.listeners(), 0);
}

void EventsControllerTest::aQuietStreamShowsThatItLives()
{
    Desk desk(5);
    const auto learner = desk.listen({UserId(3), Role::Learner, false});
    QTRY_VERIFY(learner->heard().count(": ") >= 2);
    QVERIFY(!learner->heard().contains("data:"));
    learner->gone = true;
    QTRY_COMPARE(desk.events.listeners(), 0);
}

void EventsControllerTest::aClientMayAskForAQuickerSignOfLife()
{
    Desk desk(60'000);
    const auto patient = desk.listen({UserId(2), Role::Instructor, false});
    const auto watchful = desk.listen({UserId(3), Role::Instructor, false}, u"1"_s);
    QVERIFY(watchful->heard().contains(": a beat every 1000 ms\n"));
    QVERIFY(patient->heard().contains(": a beat every 60000 ms\n"));
    QTRY_VERIFY(watchful->heard().count(": still here") >= 2);
    QVERIFY(!patient->heard().contains(": still here"));
    QCOMPARE(desk.ask({UserId(3), Role::Instructor, false}, u"0"_s).status, 400);
    QCOMPARE(desk.ask({UserId(3), Role::Instructor, false}, u"soon"_s).status, 400);
}

void EventsControllerTest::aStreamEndsInTime()
{
    Desk desk(5, 1);
    const auto learner = desk.listen({UserId(3), Role::Learner, false});
    QTRY_VERIFY(learner->closed);
    QCOMPARE(desk.events.listeners(), 0);
}

void EventsControllerTest::aPersonHasFewStreams()
{
    Desk desk;
    std::vector<std::shared_ptr<Ear>> ears;
    for (int i = 0; i < 16; ++i)
        ears.push_back(desk.listen({UserId(3), Role::Learner, false}));
    QCOMPARE(desk.ask({UserId(3), Role::Learner, false}).status, 429);
    QCOMPARE(desk.ask({UserId(4), Role::Learner, false}).status, 200);
    ears.front()->gone = true;
    desk.hub.publish({u"learning.progress"_s, 1, UserId(3)});
    QCOMPARE(desk.ask({UserId(3), Role::Learner, false}).status, 200);  // its place is free again
}

void EventsControllerTest::placesAreTakenBeforeTheStreamBegins()
{
    Desk desk;
    const Actor learner{UserId(3), Role::Learner, false};
    std::atomic<int> let = 0, refused = 0;
    {
        std::mutex mutex;
        std::vector<Response> held;  // answered, not begun: as if forty came at once
        std::vector<std::thread> threads;
        for (int i = 0; i < 40; ++i)
            threads.emplace_back([&] {
                Response response = desk.ask(learner);
                (response.status == 200 ? let : refused)++;
                const std::lock_guard lock(mutex);
                held.push_back(std::move(response));
            });
        for (std::thread &thread : threads)
            thread.join();
    }
    QCOMPARE(let.load(), 16);
    QCOMPARE(refused.load(), 24);
    QCOMPARE(desk.ask(learner).status, 200);  // streams that never began gave their places back
}

void EventsControllerTest::aStreamEndsWithItsRight()
{
    Desk desk;
    const Actor one{UserId(3), Role::Learner, false}, two{UserId(4), Role::Learner, false},
            three{UserId(5), Role::Instructor, false};
    const auto out = desk.listen(one), stays = desk.listen(two), promoted = desk.listen(three);
    desk.doorman.end(tokenOf(one));
    desk.doorman.promote(tokenOf(three));
    QCOMPARE(desk.events.listeners(), 3);
    desk.events.recheck();
    QTRY_COMPARE(desk.events.listeners(), 1);
    QVERIFY(out->closed && promoted->closed && !stays->closed);
}

void EventsControllerTest::aRightThatEndedMeanwhileOpensNothing()
{
    Desk desk;
    const Actor learner{UserId(3), Role::Learner, false};
    const Response response = desk.ask(learner);
    desk.doorman.end(tokenOf(learner));
    desk.events.recheck();
    auto ear = std::make_shared<Ear>();
    std::get<StreamBody>(response.body).start(ear);
    QVERIFY(ear->closed);
    QCOMPARE(desk.events.listeners(), 0);
}

namespace {

struct Studio {
    explicit Studio(const ServerLimits &limits = {}) : limiter(clock), events(hub, doorman, Who, 60'000)
    {
        MiddlewareOptions options;
        options.rates = RateLimits::none();
        house.router.setMiddlewares(standardMiddlewares(clock, doorman, limiter, std::move(options)));
        events.addRoutes(house.router);
        ServerOptions wish;
        wish.limits = limits;
        opened = house.open(wish);
    }
    SystemClock clock;
    Doorman doorman;
    RateLimiter limiter;
    EventHub hub;
    EventsController events;
    HttpHouse house;
    bool opened = false;
};

const QByteArray Listen = "GET /api/events HTTP/1.1\r\nHost: school\r\nAuthorization: Bearer instructor-2\r\n\r\n";

}  // namespace

void EventsControllerTest::eventsTravelOverASocket()
{
    Studio studio;
    QVERIFY(studio.opened);
    RawClient stranger(studio.house.server.port());
    QCOMPARE(stranger.get("/api/events").status, 401);
    RawClient client(studio.house.server.port());
    client.send(Listen);
    const QByteArray head = client.readUntil("retry: 3000\n\n");
    QVERIFY(head.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(head.contains("Content-Type: text/event-stream\r\n") && !head.contains("Content-Length"));
    QTRY_COMPARE(studio.events.listeners(), 1);
    for (int i = 1; i <= 100; ++i)
        studio.hub.publish({u"jobs.job"_s, i, UserId(2)});
    const QByteArray told = client.readUntil("\"id\":100,\"type\":\"jobs.job\"}\n\n");
    QCOMPARE(told.count("data: "), 100);
    QVERIFY(told.indexOf("\"id\":41,") < told.indexOf("\"id\":42,"));
}

void EventsControllerTest::aClientThatLeavesIsNoticed()
{
    Studio studio;
    {
        RawClient client(studio.house.server.port());
        client.send(Listen);
        client.readUntil("retry: 3000\n\n");
        QTRY_COMPARE(studio.events.listeners(), 1);
    }
    QTRY_COMPARE(studio.events.listeners(), 0);             // at once: no event and no heartbeat has to fail first
    QTRY_VERIFY(studio.house.shows("http_connections 0"));  // the connection itself goes a moment after its stream
}

void EventsControllerTest::aClosedStreamGivesItsPlaceBack()
{
    Studio studio;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 16; ++i) {
        clients.push_back(std::make_unique<RawClient>(studio.house.server.port()));
        clients.back()->send(Listen);
        clients.back()->readUntil("retry: 3000\n\n");
    }
    RawClient late(studio.house.server.port());
    QCOMPARE(late.get("/api/events", "Authorization: Bearer instructor-2\r\n").status, 429);
    clients.clear();
    // Only the late one's is left: a place goes with its connection at the latest.
    QTRY_VERIFY(studio.house.shows("http_connections 1"));
    RawClient again(studio.house.server.port());
    again.send(Listen);
    QVERIFY(again.readUntil("retry: 3000\n\n").startsWith("HTTP/1.1 200 OK\r\n"));
}

void EventsControllerTest::aClientThatDoesNotReadIsDropped()
{
    Studio studio;
    RawClient client(studio.house.server.port());
    client.readSlowly();
    client.send(Listen);
    QTRY_COMPARE(studio.events.listeners(), 1);
    // Far more than socket buffers and the sink hold: memory stays bounded because the listener is let go.
    const QString type(8000, u'x');
    int published = 0;
    while (studio.events.listeners() > 0 && published < 10'000) {
        studio.hub.publish({type, 1, UserId(2)});
        ++published;
    }
    QCOMPARE(studio.events.listeners(), 0);
    QVERIFY(published * type.size() > ConnectionSink::MaxQueued);
    QTRY_VERIFY(studio.house.metrics.text().contains("http_connections 0\n"));
}

void EventsControllerTest::openStreamsDoNotHoldUpAStop()
{
    Studio studio;
    RawClient client(studio.house.server.port());
    client.send(Listen);
    client.readUntil("retry: 3000\n\n");
    studio.house.server.stop(600'000);  // would hang here for ten minutes
    QVERIFY(client.peerCloses());
}

QTEST_GUILESS_MAIN(EventsControllerTest)
#include "tst_eventscontroller.moc"
