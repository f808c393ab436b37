#include "tests/support/testschool.h"

#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

/// A limit of N under many buyers at once gives exactly N (DOMAIN §4), on both engines.
class CouponRaceTest final : public QObject
{
    Q_OBJECT
private slots:
    void aLimitIsExactHoweverManyAsk();
    void aFirstOrderIsOneHoweverManyAreOpen();
};

namespace {

QJsonObject answered(const http::Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object()[u"data"_s].toObject();
}

}  // namespace

void CouponRaceTest::aLimitIsExactHoweverManyAsk()
{
    constexpr int Buyers = 40;
    constexpr int Tries = 25;  // of each buyer: 1,000 uses at once for 7 coupons
    constexpr int Limit = 7;
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    const QJsonObject plan{{u"name"_s, u"Month"_s}, {u"months"_s, 1}, {u"price"_s, 3000}, {u"benefit"_s, u"free"_s}};
    const qint64 item =
            answered(school.ask(u"admin"_s, http::Method::Post, "/api/memberships/plans", plan))[u"id"_s].toInteger();
    const QJsonObject coupon{{u"code"_s, u"RACE"_s},
                             {u"kind"_s, u"amount"_s},
                             {u"value"_s, 500},
                             {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                             {u"endsAt"_s, u"2026-02-01T00:00:00Z"_s},
                             {u"totalLimit"_s, Limit}};
    const qint64 id = answered(school.ask(u"admin"_s, http::Method::Post, "/api/coupons", coupon))[u"id"_s].toInteger();
    QVERIFY(item > 0 && id > 0);
    for (int i = 0; i < Buyers; ++i)
        QVERIFY(school.add(u"buyer%1"_s.arg(i), accounts::Role::Learner).isValid());

    std::atomic<int> strange{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < Buyers; ++i) {
        threads.emplace_back([&, who = u"buyer%1"_s.arg(i)] {
            for (int j = 0; j < Tries; ++j) {
                const auto made = school.ask(
                        who, http::Method::Post, "/api/orders/create",
                        {{u"itemType"_s, u"membership"_s}, {u"itemId"_s, item}, {u"couponCode"_s, u"race"_s}});
                if (made.status != 201 && made.status != 422)
                    ++strange;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(strange.load(), 0);
    const QJsonObject after =
            answered(school.ask(u"admin"_s, http::Method::Get, "/api/coupons/" + QByteArray::number(id)));
    QCOMPARE(after[u"reserved"_s].toInt(), Limit);
    QCOMPARE(after[u"left"_s].toInt(), 0);
    const QJsonObject orders = answered(school.ask(u"admin"_s, http::Method::Get, "/api/orders?scope=school"));
    QCOMPARE(orders[u"pagination"_s][u"total"_s].toInt(), Limit);
}

/// A coupon for a first order, and a person who orders several things before she pays any of them.
void CouponRaceTest::aFirstOrderIsOneHoweverManyAreOpen()
{
    constexpr int Plans = 8;
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    std::vector<qint64> plans;
    for (int i = 0; i < Plans; ++i) {
        const QJsonObject plan{
                {u"name"_s, u"Plan %1"_s.arg(i)}, {u"months"_s, 1}, {u"price"_s, 3000}, {u"benefit"_s, u"free"_s}};
        plans.push_back(answered(school.ask(u"admin"_s, http::Method::Post, "/api/memberships/plans", plan))[u"id"_s]
                                .toInteger());
    }
    const QJsonObject coupon{{u"code"_s, u"FIRST"_s},
                             {u"kind"_s, u"amount"_s},
                             {u"value"_s, 500},
                             {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                             {u"endsAt"_s, u"2026-02-01T00:00:00Z"_s},
                             {u"firstOrderOnly"_s, true}};
    QCOMPARE(school.ask(u"admin"_s, http::Method::Post, "/api/coupons", coupon).status, 201);
    const auto order = [&](const QString &who, qint64 plan, const QString &code) {
        QJsonObject wish{{u"itemType"_s, u"membership"_s}, {u"itemId"_s, plan}};
        if (!code.isEmpty())
            wish.insert(u"couponCode"_s, code);
        return school.ask(who, http::Method::Post, "/api/orders/create", wish);
    };
    std::atomic<int> made{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (const qint64 plan : plans)
        threads.emplace_back([&, plan] {
            const auto answer = order(u"learner"_s, plan, u"FIRST"_s);
            made += answer.status == 201;
            refused += answer.status == 422 && answer.bytes().contains("first_order_only");
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(made.load(), 1);
    QCOMPARE(refused.load(), Plans - 1);

    // An open order without a coupon may be the first one as well; when it has ended, it was none.
    const QJsonObject plain = answered(order(u"learner2"_s, plans[0], {}));
    QCOMPARE(order(u"learner2"_s, plans[1], u"FIRST"_s).status, 422);
    const auto quoted = [&](qint64 plan) {
        return answered(school.ask(u"learner2"_s, http::Method::Get,
                                   "/api/quote?itemType=membership&couponCode=FIRST&itemId=" +
                                           QByteArray::number(plan)))[u"coupon"_s][u"applied"_s]
                .toBool();
    };
    QVERIFY(!quoted(plans[1]));
    QVERIFY(quoted(plans[0]));  // the very order that is open
    QCOMPARE(school.ask(u"learner2"_s, http::Method::Post,
                        "/api/orders/" + QByteArray::number(plain[u"orderId"_s].toInteger()) + "/cancel")
                     .status,
             200);
    QVERIFY(quoted(plans[1]));
    QCOMPARE(order(u"learner2"_s, plans[1], u"FIRST"_s).status, 201);
}

QTEST_GUILESS_MAIN(CouponRaceTest)
#include "tst_couponrace.moc"
