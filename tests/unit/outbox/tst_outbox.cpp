#include "backend/outbox/outboxcontroller.h"
#include "backend/outbox/outboxworker.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace outbox;

namespace {

/// Answers as the test says, and remembers what it was asked.
class Receiver final : public MessageHandler
{
public:
    QString topic() const override { return u"test.deliver"_s; }
    Result<std::optional<Millis>> deliver(const Message &message) override
    {
        subjects.push_back(message.subject);
        return answer;
    }

    Result<std::optional<Millis>> answer = std::optional<Millis>();
    std::vector<qint64> subjects;
};

struct Scene {
    Scene() { worker.addHandler(receiver); }

    void add(qint64 subject, Millis due)
    {
        const auto added =
                store->write([&](database::Transaction &tx) { return worker.add(tx, receiver.topic(), subject, due); });
        QVERIFY(added);
    }
    int run()
    {
        const auto count = worker.runDue();
        return count ? *count : -1;
    }
    /// As an administrator asks for it.
    int retry(qint64 id)
    {
        http::Router router;
        OutboxController controller(*store, clock, worker);
        controller.addRoutes(router);
        http::Request request;
        request.method = http::Method::Post;
        request.path = request.target = "/api/outbox/" + QByteArray::number(id) + "/retry";
        request.actor = {UserId(1), accounts::Role::Admin};
        return router.handle(request).status;
    }
    std::vector<DeadMessage> dead()
    {
        const auto found = store->read([](database::Connection &c) { return OutboxRepository::dead(c, 10); });
        return found ? *found : std::vector<DeadMessage>();
    }

    support::TestStore store;
    ManualClock clock;
    OutboxWorker worker{*store, clock, u"here"_s};
    Receiver receiver;
};

}  // namespace

/// Messages are delivered when they are due, again when they failed, and wait for people in the end.
class OutboxTest final : public QObject
{
    Q_OBJECT
private slots:
    void pausesDoubleUpToAnHour();
    void aMessageIsDeliveredWhenItIsDue();
    void whatIsTakenBackIsNotDelivered();
    void notYetIsNoFailure();
    void afterTwelveFailuresPeopleDecide();
    void anotherServersLeaseIsKept();
    void whatAServerHeldWhenItDiedIsDelivered();
};

void OutboxTest::pausesDoubleUpToAnHour()
{
    QCOMPARE(retryAt(1, 100), 5'100);
    QCOMPARE(retryAt(2, 100), 10'100);
    QCOMPARE(retryAt(11, 0), 3'600'000);
    QCOMPARE(retryAt(1000, 0), 3'600'000);
    QCOMPARE(retryAt(0, 0), 5'000);
}

void OutboxTest::aMessageIsDeliveredWhenItIsDue()
{
    Scene scene;
    scene.add(2, scene.clock.now() + 1000);
    scene.add(1, scene.clock.now() + 1);
    QCOMPARE(scene.run(), 0);
    scene.clock.advance(1000);
    QCOMPARE(scene.run(), 2);
    QCOMPARE(scene.receiver.subjects, std::vector<qint64>({1, 2}));
    QCOMPARE(scene.run(), 0);  // done is gone
}

void OutboxTest::whatIsTakenBackIsNotDelivered()
{
    Scene scene;
    scene.add(1, scene.clock.now());
    const auto removed = scene.store->write(
            [&](database::Transaction &tx) { return OutboxRepository::remove(tx, scene.receiver.topic(), 1); });
    QVERIFY(removed);
    QCOMPARE(scene.run(), 0);
}

void OutboxTest::notYetIsNoFailure()
{
    Scene scene;
    scene.add(1, scene.clock.now());
    for (int i = 0; i < 3 * MaxAttempts; ++i) {
        scene.receiver.answer = std::optional<Millis>(scene.clock.now() + 60'000);
        QCOMPARE(scene.run(), 1);
        scene.clock.advance(60'000);
    }
    scene.receiver.answer = std::optional<Millis>();
    QCOMPARE(scene.run(), 1);
    QVERIFY(scene.dead().empty());
}

void OutboxTest::afterTwelveFailuresPeopleDecide()
{
    Scene scene;
    scene.receiver.answer = Error::precondition(u"The other side says no."_s, u"channel_refused"_s);
    scene.add(7, scene.clock.now());
    for (int i = 0; i < MaxAttempts; ++i) {
        QCOMPARE(scene.run(), 1);
        QCOMPARE(scene.run(), 0);  // it waits
        scene.clock.advance(3'600'000);
    }
    QCOMPARE(scene.run(), 0);
    const auto dead = scene.dead();
    QCOMPARE(dead.size(), size_t(1));
    QCOMPARE(dead.front().message.subject, 7);
    QCOMPARE(dead.front().reason, u"channel_refused"_s);

    scene.receiver.answer = std::optional<Millis>();
    QCOMPARE(scene.retry(dead.front().message.id + 1), 404);
    QCOMPARE(scene.retry(dead.front().message.id), 200);
    QCOMPARE(scene.run(), 1);
    QVERIFY(scene.dead().empty());
}

void OutboxTest::anotherServersLeaseIsKept()
{
    Scene scene;
    scene.add(1, scene.clock.now());
    const auto taken = scene.store->write(
            [&](database::Transaction &tx) { return OutboxRepository::claim(tx, u"there"_s, scene.clock.now()); });
    QVERIFY(taken && *taken);
    QCOMPARE(scene.run(), 0);
    scene.clock.advance(LeaseTime);  // it has died: its lease runs out
    QCOMPARE(scene.run(), 1);
}

void OutboxTest::whatAServerHeldWhenItDiedIsDelivered()
{
    Scene scene;
    scene.add(1, scene.clock.now());
    const auto taken = scene.store->write(
            [&](database::Transaction &tx) { return OutboxRepository::claim(tx, u"here"_s, scene.clock.now()); });
    QVERIFY(taken && *taken);
    scene.worker.start();  // the same server, started anew
    const auto isGone = [&] {
        const auto due = scene.store->read([&](database::Connection &c) {
            return OutboxRepository::hasDue(c, scene.clock.now() + 2 * LeaseTime);
        });
        return due && !*due;
    };
    QVERIFY(QTest::qWaitFor(isGone, support::Patience));
    scene.worker.stop();
    QCOMPARE(scene.receiver.subjects, std::vector<qint64>({1}));
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
