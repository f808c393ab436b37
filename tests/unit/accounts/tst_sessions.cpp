#include "tests/unit/accounts/testaccounts.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace accounts;

namespace {
constexpr Millis Second = 1000;
constexpr Millis Day = 24LL * 3600 * Second;
}  // namespace

/// Log-in, rotating refresh tokens, log-out (DOMAIN §15–16).
class SessionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loggingInOpensTheDoorFor15Minutes();
    void registeringLogsIn();
    void wrongNameAndWrongPasswordSoundTheSame();
    void aLongTypedLoginIsNoTrick();
    void aWeakHashIsReplacedAtLogIn();
    void refreshingRotates();
    void aLostReplyIsRepeatedUntilItsTokenIsUsed();
    void theDeviceThatRefreshedIsTheOneThatAsksAgain();
    void aLostReplyIsNotRepeatedToWhoLostTheRight();
    void anotherDeviceGetsNoRepetition();
    void noRepetitionAfterTheSuccessorWasUsed();
    void reuseEndsTheFamilyForBoth();
    void reuseIsRememberedAcrossARestart();
    void anIdleSessionEndsAfter14Days();
    void anActiveSessionEndsAfter90Days();
    void refreshingIsLimited();
    void loggingOutEndsAccessAndRefresh();
    void loggingOutSurvivesARestart();
    void refreshTokensAreNotInTheFile();
    void expiredTokensAreClearedAway();
    void twoRefreshesAtOnceHaveOneSuccessor();
};

void SessionsTest::loggingInOpensTheDoorFor15Minutes()
{
    support::TestAccounts school;
    const User user = school.add(u"li.lei"_s, Role::Instructor);
    const auto session = school.sessions->logIn(u" Li.Lei"_s, school.Password, school.phone);
    QVERIFY(session);
    QCOMPARE(session->expiresIn, 900);
    QCOMPARE(session->user.id, user.id);
    for (int i = 0; i < 2; ++i) {  // verified, then remembered
        const auto actor = school.tokens->authenticate(session->accessToken);
        QCOMPARE(actor->user, user.id);
        QCOMPARE(actor->role, Role::Instructor);
        QVERIFY(!actor->localOwner);
    }
    school.clock.advance(960 * Second);
    QVERIFY(school.tokens->authenticate(session->accessToken));
    school.clock.advance(1 * Second);
    QVERIFY(!school.tokens->authenticate(session->accessToken));
}

void SessionsTest::registeringLogsIn()
{
    support::TestAccounts school;
    const auto session = school.sessions->registerLearner(u"new.one"_s, school.Password, u"新同学"_s, school.phone);
    QVERIFY(session);
    QCOMPARE(session->user.role, Role::Learner);
    QCOMPARE(session->user.displayName, u"新同学"_s);
    QCOMPARE(school.tokens->authenticate(session->accessToken)->user, session->user.id);
    QVERIFY(school.sessions->refresh(session->refreshToken, school.phone));
    QVERIFY(school.sessions->logIn(u"new.one"_s, school.Password, school.phone));
}

void SessionsTest::wrongNameAndWrongPasswordSoundTheSame()
{
    support::TestAccounts school;
    school.add(u"known"_s);
    const Error wrongPassword = school.sessions->logIn(u"known"_s, u"correct horse 8"_s, school.phone).error();
    const Error unknown = school.sessions->logIn(u"unknown"_s, school.Password, school.phone).error();
    const Error impossible = school.sessions->logIn(u"<>"_s, school.Password, school.phone).error();
    for (const Error &e : {unknown, impossible}) {
        QCOMPARE(e.code, ErrorCode::Unauthenticated);
        QCOMPARE(e.reason, wrongPassword.reason);
        QCOMPARE(e.message, wrongPassword.message);
        QCOMPARE(e.detail, wrongPassword.detail);
    }
}

void SessionsTest::aLongTypedLoginIsNoTrick()
{
    support::TestAccounts school;
    const QString name(64, u'a');
    school.add(name);
    QVERIFY(school.sessions->logIn(name, school.Password, school.phone));
    QVERIFY(!school.sessions->logIn(name + u"bcd"_s, school.Password, school.phone));
}

void SessionsTest::aWeakHashIsReplacedAtLogIn()
{
    support::TestAccounts school({64, 2, 1});
    const User user = school.add(u"old.timer"_s);
    const QByteArray weak = *PasswordHasher({8, 1, 1}).hash("correct horse 7");
    const auto stored = [&] {
        return school.store->read([&](database::Connection &c) { return repository::userById(c, user.id); })
                ->value()
                .password;
    };
    const QByteArray strong = stored();
    QVERIFY(*school.store->write([&, strong](database::Transaction &tx) {
        return repository::replacePassword(tx, user.id, strong, weak, 0);
    }));
    QVERIFY(!school.sessions->logIn(u"old.timer"_s, u"wrong"_s, school.phone));
    QCOMPARE(stored(), weak);
    QVERIFY(school.sessions->logIn(u"old.timer"_s, school.Password, school.phone));
    QVERIFY(stored().startsWith("$argon2id$v=19$m=64,t=2,p=1$"));
    QVERIFY(school.sessions->logIn(u"old.timer"_s, school.Password, school.phone));
}

void SessionsTest::refreshingRotates()
{
    support::TestAccounts school;
    const User user = school.add(u"walker"_s);
    auto session = school.sessions->logIn(u"walker"_s, school.Password, school.phone);
    const QString family = school.tokens->inspect(session->accessToken)->session;
    QSet<QByteArray> seen{session->refreshToken};
    for (int i = 0; i < 5; ++i) {
        school.clock.advance(14 * 60 * Second);
        session = school.sessions->refresh(session->refreshToken, school.phone);
        QVERIFY(session);
        QVERIFY(!seen.contains(session->refreshToken));
        seen.insert(session->refreshToken);
        const auto claims = school.tokens->inspect(session->accessToken);
        QCOMPARE(claims->user, user.id);
        QCOMPARE(claims->session, family);
    }
    QCOMPARE(session->refreshToken.size(), 43);  // 256 bits
    for (const QByteArray &nonsense : {QByteArray(), QByteArray("x"), QByteArray(500, 'x'), session->accessToken})
        QCOMPARE(school.sessions->refresh(nonsense, school.phone).error().reason, u"invalid_refresh_token"_s);
}

void SessionsTest::aLostReplyIsRepeatedUntilItsTokenIsUsed()
{
    support::TestAccounts school;
    school.add(u"tunnel"_s);
    const auto login = school.sessions->logIn(u"tunnel"_s, school.Password, school.phone);
    const auto lost = school.sessions->refresh(login->refreshToken, school.phone);
    for (const Millis wait : {21 * Second, 60 * Second, 2 * Day}) {
        school.clock.advance(wait);
        const auto repeated = school.sessions->refresh(login->refreshToken, school.phone);
        QVERIFY(repeated);
        QCOMPARE(repeated->refreshToken, lost->refreshToken);
        QVERIFY(school.tokens->authenticate(repeated->accessToken));
    }
    const auto next = school.sessions->refresh(lost->refreshToken, school.phone);
    QVERIFY(next);
    QCOMPARE(school.sessions->refresh(login->refreshToken, school.phone).error().reason, u"refresh_token_reused"_s);
    QVERIFY(!school.sessions->refresh(next->refreshToken, school.phone));
}

void SessionsTest::theDeviceThatRefreshedIsTheOneThatAsksAgain()
{
    support::TestAccounts school;
    school.add(u"updated"_s);
    const auto login = school.sessions->logIn(u"updated"_s, school.Password, school.phone);
    Client newer = school.phone;
    newer.device = u"the same with a new browser"_s;
    const auto lost = school.sessions->refresh(login->refreshToken, newer);
    const auto repeated = school.sessions->refresh(login->refreshToken, newer);
    QVERIFY(repeated);
    QCOMPARE(repeated->refreshToken, lost->refreshToken);
    QCOMPARE(school.sessions->refresh(login->refreshToken, school.phone).error().reason, u"refresh_token_reused"_s);
}

void SessionsTest::aLostReplyIsNotRepeatedToWhoLostTheRight()
{
    support::TestAccounts school;
    const User user = school.add(u"gone"_s);
    const auto login = school.sessions->logIn(u"gone"_s, school.Password, school.phone);
    QVERIFY(school.sessions->refresh(login->refreshToken, school.phone));
    UserChange change;
    change.password = u"green tea at five"_s;
    QVERIFY(school.accounts->updateUser(school.root, user.id, change));
    QVERIFY(!school.sessions->refresh(login->refreshToken, school.phone));
}

void SessionsTest::anotherDeviceGetsNoRepetition()
{
    support::TestAccounts school;
    school.add(u"stolen"_s);
    const auto login = school.sessions->logIn(u"stolen"_s, school.Password, school.phone);
    const auto next = school.sessions->refresh(login->refreshToken, school.phone);
    QCOMPARE(school.sessions->refresh(login->refreshToken, school.tablet).error().reason, u"refresh_token_reused"_s);
    QVERIFY(!school.sessions->refresh(next->refreshToken, school.phone));
}

void SessionsTest::noRepetitionAfterTheSuccessorWasUsed()
{
    support::TestAccounts school;
    school.add(u"quick"_s);
    const auto first = school.sessions->logIn(u"quick"_s, school.Password, school.phone);
    const auto second = school.sessions->refresh(first->refreshToken, school.phone);
    const auto third = school.sessions->refresh(second->refreshToken, school.phone);
    QVERIFY(third);
    QCOMPARE(school.sessions->refresh(first->refreshToken, school.phone).error().reason, u"refresh_token_reused"_s);
}

void SessionsTest::reuseEndsTheFamilyForBoth()
{
    support::TestAccounts school;
    school.add(u"victim"_s);
    const auto other = school.sessions->logIn(u"victim"_s, school.Password, school.tablet);
    const auto login = school.sessions->logIn(u"victim"_s, school.Password, school.phone);
    const auto next = school.sessions->refresh(login->refreshToken, school.phone);
    QCOMPARE(school.sessions->refresh(login->refreshToken, school.tablet).error().reason, u"refresh_token_reused"_s);
    QCOMPARE(school.sessions->refresh(next->refreshToken, school.phone).error().reason, u"invalid_refresh_token"_s);
    QVERIFY(!school.tokens->authenticate(login->accessToken));
    QVERIFY(!school.tokens->authenticate(next->accessToken));
    QVERIFY(school.sessions->refresh(other->refreshToken, school.tablet));  // another log-in is another family
}

void SessionsTest::reuseIsRememberedAcrossARestart()
{
    support::TestAccounts school;
    school.add(u"victim"_s);
    const auto login = school.sessions->logIn(u"victim"_s, school.Password, school.phone);
    const auto next = school.sessions->refresh(login->refreshToken, school.phone);
    QVERIFY(!school.sessions->refresh(login->refreshToken, school.tablet));
    school.restart();
    QVERIFY(!school.sessions->refresh(next->refreshToken, school.phone));
    QVERIFY(!school.tokens->authenticate(next->accessToken));
}

void SessionsTest::anIdleSessionEndsAfter14Days()
{
    support::TestAccounts school;
    school.add(u"away"_s);
    const auto a = school.sessions->logIn(u"away"_s, school.Password, school.phone);
    const auto b = school.sessions->logIn(u"away"_s, school.Password, school.tablet);
    school.clock.advance(14 * Day - 1);
    QVERIFY(school.sessions->refresh(a->refreshToken, school.phone));
    school.clock.advance(1);
    QCOMPARE(school.sessions->refresh(b->refreshToken, school.tablet).error().reason, u"invalid_refresh_token"_s);
}

void SessionsTest::anActiveSessionEndsAfter90Days()
{
    support::TestAccounts school;
    school.add(u"daily"_s);
    auto session = school.sessions->logIn(u"daily"_s, school.Password, school.phone);
    for (int day = 0; day < 89; ++day) {
        school.clock.advance(Day);
        session = school.sessions->refresh(session->refreshToken, school.phone);
        QVERIFY2(session, qPrintable(QString::number(day)));
    }
    school.clock.advance(Day);
    QVERIFY(!school.sessions->refresh(session->refreshToken, school.phone));
}

void SessionsTest::refreshingIsLimited()
{
    support::TestAccounts school;
    school.add(u"loop"_s);
    auto session = school.sessions->logIn(u"loop"_s, school.Password, school.phone);
    for (int i = 0; i < 10; ++i) {
        session = school.sessions->refresh(session->refreshToken, school.phone);
        QVERIFY(session);
    }
    QCOMPARE(school.sessions->refresh(session->refreshToken, school.phone).error().code, ErrorCode::RateLimited);
    school.clock.advance(61 * Second);
    QVERIFY(school.sessions->refresh(session->refreshToken, school.phone));  // the refusal used nothing up
}

void SessionsTest::loggingOutEndsAccessAndRefresh()
{
    support::TestAccounts school;
    school.add(u"done"_s);
    const auto a = school.sessions->logIn(u"done"_s, school.Password, school.phone);
    const auto b = school.sessions->logIn(u"done"_s, school.Password, school.tablet);
    QVERIFY(school.sessions->logOut(a->refreshToken, {}));
    QVERIFY(!school.tokens->authenticate(a->accessToken));
    QVERIFY(!school.sessions->refresh(a->refreshToken, school.phone));
    QVERIFY(school.tokens->authenticate(b->accessToken));
    QVERIFY(school.sessions->logOut({}, school.tokens->inspect(b->accessToken)->session));
    QVERIFY(!school.tokens->authenticate(b->accessToken));
    QVERIFY(!school.sessions->refresh(b->refreshToken, school.tablet));
    QVERIFY(school.sessions->logOut("unknown", {}));
}

void SessionsTest::loggingOutSurvivesARestart()
{
    support::TestAccounts school;
    school.add(u"done"_s);
    const auto gone = school.sessions->logIn(u"done"_s, school.Password, school.phone);
    const auto kept = school.sessions->logIn(u"done"_s, school.Password, school.tablet);
    QVERIFY(school.sessions->logOut(gone->refreshToken, {}));
    school.restart();
    QVERIFY(!school.tokens->authenticate(gone->accessToken));
    QVERIFY(school.tokens->authenticate(kept->accessToken));
    QVERIFY(school.sessions->refresh(kept->refreshToken, school.tablet));
}

void SessionsTest::refreshTokensAreNotInTheFile()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("reads the file; the same statements store the same values on a server");
    support::TestAccounts school;
    school.add(u"secretive"_s);
    const auto login = school.sessions->logIn(u"secretive"_s, school.Password, school.phone);
    const auto next = school.sessions->refresh(login->refreshToken, school.phone);
    school.store.close();
    QFile file(school.store.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("secretive"));
    for (const QByteArray &secret :
         {login->refreshToken, next->refreshToken, login->accessToken, QByteArray("correct horse")})
        QVERIFY(!bytes.contains(secret));
}

void SessionsTest::expiredTokensAreClearedAway()
{
    support::TestAccounts school;
    school.add(u"regular"_s);
    QVERIFY(school.sessions->logIn(u"regular"_s, school.Password, school.phone));
    school.clock.advance(16 * Day);
    QVERIFY(school.sessions->logIn(u"regular"_s, school.Password, school.phone));
    const auto rows = school.store->read([](database::Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT COUNT(*) FROM refresh_tokens");
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
    QCOMPARE(*rows, 1);
}

void SessionsTest::twoRefreshesAtOnceHaveOneSuccessor()
{
    support::TestAccounts school;
    school.add(u"racer"_s);
    const auto login = school.sessions->logIn(u"racer"_s, school.Password, school.phone);
    Result<Session> results[2] = {Error{}, Error{}};
    std::thread a([&] { results[0] = school.sessions->refresh(login->refreshToken, school.phone); });
    std::thread b([&] { results[1] = school.sessions->refresh(login->refreshToken, school.phone); });
    a.join();
    b.join();
    QVERIFY(results[0] && results[1]);
    QCOMPARE(results[0]->refreshToken, results[1]->refreshToken);
}

QTEST_GUILESS_MAIN(SessionsTest)
#include "tst_sessions.moc"
