#include "tests/unit/accounts/testaccounts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace accounts;

namespace {

constexpr Millis Second = 1000;

Client at(const QByteArray &address, const QByteArray &deviceToken = {})
{
    return {address, u"a browser"_s, deviceToken};
}

QByteArray address(int i)
{
    return "198.51." + QByteArray::number(i / 200) + '.' + QByteArray::number(1 + i % 200);
}

}  // namespace

/// Who waits for whose wrong passwords (DOMAIN §16).
class GuessesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSixthWrongPasswordWaits();
    void aStrangerLocksNobodyOut();
    void rightPasswordsAreLimitedToo();
    void oneAddressMayTryManyAccountsButNotForEver();
    void manyAddressesEndAtOneAccount();
    void oneAddressCountsAgainstEverybodyForAWhileOnly();
    void aKnownDeviceGetsInMeanwhile();
    void aDeviceIsKnownToItsOwnAccountOnly();
    void aForeignTokenIsNoProof();
    void aPersonHasOnlySoManyDevices();
    void aBlockOfAddressesIsOnePlace();
    void aClockSetBackStretchesNoWait();
    void sessionsGuessForThemselves();
    void whatWasNotComparedIsNotCounted();
};

void GuessesTest::theSixthWrongPasswordWaits()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    school.add(u"other"_s);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(school.sessions->logIn(u"target"_s, u"guess %1"_s.arg(i), school.phone).error().reason,
                 u"invalid_credentials"_s);
    const Error limited = school.sessions->logIn(u" TARGET"_s, school.Password, school.phone).error();
    QCOMPARE(limited.code, ErrorCode::RateLimited);
    QCOMPARE(limited.detail.value(u"retryAfter"_s).toInt(), 60);
    for (int i = 0; i < 30; ++i)  // refused without a comparison, so it costs the classroom nothing
        QVERIFY(!school.sessions->logIn(u"target"_s, school.Password, school.phone));
    QVERIFY(school.sessions->logIn(u"other"_s, school.Password, school.phone));  // the same address, another account
    school.clock.advance(59 * Second);
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, school.phone)
                     .error()
                     .detail.value(u"retryAfter"_s)
                     .toInt(),
             1);
    school.clock.advance(1 * Second);
    QVERIFY(!school.sessions->logIn(u"target"_s, u"guess 6"_s, school.phone));
    school.clock.advance(60 * Second);
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, school.phone)
                     .error()
                     .detail.value(u"retryAfter"_s)
                     .toInt(),
             60);  // of two minutes
    school.clock.advance(60 * Second);
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, school.phone));
    QVERIFY(!school.sessions->logIn(u"target"_s, u"a slip"_s, school.phone));
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, school.phone));  // all is forgotten
}

void GuessesTest::aStrangerLocksNobodyOut()
{
    support::TestAccounts school;
    school.add(u"owner.of.it"_s);
    for (int hour = 0; hour < 24; ++hour) {
        for (int i = 0; i < 30; ++i)
            QVERIFY(!school.sessions->logIn(u"owner.of.it"_s, u"guess %1"_s.arg(i), at("203.0.113.9")));
        // From an address and a device nobody knows.
        QVERIFY(school.sessions->logIn(u"owner.of.it"_s, school.Password, at(address(hour))));
        school.clock.advance(3600 * Second);
    }
}

void GuessesTest::rightPasswordsAreLimitedToo()
{
    support::TestAccounts school;
    school.add(u"eager"_s);
    school.add(u"other"_s);
    for (int i = 0; i < 30; ++i)
        QVERIFY(school.sessions->logIn(u"eager"_s, school.Password, school.phone));
    QCOMPARE(school.sessions->logIn(u"eager"_s, school.Password, school.phone).error().code, ErrorCode::RateLimited);
    QVERIFY(school.sessions->logIn(u"other"_s, school.Password, school.phone));
    school.clock.advance(60 * Second);
    QVERIFY(school.sessions->logIn(u"eager"_s, school.Password, school.phone));
}

void GuessesTest::oneAddressMayTryManyAccountsButNotForEver()
{
    support::TestAccounts school;
    school.add(u"bystander"_s);
    const auto before = school.sessions->logIn(u"bystander"_s, school.Password, school.phone);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(school.sessions->logIn(u"victim%1"_s.arg(i), u"Spring2026!"_s, school.phone).error().reason,
                 u"invalid_credentials"_s);
    QCOMPARE(school.sessions->logIn(u"bystander"_s, school.Password, school.phone).error().code,
             ErrorCode::RateLimited);
    QVERIFY(school.sessions->logIn(u"bystander"_s, school.Password, school.tablet));
    QVERIFY(school.sessions->logIn(u"bystander"_s, school.Password, at(school.phone.address, before->deviceToken)));
}

void GuessesTest::manyAddressesEndAtOneAccount()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    int compared = 0;
    for (int i = 0; i < 300; ++i)
        compared += school.sessions->logIn(u"target"_s, u"guess %1"_s.arg(i), at(address(i))).error().code ==
                    ErrorCode::Unauthenticated;
    QCOMPARE(compared, 50);
    // Who has to wait for them waits no longer for having asked meanwhile.
    for (int minute = 0; minute < 60; ++minute) {
        QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, school.tablet).error().code,
                 ErrorCode::RateLimited);
        school.clock.advance(60 * Second);
    }
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, school.tablet));
}

/// Nine that guess for a day, as often as they are let.
void GuessesTest::oneAddressCountsAgainstEverybodyForAWhileOnly()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    int compared = 0;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        for (int i = 0; i < 9; ++i)
            compared += school.sessions->logIn(u"target"_s, u"a guess"_s, at(address(i))).error().code ==
                        ErrorCode::Unauthenticated;
        school.clock.advance(60 * Second);
    }
    QVERIFY2(compared > 200, "more than strangers may make together in a day");
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, school.phone));
}

void GuessesTest::aKnownDeviceGetsInMeanwhile()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    const auto before = school.sessions->logIn(u"target"_s, school.Password, school.phone);
    QVERIFY(!before->deviceToken.isEmpty());
    for (int i = 0; i < 300; ++i)
        QVERIFY(!school.sessions->logIn(u"target"_s, u"guess %1"_s.arg(i), at(address(i))));
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, school.tablet).error().code, ErrorCode::RateLimited);
    const auto again = school.sessions->logIn(u"target"_s, school.Password, at(address(1), before->deviceToken));
    QVERIFY(again);
    QCOMPARE(again->deviceToken, before->deviceToken);
    QVERIFY(school.sessions->refresh(before->refreshToken, school.phone));
    // It has its own guesses, and no more of them than anybody.
    for (int i = 0; i < 5; ++i)
        QVERIFY(!school.sessions->logIn(u"target"_s, u"a slip"_s, at(address(1), before->deviceToken)));
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, at(address(2), before->deviceToken)).error().code,
             ErrorCode::RateLimited);
}

void GuessesTest::aDeviceIsKnownToItsOwnAccountOnly()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    school.add(u"attacker"_s);
    const auto own = school.sessions->logIn(u"attacker"_s, school.Password, school.phone);
    int compared = 0;
    for (int i = 0; i < 300; ++i)
        compared += school.sessions->logIn(u"target"_s, u"guess %1"_s.arg(i), at(address(i), own->deviceToken))
                            .error()
                            .code == ErrorCode::Unauthenticated;
    QCOMPARE(compared, 50);  // as without it
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, at("203.0.113.1", own->deviceToken)).error().code,
             ErrorCode::RateLimited);
    // Two people with one browser are known with one token.
    school.clock.advance(25 * 3600 * Second);
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, at("203.0.113.1", own->deviceToken))->deviceToken,
             own->deviceToken);
}

void GuessesTest::aForeignTokenIsNoProof()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    const QByteArray made(44, 'A');
    const auto session = school.sessions->logIn(u"target"_s, school.Password, at("203.0.113.1", made));
    QVERIFY(session);
    QVERIFY(session->deviceToken != made);
    QCOMPARE(session->deviceToken.size(), 44);
}

void GuessesTest::aPersonHasOnlySoManyDevices()
{
    support::TestAccounts school;
    school.add(u"traveller"_s);
    const auto count = [&] {
        return school.store
                ->read([](database::Connection &c) -> Result<qint64> {
                    auto s = c.prepare("SELECT COUNT(*) FROM known_devices");
                    if (auto ok = s.run(); !ok)
                        return ok.error();
                    s.next();
                    return s.integer(0);
                })
                .value();
    };
    for (int i = 0; i < 25; ++i) {
        QVERIFY(school.sessions->logIn(u"traveller"_s, school.Password, at(address(i))));
        school.clock.advance(60 * Second);
    }
    QCOMPARE(count(), 20);
}

void GuessesTest::aBlockOfAddressesIsOnePlace()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!school.sessions->logIn(u"target"_s, u"guess"_s, at("2001:db8:7:7::" + QByteArray::number(i))));
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, at("2001:db8:7:7:1:2:3:4")).error().code,
             ErrorCode::RateLimited);
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, at("2001:db8:7:8::1")));
}

void GuessesTest::aClockSetBackStretchesNoWait()
{
    support::TestAccounts school;
    school.add(u"target"_s);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!school.sessions->logIn(u"target"_s, u"guess"_s, school.phone));
    school.clock.setBack(24 * 3600 * Second);
    QCOMPARE(school.sessions->logIn(u"target"_s, school.Password, school.phone)
                     .error()
                     .detail.value(u"retryAfter"_s)
                     .toInt(),
             60);
    school.clock.advance(60 * Second);
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, school.phone));
}

void GuessesTest::sessionsGuessForThemselves()
{
    support::TestAccounts school;
    const User user = school.add(u"target"_s);
    const Actor actor{user.id, Role::Learner};
    ProfileChange change;
    change.password = u"green tea at five"_s;
    change.currentPassword = u"a guess"_s;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(school.accounts->updateProfile(actor, u"borrowed"_s, change).error().reason, u"wrong_password"_s);
    change.currentPassword = school.Password;
    QCOMPARE(school.accounts->updateProfile(actor, u"borrowed"_s, change).error().code, ErrorCode::RateLimited);
    QVERIFY(school.sessions->logIn(u"target"_s, school.Password, school.phone));
    QVERIFY(school.accounts->updateProfile(actor, u"own"_s, change));
}

void GuessesTest::whatWasNotComparedIsNotCounted()
{
    support::TestAccounts school;
    school.add(u"patient"_s);
    for (int i = 0; i < 100; ++i) {
        const auto attempt = school.sessions->begin(u"patient"_s, school.phone);
        QVERIFY(attempt);
        school.sessions->takeBack(*attempt);
    }
    QVERIFY(school.sessions->logIn(u"patient"_s, school.Password, school.phone));
}

QTEST_GUILESS_MAIN(GuessesTest)
#include "tst_guesses.moc"
