#include "tests/unit/commerce/shop.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace channelscene;

/// What has changed between an order and its payment: coupons that others have used, plans and validities that are sold
/// otherwise, money that went back by hand, a seller who left.
class LatePaymentsTest final : public QObject
{
    Q_OBJECT
private slots:
    void aLatePaymentTakesItsCouponBack_data() { eachChannel(); }
    void aLatePaymentTakesItsCouponBack();
    void aLatePaymentWithoutItsCouponGoesBack_data();
    void aLatePaymentWithoutItsCouponGoesBack();
    void anOrderGivesThePlanItSold_data();
    void anOrderGivesThePlanItSold();
    void anOrderGivesTheValidityItSold();
    void whatWasPaidBackAtTheChannelEnds_data() { eachChannel(); }
    void whatWasPaidBackAtTheChannelEnds();
};

namespace {

/// A coupon of 500, good for as long as the tests take.
bool makeCoupon(Shop &shop, QJsonObject limits)
{
    limits.insert(u"code"_s, u"LATE"_s);
    limits.insert(u"kind"_s, u"amount"_s);
    limits.insert(u"value"_s, 500);
    limits.insert(u"startsAt"_s, u"2026-01-01T00:00:00Z"_s);
    limits.insert(u"endsAt"_s, u"2026-02-01T00:00:00Z"_s);
    return shop.school->ask(u"admin"_s, http::Method::Post, "/api/coupons", limits).status == 201;
}

QJsonObject couponOf(Shop &shop)
{
    return dataOf(shop.school->ask(u"admin"_s, http::Method::Get, "/api/coupons"))[u"coupons"_s][0].toObject();
}

QJsonObject rightOf(Shop &shop)
{
    const QByteArray path = "/api/users/" + QByteArray::number(shop.school->user(u"learner"_s).value) + "/rights";
    return dataOf(shop.school->ask(u"admin"_s, http::Method::Get, path))[u"rights"_s][0].toObject();
}

/// An order with the coupon that is cancelled before it is paid.
QJsonObject cancelledOrder(Shop &shop)
{
    const QJsonObject order = shop.order(u"learner"_s, {{u"couponCode"_s, u"LATE"_s}});
    const bool cancelled =
            shop.open(order) &&
            shop.school->ask(u"learner"_s, http::Method::Post, Shop::orderPath(order, "/cancel")).status == 200;
    return cancelled && order[u"amount"_s].toInteger() == 9400 ? order : QJsonObject();
}

bool payLate(Shop &shop, const QJsonObject &order)
{
    return shop.gateway().control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}, {u"late"_s, true}})[u"paid"_s].toBool();
}

}  // namespace

void LatePaymentsTest::aLatePaymentTakesItsCouponBack()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    QVERIFY(makeCoupon(shop, {{u"totalLimit"_s, 1}, {u"perUserLimit"_s, 1}, {u"firstOrderOnly"_s, true}}));
    const QJsonObject order = cancelledOrder(shop);
    QVERIFY(!order.isEmpty());
    QCOMPARE(couponOf(shop)[u"reserved"_s].toInt(), 0);
    const QByteArray path = "/api/coupons/" + QByteArray::number(couponOf(shop)[u"id"_s].toInteger());
    QCOMPARE(shop.school->ask(u"admin"_s, http::Method::Post, path + "/disable").status, 200);  // she ordered before
    QVERIFY(payLate(shop, order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    QVERIFY(shop.opens());
    QCOMPARE(couponOf(shop)[u"used"_s].toInt(), 1);
    QCOMPARE(shop.refund(order), 202);
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QCOMPARE(couponOf(shop)[u"used"_s].toInt(), 0);
}

void LatePaymentsTest::aLatePaymentWithoutItsCouponGoesBack_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QJsonObject>("limits");
    QTest::addColumn<QString>("other");   // who ordered with the coupon since
    QTest::addColumn<bool>("otherPays");  // or has it in an open order
    for (const QString &channel : {u"wechatpay"_s, u"alipay"_s}) {
        const auto row = [&](const char *name, const QJsonObject &limits, const QString &other, bool pays) {
            QTest::addRow("%s: %s", qPrintable(channel), name) << channel << limits << other << pays;
        };
        row("used up", {{u"totalLimit"_s, 1}}, u"learner2"_s, true);
        row("held by another", {{u"totalLimit"_s, 1}}, u"learner2"_s, false);
        row("her own share", {{u"perUserLimit"_s, 1}}, u"learner"_s, false);
        row("not her first", {{u"firstOrderOnly"_s, true}}, u"learner"_s, false);
    }
}

void LatePaymentsTest::aLatePaymentWithoutItsCouponGoesBack()
{
    QFETCH(QString, channel);
    QFETCH(QJsonObject, limits);
    QFETCH(QString, other);
    QFETCH(bool, otherPays);
    Shop shop(channel);
    QVERIFY(makeCoupon(shop, limits));
    const QJsonObject order = cancelledOrder(shop);
    QVERIFY(!order.isEmpty());
    const QJsonObject since = shop.order(other, {{u"couponCode"_s, u"LATE"_s}});
    QCOMPARE(since[u"amount"_s].toInteger(), 9400);
    if (otherPays) {
        QVERIFY(shop.pay(since));
        QTRY_COMPARE(shop.status(since), u"paid"_s);
    }
    QVERIFY(payLate(shop, order));
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QCOMPARE(shop.events(order, u"paid_late"_s), 1);
    QCOMPARE(shop.events(order, u"coupon_gone"_s), 1);
    QVERIFY(!shop.opens());
    QCOMPARE(shop.bookings(), otherPays ? 3 : 2);
    QCOMPARE(shop.balance(), otherPays ? 9400 : 0);
    // The other one's use is as it was, before and after the money went back.
    QCOMPARE(couponOf(shop)[u"used"_s].toInt(), otherPays ? 1 : 0);
    QCOMPARE(couponOf(shop)[u"reserved"_s].toInt(), otherPays ? 0 : 1);
}

void LatePaymentsTest::anOrderGivesThePlanItSold_data()
{
    QTest::addColumn<int>("sold");
    QTest::addColumn<int>("changed");
    QTest::addColumn<QString>("until");
    QTest::newRow("shortened") << 36 << 1 << u"2029-01-01"_s;
    QTest::newRow("prolonged") << 1 << 36 << u"2026-02-01"_s;
}

void LatePaymentsTest::anOrderGivesThePlanItSold()
{
    QFETCH(int, sold);
    QFETCH(int, changed);
    QFETCH(QString, until);
    Shop shop(u"wechatpay"_s);
    QJsonObject plan{{u"name"_s, u"All"_s},
                     {u"months"_s, sold},
                     {u"price"_s, 9900},
                     {u"scope"_s, QJsonObject{{u"kind"_s, u"all"_s}}},
                     {u"benefit"_s, u"free"_s}};
    const qint64 id = dataOf(shop.school->ask(u"admin"_s, http::Method::Post, "/api/memberships/plans", plan))[u"id"_s]
                              .toInteger();
    const QJsonObject body{{u"itemType"_s, u"membership"_s}, {u"itemId"_s, id}, {u"channel"_s, u"wechat_native"_s}};
    const QJsonObject order = dataOf(shop.school->ask(u"learner"_s, http::Method::Post, "/api/orders/create", body));
    plan.insert(u"months"_s, changed);
    QCOMPARE(shop.school->ask(u"admin"_s, http::Method::Put, "/api/memberships/plans/" + QByteArray::number(id), plan)
                     .status,
             200);
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(rightOf(shop)[u"validUntil"_s].toString().left(10), until);
}

void LatePaymentsTest::anOrderGivesTheValidityItSold()
{
    Shop shop(u"wechatpay"_s);
    const auto sellFor = [&](const QJsonObject &validity) {
        QJsonObject pricing{{u"price"_s, 9900}, {u"sales"_s, QJsonArray()}};
        for (auto it = validity.begin(); it != validity.end(); ++it)
            pricing.insert(it.key(), it.value());
        return shop.school
                ->ask(u"teacher"_s, http::Method::Put, "/api/courses/" + QByteArray::number(shop.course) + "/pricing",
                      pricing)
                .status;
    };
    const QJsonObject forGood = shop.order();
    QCOMPARE(sellFor({{u"validDays"_s, 10}}), 200);
    const QJsonObject forDays = shop.order(u"learner2"_s);
    QCOMPARE(sellFor({{u"validUntil"_s, u"2026-01-03T00:00:00Z"_s}}), 200);
    QVERIFY(shop.pay(forGood));
    QTRY_COMPARE(shop.status(forGood), u"paid"_s);
    QVERIFY(rightOf(shop)[u"validUntil"_s].isNull());
    QVERIFY(shop.pay(forDays));
    QTRY_COMPARE(shop.status(forDays), u"paid"_s);
    QVERIFY(shop.opens(u"learner2"_s));
    shop.school->clock().advance(4 * 86'400'000LL);  // beyond the date that is sold now
    QVERIFY(shop.opens(u"learner2"_s));
    shop.school->clock().advance(6 * 86'400'000LL);
    QVERIFY(!shop.opens(u"learner2"_s));
    QVERIFY(shop.opens());
}

void LatePaymentsTest::whatWasPaidBackAtTheChannelEnds()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    QVERIFY(makeCoupon(shop, {{u"totalLimit"_s, 1}}));
    const QJsonObject order = shop.order(u"learner"_s, {{u"couponCode"_s, u"LATE"_s}});
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    shop.gateway().control("payBackByHand", {{u"orderNo"_s, order[u"orderNo"_s]}});
    shop.moveOn(1'500'000);
    QCOMPARE(shop.status(order), u"pending"_s);
    shop.moveOn(301'000);
    QTRY_COMPARE(shop.status(order), u"closed"_s);
    QCOMPARE(shop.events(order, u"refunded_outside"_s), 1);
    QCOMPARE(couponOf(shop)[u"reserved"_s].toInt(), 0);
    QCOMPARE(couponOf(shop)[u"used"_s].toInt(), 0);
    QCOMPARE(shop.bookings(), 0);
    QCOMPARE(shop.rights(), 0);
}

QTEST_GUILESS_MAIN(LatePaymentsTest)
#include "tst_latepayments.moc"
