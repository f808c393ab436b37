#include "tests/gui/commerce/pricingscene.h"

#include "widgets/commerce/orders/orderspane.h"
#include "widgets/commerce/orders/refundsheet.h"

#include <QScrollBar>

using commerce::OrderListModel;

/// What an administrator does with the orders of the school.
class OrdersPageTest : public PricingScene
{
    Q_OBJECT
private Q_SLOTS:
    void ordersAreFilteredByStatus();
    void anOrderIsBookedAsPaid();
    void aRefundSaysWhatItDoesBeforeItIsDone();
    void aRequestIsRefused();
    void newOrdersComeByThemselvesAndMoveNothing();

private:
    qint64 orderOf(const QString &login, qint64 price);
    QString shown(int column) { return m_page->orderList().index(0, column).data().toString(); }
    void open(qint64 order);
    void bookAsPaid(qint64 order)
    {
        QVERIFY(ask(u"POST"_s, u"/api/orders/%1/pay-outside"_s.arg(order), {{u"note"_s, u"cash"_s}}));
    }
};

qint64 OrdersPageTest::orderOf(const QString &login, qint64 price)
{
    const qint64 course = makeCourse(u"Light and shadow"_s, price);
    makeLearner(login);
    const auto made = askAs(login, u"/api/orders/create"_s, {{u"itemType"_s, u"column"_s}, {u"itemId"_s, course}});
    return made ? (*made)[u"orderId"].toInteger() : 0;
}

void OrdersPageTest::open(qint64 order)
{
    showPage(u"orders"_s);
    m_page->orders().openOrder(order);
    QTRY_VERIFY2(all().contains(u"What happened"_s) && all().contains(u"Ordered"_s), qPrintable(all()));
}

void OrdersPageTest::ordersAreFilteredByStatus()
{
    new QAbstractItemModelTester(&m_page->orderList(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    orderOf(u"lin"_s, 9'900);
    showPage(u"orders"_s);
    QTRY_COMPARE(m_page->orderList().rowCount(), 1);
    QCOMPARE(shown(OrderListModel::Amount), u"¥99.00"_s);
    QCOMPARE(shown(OrderListModel::Status), u"Not paid yet"_s);
    pictures(m_page.get(), u"orders"_s);
    m_page->orderList().setShown(u"paid"_s, {});
    QTRY_COMPARE(m_page->orderList().rowCount(), 0);
    QTRY_VERIFY2(all().contains(u"Nothing found"_s), qPrintable(all()));
    QVERIFY(!all().contains(u"No orders yet"_s));
}

void OrdersPageTest::anOrderIsBookedAsPaid()
{
    const qint64 order = orderOf(u"lin"_s, 9'900);
    open(order);
    click(u"Book as paid…"_s);
    QTRY_VERIFY(part<QLineEdit>(u"reason"_s));
    type(part<QLineEdit>(u"reason"_s), u"in cash"_s);
    click(u"Book as paid"_s);
    QTRY_COMPARE(told(u"/api/orders/%1"_s.arg(order))[u"status"].toString(), u"paid"_s);
    QTRY_VERIFY2(button(u"Refund…"_s), "a paid order can be refunded");
    QTRY_COMPARE(shown(OrderListModel::Status), u"Paid"_s);
}

void OrdersPageTest::aRefundSaysWhatItDoesBeforeItIsDone()
{
    const qint64 order = orderOf(u"lin"_s, 9'900);
    bookAsPaid(order);
    open(order);
    QVERIFY2(all().contains(u"List price"_s), qPrintable(all()));
    pictures(m_page.get(), u"order"_s);
    click(u"Refund…"_s);
    QTRY_VERIFY2(all().contains(u"can't be watched any more"_s), qPrintable(all()));
    pictures(m_page->findChild<commerce::RefundSheet *>(), u"refund"_s);
    type(part<QLineEdit>(u"refundAmount"_s), u"30"_s);
    QTRY_VERIFY2(all().contains(u"What was bought stays"_s) && all().contains(u"¥69.00"_s), qPrintable(all()));
    QCOMPARE(told(u"/api/orders/%1"_s.arg(order))[u"refunds"].toArray().size(), 0);
    click(u"Refund"_s);
    QTRY_VERIFY2(part<QLineEdit>(u"refundReason"_s)->property("fault").toBool(), "a reason is asked for");
    type(part<QLineEdit>(u"refundReason"_s), u"half of it was missing"_s);
    click(u"Refund"_s);
    QTRY_COMPARE(told(u"/api/orders/%1"_s.arg(order))[u"refunds"].toArray().size(), 1);
    QCOMPARE(told(u"/api/orders/%1"_s.arg(order))[u"refunds"][0][u"amount"].toInteger(), 3'000);
    QTRY_VERIFY2(all().contains(u"half of it was missing"_s), "the timeline tells it");
}

void OrdersPageTest::aRequestIsRefused()
{
    const qint64 order = orderOf(u"lin"_s, 9'900);
    bookAsPaid(order);
    QVERIFY(askAs(u"lin"_s, u"/api/orders/%1/request-refund"_s.arg(order), {{u"reason"_s, u"too long"_s}}));
    open(order);
    click(u"Refuse refund…"_s);
    QTRY_VERIFY(part<QLineEdit>(u"reason"_s));
    type(part<QLineEdit>(u"reason"_s), u"it was watched"_s);
    click(u"Refuse the refund"_s);
    QTRY_COMPARE(told(u"/api/orders/%1"_s.arg(order))[u"refunds"][0][u"status"].toString(), u"refused"_s);
    QTRY_VERIFY(!button(u"Refuse refund…"_s));
}

void OrdersPageTest::newOrdersComeByThemselvesAndMoveNothing()
{
    new QAbstractItemModelTester(&m_page->orderList(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    const qint64 course = makeCourse(u"Light"_s, 9'900);
    const auto order = [&](const QString &login) {
        return (*askAs(login, u"/api/orders/create"_s,
                       {{u"itemType"_s, u"column"_s}, {u"itemId"_s, course}}))[u"orderId"]
                .toInteger();
    };
    constexpr int Before = 30;
    qint64 third = 0;
    for (int i = 0; i < Before; ++i) {
        makeLearner(u"lin%1"_s.arg(i));
        const qint64 id = order(u"lin%1"_s.arg(i));
        third = i == 2 ? id : third;
    }
    showPage(u"orders"_s);
    QTRY_COMPARE(m_page->orderList().rowCount(), Before);
    QTableView *table = m_page->orders().table();
    const int row = m_page->orderList().rowOf(third);
    table->selectRow(row);
    table->scrollToBottom();
    QTRY_VERIFY(table->verticalScrollBar()->value() > 0);
    const int at = table->rowViewportPosition(row);
    makeLearner(u"new"_s);
    order(u"new"_s);
    QTRY_COMPARE(m_page->orderList().rowCount(), Before + 1);
    QCOMPARE(m_page->orderList().rowOf(third), row + 1);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().first().row(), row + 1);
    QTRY_COMPARE(table->rowViewportPosition(row + 1), at);
    // A status changes: in its place.
    bookAsPaid(third);
    QTRY_COMPARE(m_page->orderList().rowAt(row + 1)[u"status"].toString(), u"paid"_s);
    QCOMPARE(table->rowViewportPosition(row + 1), at);
}

QTEST_MAIN(OrdersPageTest)
#include "tst_orderspage.moc"
