#include "backend/accounts/people/loginskeleton.h"
#include "tests/unit/accounts/testaccounts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace accounts;

/// Logins of earlier programs, and logins that look alike.
class LoginsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatLooksAlikeHasOneSkeleton();
    void oldPhoneNumbersGetTheOneForm();
    void twoAccountsOfOneNumberBothGetIn();
    void oldLookAlikesStay();
    void nobodyLooksLikeAnOwnerWhoIsStillToCome();
};

namespace {

/// As an earlier program stored it.
void rewrite(support::TestAccounts &school, const User &user, const QString &login)
{
    QVERIFY(school.store->write([&](database::Transaction &tx) -> Result<void> {
        const auto changed =
                tx.run("UPDATE users SET login = ?, login_skeleton = '' WHERE id = ?", login, user.id.value);
        return changed ? Result<void>() : changed.error();
    }));
}

QString loginOf(support::TestAccounts &school, const User &user)
{
    return school.store->read([&](database::Connection &c) { return repository::userById(c, user.id); })
            .value()
            ->user.login;
}

}  // namespace

void LoginsTest::whatLooksAlikeHasOneSkeleton()
{
    QCOMPARE(loginSkeleton(u"p\u0430ul"_s), loginSkeleton(u"paul"_s));    // Cyrillic
    QCOMPARE(loginSkeleton(u"adm\u0131n"_s), loginSkeleton(u"admin"_s));  // dotless
    QCOMPARE(loginSkeleton(u"b0b"_s), loginSkeleton(u"bob"_s));
    QVERIFY(loginSkeleton(u"paul"_s) != loginSkeleton(u"paula"_s));
    QVERIFY(loginSkeleton(u"王小明"_s) != loginSkeleton(u"王小月"_s));
    QVERIFY(loginSkeleton(u"+8613800138000"_s) != loginSkeleton(u"+8613800138001"_s));
}

void LoginsTest::oldPhoneNumbersGetTheOneForm()
{
    support::TestAccounts school;
    const User phone = school.add(u"first"_s);
    const User pupil = school.add(u"second"_s);
    rewrite(school, phone, u"13800138000"_s);
    rewrite(school, pupil, u"20230101001"_s);
    school.restart();
    QCOMPARE(loginOf(school, phone), u"+8613800138000"_s);
    QCOMPARE(loginOf(school, pupil), u"20230101001"_s);
    for (const QString &typed : {u"13800138000"_s, u"+86 138 0013 8000"_s, u"0086 13800138000"_s})
        QCOMPARE(school.sessions->logIn(typed, school.Password, school.phone)->user.id, phone.id);
    QCOMPARE(school.sessions->logIn(u"20230101001"_s, school.Password, school.phone)->user.id, pupil.id);
}

void LoginsTest::twoAccountsOfOneNumberBothGetIn()
{
    support::TestAccounts school;
    const User plain = school.add(u"first"_s);
    const User prefixed = school.add(u"second"_s);
    rewrite(school, plain, u"13800138000"_s);
    rewrite(school, prefixed, u"+8613800138000"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"one phone number: user %1"_s.arg(plain.id.value)));
    school.restart();
    QCOMPARE(loginOf(school, plain), u"13800138000"_s);
    QCOMPARE(loginOf(school, prefixed), u"+8613800138000"_s);
    QCOMPARE(school.sessions->logIn(u"138-0013-8000"_s, school.Password, school.phone)->user.id, plain.id);
    QCOMPARE(school.sessions->logIn(u"+86 13800138000"_s, school.Password, school.phone)->user.id, prefixed.id);
    school.restart();  // and says it once
    for (const QString &typed : {u"13800138000"_s, u"+8613800138000"_s, u"8613800138000"_s})
        QCOMPARE(school.accounts->createLearner(typed, school.Password, {}).error().reason, u"login_taken"_s);
}

void LoginsTest::oldLookAlikesStay()
{
    support::TestAccounts school;
    const User latin = school.add(u"paul"_s);
    const User other = school.add(u"second"_s);
    rewrite(school, other, u"p\u0430ul"_s);
    school.restart();
    QCOMPARE(school.sessions->logIn(u"paul"_s, school.Password, school.phone)->user.id, latin.id);
    QCOMPARE(school.sessions->logIn(u"p\u0430ul"_s, school.Password, school.phone)->user.id, other.id);
    QCOMPARE(school.accounts->createLearner(u"\u0440aul"_s, school.Password, {}).error().reason, u"login_confusable"_s);
}

/// A school that is only served has no account of the local owner yet.
void LoginsTest::nobodyLooksLikeAnOwnerWhoIsStillToCome()
{
    support::TestAccounts school;
    QCOMPARE(school.accounts->createLearner(u"0wner"_s, school.Password, {}).error().reason, u"login_confusable"_s);
    QCOMPARE(school.accounts->createLearner(u"owner"_s, school.Password, {}).error().reason, u"login_taken"_s);
}

QTEST_GUILESS_MAIN(LoginsTest)
#include "tst_logins.moc"
