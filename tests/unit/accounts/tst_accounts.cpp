#include "tests/unit/accounts/testaccounts.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace accounts;

namespace {

Actor actorOf(const User &user)
{
    return {user.id, user.role, false};
}

}  // namespace

/// People and roles: who may make and change whom, and what a change does to those who are logged in.
class AccountsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyAdminsMakeUsers();
    void loginsAreUniqueInEverySpelling();
    void twoAtOnceGetOneLogin();
    void nobodyRegistersAsTheOwner();
    void theOwnerIsMadeOnceAndActsByTokenOnly();
    void aNameIsShownWhenNoneIsGiven();
    void usersAreListedByPageTextAndRole();
    void aChangedRoleEndsTheSessionsAtOnce();
    void aDisabledUserIsOutAtOnceAndAfterARestart();
    void tokensWithoutASessionEndWithTheRoleToo();
    void theLastAdminStays();
    void theLocalOwnerMayDemoteTheLastAdmin();
    void aNewPasswordNeedsTheOldOneAndEndsOtherSessions();
    void consentsKeepEveryAnswerAndShowTheLast();
    void changesAreAnnouncedAfterTheCommit();
    void tokensOfStrangersAreRefused();
};

void AccountsTest::onlyAdminsMakeUsers()
{
    support::TestAccounts school;
    const User teacher = school.add(u"teacher"_s, Role::Instructor);
    const auto made = school.accounts->createUser(actorOf(teacher), u"friend"_s, school.Password, {}, Role::Admin);
    QCOMPARE(made.error().code, ErrorCode::PermissionDenied);
    QCOMPARE(school.accounts->users(actorOf(teacher), {}).error().code, ErrorCode::PermissionDenied);
    QCOMPARE(school.accounts->updateUser(actorOf(teacher), teacher.id, {{}, Role::Admin, {}}).error().code,
             ErrorCode::PermissionDenied);
    QVERIFY(school.accounts->createUser(actorOf(school.add(u"boss"_s, Role::Admin)), u"friend"_s, school.Password, {},
                                        Role::Learner));
}

void AccountsTest::loginsAreUniqueInEverySpelling()
{
    support::TestAccounts school;
    school.add(u"Li.Lei"_s);
    for (const QString &again : {u"li.lei"_s, u" LI.LEI "_s, u"ｌｉ.lei"_s})
        QCOMPARE(school.accounts->createLearner(again, school.Password, {}).error().reason, u"login_taken"_s);
    QCOMPARE(school.accounts->createLearner(u"li"_s, school.Password, {}).error().reason, u"invalid_login"_s);
    QCOMPARE(school.accounts->createLearner(u"li.lei2"_s, u"12345678"_s, {}).error().reason, u"weak_password"_s);
}

void AccountsTest::twoAtOnceGetOneLogin()
{
    support::TestAccounts school;
    std::atomic<int> made = 0, taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            const auto r = school.accounts->createLearner(u"wanted"_s, school.Password, {});
            if (r)
                ++made;
            else if (r.error().reason == u"login_taken")
                ++taken;
        });
    }
    for (auto &t : threads)
        t.join();
    QCOMPARE(made, 1);
    QCOMPARE(taken, 5);
}

void AccountsTest::nobodyRegistersAsTheOwner()
{
    support::TestAccounts school;
    QCOMPARE(school.accounts->createLearner(u"Owner"_s, school.Password, {}).error().reason, u"login_taken"_s);
    QCOMPARE(school.accounts->createUser(school.root, u"ｏｗｎｅｒ"_s, school.Password, {}, Role::Admin).error().reason,
             u"login_taken"_s);
}

void AccountsTest::theOwnerIsMadeOnceAndActsByTokenOnly()
{
    support::TestAccounts school;
    const auto owner = school.accounts->ensureOwner();
    QVERIFY(owner);
    QCOMPARE(*school.accounts->ensureOwner(), *owner);
    const QByteArray token = school.tokens->ownerToken(*owner);
    const auto actor = school.tokens->authenticate(token);
    QVERIFY(actor);
    QCOMPARE(actor->user, *owner);
    QCOMPARE(actor->role, Role::Admin);
    QVERIFY(actor->localOwner);
    for (const QString &password : {QString(), u" "_s, u"owner"_s})
        QCOMPARE(school.sessions->logIn(u"owner"_s, password, school.phone).error().reason, u"invalid_credentials"_s);
    QCOMPARE(school.accounts->updateUser(*actor, *owner, {{}, Role::Learner, {}}).error().reason, u"owner_fixed"_s);
    QVERIFY(!school.tokens->authenticate(token + "x"));
    QVERIFY(!school.tokens->authenticate("owner-"));
    school.restart();
    QVERIFY(!school.tokens->authenticate(token));  // it lived in memory
    QCOMPARE(*school.accounts->ensureOwner(), *owner);
}

void AccountsTest::aNameIsShownWhenNoneIsGiven()
{
    support::TestAccounts school;
    QCOMPARE(school.accounts->createLearner(u"Han Mei"_s.remove(u' '), school.Password, u"  "_s)->user.displayName,
             u"HanMei"_s);
    QCOMPARE(school.accounts->createLearner(u"hanmei2"_s, school.Password, u" 韩梅梅 "_s)->user.displayName,
             u"韩梅梅"_s);
}

void AccountsTest::usersAreListedByPageTextAndRole()
{
    support::TestAccounts school;
    for (int i = 0; i < 5; ++i)
        school.add(u"learner%1"_s.arg(i));
    school.add(u"percent.x_y"_s, Role::Instructor);
    const auto ask = [&](UserQuery q) {
        const auto list = school.accounts->users(school.root, q);
        QStringList logins;
        for (const User &u : list->users)
            logins.append(u.login);
        return logins.join(u',') + u'/' + QString::number(list->total);
    };
    QCOMPARE(ask({u"learner"_s, {}, 0, 2}), u"learner0,learner1/5"_s);
    QCOMPARE(ask({u"learner"_s, {}, 4, 2}), u"learner4/5"_s);
    QCOMPARE(ask({{}, Role::Instructor, 0, 20}), u"percent.x_y/1"_s);
    QCOMPARE(ask({u"_"_s, {}, 0, 20}), u"percent.x_y/1"_s);  // not a wild card
    QCOMPARE(ask({u"%"_s, {}, 0, 20}), u"/0"_s);
    QCOMPARE(ask({u"!"_s, {}, 0, 20}), u"/0"_s);
    QCOMPARE(ask({u"LEARNER3"_s, Role::Learner, 0, 20}), u"learner3/1"_s);
}

void AccountsTest::aChangedRoleEndsTheSessionsAtOnce()
{
    support::TestAccounts school;
    const User user = school.add(u"rising"_s);
    const auto before = school.sessions->logIn(u"rising"_s, school.Password, school.phone);
    QCOMPARE(school.tokens->authenticate(before->accessToken)->role, Role::Learner);
    QVERIFY(school.accounts->updateUser(school.root, user.id, {{}, Role::Instructor, {}}));
    QCOMPARE(school.tokens->authenticate(before->accessToken).error().code, ErrorCode::Unauthenticated);
    QCOMPARE(school.sessions->refresh(before->refreshToken, school.phone).error().code, ErrorCode::Unauthenticated);
    const auto after = school.sessions->logIn(u"rising"_s, school.Password, school.phone);
    QCOMPARE(school.tokens->authenticate(after->accessToken)->role, Role::Instructor);
    // A new name changes nothing of the kind.
    QVERIFY(school.accounts->updateUser(school.root, user.id, {u"Rising Star"_s, {}, {}}));
    QVERIFY(school.tokens->authenticate(after->accessToken));
}

void AccountsTest::aDisabledUserIsOutAtOnceAndAfterARestart()
{
    support::TestAccounts school;
    const User user = school.add(u"leaver"_s);
    const auto session = school.sessions->logIn(u"leaver"_s, school.Password, school.phone);
    QVERIFY(school.accounts->updateUser(school.root, user.id, {{}, {}, true}));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!school.tokens->authenticate(session->accessToken));
        QVERIFY(!school.sessions->refresh(session->refreshToken, school.phone));
        QCOMPARE(school.sessions->logIn(u"leaver"_s, school.Password, school.phone).error().reason,
                 u"account_disabled"_s);
        QCOMPARE(school.sessions->logIn(u"leaver"_s, u"guess"_s, school.phone).error().reason,
                 u"invalid_credentials"_s);
        school.restart();
    }
    QVERIFY(school.accounts->updateUser(school.root, user.id, {{}, {}, false}));
    QVERIFY(school.sessions->logIn(u"leaver"_s, school.Password, school.phone));
    QVERIFY(!school.tokens->authenticate(session->accessToken));  // the old epoch stays void
}

void AccountsTest::tokensWithoutASessionEndWithTheRoleToo()
{
    support::TestAccounts school;
    const User user = school.add(u"scripted"_s, Role::Instructor);
    const QByteArray before = school.tokens->issueDirect(user.id);
    QVERIFY(school.accounts->updateUser(school.root, user.id, {{}, Role::Learner, {}}));
    QVERIFY(!school.tokens->authenticate(before));  // no session to end: the epoch alone voids it
    QVERIFY(school.accounts->updateUser(school.root, user.id, {{}, {}, true}));
    QVERIFY(!school.tokens->authenticate(school.tokens->issueDirect(user.id)));  // right epoch, but disabled
    QVERIFY(!school.tokens->authenticate(school.tokens->ownerToken(user.id)));
    QVERIFY(school.accounts->updateUser(school.root, user.id, {{}, {}, false}));
    QVERIFY(school.tokens->authenticate(school.tokens->issueDirect(user.id)));
    school.restart();
    QVERIFY(!school.tokens->authenticate(before));
}

void AccountsTest::theLastAdminStays()
{
    support::TestAccounts school;
    QVERIFY(school.accounts->ensureOwner());  // nobody logs in as the owner, so it does not count
    const User first = school.add(u"first"_s, Role::Admin);
    const Actor actor = actorOf(first);
    QCOMPARE(school.accounts->updateUser(actor, first.id, {{}, Role::Learner, {}}).error().reason, u"last_admin"_s);
    QCOMPARE(school.accounts->updateUser(actor, first.id, {{}, {}, true}).error().reason, u"last_admin"_s);
    const User second = school.add(u"second"_s, Role::Admin);
    QVERIFY(school.accounts->updateUser(actor, second.id, {{}, {}, true}));
    QCOMPARE(school.accounts->updateUser(actor, first.id, {{}, Role::Learner, {}}).error().reason, u"last_admin"_s);
    QVERIFY(school.accounts->updateUser(actor, second.id, {{}, {}, false}));
    QVERIFY(school.accounts->updateUser(actor, first.id, {{}, Role::Learner, {}}));
}

void AccountsTest::theLocalOwnerMayDemoteTheLastAdmin()
{
    support::TestAccounts school;
    const User only = school.add(u"only"_s, Role::Admin);
    QVERIFY(school.accounts->updateUser(school.root, only.id, {{}, Role::Instructor, {}}));
}

void AccountsTest::aNewPasswordNeedsTheOldOneAndEndsOtherSessions()
{
    support::TestAccounts school;
    const User user = school.add(u"careful"_s);
    const auto here = school.sessions->logIn(u"careful"_s, school.Password, school.phone);
    const auto there = school.sessions->logIn(u"careful"_s, school.Password, school.tablet);
    const QString session = school.tokens->inspect(here->accessToken)->session;
    const QString fresh = u"a much better one"_s;
    QCOMPARE(school.accounts->updateProfile(actorOf(user), session, {{}, fresh, u"guess"_s}).error().reason,
             u"wrong_password"_s);
    QCOMPARE(
            school.accounts->updateProfile(actorOf(user), session, {{}, u"12345678"_s, school.Password}).error().reason,
            u"weak_password"_s);
    QVERIFY(school.tokens->authenticate(there->accessToken));
    QVERIFY(school.accounts->updateProfile(actorOf(user), session, {{}, fresh, school.Password}));
    QVERIFY(school.tokens->authenticate(here->accessToken));
    QVERIFY(!school.tokens->authenticate(there->accessToken));
    QVERIFY(!school.sessions->refresh(there->refreshToken, school.tablet));
    QVERIFY(school.sessions->refresh(here->refreshToken, school.phone));
    QVERIFY(!school.sessions->logIn(u"careful"_s, school.Password, school.phone));
    QVERIFY(school.sessions->logIn(u"careful"_s, fresh, school.phone));
}

void AccountsTest::consentsKeepEveryAnswerAndShowTheLast()
{
    support::TestAccounts school;
    const Actor actor = actorOf(school.add(u"person"_s));
    const Actor other = actorOf(school.add(u"another"_s));
    QVERIFY(school.accounts->answerConsent(actor, u"privacy"_s, u"1"_s, true));
    QVERIFY(school.accounts->answerConsent(actor, u"terms"_s, u"1"_s, true));
    school.clock.advance(5000);
    QVERIFY(school.accounts->answerConsent(actor, u"privacy"_s, u"2"_s, false));
    QVERIFY(school.accounts->answerConsent(other, u"privacy"_s, u"9"_s, true));
    const auto profile = school.accounts->profile(actor);
    QCOMPARE(profile->consents.size(), size_t(2));
    QCOMPARE(profile->consents[0].document, u"privacy"_s);
    QCOMPARE(profile->consents[0].version, u"2"_s);
    QVERIFY(!profile->consents[0].granted);
    QCOMPARE(profile->consents[0].time, school.clock.now());
    QVERIFY(profile->consents[1].granted);
    const auto rows = school.store->read([&](database::Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT COUNT(*) FROM consents WHERE user_id = ?");
        s.bind(actor.user.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
    QCOMPARE(*rows, 3);  // the evidence stays
}

void AccountsTest::changesAreAnnouncedAfterTheCommit()
{
    support::TestAccounts school;
    std::vector<qint64> heard;
    const auto subscription = school.events.subscribe([&](const events::Event &event) {
        if (event.type == u"accounts.user")
            heard.push_back(event.id);
    });
    const User user = school.add(u"news"_s);
    QVERIFY(!school.accounts->createLearner(u"news"_s, school.Password, {}));
    QVERIFY(school.accounts->updateUser(school.root, user.id, {u"Other"_s, {}, {}}));
    QCOMPARE(heard, (std::vector<qint64>{user.id.value, user.id.value}));
}

void AccountsTest::tokensOfStrangersAreRefused()
{
    support::TestAccounts school;
    const User user = school.add(u"known"_s);
    QVERIFY(school.tokens->authenticate(school.tokens->issueDirect(user.id)));
    QVERIFY(school.tokens->issueDirect(UserId(999)).isEmpty());
    QVERIFY(!school.tokens->authenticate(school.tokens->issue(UserId(999), {}, u"s"_s)));
    QVERIFY(!school.tokens->authenticate(school.tokens->issue(user.id, {Role::Admin, 7, false}, u"s"_s)));
    // Nobody raises the own role by a token: it is the user's present one.
    QCOMPARE(school.tokens->authenticate(school.tokens->issue(user.id, {Role::Admin, 0, false}, u"s"_s))->role,
             Role::Learner);
    support::TestAccounts elsewhere;
    elsewhere.add(u"known"_s);
    QVERIFY(!elsewhere.tokens->authenticate(school.tokens->issueDirect(user.id)));
    QVERIFY(!school.tokens->authenticate({}));
}

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_accounts.moc"
