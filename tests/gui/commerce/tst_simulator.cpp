#include "tests/gui/commerce/pricingscene.h"

#include <QListWidget>

/// What an administrator is told that a learner would pay.
class SimulatorTest : public PricingScene
{
    Q_OBJECT
private Q_SLOTS:
    void everyRuleHasItsLine();
    void whyACodeIsRefusedIsSaid();

private:
    void chooseFirst()
    {
        QTRY_VERIFY(part<QListWidget>(u"people"_s) && part<QListWidget>(u"people"_s)->count() > 0);
        QTRY_VERIFY(part<QComboBox>(u"tryItem"_s)->count() > 0);
        part<QListWidget>(u"people"_s)->setCurrentRow(0);
    }
};

void SimulatorTest::everyRuleHasItsLine()
{
    makeCourse(u"Light"_s, 9'900);
    makeLearner(u"lin"_s);
    QVERIFY(ask(u"POST"_s, u"/api/coupons"_s,
                {{u"code"_s, u"SPRING"_s},
                 {u"kind"_s, u"amount"_s},
                 {u"value"_s, 2'000},
                 {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                 {u"endsAt"_s, u"2099-01-01T00:00:00Z"_s}}));
    showPage(u"simulator"_s);
    pictures(m_page.get(), u"simulator-empty"_s);
    chooseFirst();
    QTRY_VERIFY2(all().contains(u"List price"_s) && all().contains(u"¥99.00"_s), qPrintable(all()));
    type(part<QLineEdit>(u"tryCode"_s), u"spring"_s);
    QTRY_VERIFY2(all().contains(u"−\u2060¥20.00"_s) && all().contains(u"¥79.00"_s), qPrintable(all()));
    pictures(m_page.get(), u"simulator"_s);
    QCOMPARE(told(u"/api/orders?scope=school"_s)[u"orders"].toArray().size(), 0);
}

void SimulatorTest::whyACodeIsRefusedIsSaid()
{
    makeCourse(u"Light"_s, 9'900);
    makeLearner(u"lin"_s);
    showPage(u"simulator"_s);
    chooseFirst();
    type(part<QLineEdit>(u"tryCode"_s), u"nosuch"_s);
    QTRY_VERIFY2(all().contains(u"no such"_s, Qt::CaseInsensitive) || all().contains(u"coupon code"_s),
                 qPrintable(all()));
    pictures(m_page.get(), u"simulator-refused"_s);
}

QTEST_MAIN(SimulatorTest)
#include "tst_simulator.moc"
