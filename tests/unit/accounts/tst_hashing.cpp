#include "backend/accounts/passwords/hashingpool.h"
#include "tests/unit/accounts/testaccounts.h"

#include <QTest>

#include <future>
#include <latch>

using namespace Qt::StringLiterals;
using namespace accounts;

/// Hashing beside the workers, and what happens to an account while a password is compared.
class HashingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFullQueueRefusesAtOnce();
    void oneCallerFillsHalfOfIt();
    void whatThrowsIsAnswered();
    void whatIsQueuedAtTheEndIsDropped();
    void noSessionOutlivesAnOldPassword_data();
    void noSessionOutlivesAnOldPassword();
    void aHashThatWasOnlyRenewedIsComparedAgain();
    void anAdministratorNoMoreSetsNoPassword();
};

void HashingTest::aFullQueueRefusesAtOnce()
{
    HashingPool pool(1, 4);
    std::latch running(1), over(1);
    QVERIFY(pool.post("first", [&] {
        running.count_down();
        over.wait();
    }));
    running.wait();
    std::atomic<int> done = 0;
    std::vector<std::future<int>> answers;
    for (int i = 0; i < 6; ++i) {
        auto promise = std::make_shared<std::promise<int>>();
        answers.push_back(promise->get_future());
        pool.answer(
                i < 4 ? QByteArray::number(i) : "late"_ba,
                [promise](const http::Response &r) { promise->set_value(r.status); },
                [&done] {
                    ++done;
                    return http::success({});
                });
    }
    QCOMPARE(answers[4].get(), 503);  // while the others still wait
    QCOMPARE(answers[5].get(), 503);
    QCOMPARE(done.load(), 0);
    over.count_down();
    for (int i = 0; i < 4; ++i)
        QCOMPARE(answers[size_t(i)].get(), 200);
    QVERIFY2(pool.post("late", [] {}), "what was refused takes nobody's place");
}

void HashingTest::oneCallerFillsHalfOfIt()
{
    HashingPool pool(1, 4);
    std::latch running(1), over(1);
    QVERIFY(pool.post("flood", [&] {
        running.count_down();
        over.wait();
    }));
    running.wait();
    QVERIFY(pool.post("flood", [] {}));
    const auto refused = pool.post("flood", [] {});
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(refused.error().detail.contains("retryAfter"_L1));
    std::promise<void> served;
    QVERIFY(pool.post("somebody else", [&] { served.set_value(); }));
    over.count_down();
    served.get_future().wait();
    std::promise<void> again;
    QVERIFY(pool.post("flood", [&] { again.set_value(); }));
    again.get_future().wait();
}

void HashingTest::whatThrowsIsAnswered()
{
    HashingPool pool(1, 4);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"no memory"_s));
    std::promise<int> status;
    pool.answer(
            "x", [&](const http::Response &r) { status.set_value(r.status); },
            []() -> http::Response { throw std::runtime_error("no memory"); });
    QCOMPARE(status.get_future().get(), 500);
}

void HashingTest::whatIsQueuedAtTheEndIsDropped()
{
    const auto isDropped = [] {
        std::latch running(1), ending(1), over(1);
        std::atomic<bool> ran = false;
        auto pool = std::make_unique<HashingPool>(1, 4);
        const auto taken = pool->post("first", [&] {
            running.count_down();
            over.wait();
        });
        running.wait();
        const auto queued = pool->post("second", [&] { ran = true; });
        const auto gone = std::async(std::launch::async, [&] {
            ending.count_down();
            pool.reset();
        });
        ending.wait();
        over.count_down();
        gone.wait();
        return taken && queued && !ran;
    };
    // Where the first one is over before the end has been said, the second one has begun: then once more.
    QVERIFY(QTest::qWaitFor(isDropped, support::Patience));
}

void HashingTest::noSessionOutlivesAnOldPassword_data()
{
    using Change = std::function<void(support::TestAccounts &, UserId)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("reason");
    const auto update = [](UserChange change) {
        return Change([change](support::TestAccounts &school, UserId id) {
            QVERIFY(school.accounts->updateUser(school.root, id, change));
        });
    };
    QTest::newRow("an administrator's new password")
            << update({{}, {}, {}, u"green tea at five"_s}) << u"invalid_credentials"_s;
    QTest::newRow("the own new password") << Change([](support::TestAccounts &school, UserId id) {
        ProfileChange change;
        change.password = u"green tea at five"_s;
        change.currentPassword = school.Password;
        QVERIFY(school.accounts->updateProfile({id, Role::Learner}, u"one"_s, change));
    }) << u"invalid_credentials"_s;
    QTest::newRow("disabled") << update({{}, {}, true, {}}) << u"account_disabled"_s;
    QTest::newRow("deleted") << Change([](support::TestAccounts &school, UserId id) {
        QVERIFY(school.store->write([id](database::Transaction &tx) -> Result<void> {
            const auto gone = tx.run("DELETE FROM users WHERE id = ?", id.value);
            return gone ? Result<void>() : gone.error();
        }));
    }) << u"invalid_credentials"_s;
}

void HashingTest::noSessionOutlivesAnOldPassword()
{
    using Change = std::function<void(support::TestAccounts &, UserId)>;
    QFETCH(Change, change);
    QFETCH(QString, reason);
    support::TestAccounts school;
    const User user = school.add(u"racer"_s);
    school.hasher->afterNext = [&] { change(school, user.id); };
    const auto session = school.sessions->logIn(u"racer"_s, school.Password, school.phone);
    QVERIFY(!session);
    QCOMPARE(session.error().reason, reason);
    const auto families =
            school.store->read([&](database::Connection &c) { return repository::liveFamilies(c, user.id, {}); });
    QCOMPARE(families.value(), QStringList());
}

void HashingTest::aHashThatWasOnlyRenewedIsComparedAgain()
{
    support::TestAccounts school;
    const User user = school.add(u"racer"_s);
    school.hasher->afterNext = [&] {  // as another log-in does that finds a hash below today's policy
        const QByteArray fresh = school.hasher->hash(passwordBytes(school.Password)).value();
        QVERIFY(school.store->write([&](database::Transaction &tx) -> Result<void> {
            const auto changed =
                    tx.run("UPDATE users SET password = ? WHERE id = ?", QString::fromLatin1(fresh), user.id.value);
            return changed ? Result<void>() : changed.error();
        }));
    };
    QVERIFY(school.sessions->logIn(u"racer"_s, school.Password, school.phone));

    school.hasher->afterNext = [&] {
        UserChange change;
        change.role = Role::Instructor;
        QVERIFY(school.accounts->updateUser(school.root, user.id, change));
    };
    const auto session = school.sessions->logIn(u"racer"_s, school.Password, school.phone);
    QVERIFY(session);
    QCOMPARE(session->user.role, Role::Instructor);
    QCOMPARE(school.tokens->authenticate(session->accessToken)->role, Role::Instructor);
}

void HashingTest::anAdministratorNoMoreSetsNoPassword()
{
    support::TestAccounts school;
    const User boss = school.add(u"boss"_s, Role::Admin);
    school.add(u"boss2"_s, Role::Admin);
    const User victim = school.add(u"victim"_s);
    UserChange disable;
    disable.disabled = true;
    QVERIFY(school.accounts->updateUser(school.root, boss.id, disable));
    // The request was let in before.
    UserChange change;
    change.password = u"green tea at five"_s;
    QCOMPARE(school.accounts->updateUser({boss.id, Role::Admin}, victim.id, change).error().code,
             ErrorCode::PermissionDenied);
    QCOMPARE(school.accounts->createUser({boss.id, Role::Admin}, u"newcomer"_s, school.Password, {}, Role::Admin)
                     .error()
                     .code,
             ErrorCode::PermissionDenied);
    QVERIFY(school.sessions->logIn(u"victim"_s, school.Password, school.phone));
}

QTEST_GUILESS_MAIN(HashingTest)
#include "tst_hashing.moc"
