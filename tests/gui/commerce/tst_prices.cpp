#include "tests/gui/commerce/pricingscene.h"

#include "models/commerce/saledays.h"
#include "widgets/common/controls/toast.h"

#include <QJsonDocument>
#include <QTreeWidget>

using commerce::PriceListModel;

/// What an author does with the prices of her courses.
class PricesTest : public PricingScene
{
    Q_OBJECT
private Q_SLOTS:
    void everyCourseIsListedWithWhatItIsSoldAt();
    void aNewPriceIsSoldAtFromTheNextEditionOn();
    void aSaleLastsUntilTheMidnightAfterItsLastDay();
    void aFaultStandsAtItsField();
    void theLastChangeIsTakenBackWhileNothingWasSold();
    void whatWasOrderedSinceIsNotTakenBack();
    void aLessonHasItsOwnPrice();
    void whatIsNotSavedStaysWithItsItem();
    void whatIsNotSavedOutlivesTheWindow();
    void aLiveCouponThatBeatsThePriceIsWarnedOf();
    void daysAreTheSchoolsOnes();
    void aSchoolWithoutCoursesSaysSo();
    void nothingIsCutOffOrNameless();

private:
    void open(qint64 course);
    QLineEdit *price() { return part<QLineEdit>(u"listPrice"_s); }
    void save();
};

void PricesTest::open(qint64 course)
{
    showPage();
    m_page->prices().openCourse(course);
    QTRY_VERIFY(m_page->isLoaded() && price());
}

void PricesTest::save()
{
    click(u"Save"_s);
    QTRY_VERIFY2(!m_page->prices().document().isBusy() && all().contains(u"Saved: "_s), qPrintable(all()));
    QVERIFY(!button(u"Save"_s)->isEnabled());
}

void PricesTest::everyCourseIsListedWithWhatItIsSoldAt()
{
    new QAbstractItemModelTester(&m_page->priceList(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    const qint64 light = makeCourse(u"Light"_s, 19'900);
    makeCourse(u"Shadow"_s, 9'900, false);
    QVERIFY(ask(u"PUT"_s, u"/api/courses/%1/pricing"_s.arg(light), {{u"price"_s, 29'900}}));
    showPage();
    const auto shown = [&](int row, int column) {
        return m_page->prices().table()->model()->index(row, column).data().toString();
    };
    QTRY_COMPARE(shown(0, PriceListModel::SoldAt), u"¥199.00"_s);
    QCOMPARE(shown(0, PriceListModel::Title), u"Light"_s);
    QCOMPARE(shown(0, PriceListModel::ListPrice), u"¥299.00, next edition"_s);
    QCOMPARE(shown(1, PriceListModel::SoldAt), u"Not published"_s);
    pictures(m_page.get(), u"prices"_s);
}

void PricesTest::aNewPriceIsSoldAtFromTheNextEditionOn()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    open(course);
    type(price(), u"129.5"_s);
    QTRY_VERIFY2(all().contains(u"Sold at ¥99.00 until you publish the course again."_s), qPrintable(all()));
    save();
    const QJsonObject stored = told(u"/api/courses/%1/pricing"_s.arg(course));
    QCOMPARE(stored[u"price"].toInteger(), 12'950);
    QCOMPARE(stored[u"publishedPrice"].toInteger(), 9'900);
}

void PricesTest::aSaleLastsUntilTheMidnightAfterItsLastDay()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    open(course);
    click(u"Add a sale"_s);
    QList<commerce::DayField *> days = m_page->findChildren<commerce::DayField *>();
    days.removeIf([](commerce::DayField *day) { return !day->isVisible(); });
    QCOMPARE(days.size(), 2);
    QTest::keyClick(days[0], Qt::Key_Down, Qt::AltModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    pictures(QApplication::activePopupWidget(), u"calendar"_s);
    QApplication::activePopupWidget()->close();
    days[0]->setDate(QDate(2027, 3, 1));
    days[1]->setDate(QDate(2027, 3, 7));
    pictures(m_page.get(), u"sale"_s);
    save();
    const QJsonArray sales = told(u"/api/courses/%1/pricing"_s.arg(course))[u"sales"].toArray();
    QCOMPARE(sales.size(), 1);
    const QTimeZone zone("Asia/Shanghai");
    QCOMPARE(sales[0][u"startsAt"].toString(), toIso(commerce::dayStart(QDate(2027, 3, 1), zone)));
    QCOMPARE(sales[0][u"endsAt"].toString(), toIso(commerce::dayStart(QDate(2027, 3, 8), zone)));
    QCOMPARE(sales[0][u"price"].toInteger(), 7'900);
}

void PricesTest::aFaultStandsAtItsField()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    open(course);
    click(u"Add a sale"_s);
    type(price(), u"50"_s);
    click(u"Save"_s);
    QTRY_VERIFY2(all().contains(u"Must be below the list price"_s), qPrintable(all()));
    QVERIFY(button(u"Save"_s)->isEnabled());
    QCOMPARE(told(u"/api/courses/%1/pricing"_s.arg(course))[u"price"].toInteger(), 9'900);
    pictures(m_page.get(), u"fault"_s);
}

void PricesTest::theLastChangeIsTakenBackWhileNothingWasSold()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    open(course);
    QVERIFY(!button(u"Take back"_s)->isEnabled());
    type(price(), u"150"_s);
    save();
    click(u"Take back"_s);
    QTRY_COMPARE(price()->text(), u"¥99.00"_s);
    QCOMPARE(told(u"/api/courses/%1/pricing"_s.arg(course))[u"price"].toInteger(), 9'900);
    QVERIFY(!button(u"Take back"_s)->isEnabled());
}

void PricesTest::whatWasOrderedSinceIsNotTakenBack()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    makeLearner(u"lin"_s);
    open(course);
    type(price(), u"150"_s);
    save();
    QVERIFY(askAs(u"lin"_s, u"/api/orders/create"_s, {{u"itemType"_s, u"column"_s}, {u"itemId"_s, course}}));
    click(u"Take back"_s);
    QTRY_VERIFY2(all().contains(u"Somebody has ordered since"_s), qPrintable(all()));
    QCOMPARE(told(u"/api/courses/%1/pricing"_s.arg(course))[u"price"].toInteger(), 15'000);
    QVERIFY(!button(u"Take back"_s)->isEnabled());
}

void PricesTest::aLessonHasItsOwnPrice()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    open(course);
    auto *items = part<QTreeWidget>(u"pricedItems"_s);
    QCOMPARE(items->topLevelItemCount(), 2);
    items->setCurrentItem(items->topLevelItem(1));
    type(price(), u"20"_s);
    save();
    QCOMPARE(items->topLevelItem(1)->text(1), u"¥20.00"_s);
    QCOMPARE(told(u"/api/courses/%1/pricing"_s.arg(course))[u"lessons"][0][u"price"].toInteger(), 2'000);
}

void PricesTest::whatIsNotSavedStaysWithItsItem()
{
    open(makeCourse(u"Light"_s, 9'900));
    auto *items = part<QTreeWidget>(u"pricedItems"_s);
    type(price(), u"120"_s);
    items->setCurrentItem(items->topLevelItem(1));
    QVERIFY(!button(u"Save"_s)->isEnabled());
    items->setCurrentItem(items->topLevelItem(0));
    QCOMPARE(price()->text(), u"¥120.00"_s);
    QVERIFY(button(u"Save"_s)->isEnabled());
    click(u"Discard"_s);
    QCOMPARE(price()->text(), u"¥99.00"_s);
}

void PricesTest::whatIsNotSavedOutlivesTheWindow()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    m_page->setSchool(*m_settings, u"school"_s);
    open(course);
    type(price(), u"120"_s);
    makePage();
    m_page->setSchool(*m_settings, u"school"_s);
    showPage();
    QTRY_COMPARE(m_page->prices().table()->model()->index(0, PriceListModel::Title).data().toString(),
                 u"Light • not saved"_s);
    pictures(m_page.get(), u"prices-unsaved"_s);
    m_page->prices().openCourse(course);
    QTRY_VERIFY(m_page->isLoaded() && price());
    QTRY_COMPARE(price()->text(), u"¥120.00"_s);
    save();
    makePage();
    m_page->setSchool(*m_settings, u"school"_s);
    showPage();
    QTRY_COMPARE(m_page->prices().table()->model()->index(0, PriceListModel::Title).data().toString(), u"Light"_s);
}

void PricesTest::aLiveCouponThatBeatsThePriceIsWarnedOf()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    QVERIFY(ask(u"POST"_s, u"/api/coupons"_s,
                {{u"code"_s, u"NIGHT30"_s},
                 {u"kind"_s, u"amount"_s},
                 {u"value"_s, 3'000},
                 {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                 {u"endsAt"_s, u"2099-01-01T00:00:00Z"_s}}));
    open(course);
    type(price(), u"31"_s);
    QVERIFY(!all().contains(u"NIGHT30"_s));
    type(price(), u"30"_s);
    QTRY_VERIFY2(all().contains(u"With these coupons it costs nothing: NIGHT30"_s), qPrintable(all()));
    pictures(m_page.get(), u"price-coupon"_s);
    QCOMPARE(told(u"/api/courses/%1/pricing"_s.arg(course))[u"price"].toInteger(), 9'900);
    save();
    const QJsonArray checks = told(u"/api/courses/%1/checks"_s.arg(course))[u"checks"].toArray();
    QVERIFY2(std::any_of(checks.begin(), checks.end(),
                         [](const QJsonValue &c) { return c[u"id"].toString() == "coupon_gives_away"_L1; }),
             QJsonDocument(checks).toJson().constData());
}

void PricesTest::daysAreTheSchoolsOnes()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "America/New_York");
    open(makeCourse(u"Light"_s, 9'900));
    QTRY_VERIFY2(all().contains(u"the school's time zone (Asia/Shanghai)"_s), qPrintable(all()));
    qputenv("TZ", "Asia/Shanghai");
    m_language->setCode(u"zh_CN"_s);
    m_language->setCode(u"en"_s);
    QTRY_VERIFY2(!all().contains(u"Asia/Shanghai"_s), qPrintable(all()));
    qputenv("TZ", before);
}

void PricesTest::aSchoolWithoutCoursesSaysSo()
{
    showPage();
    QTRY_VERIFY2(all().contains(u"Nothing to sell yet"_s), qPrintable(all()));
}

void PricesTest::nothingIsCutOffOrNameless()
{
    open(makeCourse(u"Watercolour for people who never dared to pick up a brush"_s, 129'900));
    click(u"Add a sale"_s);
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        QTRY_VERIFY2(support::cutOffTexts(*m_page).isEmpty(), qPrintable(support::cutOffTexts(*m_page).join(u'\n')));
        QCOMPARE(support::unnamedControls(*m_page), QStringList());
        QTRY_COMPARE(support::outOfReach(*m_page), QStringList());
    }
}

QTEST_MAIN(PricesTest)
#include "tst_prices.moc"
