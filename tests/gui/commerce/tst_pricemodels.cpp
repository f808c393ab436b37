#include "models/commerce/giveaway.h"
#include "models/commerce/pricedrafts.h"
#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;

/// Days of a zone and what a coupon gives away: the rules behind the Pricing page.
class PriceModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPickedDayEndsAtTheNextMidnightOfItsZone();
    void aDayOfTwentyThreeHoursIsAWholeDay();
    void otherTimesAreNoWholeDays();
    void theSaleThatRunsComesBeforeTheNextOne();
    void aCouponGivesAwayWhatItCoversWhole();
    void aCouponThatMayNotBeUsedOnASaleMeetsTheListPrice();
    void livePricesAreHeldAgainstLiveCoupons();
    void daysAreTheSchools();
    void draftsOutliveTheirPage();
    void aPriceOfTheDraftAwaitsTheNextEdition();
};

namespace {

PricedItem courseAt(Fen price)
{
    PricedItem item;
    item.id = 1;
    item.title = u"Light"_s;
    item.pricing.price = price;
    item.published = price;
    return item;
}

QJsonObject couponOf(Fen value)
{
    return {{u"code"_s, u"SPRING"_s},
            {u"kind"_s, u"amount"_s},
            {u"value"_s, value},
            {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
            {u"endsAt"_s, u"2027-01-01T00:00:00Z"_s}};
}

}  // namespace

void PriceModelsTest::aPickedDayEndsAtTheNextMidnightOfItsZone()
{
    const QTimeZone shanghai("Asia/Shanghai");
    QCOMPARE(toIso(dayStart(QDate(2026, 3, 1), shanghai)), toIso(*fromIso(u"2026-02-28T16:00:00Z"_s)));
    QCOMPARE(toIso(dayEnd(QDate(2026, 3, 1), shanghai)), toIso(*fromIso(u"2026-03-01T16:00:00Z"_s)));
    QCOMPARE(lastDayOf(dayEnd(QDate(2026, 3, 1), shanghai), shanghai), QDate(2026, 3, 1));
    QCOMPARE(firstDayOf(dayStart(QDate(2026, 3, 1), shanghai), shanghai), QDate(2026, 3, 1));
}

void PriceModelsTest::aDayOfTwentyThreeHoursIsAWholeDay()
{
    const QTimeZone berlin("Europe/Berlin");
    const QDate spring(2026, 3, 29);
    QCOMPARE(dayEnd(spring, berlin) - dayStart(spring, berlin), 23LL * 3'600'000);
    QVERIFY(isWholeDays(dayStart(spring, berlin), dayEnd(spring, berlin), berlin));
}

void PriceModelsTest::otherTimesAreNoWholeDays()
{
    const QTimeZone zone("Asia/Shanghai");
    const Millis noon = dayStart(QDate(2026, 3, 1), zone) + 12LL * 3'600'000;
    QVERIFY(!isWholeDays(noon, dayEnd(QDate(2026, 3, 1), zone), zone));
    QCOMPARE(lastDayOf(noon, zone), QDate(2026, 3, 1));
}

void PriceModelsTest::theSaleThatRunsComesBeforeTheNextOne()
{
    const std::vector<SaleWindow> sales{{100, 1'000, 2'000, u"first"_s}, {200, 5'000, 6'000, u"second"_s}};
    QCOMPARE(currentOrNextSale(sales, 1'999)->label, u"first"_s);
    QCOMPARE(currentOrNextSale(sales, 2'000)->label, u"second"_s);
    QCOMPARE(currentOrNextSale(sales, 6'000), nullptr);
}

void PriceModelsTest::aCouponGivesAwayWhatItCoversWhole()
{
    QCOMPARE(coursesGivenAway(couponOf(1'499), {courseAt(1'500)}, 0), QStringList());
    QCOMPARE(coursesGivenAway(couponOf(1'500), {courseAt(1'500)}, 0), QStringList{u"Light"_s});
    QJsonObject others = couponOf(1'500);
    others[u"scope"_s] = QJsonObject{{u"kind"_s, u"courses"_s}, {u"ids"_s, QJsonArray{7}}};
    QCOMPARE(coursesGivenAway(others, {courseAt(1'500)}, 0), QStringList());
}

void PriceModelsTest::aCouponThatMayNotBeUsedOnASaleMeetsTheListPrice()
{
    PricedItem course = courseAt(5'000);
    const Millis spring = *fromIso(u"2026-03-01T00:00:00Z"_s);
    course.pricing.sales = {{1'000, spring, spring + 10'000, {}}};
    QCOMPARE(coursesGivenAway(couponOf(1'000), {course}, spring), QStringList());
    QJsonObject stacked = couponOf(1'000);
    stacked[u"withSale"_s] = true;
    QCOMPARE(coursesGivenAway(stacked, {course}, 0), QStringList{u"Light"_s});  // the sale is to come
    QCOMPARE(coursesGivenAway(stacked, {course}, spring + 9'999), QStringList{u"Light"_s});
    QCOMPARE(coursesGivenAway(stacked, {course}, spring + 10'000), QStringList());
    stacked[u"endsAt"_s] = u"2026-02-01T00:00:00Z"_s;  // over before the sale begins
    QCOMPARE(coursesGivenAway(stacked, {course}, 0), QStringList());
}

void PriceModelsTest::livePricesAreHeldAgainstLiveCoupons()
{
    PricedItem edited = courseAt(2'000);
    QJsonObject narrow = couponOf(9'900);
    narrow[u"scope"_s] = QJsonObject{{u"kind"_s, u"courses"_s}, {u"ids"_s, QJsonArray{2}}};
    const std::vector<QJsonObject> live{couponOf(1'999), narrow};
    QCOMPARE(couponsThatGiveAway(live, edited, 1, 0), QStringList());
    edited.pricing.price = 1'999;
    QCOMPARE(couponsThatGiveAway(live, edited, 1, 0), QStringList{u"SPRING"_s});
    edited.type = ItemType::Article;  // a lesson of the course that the narrow one is for
    edited.pricing.price = 5'000;
    QCOMPARE(couponsThatGiveAway(live, edited, 2, 0), QStringList{u"SPRING"_s});
    edited.pricing.isFree = true;
    QCOMPARE(couponsThatGiveAway(live, edited, 2, 0), QStringList());
}

void PriceModelsTest::daysAreTheSchools()
{
    QVERIFY(setSchoolZone(QTimeZone("Pacific/Auckland")) || schoolZoneName() == "Pacific/Auckland"_L1);
    QCOMPARE(schoolZoneName(), u"Pacific/Auckland"_s);
    QVERIFY(!setSchoolZone(QTimeZone("Pacific/Auckland")));
    QVERIFY2(momentText(*fromIso(u"2026-01-01T12:00:00Z"_s)).endsWith(u"01:00"_s),
             qPrintable(momentText(*fromIso(u"2026-01-01T12:00:00Z"_s))));
    setSchoolZone({});
    QCOMPARE(schoolZone(), QTimeZone::systemTimeZone());
    QCOMPARE(inSchoolZone(u"Last day"_s), u"Last day"_s);
}

void PriceModelsTest::draftsOutliveTheirPage()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.ini"_s);
    PricedItem stored = courseAt(5'000), edited = stored;
    edited.pricing.price = 7'700;
    edited.validDays = 30;
    {
        QSettings settings(file, QSettings::IniFormat);
        PriceDrafts drafts;
        drafts.open(&settings, u"one"_s);
        drafts.keep(edited, 1);
        drafts.close();
        QVERIFY(drafts.isEmpty());
    }
    QSettings settings(file, QSettings::IniFormat);
    PriceDrafts drafts;
    drafts.open(&settings, u"other"_s);
    QVERIFY(drafts.isEmpty());
    drafts.open(&settings, u"one"_s);
    QCOMPARE(drafts.courses(), QSet<qint64>{1});
    stored.published = 4'000;  // what the server says besides is the server's
    QCOMPARE(drafts.over(stored).pricing.price, 7'700);
    QCOMPARE(drafts.over(stored).validDays, std::optional(30));
    QCOMPARE(drafts.over(stored).published, std::optional<Fen>(4'000));
    drafts.drop(stored);
    drafts.open(&settings, u"other"_s);
    drafts.open(&settings, u"one"_s);
    QVERIFY(drafts.isEmpty());
}

void PriceModelsTest::aPriceOfTheDraftAwaitsTheNextEdition()
{
    PricedItem course = courseAt(5'000);
    QVERIFY(!awaitsPublishing(course));
    course.pricing.price = 6'000;
    QVERIFY(awaitsPublishing(course));
    course.published.reset();
    QVERIFY(!awaitsPublishing(course));
}

QTEST_GUILESS_MAIN(PriceModelsTest)
#include "tst_pricemodels.moc"
