#include "tests/unit/commerce/shop.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace channelscene;

/// The whole way of money through real HTTP: order → pay → notice → right → refund, and what may go wrong on it.
class PaymentsTest final : public QObject
{
    Q_OBJECT
private slots:
    void orderPayNoticeRightRefund_data() { eachChannel(); }
    void orderPayNoticeRightRefund();
    void aLostNoticeIsAskedFor_data() { eachChannel(); }
    void aLostNoticeIsAskedFor();
    void whoWaitsIsToldSoon_data() { eachChannel(); }
    void whoWaitsIsToldSoon();
    void manyNoticesAtOnceCountOnce_data() { eachChannel(); }
    void manyNoticesAtOnceCountOnce();
    void aForgedNoticeChangesNothing_data() { eachChannel(); }
    void aForgedNoticeChangesNothing();
    void aLatePaymentIsHonoured_data() { eachChannel(); }
    void aLatePaymentIsHonoured();
    void whatRanOutAndIsOrderedAnewIsAskedFor_data() { eachChannel(); }
    void whatRanOutAndIsOrderedAnewIsAskedFor();
    void whatCantBeGivenGoesBack_data() { eachChannel(); }
    void whatCantBeGivenGoesBack();
};

void PaymentsTest::orderPayNoticeRightRefund()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QCOMPARE(order[u"status"_s].toString(), u"pending"_s);
    QVERIFY(!order[u"payParams"_s].toObject().isEmpty());
    QVERIFY(!shop.opens());
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.read(order)[u"channel"_s].toString(), channel);
    QCOMPARE(shop.bookings(), 1);

    const QByteArray path = "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + "/refund";
    QCOMPARE(shop.school->ask(u"admin"_s, http::Method::Post, path, {{u"reason"_s, u"A gift"_s}, {u"amount"_s, 900}})
                     .status,
             202);
    QTRY_COMPARE(shop.status(order), u"partially_refunded"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.school->ask(u"admin"_s, http::Method::Post, path, {{u"reason"_s, u"All of it"_s}}).status, 202);
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QVERIFY(!shop.opens());
    QCOMPARE(shop.bookings(), 3);
    QCOMPARE(shop.refunds(), 2);
}

void PaymentsTest::aLostNoticeIsAskedFor()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.payAgain(shop.order());
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    QCOMPARE(shop.status(order), u"pending"_s);
    shop.moveOn(30'000);
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.noticeCount(), 0);
}

/// She looks at the order she has paid; the notice is lost, and half a minute isn't over.
void PaymentsTest::whoWaitsIsToldSoon()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    const auto look = [&] {
        return dataOf(shop.school->ask(u"learner"_s, http::Method::Get, Shop::orderPath(order)))[u"status"_s]
                .toString();
    };
    QTRY_COMPARE(look(), u"paid"_s);
    QVERIFY(shop.opens());
    // However often she looks, the channel is asked every 3 s.
    const QJsonObject other = shop.order(u"learner2"_s);
    const auto asked = [&] {
        int count = 0;
        for (const QJsonValue &call : shop.gateway().control("calls").array()) {
            const QString text = call[u"url"_s].toString() + call[u"body"_s].toString();
            count += text.contains(other[u"orderNo"_s].toString()) &&
                     (text.contains(u"out-trade-no"_s) || text.contains(u"trade.query"_s));
        }
        return count;
    };
    for (int i = 0; i < 50; ++i)
        shop.school->ask(u"learner2"_s, http::Method::Get, Shop::orderPath(other));
    QTRY_COMPARE(asked(), 1);
    shop.moveOn(3'000);
    shop.school->ask(u"learner2"_s, http::Method::Get, Shop::orderPath(other));
    QTRY_COMPARE(asked(), 2);
}

void PaymentsTest::manyNoticesAtOnceCountOnce()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    http::Request notice = shop.kept();
    std::atomic<int> accepted{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                const http::Response answer = shop.school->backend().router().handle(notice);
                accepted += isAccepted(answer);
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(accepted.load(), 100);  // a repeat is accepted, or it would be sent for a day
    QCOMPARE(shop.bookings(), 1);
    QCOMPARE(shop.rights(), 1);
}

void PaymentsTest::aForgedNoticeChangesNothing()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    const QJsonObject other = shop.order(u"learner2"_s);
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    http::Request notice = shop.kept();
    notice.body.replace(order[u"orderNo"_s].toString().toUtf8(), other[u"orderNo"_s].toString().toUtf8());
    if (shop.till().isWechat)
        notice.body.replace("ciphertext\":\"", "ciphertext\":\"AAAA");
    const http::Response answer = shop.school->backend().router().handle(notice);
    QVERIFY(answer.status >= 400 || answer.bytes() == "failure");
    QCOMPARE(shop.status(other), u"pending"_s);
    QVERIFY(!shop.opens(u"learner2"_s));
    QCOMPARE(shop.bookings(), 1);
}

void PaymentsTest::aLatePaymentIsHonoured()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    // She pays and cancels at once; the channel's notice comes after the order has ended.
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    const QByteArray path = "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + "/cancel";
    QCOMPARE(shop.school->ask(u"learner"_s, http::Method::Post, path).status, 200);
    QTRY_COMPARE(shop.status(order), u"paid"_s);  // closing it at the channel said so
    QVERIFY(shop.opens());
    QCOMPARE(shop.bookings(), 1);
}

void PaymentsTest::whatRanOutAndIsOrderedAnewIsAskedFor()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject first = shop.order();
    QVERIFY(shop.open(first));
    // The school can't reach the channel while the half hour runs out; she has paid, and orders once more.
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}, {u"failAbout"_s, first[u"orderNo"_s]}});
    QVERIFY(shop.gateway().control("pay", {{u"orderNo"_s, first[u"orderNo"_s]}})[u"paid"_s].toBool());
    shop.moveOn(1'800'000);
    const QJsonObject second = shop.order();
    QVERIFY(second[u"orderId"_s] != first[u"orderId"_s]);
    QCOMPARE(shop.status(first), u"closed"_s);
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    shop.moveOn(3'600'000);
    QTRY_COMPARE(shop.status(first), u"paid"_s);
    QVERIFY(shop.opens());
}

void PaymentsTest::whatCantBeGivenGoesBack()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    // Meanwhile staff gives her the course for good: the payment finds nothing left to give.
    const QByteArray rights = "/api/users/" + QByteArray::number(shop.school->user(u"learner"_s).value) + "/rights";
    QCOMPARE(shop.school
                     ->ask(u"admin"_s, http::Method::Post, rights,
                           {{u"itemType"_s, u"column"_s}, {u"itemId"_s, shop.course}})
                     .status,
             201);
    shop.moveOn(30'000);
    QTRY_COMPARE(shop.refunds(), 1);
    shop.moveOn(60'000);  // its notice is lost too, so the channel is asked again
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.bookings(), 2);
    QCOMPARE(shop.rights(), 1);
}

QTEST_GUILESS_MAIN(PaymentsTest)
#include "tst_payments.moc"
