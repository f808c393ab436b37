#include "models/domain/commerce/price/listprice.h"
#include "models/domain/commerce/price/rounding.h"
#include "models/domain/json.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace commerce;

/// DOMAIN §4: fen, percent steps, allocation, the list price and its sales.
class PriceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPercentStepRoundsHalfUp_data();
    void aPercentStepRoundsHalfUp();
    void sharesDontOverflow();
    void anAllocationLosesNoFen_data();
    void anAllocationLosesNoFen();
    void anyAllocationIsExactAndFair();
    void aSaleRunsUntilItsEnd();
    void aGoodBodyIsReadAndWrittenBack();
    void aBadBodyNamesItsField_data();
    void aBadBodyNamesItsField();
    void everyFaultIsNamedAtOnce();
    void anEditorsValueIsCheckedAlike();
};

void PriceTest::aPercentStepRoundsHalfUp_data()
{
    QTest::addColumn<Fen>("amount");
    QTest::addColumn<int>("percent");
    QTest::addColumn<Fen>("off");
    QTest::newRow("597.5 is 598") << Fen(2390) << 25 << Fen(598);
    QTest::newRow("0.49 is nothing") << Fen(49) << 1 << Fen(0);
    QTest::newRow("0.50 is one fen") << Fen(50) << 1 << Fen(1);
    QTest::newRow("0.99 of a fen") << Fen(1) << 99 << Fen(1);
    QTest::newRow("half a fen") << Fen(1) << 50 << Fen(1);
    QTest::newRow("exact") << Fen(9900) << 20 << Fen(1980);
    QTest::newRow("of nothing") << Fen(0) << 99 << Fen(0);
    QTest::newRow("of the dearest") << MaxPrice << 99 << Fen(99'000'000);
}

void PriceTest::aPercentStepRoundsHalfUp()
{
    QFETCH(Fen, amount);
    QFETCH(int, percent);
    QTEST(percentOff(amount, percent), "off");
}

void PriceTest::sharesDontOverflow()
{
    const qint64 threeYears = 3LL * 366 * 86'400'000;
    QCOMPARE(shareOf(threeYears, MaxPrice, MaxPrice), threeYears);
    QCOMPARE(shareOf(threeYears, MaxPrice / 2, MaxPrice), threeYears / 2);
    QCOMPARE(shareOf(10, 1, 3), 3);
    QCOMPARE(shareOf(10, 0, 3), 0);
}

void PriceTest::anAllocationLosesNoFen_data()
{
    using Parts = std::vector<Fen>;
    QTest::addColumn<Fen>("total");
    QTest::addColumn<Parts>("weights");
    QTest::addColumn<Parts>("parts");
    QTest::newRow("no lines") << Fen(10) << Parts{} << Parts{};
    QTest::newRow("one line") << Fen(10) << Parts{3} << Parts{10};
    QTest::newRow("equal remainders: the earlier line") << Fen(100) << Parts{1, 1, 1} << Parts{34, 33, 33};
    QTest::newRow("the largest remainder") << Fen(10) << Parts{100, 250, 150} << Parts{2, 5, 3};
    QTest::newRow("0.6 before 0.4") << Fen(1) << Parts{4, 6} << Parts{0, 1};
    QTest::newRow("nothing weighs nothing") << Fen(7) << Parts{0, 0} << Parts{7, 0};
    QTest::newRow("free lines get nothing") << Fen(7) << Parts{0, 5, 0} << Parts{0, 7, 0};
    QTest::newRow("all of it") << Fen(500) << Parts{100, 250, 150} << Parts{100, 250, 150};
}

void PriceTest::anAllocationLosesNoFen()
{
    using Parts = std::vector<Fen>;
    QFETCH(Fen, total);
    QFETCH(Parts, weights);
    QFETCH(Parts, parts);
    QCOMPARE(allocate(total, weights), parts);
}

void PriceTest::anyAllocationIsExactAndFair()
{
    QRandomGenerator random(20260101);
    for (int round = 0; round < 20'000; ++round) {
        std::vector<Fen> weights(size_t(1 + random.bounded(6)));
        for (Fen &weight : weights)
            weight = random.bounded(4) == 0 ? 0 : random.bounded(1 + int(MaxPrice));
        const Fen sum = std::accumulate(weights.begin(), weights.end(), Fen(0));
        const Fen total = sum == 0 ? 0 : random.bounded(sum + 1);
        const std::vector<Fen> parts = allocate(total, weights);
        QCOMPARE(std::accumulate(parts.begin(), parts.end(), Fen(0)), total);
        for (size_t i = 0; i < parts.size() && sum > 0; ++i) {
            const Fen least = total * weights[i] / sum;
            QVERIFY2(parts[i] >= least && parts[i] <= least + 1 && parts[i] <= weights[i],
                     qPrintable(u"round %1: %2 of %3"_s.arg(round).arg(parts[i]).arg(weights[i])));
        }
    }
}

void PriceTest::aSaleRunsUntilItsEnd()
{
    const std::vector<SaleWindow> sales{{500, 1000, 2000, u"first"_s}, {600, 2000, 3000, u"second"_s}};
    QVERIFY(!runningSale(sales, 999));
    QCOMPARE(runningSale(sales, 1000), &sales[0]);
    QCOMPARE(runningSale(sales, 1999), &sales[0]);
    QCOMPARE(runningSale(sales, 2000), &sales[1]);
    QCOMPARE(runningSale(sales, 2999), &sales[1]);
    QVERIFY(!runningSale(sales, 3000));
    QVERIFY(!runningSale({}, 1000));
}

namespace {

QJsonObject body(const QByteArray &text)
{
    const auto object = json::parseObject(text);
    return object ? *object : QJsonObject();
}

QStringList faultyFields(const Error &error)
{
    return error.detail[u"fields"].toObject().keys();
}

}  // namespace

void PriceTest::aGoodBodyIsReadAndWrittenBack()
{
    const auto pricing = pricingOf(body(R"({"price":9900,"sales":[
        {"price":5900,"startsAt":"2026-06-18T00:00:00.000Z","endsAt":"2026-06-19T00:00:00.000Z","label":"618"},
        {"price":0,"startsAt":1000,"endsAt":2000}]})"));
    QVERIFY(pricing.ok());
    QCOMPARE(pricing->price, Fen(9900));
    QVERIFY(!pricing->isFree);
    QCOMPARE(pricing->sales.size(), size_t(2));
    QCOMPARE(pricing->sales[0], (SaleWindow{0, 1000, 2000, {}}));
    QCOMPARE(pricing->sales[1].label, u"618"_s);
    QCOMPARE(*pricingOf(pricing->toJson()), *pricing);
}

void PriceTest::aBadBodyNamesItsField_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *text, const QString &field) {
        QTest::newRow(name) << QByteArray(text) << field;
    };
    row("no price", R"({})", u"price"_s);
    row("not whole fen", R"({"price":99.5})", u"price"_s);
    row("negative", R"({"price":-1})", u"price"_s);
    row("above the largest", R"({"price":100000001})", u"price"_s);
    row("above 10^9", R"({"price":1000000001})", u"price"_s);
    row("text", R"({"price":"9900"})", u"price"_s);
    row("isFree a number", R"({"price":1,"isFree":1})", u"isFree"_s);
    row("sales no list", R"({"price":1,"sales":{}})", u"sales"_s);
    row("a sale that is a number", R"({"price":1,"sales":[1]})", u"sales[0].price"_s);
    row("sale not whole", R"({"price":9,"sales":[{"price":0.5,"startsAt":1,"endsAt":2}]})", u"sales[0].price"_s);
    row("sale negative", R"({"price":9,"sales":[{"price":-5,"startsAt":1,"endsAt":2}]})", u"sales[0].price"_s);
    row("sale not below the price", R"({"price":9,"sales":[{"price":9,"startsAt":1,"endsAt":2}]})",
        u"sales[0].price"_s);
    row("no begin", R"({"price":9,"sales":[{"price":5,"endsAt":2}]})", u"sales[0].startsAt"_s);
    row("no end", R"({"price":9,"sales":[{"price":5,"startsAt":2}]})", u"sales[0].endsAt"_s);
    row("no time", R"({"price":9,"sales":[{"price":5,"startsAt":"soon","endsAt":2}]})", u"sales[0].startsAt"_s);
    row("ends before it starts", R"({"price":9,"sales":[{"price":5,"startsAt":3,"endsAt":2}]})", u"sales[0].endsAt"_s);
    row("ends when it starts", R"({"price":9,"sales":[{"price":5,"startsAt":2,"endsAt":2}]})", u"sales[0].endsAt"_s);
    row("overlap of 1 ms",
        R"({"price":9,"sales":[{"price":5,"startsAt":1,"endsAt":3},{"price":5,"startsAt":2,"endsAt":4}]})",
        u"sales[1].startsAt"_s);
    row("one within the other",
        R"({"price":9,"sales":[{"price":5,"startsAt":3,"endsAt":4},{"price":5,"startsAt":1,"endsAt":9}]})",
        u"sales[1].startsAt"_s);
    row("label with a line end", R"({"price":9,"sales":[{"price":5,"startsAt":1,"endsAt":2,"label":"a\nb"}]})",
        u"sales[0].label"_s);
}

void PriceTest::aBadBodyNamesItsField()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, field);
    const auto pricing = pricingOf(body(text));
    QVERIFY(!pricing.ok());
    QCOMPARE(pricing.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(pricing.error().reason, u"invalid_fields"_s);
    QVERIFY2(faultyFields(pricing.error()).contains(field), qPrintable(pricing.error().message));
}

void PriceTest::everyFaultIsNamedAtOnce()
{
    const auto pricing = pricingOf(
            body(R"({"price":-1,"sales":[{"price":5,"startsAt":1},{"price":1.5,"startsAt":1,"endsAt":"x"}]})"));
    QCOMPARE(faultyFields(pricing.error()),
             (QStringList{u"price"_s, u"sales[0].endsAt"_s, u"sales[1].endsAt"_s, u"sales[1].price"_s}));
    QVERIFY2(pricingOf(body(R"({"price":0,"isFree":true,"sales":[{"price":5,"startsAt":1,"endsAt":2}]})")).ok(),
             "a free course may keep its sales for later");
}

void PriceTest::anEditorsValueIsCheckedAlike()
{
    QVERIFY(checkPricing({900, false, {{500, 1, 2, {}}, {500, 2, 3, {}}}}).ok());
    const auto bad = checkPricing({MaxPrice + 1, false, {{-1, 1, 5, {}}, {500, 4, 3, {}}, {500, 4, 6, {}}}});
    QCOMPARE(faultyFields(bad.error()),
             (QStringList{u"price"_s, u"sales[0].price"_s, u"sales[1].endsAt"_s, u"sales[2].startsAt"_s}));
}

QTEST_APPLESS_MAIN(PriceTest)
#include "tst_price.moc"
