#include "models/domain/commerce/order/ledger.h"
#include "models/domain/commerce/order/ordernumber.h"
#include "models/domain/commerce/order/orderstatus.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using learning::SchoolCalendar;

/// DOMAIN §18: the life of an order, its number, and the sums of the ledger.
class OrdersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTransition_data();
    void everyTransition();
    void anOrderExpiresAfterHalfAnHour();
    void aPaymentHasAPossibleTime();
    void aRefundIsPlanned_data();
    void aRefundIsPlanned();
    void numbersSortByTimeAndFitTheChannels();
    void numbersCantBeGuessed();
    void aBusinessDayIsTheSchools();
    void periodsHaveNames_data();
    void periodsHaveNames();
    void entriesAreGrouped();
    void daysWeeksAndMonthsHaveTheSameSums();
};

void OrdersTest::everyTransition_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("reason");
    const QStringList all{u"pending"_s, u"paid"_s, u"partially_refunded"_s, u"refunded"_s, u"closed"_s};
    const QStringList allowed{u"pending paid"_s,
                              u"pending closed"_s,
                              u"paid partially_refunded"_s,
                              u"paid refunded"_s,
                              u"partially_refunded partially_refunded"_s,
                              u"partially_refunded refunded"_s,
                              u"closed paid"_s};
    const QHash<QString, QString> against{{u"pending"_s, u"order_not_paid"_s},
                                          {u"paid"_s, u"order_already_paid"_s},
                                          {u"partially_refunded"_s, u"order_already_paid"_s},
                                          {u"refunded"_s, u"order_refunded"_s},
                                          {u"closed"_s, u"order_closed"_s}};
    for (const QString &from : all)
        for (const QString &to : all) {
            const QString row = from + u' ' + to;
            QTest::newRow(qPrintable(row)) << from << to << (allowed.contains(row) ? QString() : against[from]);
        }
}

void OrdersTest::everyTransition()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, reason);
    const auto may = mayBecome(*orderStatusFromName(from), *orderStatusFromName(to));
    QCOMPARE(may.ok(), reason.isEmpty());
    if (!may) {
        QCOMPARE(may.error().code, ErrorCode::Conflict);
        QCOMPARE(may.error().reason, reason);
    }
    QCOMPARE(orderStatusName(*orderStatusFromName(from)), from);
    QVERIFY(!orderStatusFromName(u"lost"_s));
}

void OrdersTest::anOrderExpiresAfterHalfAnHour()
{
    QVERIFY(!isOrderExpired(OrderStatus::Pending, 1000, 1000 + OrderLifetime - 1));
    QVERIFY(isOrderExpired(OrderStatus::Pending, 1000, 1000 + OrderLifetime));
    QVERIFY(!isOrderExpired(OrderStatus::Paid, 1000, 1000 + OrderLifetime));
    QCOMPARE(OrderLifetime, Millis(1'800'000));
}

void OrdersTest::aPaymentHasAPossibleTime()
{
    constexpr Millis Day = 86'400'000, Ordered = 100 * Day, Now = 101 * Day;
    QCOMPARE(paymentTime(std::nullopt, Ordered, Now), Now);
    for (const Millis said : {Ordered - Day, Ordered, Now, Now + Day})
        QCOMPARE(paymentTime(said, Ordered, Now), said);
    for (const Millis said : {Ordered - Day - 1, Now + Day + 1, Millis(0)})
        QCOMPARE(paymentTime(said, Ordered, Now), Now);
}

void OrdersTest::aRefundIsPlanned_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<Fen>("before");
    QTest::addColumn<Fen>("asked");  // -1: all
    QTest::addColumn<Fen>("amount");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, const QString &status, Fen before, Fen asked, Fen amount,
                        const QString &answer) {
        QTest::newRow(name) << status << before << asked << amount << answer;
    };
    const QString paid = u"paid"_s, part = u"partially_refunded"_s, whole = u"refunded"_s, bad = u"invalid_fields"_s;
    row("all", paid, 0, -1, 5000, whole);
    row("all by its amount", paid, 0, 5000, 5000, whole);
    row("a part", paid, 0, 4999, 4999, part);
    row("another part", part, 2000, 2999, 2999, part);
    row("the last part", part, 2000, 3000, 3000, whole);
    row("the rest", part, 2000, -1, 3000, whole);
    row("nothing", paid, 0, 0, 0, bad);
    row("more than was paid", paid, 0, 5001, 0, bad);
    row("more than is left", part, 2000, 3001, 0, bad);
    row("unpaid", u"pending"_s, 0, -1, 0, u"order_not_paid"_s);
    row("closed", u"closed"_s, 0, -1, 0, u"order_closed"_s);
    row("twice", whole, 5000, -1, 0, u"order_refunded"_s);
}

void OrdersTest::aRefundIsPlanned()
{
    QFETCH(QString, status);
    QFETCH(Fen, before);
    QFETCH(Fen, asked);
    QFETCH(Fen, amount);
    const auto plan = planRefund(*orderStatusFromName(status), 5000, before,
                                 asked < 0 ? std::nullopt : std::optional<Fen>(asked));
    QTEST(plan ? orderStatusName(plan->after) : plan.error().reason, "answer");
    QCOMPARE(plan ? plan->amount : 0, amount);
    QCOMPARE(planRefund(OrderStatus::Paid, 0, 0, std::nullopt)->after, OrderStatus::Refunded);
}

namespace {

RandomBytes alwaysByte(int byte)
{
    return [byte](int count) { return QByteArray(count, char(byte)); };
}

}  // namespace

void OrdersTest::numbersSortByTimeAndFitTheChannels()
{
    const Millis now = 1'767'225'600'000;
    const QRegularExpression form(u"^[0-9A-Z]{6,32}$"_s);
    QString before;
    for (const Millis time :
         {Millis(0), Millis(1), Millis(31), Millis(32), now - 1, now, now + 1, now + 1000 * 86'400'000LL}) {
        // The later number has the lowest random part, the earlier one the highest.
        const QString number = orderNumber(time, alwaysByte(0));
        QVERIFY(number > before);
        QVERIFY(form.match(number).hasMatch());
        QCOMPARE(number.size(), OrderNumberLength);
        QCOMPARE(orderNumberTime(number), std::optional(time));
        before = orderNumber(time, alwaysByte(255));
        QCOMPARE(orderNumberTime(before), std::optional(time));
    }
    QCOMPARE(orderNumber(-5, alwaysByte(0)), QString(OrderNumberLength, u'0'));
    QVERIFY(!orderNumberTime(QString()));
    QVERIFY(!orderNumberTime(QString(OrderNumberLength - 1, u'0')));
    QVERIFY(!orderNumberTime(QString(OrderNumberLength, u'U')));
    QVERIFY(!orderNumberTime(QString(OrderNumberLength, u'\0')));
    QVERIFY(!orderNumberTime(QString(OrderNumberLength, u'０')));
}

void OrdersTest::numbersCantBeGuessed()
{
    QRandomGenerator generator(20260101);
    const RandomBytes random = [&](int count) {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes.append(char(generator.bounded(256)));
        return bytes;
    };
    QSet<QString> numbers;
    QSet<QChar> digits[OrderNumberLength];
    for (int i = 0; i < 5000; ++i) {
        const QString number = orderNumber(1'767'225'600'000, random);
        numbers.insert(number);
        for (int d = 0; d < OrderNumberLength; ++d)
            digits[d].insert(number.at(d));
    }
    QCOMPARE(numbers.size(), 5000);
    for (int d = 0; d < OrderNumberLength; ++d)
        QCOMPARE(digits[d].size(), d < 10 ? 1 : 32);  // 11 × 5 bits
}

void OrdersTest::aBusinessDayIsTheSchools()
{
    const SchoolCalendar shanghai("Asia/Shanghai");
    const Millis midnight = *fromIso(u"2026-02-01T00:00:00.000+08:00"_s);
    QCOMPARE(periodName(shanghai.dayOf(midnight - 1), LedgerPeriod::Day), u"2026-01-31"_s);
    QCOMPARE(periodName(shanghai.dayOf(midnight), LedgerPeriod::Day), u"2026-02-01"_s);
    QCOMPARE(periodName(shanghai.dayOf(midnight - 1), LedgerPeriod::Month), u"2026-01"_s);
    QCOMPARE(periodName(shanghai.dayOf(midnight), LedgerPeriod::Month), u"2026-02"_s);
}

void OrdersTest::periodsHaveNames_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<QString>("week");
    QTest::addColumn<QString>("monday");
    QTest::newRow("a Thursday") << u"2026-01-01"_s << u"2026-W01"_s << u"2025-12-29"_s;
    QTest::newRow("a Monday of next year's week") << u"2025-12-29"_s << u"2026-W01"_s << u"2025-12-29"_s;
    QTest::newRow("the Sunday before") << u"2025-12-28"_s << u"2025-W52"_s << u"2025-12-22"_s;
    QTest::newRow("a week 53 into January") << u"2027-01-03"_s << u"2026-W53"_s << u"2026-12-28"_s;
    QTest::newRow("the Monday behind it") << u"2027-01-04"_s << u"2027-W01"_s << u"2027-01-04"_s;
}

void OrdersTest::periodsHaveNames()
{
    QFETCH(QString, date);
    const int day = *SchoolCalendar::fromIsoDate(date);
    QTEST(periodName(day, LedgerPeriod::Week), "week");
    QTEST(SchoolCalendar::isoDate(periodStart(day, LedgerPeriod::Week)), "monday");
    QCOMPARE(periodName(day, LedgerPeriod::Month), date.left(7));
    QCOMPARE(SchoolCalendar::isoDate(periodStart(day, LedgerPeriod::Month)), date.left(8) + u"01"_s);
    QCOMPARE(periodStart(day, LedgerPeriod::Day), day);
    QCOMPARE(ledgerPeriodFromName(u"week"_s), std::optional(LedgerPeriod::Week));
    QVERIFY(!ledgerPeriodFromName(u"year"_s));
}

void OrdersTest::entriesAreGrouped()
{
    const int jan31 = *SchoolCalendar::fromIsoDate(u"2026-01-31"_s);
    const std::vector<LedgerEntry> entries{{LedgerKind::Refund, -500, jan31 + 1},
                                           {LedgerKind::Payment, 2000, jan31},
                                           {LedgerKind::Commission, -200, jan31},
                                           {LedgerKind::Payment, 0, jan31},
                                           {LedgerKind::Commission, 50, jan31 + 1}};
    const auto days = ledgerDays(entries);
    QCOMPARE(days.size(), size_t(2));
    QCOMPARE(days[0].sum, (LedgerSum{2000, 0, -200, 2}));
    QCOMPARE(days[1].sum, (LedgerSum{0, -500, 50, 0}));
    const auto months = ledgerRows(days, LedgerPeriod::Month);
    QCOMPARE(months.size(), size_t(2));
    QCOMPARE(months[1], (LedgerRow{u"2026-02"_s, {0, -500, 50, 0}}));
    const auto weeks = ledgerRows(days, LedgerPeriod::Week);
    QCOMPARE(weeks.size(), size_t(1));
    QCOMPARE(weeks[0].toJson(), (QJsonObject{{u"period"_s, u"2026-W05"_s},
                                             {u"gross"_s, 2000},
                                             {u"refunds"_s, -500},
                                             {u"commission"_s, -150},
                                             {u"net"_s, 1350},
                                             {u"orders"_s, 2}}));
    QVERIFY(ledgerRows({}, LedgerPeriod::Day).empty());
}

void OrdersTest::daysWeeksAndMonthsHaveTheSameSums()
{
    QRandomGenerator random(20260102);
    const int first = *SchoolCalendar::fromIsoDate(u"2025-11-15"_s);
    std::vector<LedgerEntry> entries;
    LedgerSum all;
    for (int i = 0; i < 20'000; ++i) {
        const auto kind = LedgerKind(random.bounded(3));
        const Fen amount = random.bounded(1 + int(MaxPrice));
        entries.push_back({kind, kind == LedgerKind::Payment ? amount : -amount, first + random.bounded(500)});
        all.add(entries.back());
    }
    const auto days = ledgerDays(entries);
    for (const auto by : {LedgerPeriod::Day, LedgerPeriod::Week, LedgerPeriod::Month}) {
        LedgerSum sum;
        Fen net = 0;
        QString before;
        for (const LedgerRow &row : ledgerRows(days, by)) {
            sum += row.sum;
            net += row.sum.net();
            QVERIFY(row.period > before);
            before = row.period;
        }
        QCOMPARE(sum, all);
        QCOMPARE(net, all.net());
    }
}

QTEST_APPLESS_MAIN(OrdersTest)
#include "tst_orders.moc"
