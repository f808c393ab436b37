#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"
#include "models/domain/duration.h"
#include "models/domain/filewrite.h"
#include "models/domain/json.h"
#include "models/domain/money.h"
#include "models/domain/text.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

/// The basics every rule stands on: money, time, text and files.
class DomainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void yuanIsReadExactly_data();
    void yuanIsReadExactly();
    void lengthsAreReadAsPeopleWriteThem_data();
    void lengthsAreReadAsPeopleWriteThem();
    void noLengthIsShownLongerThanItIs();
    void timeSurvivesTheTripThroughText();
    void everyDayIsWrittenAsQtWritesIt();
    void aTimeWithoutAZoneIsUtc();
    void textsComeBackAsTheyWere_data();
    void textsComeBackAsTheyWere();
    void whatPeopleSeeShowsWhatItIs_data();
    void whatPeopleSeeShowsWhatItIs();
    void aPriceHasOneForm_data();
    void aPriceHasOneForm();
    void aFileIsWrittenWholeOrNotAtAll();
    void aFullDiskIsCalledOne();
    void whatHasNoOwnerIsManagedByAdminsOnly();
};

void DomainTest::yuanIsReadExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("fen");
    QTest::newRow("whole") << "99" << qint64(9900);
    QTest::newRow("one decimal") << "99.5" << qint64(9950);
    QTest::newRow("sign") << QStringLiteral("¥0.07") << qint64(7);
    QTest::newRow("thousands") << "1,299.00" << qint64(129900);
    QTest::newRow("full width") << QStringLiteral("￥１，２９９．５０") << qint64(129950);
    QTest::newRow("three decimals") << "1.005" << qint64(-1);
    QTest::newRow("negative") << "-1" << qint64(-1);
    QTest::newRow("beyond the limit") << "1000000.01" << qint64(-1);
    QTest::newRow("exponent") << "1e3" << qint64(-1);
    QTest::newRow("empty") << "" << qint64(-1);
}

void DomainTest::yuanIsReadExactly()
{
    QFETCH(QString, text);
    QFETCH(qint64, fen);
    const auto amount = parseYuan(text);
    QCOMPARE(amount.value_or(-1), fen);
    if (amount)
        QCOMPARE(parseYuan(formatPrice(*amount)), amount);
}

void DomainTest::lengthsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char *text, qint64 seconds) {
        QTest::newRow(text) << QString::fromUtf8(text) << seconds;
    };
    row("90", 90);
    row("1:30", 90);
    row(" 1 : 30 ", 90);
    row("0:05", 5);
    row("1:5", 65);
    row("75:00", 4500);
    row("1:02:03", 3723);
    row("１：３０", 90);
    row("９０", 90);
    row("1:３０", 90);
    row("90 s", 90);
    row("1m30s", 90);
    row("2 min", 120);
    row("1h 2m 3s", 3723);
    row("1分30秒", 90);
    row("1小时2分钟", 3720);
    row("１分", 60);
    for (const char *bad :
         {"", "abc", ":30", "1:", "1:60", "1:030", "1:60:00", "1:2:3:4", "-5", "1.5", "1:30s", "s", "999999999999"})
        row(bad, -1);
}

void DomainTest::lengthsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    QCOMPARE(parseDuration(text).value_or(-1), seconds);
    if (seconds >= 0)
        QCOMPARE(parseDuration(formatDuration(seconds * 1000)).value_or(-1), seconds);
}

void DomainTest::noLengthIsShownLongerThanItIs()
{
    QCOMPARE(formatDuration(149'760), QStringLiteral("2:29"));
    QCOMPARE(formatDuration(999), QStringLiteral("0:00"));
    QCOMPARE(formatDuration(3'599'999), QStringLiteral("59:59"));
    QCOMPARE(formatDuration(3'600'000), QStringLiteral("1:00:00"));
    QCOMPARE(formatDuration(-1), QStringLiteral("0:00"));
}

void DomainTest::timeSurvivesTheTripThroughText()
{
    QCOMPARE(toIso(1'767'225'600'123), QStringLiteral("2026-01-01T00:00:00.123Z"));
    QCOMPARE(fromIso(QStringLiteral("2026-01-01T08:00:00.123+08:00")), std::optional<Millis>(1'767'225'600'123));
    QVERIFY(!fromIso(QStringLiteral("yesterday")));
}

void DomainTest::everyDayIsWrittenAsQtWritesIt()
{
    const auto byQt = [](Millis t) { return QDateTime::fromMSecsSinceEpoch(t, Qt::UTC).toString(Qt::ISODateWithMs); };
    // Every day of five centuries (leap years and the centuries' exceptions), at a moving time of day.
    for (Millis t = 0; t < 15'778'800'000'000; t += 86'400'000 - 1237)
        QCOMPARE(toIso(t), byQt(t));
    for (const Millis edge :
         {-1LL, 0LL, 951'782'399'999LL, 951'782'400'000LL, 253'402'300'799'999LL, 253'402'300'800'000LL})
        QCOMPARE(toIso(edge), byQt(edge));
}

void DomainTest::aTimeWithoutAZoneIsUtc()
{
    QCOMPARE(fromIso(QStringLiteral("2026-01-01T00:00:00")), std::optional<Millis>(1'767'225'600'000));
}

void DomainTest::textsComeBackAsTheyWere_data()
{
    const QString high = QChar(0xd83d), low = QChar(0xdc0e), nul = QChar(0);
    const QString a = QStringLiteral("a"), b = QStringLiteral("b");
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("cleaned");  // equal to what was sent: nothing is wrong with it
    QTest::newRow("plain") << a << a;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("a pair") << a + high + low + b << a + high + low + b;
    QTest::newRow("two pairs") << high + low + high + low << high + low + high + low;
    QTest::newRow("lines and tabs") << QStringLiteral("a\r\n\tb\x1b") << QStringLiteral("a\r\n\tb\x1b");
    QTest::newRow("a character that is none") << a + QChar(0xffff) << a + QChar(0xffff);
    QTest::newRow("NUL inside") << a + nul + b << a + b;
    QTest::newRow("NUL at the end") << a + nul << a;
    QTest::newRow("NUL alone") << nul << QString();
    QTest::newRow("first half at the end") << a + high << a;
    QTest::newRow("first half inside") << a + high + b << a + b;
    QTest::newRow("second half at the start") << low + a << a;
    QTest::newRow("halves the wrong way round") << low + high << QString();
    QTest::newRow("a half before a pair") << high + high + low << high + low;
    QTest::newRow("a half behind a pair") << high + low + low << high + low;
    QTest::newRow("first half and NUL") << high + nul + b << b;
}

void DomainTest::textsComeBackAsTheyWere()
{
    QFETCH(QString, sent);
    QFETCH(QString, cleaned);
    QCOMPARE(text::fault(sent).isEmpty(), sent == cleaned);
    QCOMPARE(text::cleaned(sent), cleaned);
    QVERIFY(text::fault(cleaned).isEmpty());
    // What is let through survives the store and JSON, what isn't wouldn't.
    if (!sent.contains(QChar(0)))
        QCOMPARE(QString::fromUtf8(sent.toUtf8()) == sent, text::fault(sent).isEmpty());
    json::Reader in({{QStringLiteral("content"), sent}});
    in.text("content", 0, 100);
    QCOMPARE(in.ok(), sent == cleaned);
}

void DomainTest::whatPeopleSeeShowsWhatItIs_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("prose");
    const auto fine = [](const char *name, const QString &text) { QTest::newRow(name) << text << text << text; };
    const auto never = [](const char *name, const QString &bad) {
        QTest::newRow(name) << u'a' + bad + u'b' << QStringLiteral("ab") << QStringLiteral("ab");
    };
    fine("plain", QStringLiteral("光 & shadow, 1½"));
    fine("spaces of other scripts", QStringLiteral("a\u3000b\u00a0c"));
    fine("a family of emoji", QStringLiteral("👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥"));
    fine("Persian", QStringLiteral("می\u200cخواهم"));
    fine("Hindi", QStringLiteral("क्\u200dष"));
    fine("a combining mark", QStringLiteral("e\u0301"));
    fine("an emoji newer than the tables", QString::fromUcs4(U"\U0001fadc", 1));
    fine("a rare character of a name", QString::fromUcs4(U"\U00031350", 1));
    QTest::newRow("lines") << QStringLiteral("a\r\n\tb") << QStringLiteral("ab") << QStringLiteral("a\r\n\tb");
    never("bell", QStringLiteral("\u0007"));
    never("escape", QStringLiteral("\u001b"));
    never("C1 control", QStringLiteral("\u0085"));
    never("line separator", QStringLiteral("\u2028"));
    never("zero width space", QStringLiteral("\u200b"));
    never("a joiner that joins nothing", QStringLiteral("\u200d"));
    never("byte order mark", QStringLiteral("\ufeff"));
    never("soft hyphen", QStringLiteral("\u00ad"));
    never("direction override", QStringLiteral("\u202e"));
    never("direction isolate", QStringLiteral("\u2066"));
    never("tag", QString::fromUcs4(U"\U000e0041", 1));
    never("Hangul filler", QStringLiteral("\u3164"));
    never("blank Braille", QStringLiteral("\u2800"));
    never("private use", QStringLiteral("\ue000"));
    never("private use, far away", QString::fromUcs4(U"\U000f0000", 1));
    never("not assigned", QStringLiteral("\u0378"));
    never("a character that is none", QChar(0xffff));
    never("half a pair", QChar(0xd83d));
    never("NUL", QChar(0));
}

void DomainTest::whatPeopleSeeShowsWhatItIs()
{
    QFETCH(QString, sent);
    QFETCH(QString, line);
    QFETCH(QString, prose);
    QCOMPARE(text::cleanedLine(sent), line);
    QCOMPARE(text::lineFault(sent).isEmpty(), sent == line);
    QCOMPARE(text::cleanedProse(sent), prose);
    QCOMPARE(text::proseFault(sent).isEmpty(), sent == prose);
    json::Reader in({{QStringLiteral("title"), sent}, {QStringLiteral("tags"), QJsonArray{sent}}});
    in.line("title", 0, 100);
    in.lines("tags", 9, 100);
    QCOMPARE(in.ok(), sent == line);
    json::Reader about({{QStringLiteral("description"), sent}});
    about.prose("description", 0, 100);
    QCOMPARE(about.ok(), sent == prose);
}

void DomainTest::aPriceHasOneForm_data()
{
    QTest::addColumn<qint64>("fen");
    QTest::addColumn<QString>("text");
    QTest::newRow("thousands") << qint64(129'900) << QStringLiteral("¥1,299.00");
    QTest::newRow("millions") << qint64(100'000'000) << QStringLiteral("¥1,000,000.00");
    QTest::newRow("hundreds") << qint64(99'900) << QStringLiteral("¥999.00");
    QTest::newRow("fen") << qint64(5) << QStringLiteral("¥0.05");
    QTest::newRow("less than nothing") << qint64(-50) << QStringLiteral("−\u2060¥0.50");
}

void DomainTest::aPriceHasOneForm()
{
    QFETCH(const qint64, fen);
    QTEST(formatPrice(fen), "text");
}

void DomainTest::aFileIsWrittenWholeOrNotAtAll()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a/b.json"));
    QVERIFY(writeFile(path, "one"));
    QVERIFY(writeFile(path, "two"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("two"));
    const Result<void> blocked = writeFile(path + QStringLiteral("/c.json"), "three");  // a file is no folder
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().reason, QStringLiteral("file_not_written"));
    QVERIFY(blocked.error().message.contains(QStringLiteral("c.json")));
}

void DomainTest::aFullDiskIsCalledOne()
{
#ifdef Q_OS_LINUX
    QTemporaryDir folder;
    const QByteArray place = folder.path().toUtf8();
    if (::mount("none", place.constData(), "tmpfs", 0, "size=64k") != 0)
        QSKIP("Only an administrator can make a small disk.");
    const QString path = folder.filePath(QStringLiteral("notes"));
    const Result<void> small = writeFile(path, QByteArray(8 * 1024, 'x'));
    const Result<void> large = writeFile(path, QByteArray(256 * 1024, 'x'));
    QFile file(path);
    const bool there = file.open(QIODevice::ReadOnly) && file.size() == 8 * 1024;
    file.close();
    ::umount2(place.constData(), MNT_DETACH);
    QVERIFY(small);
    QVERIFY(!large);
    QCOMPARE(large.error().reason, QStringLiteral("disk_full"));
    QVERIFY2(there, "what was there before is still there");
#else
    QSKIP("Made with a small tmpfs.");
#endif
}

void DomainTest::whatHasNoOwnerIsManagedByAdminsOnly()
{
    using accounts::Role;
    QVERIFY((accounts::Actor{UserId(7), Role::Instructor}.manages(UserId(7))));
    QVERIFY((!accounts::Actor{UserId(7), Role::Instructor}.manages(UserId(8))));
    QVERIFY((!accounts::Actor{UserId(7), Role::Learner}.manages(UserId(7))));
    QVERIFY((accounts::Actor{UserId(), Role::Admin}.manages(UserId())));
    QVERIFY((!accounts::Actor{UserId(7), Role::Instructor}.manages(UserId())));
    QVERIFY((!accounts::Actor{UserId(), Role::Instructor}.manages(UserId())));
    QVERIFY(accounts::owns(UserId(7), UserId(7)));
    QVERIFY(!accounts::owns(UserId(), UserId()));
}

QTEST_APPLESS_MAIN(DomainTest)
#include "tst_domain.moc"
