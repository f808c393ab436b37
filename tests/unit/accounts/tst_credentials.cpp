#include "backend/accounts/passwords/passwordhasher.h"
#include "backend/accounts/passwords/passwordpolicy.h"
#include "models/domain/accounts/attempts.h"
#include "models/domain/accounts/credentials.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace accounts;

/// What may be a login, what may be a password, how it is kept, and how often one may try.
class CredentialsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loginsAreNormalised_data();
    void loginsAreNormalised();
    void badLoginsAreRefused_data();
    void badLoginsAreRefused();
    void passwords_data();
    void passwords();
    void aPasswordIsTheSameComposedOrNot();
    void theVectorVerifies();
    void hashesDifferAndVerify();
    void everyByteOfALongPasswordCounts();
    void aWeakHashIsKnownAsSuch();
    void aForeignHashIsFalseNotAnError();
    void theSixthInAMinuteWaits();
    void theHourCountsToo();
    void keysAreApartAndForgiven();
    void aFullTableLocksNobodyOut();
    void guessesWaitLongerAndLonger();
};

void CredentialsTest::loginsAreNormalised_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("stored");
    QTest::addColumn<int>("kind");
    QTest::newRow("name") << u" Li.Lei_88 "_s << u"li.lei_88"_s << int(LoginKind::Name);
    QTest::newRow("chinese name") << u"王小明"_s << u"王小明"_s << int(LoginKind::Name);
    QTest::newRow("full width") << u"ｔｅａｃｈｅｒ"_s << u"teacher"_s << int(LoginKind::Name);
    QTest::newRow("e-mail") << u"Han.Mei@Example.COM"_s << u"han.mei@example.com"_s << int(LoginKind::Email);
    for (const QString &spelling : {u"13800138000"_s, u"138 0013-8000"_s, u"+86 138 0013 8000"_s, u"8613800138000"_s,
                                    u"0086-138-0013-8000"_s, u"＋８６　１３８００１３８０００"_s, u"138–0013–8000"_s,
                                    u"138.0013.8000"_s, u"+86\u00a0138\u00a00013\u00a08000"_s})
        QTest::addRow("phone %s", qPrintable(spelling)) << spelling << u"+8613800138000"_s << int(LoginKind::Phone);
    QTest::newRow("phone of elsewhere") << u"+44 (7911) 123-456"_s << u"+447911123456"_s << int(LoginKind::Phone);
    QTest::newRow("phone of elsewhere, dialled")
            << u"0044 7911 123456"_s << u"+447911123456"_s << int(LoginKind::Phone);
    QTest::newRow("pupil's number") << u"20230101001"_s << u"20230101001"_s << int(LoginKind::Name);
    QTest::newRow("short number") << u"10086"_s << u"10086"_s << int(LoginKind::Name);
    QTest::newRow("number with noughts") << u"0012345"_s << u"0012345"_s << int(LoginKind::Name);
    QTest::newRow("no mobile number") << u"12800138000"_s << u"12800138000"_s << int(LoginKind::Name);
    QTest::newRow("a digit too many") << u"138001380001"_s << u"138001380001"_s << int(LoginKind::Name);
    QTest::newRow("name with a number") << u"a13800138000"_s << u"a13800138000"_s << int(LoginKind::Name);
    QTest::newRow("phone with country") << u"+86 (138) 0013 8000"_s << u"+8613800138000"_s << int(LoginKind::Phone);
    QTest::newRow("longest") << QString(64, u'a') << QString(64, u'a') << int(LoginKind::Name);
}

void CredentialsTest::loginsAreNormalised()
{
    QFETCH(QString, typed);
    QFETCH(QString, stored);
    QFETCH(int, kind);
    const auto login = parseLogin(typed);
    QVERIFY(login);
    QCOMPARE(login->text, stored);
    QCOMPARE(int(login->kind), kind);
    QCOMPARE(parseLogin(stored)->text, stored);
}

void CredentialsTest::badLoginsAreRefused_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("empty") << QString();
    QTest::newRow("two characters") << u"ab"_s;
    QTest::newRow("65 characters") << QString(65, u'a');
    QTest::newRow("inner space") << u"li lei"_s;
    QTest::newRow("control character") << u"li\u0007lei"_s;
    QTest::newRow("NUL") << u"li"_s + QChar(0) + u"lei"_s;
    QTest::newRow("markup") << u"<b>lei</b>"_s;
    QTest::newRow("begins with a dash") << u"-lilei"_s;
    QTest::newRow("half an address") << u"lilei@"_s;
    QTest::newRow("address without a dot") << u"lilei@host"_s;
    QTest::newRow("two ats") << u"a@b@example.com"_s;
    QTest::newRow("zero width") << u"li\u200blei"_s;
    QTest::newRow("zero width in an address") << u"a\u200bb@example.com"_s;
    QTest::newRow("turned around in an address") << u"a\u202eb@example.com"_s;
    QTest::newRow("private use in an address") << u"a\ue000@example.com"_s;
    QTest::newRow("line break") << u"lilei\nadmin"_s;
    QTest::newRow("line break at the end of an address") << u"a@example.com\nx"_s;
}

void CredentialsTest::badLoginsAreRefused()
{
    QFETCH(QString, typed);
    const auto login = parseLogin(typed);
    QVERIFY2(!login, login ? qPrintable(login->text) : "");
    QCOMPARE(login.error().reason, u"invalid_login"_s);
}

void CredentialsTest::passwords_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("reason");  // empty: fine
    QTest::newRow("words") << u"correct horse 7"_s << QString();
    QTest::newRow("64 characters") << u"aZ3-"_s.repeated(15) + u"quux"_s << QString();
    QTest::newRow("8 emoji of 4 bytes") << u"🐎🔋📎🎬🎈🚲🌊🍎"_s << QString();
    QTest::newRow("spaces inside and around") << u"  a b c d "_s << QString();
    QTest::newRow("only digits, no order") << u"83920174"_s << QString();
    QTest::newRow("7 characters") << u"a🐎b🔋c📎d"_s << u"too_short"_s;
    QTest::newRow("257 bytes") << u"x"_s + u"y7"_s.repeated(128) << u"too_long"_s;
    QTest::newRow("half a character") << u"correct horse "_s + QChar(0xd83d) << u"malformed"_s;
    QTest::newRow("NUL") << u"correct horse "_s + QChar(0) << u"malformed"_s;
    QTest::newRow("the login") << u"Li.Lei.Lei"_s << u"same_as_login"_s;
    QTest::newRow("run up") << u"23456789"_s << u"too_simple"_s;
    QTest::newRow("run down") << u"hgfedcba"_s << u"too_simple"_s;
    QTest::newRow("one character") << u"aaaaaaaaaaaa"_s << u"too_simple"_s;
    QTest::newRow("repetition") << u"abc1abc1abc1"_s << u"too_simple"_s;
    QTest::newRow("common") << u"P@ssw0rd"_s << u"too_common"_s;
    QTest::newRow("common here") << u"Woaini1314"_s << u"too_common"_s;
}

void CredentialsTest::passwords()
{
    QFETCH(QString, password);
    QFETCH(QString, reason);
    const auto fine = PasswordPolicy().check(password, u"li.lei.lei"_s);
    QCOMPARE(fine ? QString() : fine.error().detail.value(u"reason"_s).toString(), reason);
    if (!fine)
        QCOMPARE(fine.error().reason, u"weak_password"_s);
}

void CredentialsTest::aPasswordIsTheSameComposedOrNot()
{
    QCOMPARE(passwordBytes(u"cafe\u0301 au lait"_s), passwordBytes(u"caf\u00e9 au lait"_s));
    QVERIFY(passwordBytes(u" a"_s) != passwordBytes(u"a"_s));
    QVERIFY(passwordBytes(u"ａ"_s) != passwordBytes(u"a"_s));  // NFC, not NFKC: nobody's choice is narrowed
}

void CredentialsTest::theVectorVerifies()
{
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/password.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject v = QJsonDocument::fromJson(file.readAll()).object();
    const QByteArray phc = v.value(u"argon2id"_s).toObject().value(u"phc"_s).toString().toLatin1();
    PasswordHasher hasher;
    QVERIFY(*hasher.verify(phc, passwordBytes(v.value(u"password"_s).toString())));
    QVERIFY(!*hasher.verify(phc, passwordBytes(v.value(u"negative"_s).toObject().value(u"password"_s).toString())));
    QVERIFY(!hasher.isBelowPolicy(phc));
}

void CredentialsTest::hashesDifferAndVerify()
{
    PasswordHasher hasher;
    const auto a = hasher.hash("battery staple");
    const auto b = hasher.hash("battery staple");
    QVERIFY(a->startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    QVERIFY(*a != *b);
    QVERIFY(!a->contains('\0'));
    QVERIFY(*hasher.verify(*a, "battery staple"));
    QVERIFY(!*hasher.verify(*a, "battery stapl"));
}

void CredentialsTest::everyByteOfALongPasswordCounts()
{
    PasswordHasher hasher({8, 1, 1});
    const QByteArray long1 = QByteArray("k8").repeated(100);
    QByteArray long2 = long1;
    long2[72] = 'x';  // where bcrypt stops reading
    const auto phc = hasher.hash(long1);
    QVERIFY(*hasher.verify(*phc, long1));
    QVERIFY(!*hasher.verify(*phc, long2));
    const auto nul = hasher.hash(QByteArray("ab\0cd", 5));
    QVERIFY(!*hasher.verify(*nul, "ab"));
}

void CredentialsTest::aWeakHashIsKnownAsSuch()
{
    PasswordHasher weak({8, 1, 1});
    PasswordHasher strong({64, 2, 1});
    const auto phc = weak.hash("some password");
    QVERIFY(*strong.verify(*phc, "some password"));
    QVERIFY(strong.isBelowPolicy(*phc));
    QVERIFY(!weak.isBelowPolicy(*strong.hash("some password")));
}

void CredentialsTest::aForeignHashIsFalseNotAnError()
{
    PasswordHasher hasher({8, 1, 1});
    for (const char *phc :
         {"", "x", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=8,t=1,p=1$", "$argon2id$v=19$m=8,t=1,p=1$AA$",
          "$argon2id$v=19$m=99999999,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$AAAA"}) {
        const auto right = hasher.verify(phc, "password");
        QVERIFY(right);
        QVERIFY2(!*right, phc);
    }
}

void CredentialsTest::theSixthInAMinuteWaits()
{
    AttemptLimiter limiter({{5, 60'000}, {20, 3'600'000}});
    const Millis t = 1'000'000;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(limiter.attempt("li", t + i * 1000), 0);
    QCOMPARE(limiter.attempt("li", t + 10'000), 50'000);  // until the first is a minute old
    QCOMPARE(limiter.attempt("li", t + 59'999), 1);
    QCOMPARE(limiter.attempt("li", t + 60'000), 0);
    QCOMPARE(limiter.attempt("li", t + 60'001), 999);  // the second one, at t + 1 s
}

void CredentialsTest::theHourCountsToo()
{
    AttemptLimiter limiter({{5, 60'000}, {20, 3'600'000}});
    Millis t = 1'000'000;
    for (int i = 0; i < 20; ++i, t += 60'000)
        QCOMPARE(limiter.attempt("li", t), 0);
    QCOMPARE(limiter.attempt("li", t), 1'000'000 + 3'600'000 - t);
    QCOMPARE(limiter.attempt("li", 1'000'000 + 3'600'000), 0);
}

void CredentialsTest::keysAreApartAndForgiven()
{
    AttemptLimiter limiter({{2, 60'000}});
    QCOMPARE(limiter.attempt("a", 0), 0);
    QCOMPARE(limiter.attempt("a", 0), 0);
    QVERIFY(limiter.attempt("a", 0) > 0);
    QCOMPARE(limiter.attempt("b", 0), 0);
    limiter.forgive("a");
    QCOMPARE(limiter.attempt("a", 0), 0);
    QVERIFY(limiter.attempt("a", 0) > 0);
    limiter.forgive("nobody");
}

void CredentialsTest::aFullTableLocksNobodyOut()
{
    AttemptLimiter limiter({{1, 60'000}});
    GuessDelays delays;
    for (int i = 0; i < AttemptLimiter::MaxKeys; ++i) {
        QCOMPARE(limiter.attempt(QByteArray::number(i), i), 0);
        QCOMPARE(delays.begin(QByteArray::number(i), i).wait, 0);
    }
    QCOMPARE(limiter.attempt("one more", 50'000), 0);
    QVERIFY(limiter.attempt("one more", 50'000) > 0);
    QVERIFY(limiter.attempt(QByteArray::number(AttemptLimiter::MaxKeys - 1), 50'000) > 0);  // the newest are kept
    QVERIFY(limiter.size() <= AttemptLimiter::MaxKeys / 2 + 1);
    QCOMPARE(delays.begin("one more", AttemptLimiter::MaxKeys).failures, 1);
    QCOMPARE(delays.begin(QByteArray::number(AttemptLimiter::MaxKeys - 1), AttemptLimiter::MaxKeys).failures, 2);
    QVERIFY(delays.size() <= GuessDelays::MaxKeys / 2 + 1);
}

void CredentialsTest::guessesWaitLongerAndLonger()
{
    for (int failures = 0; failures <= 4; ++failures)
        QCOMPARE(delayAfter(failures), 0);
    QCOMPARE(delayAfter(5), 60'000);
    QCOMPARE(delayAfter(6), 120'000);
    QCOMPARE(delayAfter(10), 1'920'000);
    QCOMPARE(delayAfter(11), 3'600'000);
    QCOMPARE(delayAfter(2'000'000'000), 3'600'000);

    GuessDelays delays;
    Millis t = 1000;
    for (int i = 1; i <= 5; ++i)
        QCOMPARE(delays.begin("li", t).failures, i);
    QCOMPARE(delays.begin("li", t + 1000).wait, 59'000);
    QCOMPARE(delays.begin("han", t + 1000).wait, 0);
    t += 60'000;
    QCOMPARE(delays.begin("li", t).wait, 0);
    QCOMPARE(delays.begin("li", t).wait, 120'000);  // asking in vain makes it no longer
    QCOMPARE(delays.begin("li", t).wait, 120'000);
    delays.takeBack("li");
    QCOMPARE(delays.begin("li", t).wait, 60'000);
    delays.wasRight("li");
    QCOMPARE(delays.begin("li", t).failures, 1);
    QCOMPARE(delays.begin("li", t + GuessDelays::Memory).failures, 1);
}

QTEST_APPLESS_MAIN(CredentialsTest)
#include "tst_credentials.moc"
