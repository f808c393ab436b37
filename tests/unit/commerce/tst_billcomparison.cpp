#include "models/domain/commerce/reconciliation/billcomparison.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace commerce;

namespace {

BillRow paidRow(const QString &order, const QString &transaction, Fen amount)
{
    return {BillKind::Payment, order, transaction, {}, amount, 0};
}
BillRow refundRow(const QString &order, const QString &number, Fen amount)
{
    return {BillKind::Refund, order, u"T"_s, number, amount, 0};
}
OurMoney ours(BillKind kind, const QString &order, const QString &number, Fen amount, bool due = true)
{
    return {kind, order, number, amount, true, {}, due};
}
OurMoney unbooked(BillKind kind, const QString &order, const QString &number, const QString &state)
{
    return {kind, order, number, 0, false, state, false};
}

/// What the differences come to, ours less theirs.
Fen difference(const BillComparison &comparison, BillKind of)
{
    Fen sum = 0;
    for (const BillDifference &d : comparison.differences) {
        if (d.of == of)
            sum += d.here.value_or(0) - d.there.value_or(0);
    }
    return sum;
}

}  // namespace

class BillComparisonTest final : public QObject
{
    Q_OBJECT
private slots:
    void sides_data();
    void sides();
    void sumsDifferByTheDifferences();
};

void BillComparisonTest::sides_data()
{
    using Rows = std::vector<BillRow>;
    using Ours = std::vector<OurMoney>;
    QTest::addColumn<Rows>("theirs");
    QTest::addColumn<Ours>("here");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Rows &theirs, const Ours &here, const QStringList &expected) {
        QTest::newRow(name) << theirs << here << expected;
    };
    constexpr auto Paid = BillKind::Payment;
    constexpr auto Back = BillKind::Refund;
    row("nothing", {}, {}, {});
    row("the same", {paidRow(u"A"_s, u"1"_s, 9900), refundRow(u"A"_s, u"R"_s, 100)},
        {ours(Paid, u"A"_s, u"1"_s, 9900), ours(Back, u"A"_s, u"R"_s, 100)}, {});
    row("only there", {paidRow(u"A"_s, u"1"_s, 9900)}, {}, {u"only_channel payment A 1 - 9900"_s});
    row("only here", {}, {ours(Paid, u"A"_s, u"1"_s, 9900)}, {u"only_here payment A 1 9900 -"_s});
    row("here of another day", {}, {ours(Paid, u"A"_s, u"1"_s, 9900, false)}, {});
    row("there of another day here", {paidRow(u"A"_s, u"1"_s, 9900)}, {ours(Paid, u"A"_s, u"1"_s, 9900, false)}, {});
    row("a fen less here", {paidRow(u"A"_s, u"1"_s, 9900)}, {ours(Paid, u"A"_s, u"1"_s, 9899)},
        {u"amount payment A 1 9899 9900"_s});
    row("an order that wasn't paid", {paidRow(u"A"_s, u"1"_s, 9900)}, {unbooked(Paid, u"A"_s, {}, u"closed"_s)},
        {u"state payment A 1 - 9900 closed"_s});
    row("a refund on its way", {refundRow(u"A"_s, u"R"_s, 100)}, {unbooked(Back, u"A"_s, u"R"_s, u"sending"_s)},
        {u"state refund A R - 100 sending"_s});
    row("a refund is no payment", {refundRow(u"A"_s, u"1"_s, 100)}, {ours(Paid, u"A"_s, u"1"_s, 100)},
        {u"only_channel refund A 1 - 100"_s, u"only_here payment A 1 100 -"_s});
    row("another order's transaction", {paidRow(u"B"_s, u"1"_s, 9900)}, {ours(Paid, u"A"_s, u"1"_s, 9900)},
        {u"only_channel payment B 1 - 9900"_s, u"only_here payment A 1 9900 -"_s});
    row("the same row twice", {paidRow(u"A"_s, u"1"_s, 9900), paidRow(u"A"_s, u"1"_s, 9900)},
        {ours(Paid, u"A"_s, u"1"_s, 9900)}, {u"only_channel payment A 1 - 9900"_s});
    row("an order paid twice", {paidRow(u"A"_s, u"1"_s, 9900), paidRow(u"A"_s, u"2"_s, 9900)},
        {ours(Paid, u"A"_s, u"1"_s, 9900), ours(Paid, u"A"_s, u"2"_s, 9900)}, {});
}

void BillComparisonTest::sides()
{
    QFETCH(std::vector<BillRow>, theirs);
    QFETCH(std::vector<OurMoney>, here);
    QFETCH(QStringList, expected);
    QStringList found;
    const BillComparison comparison = compareBill(theirs, here);
    for (const BillDifference &d : comparison.differences) {
        const auto fen = [](const std::optional<Fen> &amount) { return amount ? QString::number(*amount) : u"-"_s; };
        found.append(u"%1 %2 %3 %4 %5 %6 %7"_s
                             .arg(differenceKindName(d.kind), billKindName(d.of), d.orderNo, d.number, fen(d.here),
                                  fen(d.there), d.state)
                             .trimmed());
    }
    QCOMPARE(found, expected);
}

void BillComparisonTest::sumsDifferByTheDifferences()
{
    std::mt19937 random(11);
    const auto upTo = [&random](unsigned n) { return random() % n; };
    for (int round = 0; round < 500; ++round) {
        std::vector<BillRow> theirs;
        std::vector<OurMoney> here;
        for (unsigned i = upTo(30); i > 0; --i) {
            const BillKind kind = upTo(3) ? BillKind::Payment : BillKind::Refund;
            const QString order = QString::number(upTo(6));
            const QString number = QString::number(upTo(8));
            const Fen amount = Fen(upTo(4));
            if (upTo(2))
                theirs.push_back({kind, order, number, number, amount, 0});
            if (upTo(2))
                here.push_back({kind, order, upTo(5) ? number : QString(), amount, upTo(4) != 0, u"x"_s, upTo(3) != 0});
        }
        const BillComparison c = compareBill(theirs, here);
        QCOMPARE(c.totals.paidHere.amount - c.totals.paidThere.amount, difference(c, BillKind::Payment));
        QCOMPARE(c.totals.refundedHere.amount - c.totals.refundedThere.amount, difference(c, BillKind::Refund));
        QCOMPARE(c.totals.paidThere.count + c.totals.refundedThere.count, qint64(theirs.size()));
    }
}

QTEST_APPLESS_MAIN(BillComparisonTest)
#include "tst_billcomparison.moc"
