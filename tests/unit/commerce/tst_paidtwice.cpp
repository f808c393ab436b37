#include "tests/unit/commerce/shop.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace channelscene;

/// An order that is begun with both channels and paid through both: the second payment is booked as what it is and goes
/// back, whichever it was and however the news of it came; order, right and coupon stay as the first one left them.
class PaidTwiceTest final : public QObject
{
    Q_OBJECT
private slots:
    void theSecondGoesBack_data() { eachChannel(); }
    void theSecondGoesBack();
    void bothAtOnce();
    void aLostSecondNoticeIsFoundByClosing();
    void theOtherChannelIsClosed();
    void repeatsOfTheSecondAreRepeats();
    void afterCashAtTheDesk();
    void whatTheChannelWontPayBackWaitsForPeople();
    void aPaidOrderCantBeBegunAgain();

private:
    static const QStringList Both;
    static QString otherOf(const QString &channel) { return channel == Both[0] ? Both[1] : Both[0]; }
    /// With a coupon of 500 that one person may use once, open at both channels.
    static QJsonObject begun(Shop &shop);
    static Fen paidIn(const Shop &shop, const QString &channel);
};

const QStringList PaidTwiceTest::Both{u"wechatpay"_s, u"alipay"_s};

QJsonObject PaidTwiceTest::begun(Shop &shop)
{
    const QJsonObject coupon{{u"code"_s, u"ONCE"_s},
                             {u"kind"_s, u"amount"_s},
                             {u"value"_s, 500},
                             {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                             {u"endsAt"_s, u"2026-02-01T00:00:00Z"_s},
                             {u"totalLimit"_s, 1}};
    shop.school->ask(u"admin"_s, http::Method::Post, "/api/coupons", coupon);
    const QJsonObject order = shop.order(u"learner"_s, {{u"couponCode"_s, u"ONCE"_s}});
    if (order[u"amount"_s].toInteger() != 9400 || !shop.open(shop.payAgain(order, u"alipay"_s), u"alipay"_s))
        return {};
    return order;
}

/// What is in the books of a channel for good.
Fen PaidTwiceTest::paidIn(const Shop &shop, const QString &channel)
{
    Fen sum = 0;
    for (const QJsonValue &entry : shop.ledger()) {
        if (entry[u"channel"_s].toString() == channel)
            sum += entry[u"amount"_s].toInteger();
    }
    return sum;
}

void PaidTwiceTest::theSecondGoesBack()
{
    QFETCH(QString, channel);
    const QString second = otherOf(channel);
    Shop shop(Both);
    const QJsonObject order = begun(shop);
    QVERIFY(!order.isEmpty());
    // Both have been paid before the school hears of either, so that closing comes too late.
    for (const QString &each : Both)
        shop.gateway(each).control("mode", {{u"loseNotices"_s, 1000}});
    for (const QString &each : Both)
        QVERIFY(shop.gateway(each).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}}, channel))));
    QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}}, second))));
    QTRY_COMPARE(shop.refunds(second), 1);
    shop.moveOn(60'000);  // the refund's notice is lost as well
    QTRY_COMPARE(shop.events(order, u"surplus_refunded"_s), 1);

    QCOMPARE(shop.refunds(channel), 0);
    QCOMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(shop.read(order)[u"channel"_s].toString(), channel);
    QVERIFY(shop.opens());
    QCOMPARE(shop.rights(), 1);
    QCOMPARE(shop.events(order, u"paid_again"_s), 1);
    QCOMPARE(shop.bookings(), 3);
    QCOMPARE(paidIn(shop, channel), 9400);
    QCOMPARE(paidIn(shop, second), 0);
    const QJsonObject coupon =
            dataOf(shop.school->ask(u"admin"_s, http::Method::Get, "/api/coupons"))[u"coupons"_s][0].toObject();
    QCOMPARE(coupon[u"used"_s].toInt(), 1);
    QCOMPARE(coupon[u"reserved"_s].toInt(), 0);
    // One order, whose money came in twice and went back once.
    const QJsonObject day =
            dataOf(shop.school->ask(u"admin"_s, http::Method::Get, "/api/ledger/summary"))[u"rows"_s][0].toObject();
    QCOMPARE(day[u"orders"_s].toInt(), 1);
    QCOMPARE(day[u"gross"_s].toInt(), 18'800);
    QCOMPARE(day[u"net"_s].toInt(), 9400);

    // The order's own refund is none the wiser.
    QCOMPARE(shop.refund(order), 202);
    QTRY_COMPARE(shop.refunds(channel), 1);
    shop.moveOn(60'000);
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QVERIFY(!shop.opens());
    QCOMPARE(shop.balance(), 0);
}

void PaidTwiceTest::bothAtOnce()
{
    Shop shop(Both);
    const QJsonObject order = begun(shop);
    QVERIFY(!order.isEmpty());
    std::vector<http::Request> notices;
    for (const QString &each : Both) {
        shop.gateway(each).control("mode", {{u"loseNotices"_s, 1000}});
        QVERIFY(shop.gateway(each).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
        for (int i = 0; i < 10; ++i)
            notices.push_back(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}}, each));
    }
    std::atomic<int> accepted{0};
    std::vector<std::thread> threads;
    for (const http::Request &notice : notices)
        threads.emplace_back([&accepted, &shop, &notice] { accepted += isAccepted(shop.hand(notice)); });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(accepted.load(), 20);
    QTRY_COMPARE(shop.refunds(Both[0]) + shop.refunds(Both[1]), 1);
    shop.moveOn(60'000);
    QTRY_COMPARE(shop.events(order, u"surplus_refunded"_s), 1);
    QCOMPARE(shop.bookings(), 3);
    QCOMPARE(shop.balance(), 9400);
    QCOMPARE(shop.rights(), 1);
    const QString kept = shop.read(order)[u"channel"_s].toString();
    QCOMPARE(shop.refunds(kept), 0);
    QCOMPARE(paidIn(shop, otherOf(kept)), 0);
}

void PaidTwiceTest::aLostSecondNoticeIsFoundByClosing()
{
    Shop shop(Both);
    const QJsonObject order = begun(shop);
    QVERIFY(!order.isEmpty());
    shop.gateway(u"alipay"_s).control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.gateway(u"alipay"_s).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    QVERIFY(shop.gateway(u"wechatpay"_s).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    QTRY_COMPARE(shop.events(order, u"surplus_refunded"_s), 1);
    QCOMPARE(shop.read(order)[u"channel"_s].toString(), u"wechatpay"_s);
    QCOMPARE(shop.refunds(u"alipay"_s), 1);
    QCOMPARE(shop.balance(), 9400);
}

void PaidTwiceTest::theOtherChannelIsClosed()
{
    Shop shop(Both);
    const QJsonObject order = begun(shop);
    QVERIFY(!order.isEmpty());
    QVERIFY(shop.gateway(u"wechatpay"_s).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    const auto state = [&] {
        return shop.gateway(u"alipay"_s)
                .control("orders")
                .object()[order[u"orderNo"_s].toString()][u"state"_s]
                .toString();
    };
    QTRY_COMPARE(state(), u"TRADE_CLOSED"_s);
    QVERIFY(!shop.gateway(u"alipay"_s).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    QCOMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(shop.bookings(), 1);
}

void PaidTwiceTest::repeatsOfTheSecondAreRepeats()
{
    Shop shop(Both);
    const QJsonObject order = begun(shop);
    QVERIFY(!order.isEmpty());
    shop.gateway(u"alipay"_s).control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.gateway(u"alipay"_s).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    QVERIFY(shop.gateway(u"wechatpay"_s).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    QTRY_COMPARE(shop.events(order, u"surplus_refunded"_s), 1);
    for (const QString &each : Both) {
        const QJsonObject wish{{u"orderNo"_s, order[u"orderNo"_s]}};
        QVERIFY(isAccepted(shop.hand(shop.notice(wish, each))));
        QVERIFY(isAccepted(shop.hand(shop.notice(wish, each))));
    }
    QCOMPARE(shop.bookings(), 3);
    QCOMPARE(shop.events(order, u"paid_again"_s), 1);
    QCOMPARE(shop.refunds(u"wechatpay"_s) + shop.refunds(u"alipay"_s), 1);
}

void PaidTwiceTest::afterCashAtTheDesk()
{
    Shop shop(u"wechatpay"_s);
    const QJsonObject order = shop.order();
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    QCOMPARE(shop.school
                     ->ask(u"admin"_s, http::Method::Post, Shop::orderPath(order, "/pay-outside"),
                           {{u"note"_s, u"cash"_s}})
                     .status,
             200);
    QTRY_COMPARE(shop.refunds(), 1);  // closing it said that it had been paid there
    shop.moveOn(60'000);
    QTRY_COMPARE(shop.events(order, u"surplus_refunded"_s), 1);
    QCOMPARE(shop.read(order)[u"channel"_s].toString(), u"staff"_s);
    QCOMPARE(paidIn(shop, u"wechatpay"_s), 0);
    QCOMPARE(shop.balance(), 9900);
    QVERIFY(shop.opens());
}

void PaidTwiceTest::whatTheChannelWontPayBackWaitsForPeople()
{
    Shop shop(Both);
    const QJsonObject order = begun(shop);
    QVERIFY(!order.isEmpty());
    for (const QString &each : Both) {
        shop.gateway(each).control("mode", {{u"loseNotices"_s, 1000}, {u"refundResult"_s, u"ABNORMAL"_s}});
        QVERIFY(shop.gateway(each).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    }
    QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}}, u"alipay"_s))));
    QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}}, u"wechatpay"_s))));
    const auto dead = [&] {
        return dataOf(shop.school->ask(u"admin"_s, http::Method::Get, "/api/outbox"))[u"messages"_s].toArray();
    };
    QTRY_COMPARE(shop.refunds(u"wechatpay"_s), 1);
    // Tried for hours; each look lets one go by.
    QTRY_VERIFY((shop.moveOn(3'600'000), !dead().isEmpty()));
    QCOMPARE(dead().size(), 1);
    QCOMPARE(dead()[0][u"topic"_s].toString(), u"commerce.refund"_s);
    QCOMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(shop.balance(), 18'800);  // it is still here, and the books say so
}

void PaidTwiceTest::aPaidOrderCantBeBegunAgain()
{
    Shop shop(Both);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    const auto again = shop.school->ask(u"learner"_s, http::Method::Post, Shop::orderPath(order, "/pay"),
                                        {{u"channel"_s, u"alipay_page"_s}});
    QCOMPARE(again.status, 409);
    QCOMPARE(shop.read(order)[u"channel"_s].toString(), u"wechatpay"_s);
}

QTEST_GUILESS_MAIN(PaidTwiceTest)
#include "tst_paidtwice.moc"
