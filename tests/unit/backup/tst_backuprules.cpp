#include "backend/backup/backuprules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace backup;

namespace {

const QTimeZone Shanghai("Asia/Shanghai");
const QTimeZone Berlin("Europe/Berlin");

Millis at(const char *iso)
{
    return fromIso(QString::fromLatin1(iso)).value();
}

}  // namespace

/// When backups are due and which go (DOMAIN §14).
class BackupRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void aNameIsItsTime()
    {
        QCOMPARE(stampOf(at("2026-03-01T02:03:04.567Z")), u"20260301T020304Z"_s);
        QCOMPARE(timeOfStamp(u"20260301T020304Z"_s), std::optional(at("2026-03-01T02:03:04Z")));
        for (const QString &none : {u"media"_s, u"20260301T020304Z.part"_s, u"20261301T020304Z"_s, u""_s})
            QCOMPARE(timeOfStamp(none), std::nullopt);
    }

    void theHourIsTheSchools()
    {
        // Three in the morning in Shanghai is seven in the evening before, in UTC.
        QCOMPARE(latestSlot(at("2026-01-10T18:59:59Z"), 3, Shanghai), at("2026-01-09T19:00:00Z"));
        QCOMPARE(latestSlot(at("2026-01-10T19:00:00Z"), 3, Shanghai), at("2026-01-10T19:00:00Z"));
        QCOMPARE(nextSlot(at("2026-01-10T19:00:00Z"), 3, Shanghai), at("2026-01-11T19:00:00Z"));
    }

    void anHourThatIsSkippedIsTheNext()
    {
        // On 29 March 2026 Berlin has no two o'clock.
        QCOMPARE(latestSlot(at("2026-03-29T12:00:00Z"), 2, Berlin), at("2026-03-29T01:00:00Z"));
    }

    void anHourThatComesTwiceIsDueOnce()
    {
        // On 25 October 2026 Berlin has two o'clock at 00:00Z and at 01:00Z.
        const Millis slot = latestSlot(at("2026-10-25T12:00:00Z"), 2, Berlin);
        QVERIFY(slot == at("2026-10-25T00:00:00Z") || slot == at("2026-10-25T01:00:00Z"));
        QVERIFY(!isDue({{slot + 1}}, at("2026-10-25T23:00:00Z"), 2, Berlin));
    }

    void oneADay()
    {
        const Millis slot = at("2026-01-10T19:00:00Z");
        QVERIFY(isDue({}, slot, 3, Shanghai));
        QVERIFY(isDue({{slot - 1}}, slot, 3, Shanghai));
        QVERIFY(!isDue({{slot}}, slot, 3, Shanghai));
        QVERIFY(!isDue({{slot + 5}}, slot + 86'399'999, 3, Shanghai));
        QVERIFY(isDue({{slot + 5}}, slot + 86'400'000, 3, Shanghai));
    }

    void aMachineThatWasOffCatchesUp()
    {
        QVERIFY(isDue({{at("2026-01-02T19:00:01Z")}}, at("2026-01-10T08:00:00Z"), 3, Shanghai));
    }

    void aClockThatWasWrongOnceStopsNothing()
    {
        const Millis now = at("2026-01-10T20:00:00Z");
        const Millis future = at("2031-01-01T00:00:00Z");
        QVERIFY(isDue({{future}}, now, 3, Shanghai));
        QVERIFY(!isDue({{future, now - 1}}, now, 3, Shanghai));
    }

    void aFailureWaitsAnHour()
    {
        const Millis now = at("2026-01-10T20:00:00Z");
        QVERIFY(!isDue({{}, now - RetryAfterFailure + 1}, now, 3, Shanghai));
        QVERIFY(isDue({{}, now - RetryAfterFailure}, now, 3, Shanghai));
        QVERIFY(isDue({{}, now + 1}, now, 3, Shanghai));  // the clock was set back
    }

    void theOldestGo()
    {
        const QStringList stamps{u"20260103T000000Z"_s, u"media"_s, u"20260101T000000Z"_s, u"20260102T000000Z"_s,
                                 u"20260104T000000Z.part"_s};
        QCOMPARE(expired(stamps, 2), QStringList{u"20260101T000000Z"_s});
        QCOMPARE(expired(stamps, 3), QStringList());
        QCOMPARE(expired(stamps, 0).size(), 2);  // the newest stays, whatever is asked for
    }

    void roomIsMoreThanWhatIsThere()
    {
        QVERIFY(roomFor(0, 0) > 0);
        QVERIFY(roomFor(1000, 500) > roomFor(0, 0) + 1500);
    }
};

QTEST_GUILESS_MAIN(BackupRulesTest)
#include "tst_backuprules.moc"
