#include "models/domain/commerce/right.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using learning::SchoolCalendar;

/// DOMAIN §3: what a person holds, which of it counts, and what a purchase makes of it.
class RightsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBestRightCounts_data();
    void theBestRightCounts();
    void aRevokedRightEndsAtOnce();
    void aPurchaseUpgradesAndProlongs();
    void whatIsOwnedIsNotSoldAgain();
    void aCourseForGoodIncludesItsLessons();
};

namespace {

Millis at(const char *iso)
{
    return fromIso(QString::fromLatin1(iso)).value_or(-1);
}

const SchoolCalendar &shanghai()
{
    static const SchoolCalendar calendar("Asia/Shanghai");
    return calendar;
}

}  // namespace

void RightsTest::theBestRightCounts_data()
{
    using Rights = std::vector<Right>;
    QTest::addColumn<Rights>("rights");
    QTest::addColumn<int>("best");
    const auto right = [](RightSource source, Millis from, std::optional<Millis> until,
                          std::optional<Millis> revoked = std::nullopt) {
        return Right{RightKind::Course, source, from, until, revoked};
    };
    constexpr auto Order = RightSource::Order, Staff = RightSource::Staff, Free = RightSource::Free,
                   Trial = RightSource::Trial;
    // now is 1000
    QTest::newRow("none") << Rights{} << -1;
    QTest::newRow("paid over trial over free")
            << Rights{right(Free, 0, {}), right(Trial, 0, 2000), right(Order, 0, 1500)} << 2;
    QTest::newRow("a valid trial over an expired order") << Rights{right(Order, 0, 1000), right(Trial, 0, {})} << 1;
    QTest::newRow("for good over an end") << Rights{right(Order, 0, 5000), right(Staff, 0, {})} << 1;
    QTest::newRow("the later end") << Rights{right(Order, 0, 5000), right(Staff, 0, 4000)} << 0;
    QTest::newRow("the earlier row of two alike") << Rights{right(Order, 0, {}), right(Staff, 0, {})} << 0;
    QTest::newRow("staff's survives the refund") << Rights{right(Order, 0, {}, 900), right(Staff, 0, 1001)} << 1;
    QTest::newRow("not begun over ended") << Rights{right(Order, 0, 999), right(Order, 1001, {})} << 1;
}

void RightsTest::theBestRightCounts()
{
    QFETCH(std::vector<Right>, rights);
    QFETCH(int, best);
    QCOMPARE(bestRight(rights, 1000), best < 0 ? nullptr : &rights[size_t(best)]);
}

void RightsTest::aRevokedRightEndsAtOnce()
{
    Right right{RightKind::Lesson, RightSource::Order, 100, 300, std::nullopt};
    QVERIFY(!right.isValidAt(99));
    QVERIFY(right.isValidAt(100));
    QVERIFY(right.isValidAt(299));
    QVERIFY(!right.isValidAt(300));
    right.revokedAt = 200;
    QVERIFY(right.isValidAt(199));
    QVERIFY(!right.isValidAt(200));
    right.validUntil = std::nullopt;
    QCOMPARE(right.end(), std::optional<Millis>(200));
}

void RightsTest::aPurchaseUpgradesAndProlongs()
{
    const Millis now = at("2026-01-31T10:00:00.000+08:00");
    const auto buy = [&](const std::vector<Right> &held, const Validity &validity) {
        return purchasedRight(RightKind::Course, held, validity, now, shanghai());
    };
    const Right free{RightKind::Course, RightSource::Free, 0, std::nullopt, std::nullopt};
    const Right trial{RightKind::Course, RightSource::Trial, 0, now + 1, std::nullopt};
    QCOMPARE(*buy({free, trial}, {}), (Right{RightKind::Course, RightSource::Order, now, std::nullopt, std::nullopt}));
    QCOMPARE(buy({}, {std::nullopt, 30})->validUntil, std::optional(at("2026-03-02T10:00:00.000+08:00")));
    QCOMPARE(buy({}, {now + 1, std::nullopt})->validUntil, std::optional(now + 1));

    Right paid{RightKind::Course, RightSource::Order, 0, at("2026-02-10T08:00:00.000+08:00"), std::nullopt};
    QCOMPARE(buy({paid}, {std::nullopt, 10})->validUntil, std::optional(at("2026-02-20T08:00:00.000+08:00")));
    paid.revokedAt = now;
    QCOMPARE(buy({paid}, {std::nullopt, 10})->validUntil, std::optional(at("2026-02-10T10:00:00.000+08:00")));
}

void RightsTest::aCourseForGoodIncludesItsLessons()
{
    const Right forGood{RightKind::Course, RightSource::Staff, 500, std::nullopt, std::nullopt};
    Right ends = forGood, free = forGood, trial = forGood, revoked = forGood;
    ends.validUntil = 5000;           // the lesson outlasts it
    free.source = RightSource::Free;  // while the course was free; it has a price now, and the lesson too
    trial.source = RightSource::Trial;
    revoked.revokedAt = 900;
    QVERIFY(isOwnedForGood({ends, forGood}, 1000));
    QVERIFY(!isOwnedForGood({}, 1000));
    QVERIFY(!isOwnedForGood({ends, free, trial, revoked}, 1000));
    QVERIFY(!isOwnedForGood({forGood}, 499));
    QVERIFY(isOwnedForGood({forGood}, 500));
}

void RightsTest::whatIsOwnedIsNotSoldAgain()
{
    const auto refused = [](const std::vector<Right> &held, const Validity &validity) {
        return purchasedRight(RightKind::Course, held, validity, 1000, shanghai()).error().reason;
    };
    const Right forGood{RightKind::Course, RightSource::Staff, 0, std::nullopt, std::nullopt};
    const Right ends{RightKind::Course, RightSource::Order, 0, 5000, std::nullopt};
    QCOMPARE(refused({forGood}, {}), u"already_owned"_s);
    QCOMPARE(refused({forGood}, {std::nullopt, 3}), u"already_owned"_s);
    QCOMPARE(refused({ends}, {5000, std::nullopt}), u"already_owned"_s);
    QCOMPARE(refused({}, {1000, std::nullopt}), u"validity_over"_s);
    QVERIFY(purchasedRight(RightKind::Course, {ends}, {5001, std::nullopt}, 1000, shanghai()).ok());
}

QTEST_APPLESS_MAIN(RightsTest)
#include "tst_rights.moc"
