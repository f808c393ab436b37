#include "tests/unit/commerce/shop.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace channelscene;

/// Notices that don't fit what is here: refunds of something else, refunds that were given up, transactions that are another
/// order's.
class RefundNoticesTest final : public QObject
{
    Q_OBJECT
private slots:
    void aRefundThatDiffersIsRefused_data() { eachChannel(); }
    void aRefundThatDiffersIsRefused();
    void aFailedRefundThatWasRepairedIsBooked();
    void aRepairedRefundBeyondTheAmountIsSaid();
    void aTransactionPaysOneOrder_data() { eachChannel(); }
    void aTransactionPaysOneOrder();
};

/// A refund on its way whose answer and notices are lost: the next notice decides.
void RefundNoticesTest::aRefundThatDiffersIsRefused()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    const QJsonObject other = shop.order(u"learner2"_s);
    QVERIFY(shop.pay(other));
    QTRY_COMPARE(shop.status(other), u"paid"_s);
    shop.gateway().control("mode", {{u"loseAnswers"_s, 1}, {u"loseNotices"_s, 1000}});
    QCOMPARE(shop.refund(order, 3300), 202);
    QTRY_COMPARE(shop.refunds(), 1);
    const QJsonValue number = shop.read(order)[u"refunds"_s][0][u"refundNo"_s];
    const auto told = [&](const QJsonObject &of, Fen amount) {
        const QJsonObject refund{{u"number"_s, number}, {u"amount"_s, amount}};
        return shop.hand(shop.notice({{u"orderNo"_s, of[u"orderNo"_s]}, {u"refund"_s, refund}}));
    };
    QVERIFY(!isAccepted(told(other, 3300)));
    int differing = 1;
    if (shop.till().isWechat) {  // Alipay's notices don't say a refund's own amount
        QVERIFY(!isAccepted(told(order, 3299)));
        differing = 2;
    }
    QCOMPARE(shop.events(order, u"refund_differs"_s), differing);
    QCOMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(shop.status(other), u"paid"_s);
    QCOMPARE(shop.bookings(), 2);
    QVERIFY(isAccepted(told(order, 3300)));
    QCOMPARE(shop.status(order), u"partially_refunded"_s);
    QCOMPARE(shop.bookings(), 3);
}

void RefundNoticesTest::aFailedRefundThatWasRepairedIsBooked()
{
    Shop shop(u"wechatpay"_s);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    shop.gateway().control("mode", {{u"refundResult"_s, u"ABNORMAL"_s}, {u"holdRefunds"_s, true}});
    QCOMPARE(shop.refund(order), 202);
    const auto refund = [&] { return shop.read(order)[u"refunds"_s][0].toObject(); };
    QTRY_COMPARE(shop.refunds(), 1);
    shop.gateway().control("settle");
    QTRY_COMPARE((shop.moveOn(60'000), refund()[u"status"_s].toString()), u"failed"_s);
    QVERIFY(shop.opens());
    const QJsonObject repaired{{u"number"_s, refund()[u"refundNo"_s]}, {u"amount"_s, 9900}};
    for (int again = 0; again < 3; ++again) {
        const auto notice = shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}, {u"refund"_s, repaired}});
        QVERIFY(isAccepted(shop.hand(notice)));
        QCOMPARE(shop.status(order), u"refunded"_s);
    }
    QCOMPARE(refund()[u"status"_s].toString(), u"done"_s);
    QCOMPARE(shop.events(order, u"refunded"_s), 1);
    QCOMPARE(shop.events(order, u"refund_excess"_s), 0);
    QCOMPARE(shop.bookings(), 2);
    QCOMPARE(shop.balance(), 0);
    QVERIFY(!shop.opens());
}

/// Another refund was made in the meantime: the channel has paid back more than it took, and the books say so.
void RefundNoticesTest::aRepairedRefundBeyondTheAmountIsSaid()
{
    Shop shop(u"wechatpay"_s);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    shop.gateway().control("mode", {{u"refundResult"_s, u"CLOSED"_s}, {u"holdRefunds"_s, true}});
    QCOMPARE(shop.refund(order), 202);
    const auto refund = [&](qsizetype at) { return shop.read(order)[u"refunds"_s][at].toObject(); };
    QTRY_COMPARE(shop.refunds(), 1);
    shop.gateway().control("settle");
    QTRY_COMPARE((shop.moveOn(60'000), refund(0)[u"status"_s].toString()), u"failed"_s);
    shop.gateway().control("mode");
    QCOMPARE(shop.refund(order, 5000), 202);
    QTRY_COMPARE((shop.moveOn(60'000), shop.status(order)), u"partially_refunded"_s);
    const QJsonObject repaired{{u"number"_s, refund(0)[u"refundNo"_s]}, {u"amount"_s, 9900}};
    QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}, {u"refund"_s, repaired}}))));
    QCOMPARE(shop.status(order), u"refunded"_s);
    QVERIFY(!shop.opens());
    QCOMPARE(shop.events(order, u"refund_excess"_s), 1);
    QCOMPARE(shop.balance(), -5000);
    const auto audit = shop.school->ask(u"admin"_s, http::Method::Get, "/api/audit?action=refund.excess");
    QVERIFY2(audit.bytes().contains("\"excess\":5000"), audit.bytes().constData());
}

void RefundNoticesTest::aTransactionPaysOneOrder()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order(), other = shop.order(u"learner2"_s);
    QVERIFY(shop.open(order) && shop.open(other));
    const QJsonObject change{
            {shop.till().isWechat ? u"transaction_id"_s : u"trade_no"_s, u"4200000000000000000000000001"_s}};
    const auto told = [&](const QJsonObject &of) {
        return shop.hand(shop.notice({{u"orderNo"_s, of[u"orderNo"_s]}, {u"change"_s, change}}));
    };
    QVERIFY(isAccepted(told(order)));
    const auto answer = told(other);
    QVERIFY(!isAccepted(answer));
    QCOMPARE(answer.status, shop.till().isWechat ? 500 : 200);  // as all that is to come again
    QVERIFY2(!answer.bytes().contains("payments"), answer.bytes().constData());
    QCOMPARE(shop.status(other), u"pending"_s);
    QCOMPARE(shop.events(other, u"transaction_used"_s), 1);
    QCOMPARE(shop.bookings(), 1);
    QCOMPARE(shop.rights(u"learner2"_s), 0);
}

QTEST_GUILESS_MAIN(RefundNoticesTest)
#include "tst_refundnotices.moc"
