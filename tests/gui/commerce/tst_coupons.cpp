#include "tests/gui/commerce/pricingscene.h"

#include "widgets/commerce/coupons/couponspane.h"
#include "widgets/commerce/memberships/plansheet.h"

#include <QFile>
#include <QRegularExpression>

using commerce::CouponListModel;

/// What an administrator does with coupons and membership plans.
class CouponsTest : public PricingScene
{
    Q_OBJECT
private Q_SLOTS:
    void aCouponIsMadeAndShowsItsState();
    void aCouponThatMakesACourseFreeIsWarnedOf();
    void aBatchGoesIntoAFile();
    void whatIsWrongStandsAtItsField();
    void aCouponIsDisabledAndEnabled();
    void theTableFollowsOthers();
    void aPlanIsAddedWithdrawnAndOfferedAgain();
    void whatNobodyHasTouchedIsTakenBack();
    void whatSomebodyHasStays();
    void aPlanIsTakenBackAsLongAsNobodyBoughtIt();
    void anOpenSheetSpeaksTheNewLanguage();

private:
    template<class Sheet>
    Sheet *sheet()
    {
        Sheet *found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = m_page->findChild<Sheet *>()) && found->isVisible(); },
                              support::Patience);
        return found;
    }
    QJsonObject coupon(const QString &code)
    {
        return {{u"code"_s, code},
                {u"kind"_s, u"amount"_s},
                {u"value"_s, 2'000},
                {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                {u"endsAt"_s, u"2099-01-01T00:00:00Z"_s}};
    }
    QString shown(int row, int column) { return m_page->coupons().coupons().index(row, column).data().toString(); }
};

void CouponsTest::aCouponIsMadeAndShowsItsState()
{
    new QAbstractItemModelTester(&m_page->coupons().coupons(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    showPage(u"coupons"_s);
    QTRY_VERIFY2(all().contains(u"No coupons yet"_s), qPrintable(all()));
    pictures(m_page.get(), u"coupons-empty"_s);
    click(u"New coupon"_s);
    auto *form = sheet<commerce::CouponSheet>();
    QVERIFY(form);
    type(part<QLineEdit>(u"couponCode"_s), u"spring2027"_s);
    type(part<QLineEdit>(u"couponAmount"_s), u"20"_s);
    pictures(form, u"coupon-sheet"_s);
    QCOMPARE(support::unnamedControls(*form), QStringList());
    click(u"Make"_s);
    QTRY_COMPARE(shown(0, CouponListModel::Code), u"SPRING2027"_s);
    QCOMPARE(shown(0, CouponListModel::Worth), u"¥20.00 off"_s);
    QCOMPARE(shown(0, CouponListModel::State), u"Running"_s);
    QCOMPARE(shown(0, CouponListModel::Left), u"No limit"_s);
}

void CouponsTest::aCouponThatMakesACourseFreeIsWarnedOf()
{
    makeCourse(u"Light"_s, 1'500);
    showPage(u"coupons"_s);
    QTRY_VERIFY(m_page->priceList().isLoaded());
    click(u"New coupon"_s);
    QVERIFY(sheet<commerce::CouponSheet>());
    type(part<QLineEdit>(u"couponAmount"_s), u"14.99"_s);
    QVERIFY(!all().contains(u"costs nothing: Light"_s));
    type(part<QLineEdit>(u"couponAmount"_s), u"15"_s);
    QTRY_VERIFY2(all().contains(u"costs nothing: Light"_s), qPrintable(all()));
    pictures(sheet<commerce::CouponSheet>(), u"coupon-free"_s);
}

void CouponsTest::aBatchGoesIntoAFile()
{
    const QString file = m_dir->filePath(u"codes.csv"_s);
    m_page->coupons().setChooser([&](QWidget *, const QString &) { return file; });
    showPage(u"coupons"_s);
    click(u"Many coupons…"_s);
    QVERIFY(sheet<commerce::CouponSheet>());
    type(part<QLineEdit>(u"couponCode"_s), u"vip-"_s);
    type(part<QLineEdit>(u"couponAmount"_s), u"20"_s);
    click(u"Make"_s);
    QTRY_COMPARE(m_page->coupons().coupons().total(), 100);
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().split('\n');
    QCOMPARE(lines.size(), 102);
    QCOMPARE(lines[0], QByteArray("\xEF\xBB\xBF"
                                  "code\r"));
    QVERIFY2(lines[1].startsWith("VIP-"), lines[1].constData());
}

void CouponsTest::whatIsWrongStandsAtItsField()
{
    showPage(u"coupons"_s);
    click(u"New coupon"_s);
    QVERIFY(sheet<commerce::CouponSheet>());
    click(u"Make"_s);
    QTRY_VERIFY(part<QLineEdit>(u"couponCode"_s)->property("fault").toBool());
    QVERIFY(part<QLineEdit>(u"couponAmount"_s)->property("fault").toBool());
    pictures(sheet<commerce::CouponSheet>(), u"coupon-faults"_s);
    QCOMPARE(m_page->coupons().coupons().rowCount(), 0);
}

void CouponsTest::aCouponIsDisabledAndEnabled()
{
    QVERIFY(ask(u"POST"_s, u"/api/coupons"_s, coupon(u"SPRING"_s)));
    showPage(u"coupons"_s);
    QTRY_COMPARE(shown(0, CouponListModel::Code), u"SPRING"_s);
    m_page->coupons().table()->selectRow(0);
    click(u"Disable"_s);
    QTRY_COMPARE(shown(0, CouponListModel::State), u"Disabled"_s);
    pictures(m_page.get(), u"coupons"_s);
    click(u"Enable"_s);
    QTRY_COMPARE(shown(0, CouponListModel::State), u"Running"_s);
}

void CouponsTest::theTableFollowsOthers()
{
    QVERIFY(ask(u"POST"_s, u"/api/coupons"_s, coupon(u"SPRING"_s)));
    showPage(u"coupons"_s);
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 1);
    QVERIFY(ask(u"POST"_s, u"/api/coupons"_s, coupon(u"SUMMER"_s)));
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 2);
}

void CouponsTest::aPlanIsAddedWithdrawnAndOfferedAgain()
{
    new QAbstractItemModelTester(&m_page->plans(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    showPage(u"memberships"_s);
    click(u"New plan"_s);
    auto *form = sheet<commerce::PlanSheet>();
    QVERIFY(form);
    type(part<QLineEdit>(u"planName"_s), u"A year of everything"_s);
    type(part<QLineEdit>(u"planPrice"_s), u"365"_s);
    pictures(form, u"plan-sheet"_s);
    click(u"Save"_s);
    QTRY_COMPARE(m_page->plans().rowCount(), 1);
    const auto state = [&] { return m_page->plans().index(0, commerce::PlanListModel::State).data().toString(); };
    QCOMPARE(state(), u"Offered"_s);
    part<QTableView>(u"plans"_s)->selectRow(0);
    pictures(m_page.get(), u"plans"_s);
    click(u"Withdraw"_s);
    QTRY_COMPARE(state(), u"Withdrawn"_s);
    click(u"Offer again"_s);
    QTRY_COMPARE(state(), u"Offered"_s);
}

void CouponsTest::whatNobodyHasTouchedIsTakenBack()
{
    showPage(u"coupons"_s);
    click(u"New coupon"_s);
    type(part<QLineEdit>(u"couponCode"_s), u"SPRING"_s);
    type(part<QLineEdit>(u"couponAmount"_s), u"20"_s);
    click(u"Make"_s);
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 1);
    m_page->coupons().table()->selectRow(0);
    click(u"Change…"_s);
    QVERIFY(sheet<commerce::CouponSheet>());
    type(part<QLineEdit>(u"couponAmount"_s), u"35"_s);
    click(u"Save"_s);
    QTRY_COMPARE(shown(0, CouponListModel::Worth), u"¥35.00 off"_s);
    click(u"Undo"_s);
    QTRY_COMPARE(shown(0, CouponListModel::Worth), u"¥20.00 off"_s);
    QVERIFY(ask(u"POST"_s, u"/api/coupons"_s, coupon(u"OTHER"_s)));
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 2);
    click(u"New coupon"_s);
    type(part<QLineEdit>(u"couponCode"_s), u"MISTAKE"_s);
    type(part<QLineEdit>(u"couponAmount"_s), u"5"_s);
    click(u"Make"_s);
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 3);
    click(u"Undo"_s);
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 2);
    QCOMPARE(shown(0, CouponListModel::Code), u"OTHER"_s);
}

void CouponsTest::whatSomebodyHasStays()
{
    makeLearner(u"lin"_s);
    showPage(u"coupons"_s);
    click(u"New coupon"_s);
    type(part<QLineEdit>(u"couponCode"_s), u"SPRING"_s);
    type(part<QLineEdit>(u"couponAmount"_s), u"20"_s);
    click(u"Make"_s);
    QTRY_COMPARE(m_page->coupons().coupons().rowCount(), 1);
    QVERIFY(askAs(u"lin"_s, u"/api/coupons/claim"_s, {{u"code"_s, u"SPRING"_s}}));
    click(u"Undo"_s);
    QTRY_VERIFY2(all().contains(u"Somebody has used or claimed this coupon already."_s), qPrintable(all()));
    QCOMPARE(m_page->coupons().coupons().rowCount(), 1);
}

void CouponsTest::aPlanIsTakenBackAsLongAsNobodyBoughtIt()
{
    makeLearner(u"lin"_s);
    const QJsonObject made = ask(u"POST"_s, u"/api/memberships/plans"_s,
                                 {{u"name"_s, u"Year"_s},
                                  {u"months"_s, 12},
                                  {u"price"_s, 36'500},
                                  {u"benefit"_s, u"free"_s},
                                  {u"scope"_s, QJsonObject{{u"kind"_s, u"all"_s}}}})
                                     ->toObject();
    showPage(u"memberships"_s);
    QTRY_COMPARE(m_page->plans().rowCount(), 1);
    const auto price = [&] { return m_page->plans().index(0, commerce::PlanListModel::Price).data().toString(); };
    const auto setPrice = [&](const QString &amount) {
        part<QTableView>(u"plans"_s)->selectRow(0);
        click(u"Change…"_s);
        QVERIFY(sheet<commerce::PlanSheet>());
        type(part<QLineEdit>(u"planPrice"_s), amount);
        click(u"Save"_s);
    };
    setPrice(u"99"_s);
    QTRY_COMPARE(price(), u"¥99.00"_s);
    click(u"Undo"_s);
    QTRY_COMPARE(price(), u"¥365.00"_s);
    QTRY_VERIFY2(!button(u"Undo"_s), "or the next click might meet this one");
    setPrice(u"88"_s);
    QTRY_COMPARE(price(), u"¥88.00"_s);
    QTRY_VERIFY2(button(u"Undo"_s), qPrintable(all()));
    QVERIFY(askAs(u"lin"_s, u"/api/orders/create"_s,
                  {{u"itemType"_s, u"membership"_s}, {u"itemId"_s, made[u"id"].toInteger()}}));
    click(u"Undo"_s);
    QTRY_VERIFY2(all().contains(u"Somebody has ordered since."_s), qPrintable(all()));
    QCOMPARE(price(), u"¥88.00"_s);
}

void CouponsTest::anOpenSheetSpeaksTheNewLanguage()
{
    showPage(u"coupons"_s);
    click(u"New coupon"_s);
    auto *form = sheet<commerce::CouponSheet>();
    QVERIFY(form);
    type(part<QLineEdit>(u"couponCode"_s), u"SPRING"_s);
    m_language->setCode(u"zh_CN"_s);
    QTRY_VERIFY(button(u"取消"_s));
    QStringList english;
    for (const QLabel *label : form->findChildren<QLabel *>()) {
        static const QRegularExpression letters(u"[A-Za-z]{3,}"_s);
        if (label->isVisible() && label->text().contains(letters) && !label->text().contains(u"Asia/Shanghai"_s))
            english << label->text();
    }
    QCOMPARE(english, QStringList());
    QCOMPARE(part<QLineEdit>(u"couponCode"_s)->text(), u"SPRING"_s);
    m_language->setCode(u"en"_s);
    QTRY_VERIFY(button(u"Make"_s));
    form->reject();
}

QTEST_MAIN(CouponsTest)
#include "tst_coupons.moc"
