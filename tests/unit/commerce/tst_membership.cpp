#include "models/domain/commerce/membership/membership.h"
#include "models/domain/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using learning::SchoolCalendar;

/// DOMAIN §9: plans, months of the school's calendar, refunds that shorten.
class MembershipTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void monthsAreCalendarMonths_data();
    void monthsAreCalendarMonths();
    void buyingAgainProlongs();
    void buyingAfterTheEndBeginsAnew();
    void aRefundShortens();
    void partialRefundsTakeWhatOneOfTheWholeTakes();
    void aLapsedRunHasNothingLeftToTake();
    void theStateIsHalfOpen();
    void onlyFreeBenefitsLetMembersWatch();
    void theBestDiscountCounts();
    void aPlanIsReadAndWrittenBack();
    void aBadPlanNamesItsField_data();
    void aBadPlanNamesItsField();
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

void MembershipTest::monthsAreCalendarMonths_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<int>("months");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const char *zone, const char *from, int months, const char *to) {
        QTest::newRow(name) << QByteArray(zone) << QByteArray(from) << months << QByteArray(to);
    };
    row("31 Jan, common year", "Asia/Shanghai", "2026-01-31T10:15:30.123+08:00", 1, "2026-02-28T10:15:30.123+08:00");
    row("31 Jan, leap year", "Asia/Shanghai", "2028-01-31T10:00:00.000+08:00", 1, "2028-02-29T10:00:00.000+08:00");
    row("28 Feb stays the 28th", "Asia/Shanghai", "2026-02-28T10:00:00.000+08:00", 1, "2026-03-28T10:00:00.000+08:00");
    row("the date is the school's", "Asia/Shanghai", "2026-01-30T23:30:00.000Z", 1, "2026-02-27T23:30:00.000Z");
    row("over the year's end", "Asia/Shanghai", "2026-12-31T00:00:00.000+08:00", 2, "2027-02-28T00:00:00.000+08:00");
    row("a year from a leap day", "Asia/Shanghai", "2028-02-29T12:00:00.000+08:00", 12,
        "2029-02-28T12:00:00.000+08:00");
    row("36 months", "Asia/Shanghai", "2026-05-31T12:00:00.000+08:00", 36, "2029-05-31T12:00:00.000+08:00");
    row("summer time begins: the hour is kept", "Europe/Berlin", "2026-03-15T10:00:00.000+01:00", 1,
        "2026-04-15T10:00:00.000+02:00");
    row("an hour that is skipped", "Europe/Berlin", "2026-02-28T02:30:00.000+01:00", 13,
        "2027-03-28T03:30:00.000+02:00");
    row("the hour before the skipped one", "Europe/Berlin", "2026-02-28T01:59:59.999+01:00", 13,
        "2027-03-28T01:59:59.999+01:00");
    row("the hour behind the skipped one", "Europe/Berlin", "2026-02-28T03:00:00.000+01:00", 13,
        "2027-03-28T03:00:00.000+02:00");
    row("an hour that comes twice is its first", "Europe/Berlin", "2026-09-25T02:30:00.000+02:00", 1,
        "2026-10-25T02:30:00.000+02:00");
    row("the hour behind the doubled one", "Europe/Berlin", "2026-09-25T03:00:00.000+02:00", 1,
        "2026-10-25T03:00:00.000+01:00");
}

void MembershipTest::monthsAreCalendarMonths()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, from);
    QFETCH(int, months);
    QFETCH(QByteArray, to);
    const SchoolCalendar calendar(zone);
    QCOMPARE(calendar.zone(), zone);
    QCOMPARE(toIso(calendar.addMonths(at(from), months)), toIso(at(to)));
}

void MembershipTest::buyingAgainProlongs()
{
    const Millis now = at("2026-01-31T10:00:00.000+08:00");
    const Extension first = extendMembership(std::nullopt, 1, now, shanghai());
    QCOMPARE(first.time, (MembershipTime{now, at("2026-02-28T10:00:00.000+08:00")}));
    QCOMPARE(first.bought, (BoughtTime{now, first.time.until}));

    const Extension second = extendMembership(first.time, 1, now + 5000, shanghai());
    QCOMPARE(second.time, (MembershipTime{now, at("2026-03-28T10:00:00.000+08:00")}));
    QCOMPARE(second.bought, (BoughtTime{first.time.until, second.time.until}));

    const Extension lastMoment = extendMembership(first.time, 1, first.time.until, shanghai());
    QCOMPARE(lastMoment.time, second.time);
}

void MembershipTest::buyingAfterTheEndBeginsAnew()
{
    const MembershipTime ended{1000, 2000};
    const Millis now = at("2026-05-01T00:00:00.000+08:00");
    const Extension again = extendMembership(ended, 3, now, shanghai());
    QCOMPARE(again.time, (MembershipTime{now, at("2026-08-01T00:00:00.000+08:00")}));
    QCOMPARE(again.bought, (BoughtTime{now, again.time.until}));
}

void MembershipTest::aRefundShortens()
{
    const MembershipTime run{0, 3000};
    const BoughtTime bought{1000, 3000};
    QCOMPARE(shortenMembership(run, bought, 100, 0, 100).until, 1000);
    QCOMPARE(shortenMembership(run, bought, 100, 0, 25).until, 2500);
    QCOMPARE(shortenMembership(run, bought, 100, 0, 0).until, 3000);
    // The first order's month goes from the end of the run; what was bought later moves up.
    QCOMPARE(shortenMembership(run, {0, 1000}, 50, 0, 50).until, 2000);
    QCOMPARE(shortenMembership({0, 1000}, {0, 1000}, 0, 0, 0).until, 0);
}

void MembershipTest::partialRefundsTakeWhatOneOfTheWholeTakes()
{
    MembershipTime run{0, 100'003};
    const BoughtTime bought{0, 100'003};
    Fen refunded = 0;
    for (const Fen part : {1, 2, 7, 89, 900, 1}) {
        run = shortenMembership(run, bought, 1000, refunded, part);
        refunded += part;
    }
    QCOMPARE(refunded, Fen(1000));
    QCOMPARE(run.until, 0);
}

void MembershipTest::aLapsedRunHasNothingLeftToTake()
{
    const MembershipTime run{5000, 6000};
    QCOMPARE(shortenMembership(run, {1000, 2000}, 100, 0, 100), run);
    QCOMPARE(shortenMembership(run, {5000, 6000}, 100, 0, 100).until, 5000);
}

void MembershipTest::theStateIsHalfOpen()
{
    const MembershipTime time{1000, 2000};
    QCOMPARE(membershipAt(std::nullopt, 1000), Membership::None);
    QCOMPARE(membershipAt(time, 999), Membership::None);
    QCOMPARE(membershipAt(time, 1000), Membership::Active);
    QCOMPARE(membershipAt(time, 1999), Membership::Active);
    QCOMPARE(membershipAt(time, 2000), Membership::Expired);
}

namespace {

const SoldItem Course7{ItemType::Column, 7, CourseId(7), {CategoryId(3), CategoryId(1)}};

HeldMembership membership(Benefit benefit, int percent, Scope scope, MembershipTime time)
{
    return {u"卡"_s, std::move(scope), benefit, percent, time};
}

const Scope OfCourse8{ScopeKind::Courses, {8}};
const Scope OfCategory1{ScopeKind::Categories, {1}};

}  // namespace

void MembershipTest::onlyFreeBenefitsLetMembersWatch()
{
    const std::vector<HeldMembership> held{
            membership(Benefit::Percent, 20, {}, {0, 9000}),
            membership(Benefit::Free, 0, OfCourse8, {0, 9000}),
            membership(Benefit::Free, 0, OfCategory1, {0, 3000}),
            membership(Benefit::Free, 0, {}, {0, 4000}),
    };
    const MembershipFacts active = membershipFor(held, Course7, 1000);
    QCOMPARE(active.state, Membership::Active);
    QCOMPARE(active.until, std::optional<Millis>(4000));
    const MembershipFacts over = membershipFor(held, Course7, 4000);
    QCOMPARE(over.state, Membership::Expired);
    QCOMPARE(over.until, std::optional<Millis>(4000));
    QCOMPARE(membershipFor(held, Course7, 3500).state, Membership::Active);
    QCOMPARE(membershipFor({held[0], held[1]}, Course7, 1000).state, Membership::None);
}

void MembershipTest::theBestDiscountCounts()
{
    const std::vector<HeldMembership> held{
            membership(Benefit::Percent, 20, {}, {0, 9000}),
            membership(Benefit::Percent, 50, OfCourse8, {0, 9000}),
            membership(Benefit::Percent, 25, OfCategory1, {0, 3000}),
    };
    QCOMPARE(bestDiscount(held, Course7, 2390, 1000)->off, Fen(598));
    QCOMPARE(bestDiscount(held, Course7, 2390, 3000)->off, Fen(478));
    QVERIFY(!bestDiscount(held, Course7, 2390, 9000));
    QVERIFY(!bestDiscount(held, Course7, 0, 1000));
    QVERIFY(!bestDiscount(held, {ItemType::Membership, 1, {}, {}}, 2390, 1000));
    const std::vector<HeldMembership> alike{held[0], held[0]};
    QCOMPARE(bestDiscount(alike, Course7, 100, 1000)->membership, &alike[0]);
}

namespace {

QJsonObject planBody(const QByteArray &text)
{
    const auto object = json::parseObject(text);
    return object ? *object : QJsonObject();
}

}  // namespace

void MembershipTest::aPlanIsReadAndWrittenBack()
{
    const auto plan = membershipPlanOf(planBody(R"({"name":" 年卡 ","months":12,"price":29900,
        "scope":{"kind":"courses","ids":[9,"8",9]},"benefit":"percent","percentOff":30})"));
    QVERIFY(plan.ok());
    QCOMPARE(plan->name, u"年卡"_s);
    QCOMPARE(plan->scope.ids, (std::vector<qint64>{8, 9}));
    QCOMPARE(*membershipPlanOf(plan->toJson()), *plan);
    QVERIFY(!membershipPlanOf(planBody(R"({"name":"a","months":1,"price":1,"benefit":"free"})"))
                     ->toJson()
                     .contains(u"percentOff"_s));
}

void MembershipTest::aBadPlanNamesItsField_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *change, const QString &field) {
        QTest::newRow(change) << QByteArray(change) << field;
    };
    row(R"({"name":""})", u"name"_s);
    row(R"({"months":0})", u"months"_s);
    row(R"({"months":37})", u"months"_s);
    row(R"({"months":1.5})", u"months"_s);
    row(R"({"price":-1})", u"price"_s);
    row(R"({"price":1000000001})", u"price"_s);
    row(R"({"benefit":"half"})", u"benefit"_s);
    row(R"({"percentOff":0})", u"percentOff"_s);
    row(R"({"percentOff":100})", u"percentOff"_s);
    row(R"({"percentOff":null})", u"percentOff"_s);
    row(R"({"benefit":"free"})", u"percentOff"_s);
    row(R"({"scope":"all"})", u"scope"_s);
    row(R"({"scope":{"kind":"some"}})", u"scope.kind"_s);
    row(R"({"scope":{"kind":"courses","ids":[]}})", u"scope.ids"_s);
    row(R"({"scope":{"kind":"courses","ids":[0]}})", u"scope.ids"_s);
    row(R"({"scope":{"kind":"categories","ids":["x"]}})", u"scope.ids"_s);
    row(R"({"scope":{"kind":"categories","ids":[1.5]}})", u"scope.ids"_s);
    row(R"({"scope":{"kind":"categories","ids":5}})", u"scope.ids"_s);
    row(R"({"scope":{"kind":"all","ids":[5]}})", u"scope.ids"_s);
}

void MembershipTest::aBadPlanNamesItsField()
{
    QFETCH(QByteArray, change);
    QFETCH(QString, field);
    QJsonObject body = planBody(R"({"name":"a","months":1,"price":1,"benefit":"percent","percentOff":20})");
    QVERIFY(membershipPlanOf(body).ok());
    const QJsonObject changes = planBody(change);
    for (auto it = changes.begin(); it != changes.end(); ++it)
        body.insert(it.key(), it.value());
    const auto plan = membershipPlanOf(body);
    QVERIFY(!plan.ok());
    QCOMPARE(plan.error().detail[u"fields"].toObject().keys(), QStringList{field});
}

QTEST_APPLESS_MAIN(MembershipTest)
#include "tst_membership.moc"
