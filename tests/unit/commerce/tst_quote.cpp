#include "models/domain/commerce/price/quote.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;

/// DOMAIN §4, §9: every combination of rules as a table, in words: what there is → the lines of the receipt.
class QuoteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCombinationOfRules_data();
    void everyCombinationOfRules();
    void windowsAreHalfOpen_data();
    void windowsAreHalfOpen();
    void aPlanHasNoMembershipPrice();
    void aStaleOfferChangesNothing();
    void theContractsShape();
    void aRefusedCouponKeepsTheTotal();
};

namespace {

constexpr Millis SaleStart = 1000, SaleEnd = 2000;

Coupon tenYuan(bool withSale)
{
    Coupon coupon;
    coupon.code = u"TEN"_s;
    coupon.value = 1000;
    coupon.endsAt = 10'000;
    coupon.withSale = withSale;
    return coupon;
}

void addCoupon(QuoteInput &input, Coupon coupon)
{
    input.coupon = CouponEntry{coupon.code, coupon, {}};
}

// One word of a row: what there is besides a course of 100.00.
void addWord(QuoteInput &input, const QString &word)
{
    const auto member = [&](Benefit benefit, int percent) {
        input.memberships.push_back({u"年卡"_s, {}, benefit, percent, {0, 10'000}});
    };
    if (word == u"free"_s)
        input.isFree = true;
    else if (word == u"sale"_s)  // 20.00 off
        input.sales = {{8000, SaleStart, SaleEnd, {}}};
    else if (word == u"member"_s)  // 25 %
        member(Benefit::Percent, 25);
    else if (word == u"freemember"_s)
        member(Benefit::Free, 0);
    else if (word == u"flash"_s)
        input.offers.push_back({PriceRule::Flash, {}, 3000, {}});
    else if (word == u"group"_s)
        input.offers.push_back({PriceRule::Group, {}, 4000, {}});
    else if (word == u"full"_s)
        input.offers.push_back({PriceRule::FullReduction, {}, 0, {{5000, 500}, {7000, 900}, {9000, 1200}}});
    else if (word == u"coupon"_s)
        addCoupon(input, tenYuan(true));
    else if (word == u"coupon-nosale"_s)
        addCoupon(input, tenYuan(false));
    else
        QFAIL(qPrintable(word));
}

QuoteInput courseWith(const QString &words)
{
    QuoteInput input;
    input.item = {ItemType::Column, 7, CourseId(7), {}};
    input.listPrice = 10'000;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
        addWord(input, word);
    return input;
}

// "list 10000, sale -2000 = 8000", and the reason behind it when the coupon was refused.
QString receipt(const Quote &quote)
{
    QStringList lines;
    for (const QuoteLine &line : quote.lines)
        lines.append(priceRuleName(line.rule) + u' ' + QString::number(line.amount));
    QString text = lines.join(u", "_s) + u" = "_s + QString::number(quote.amount);
    if (quote.coupon && !quote.coupon->verdict.applied())
        text += u"; "_s + couponRefusalName(quote.coupon->verdict.refusal);
    return text;
}

void receiptRow(const char *words, const char *receipt)
{
    QTest::newRow(*words ? words : "nothing") << QString::fromLatin1(words) << QString::fromLatin1(receipt);
}

void receiptsWithoutOffers()
{
    receiptRow("", "list 10000 = 10000");
    receiptRow("coupon", "list 10000, coupon -1000 = 9000");
    receiptRow("coupon-nosale", "list 10000, coupon -1000 = 9000");
    receiptRow("member", "list 10000, membership -2500 = 7500");
    receiptRow("member coupon", "list 10000, membership -2500, coupon -1000 = 6500");
    receiptRow("freemember", "list 10000, membership -10000 = 0");
    receiptRow("freemember coupon", "list 10000, membership -10000 = 0; nothing_off");
    receiptRow("sale", "list 10000, sale -2000 = 8000");
    receiptRow("sale coupon", "list 10000, sale -2000, coupon -1000 = 7000");
    receiptRow("sale coupon-nosale", "list 10000, sale -2000 = 8000; not_with_sale");
    receiptRow("sale member", "list 10000, sale -2000, membership -2000 = 6000");
    receiptRow("sale member coupon", "list 10000, sale -2000, membership -2000, coupon -1000 = 5000");
    receiptRow("sale member coupon-nosale", "list 10000, sale -2000, membership -2000 = 6000; not_with_sale");
    receiptRow("sale freemember", "list 10000, sale -2000, membership -8000 = 0");
    receiptRow("sale freemember coupon", "list 10000, sale -2000, membership -8000 = 0; nothing_off");
    receiptRow("member freemember", "list 10000, membership -10000 = 0");
    receiptRow("free", "list 0 = 0");
    receiptRow("free sale member full flash", "list 0 = 0");
    receiptRow("free coupon", "list 0 = 0; nothing_off");
}

void receiptsWithOffers()
{
    receiptRow("full", "list 10000, full_reduction -1200 = 8800");
    receiptRow("full coupon", "list 10000, full_reduction -1200, coupon -1000 = 7800");
    receiptRow("sale full", "list 10000, sale -2000, full_reduction -900 = 7100");
    receiptRow("sale full coupon", "list 10000, sale -2000, full_reduction -900, coupon -1000 = 6100");
    receiptRow("member full", "list 10000, membership -2500, full_reduction -900 = 6600");
    receiptRow("sale member full", "list 10000, sale -2000, membership -2000, full_reduction -500 = 5500");
    receiptRow("sale member full coupon",
               "list 10000, sale -2000, membership -2000, full_reduction -500, coupon -1000 = 4500");
    receiptRow("freemember full", "list 10000, membership -10000 = 0");
    receiptRow("flash", "list 10000, flash -7000 = 3000");
    receiptRow("flash coupon", "list 10000, flash -7000 = 3000; not_with_sale");
    receiptRow("flash full", "list 10000, flash -7000 = 3000");
    receiptRow("group", "list 10000, group -6000 = 4000");
    receiptRow("group full coupon", "list 10000, group -6000 = 4000; not_with_sale");
    receiptRow("flash group", "list 10000, flash -7000 = 3000");
    receiptRow("group flash", "list 10000, flash -7000 = 3000");
    receiptRow("sale member flash", "list 10000, sale -2000, membership -2000, flash -3000 = 3000");
    receiptRow("sale member group full coupon",
               "list 10000, sale -2000, membership -2000, group -2000 = 4000; not_with_sale");
    receiptRow("freemember flash", "list 10000, membership -10000 = 0");
    receiptRow("coupon full member sale",  // whatever order they are named in
               "list 10000, sale -2000, membership -2000, full_reduction -500, coupon -1000 = 4500");
}

}  // namespace

void QuoteTest::everyCombinationOfRules_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    receiptsWithoutOffers();
    receiptsWithOffers();
}

void QuoteTest::everyCombinationOfRules()
{
    QFETCH(QString, words);
    QFETCH(QString, expected);
    const Quote quote = commerce::quote(courseWith(words), 1500);
    QCOMPARE(receipt(quote), expected);
    QCOMPARE(quote.listPrice, quote.lines.first().amount);
    const bool byMembership = words.contains(u"freemember"_s);
    QCOMPARE(quote.freeByMembershipUntil, byMembership ? std::optional<Millis>(10'000) : std::nullopt);
}

void QuoteTest::windowsAreHalfOpen_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<Millis>("now");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &what, Millis now, const char *expected) {
        QTest::newRow(name) << what << now << QString::fromLatin1(expected);
    };
    row("1 ms before the sale", u"sale"_s, SaleStart - 1, "list 10000 = 10000");
    row("the sale begins", u"sale"_s, SaleStart, "list 10000, sale -2000 = 8000");
    row("its last ms", u"sale"_s, SaleEnd - 1, "list 10000, sale -2000 = 8000");
    row("the sale ends", u"sale"_s, SaleEnd, "list 10000 = 10000");
    row("a coupon beside an ended sale", u"sale coupon-nosale"_s, SaleEnd, "list 10000, coupon -1000 = 9000");
    row("membership's last ms", u"member"_s, 9999, "list 10000, membership -2500 = 7500");
    row("membership ends", u"member"_s, 10'000, "list 10000 = 10000");
    row("membership not begun", u"member"_s, -1, "list 10000 = 10000");
    row("coupon's last ms", u"coupon"_s, 9999, "list 10000, coupon -1000 = 9000");
    row("coupon ends", u"coupon"_s, 10'000, "list 10000 = 10000; expired");
    row("coupon not begun", u"coupon"_s, -1, "list 10000 = 10000; not_started");
}

void QuoteTest::windowsAreHalfOpen()
{
    QFETCH(QString, what);
    QFETCH(Millis, now);
    QFETCH(QString, expected);
    QCOMPARE(receipt(quote(courseWith(what), now)), expected);
}

void QuoteTest::aPlanHasNoMembershipPrice()
{
    QuoteInput input = courseWith(u"member freemember coupon"_s);
    input.item = {ItemType::Membership, 3, {}, {}};
    QCOMPARE(receipt(quote(input, 1500)), u"list 10000, coupon -1000 = 9000"_s);
    input.sales = {{8000, SaleStart, SaleEnd, {}}};
    QCOMPARE(receipt(quote(input, 1500)), u"list 10000, sale -2000, coupon -1000 = 7000"_s);
    input.item = {ItemType::Article, 70, CourseId(7), {}};
    QCOMPARE(receipt(quote(input, 1500)), u"list 10000, sale -2000, membership -8000 = 0; nothing_off"_s);
}

void QuoteTest::aStaleOfferChangesNothing()
{
    // The price went down after the sale was written: a sale never raises, and a coupon isn't kept out by it.
    QuoteInput input = courseWith(u"sale coupon-nosale"_s);
    input.listPrice = 8000;
    QCOMPARE(receipt(quote(input, 1500)), u"list 8000, coupon -1000 = 7000"_s);
    input = courseWith(u"flash full coupon"_s);
    input.listPrice = 3000;
    QCOMPARE(receipt(quote(input, 1500)), u"list 3000, coupon -1000 = 2000"_s);
    input.listPrice = 600;
    input.offers = {{PriceRule::FullReduction, {}, 0, {{500, 700}}}};
    input.coupon.reset();
    QCOMPARE(receipt(quote(input, 1500)), u"list 600, full_reduction -600 = 0"_s);
}

void QuoteTest::theContractsShape()
{
    QuoteInput input = courseWith(u"sale member coupon"_s);
    input.sales[0].label = u"618 大促"_s;
    const auto line = [](const QString &rule, const QString &label, Fen amount) {
        return QJsonObject{{u"rule"_s, rule}, {u"label"_s, label}, {u"amount"_s, amount}};
    };
    const QJsonObject expected{
            {u"listPrice"_s, 10'000},
            {u"amount"_s, 5000},
            {u"currency"_s, u"CNY"_s},
            {u"lines"_s, QJsonArray{line(u"list"_s, u"原价"_s, 10'000), line(u"sale"_s, u"618 大促"_s, -2000),
                                    line(u"membership"_s, u"年卡"_s, -2000), line(u"coupon"_s, u"TEN"_s, -1000)}},
            {u"coupon"_s, QJsonObject{{u"code"_s, u"TEN"_s}, {u"applied"_s, true}}}};
    QCOMPARE(quote(input, 1500).toJson(Language::Chinese), expected);
    const QJsonObject plain = quote(courseWith({}), 1500).toJson(Language::English);
    QVERIFY(!plain.contains(u"coupon"_s));
    QCOMPARE(plain[u"lines"][0], line(u"list"_s, u"List price"_s, 10'000));
}

void QuoteTest::aRefusedCouponKeepsTheTotal()
{
    QuoteInput input = courseWith(u"sale coupon"_s);
    input.coupon->coupon->threshold = 9200;
    const QJsonObject chinese = quote(input, 1500).toJson(Language::Chinese);
    QCOMPARE(chinese[u"amount"].toInt(), 8000);
    QCOMPARE(chinese[u"lines"].toArray().size(), 2);
    QCOMPARE(chinese[u"coupon"], (QJsonObject{{u"code"_s, u"TEN"_s},
                                              {u"applied"_s, false},
                                              {u"reason"_s, u"below_threshold"_s},
                                              {u"message"_s, u"差 ¥12.00 可用"_s}}));
    QCOMPARE(quote(input, 1500).toJson(Language::English)[u"coupon"][u"message"].toString(),
             u"¥12.00 short of this coupon's minimum"_s);
    input.coupon->coupon.reset();
    QCOMPARE(receipt(quote(input, 1500)), u"list 10000, sale -2000 = 8000; coupon_unknown"_s);
}

QTEST_APPLESS_MAIN(QuoteTest)
#include "tst_quote.moc"
