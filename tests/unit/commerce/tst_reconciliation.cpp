#include "tests/unit/commerce/shop.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace channelscene;

/// A day's money and the bill that the channel gives out of it: fetched by itself, when asked, and from a file.
class ReconciliationTest final : public QObject
{
    Q_OBJECT
private slots:
    void aDayThatAgrees_data() { eachChannel(); }
    void aDayThatAgrees();
    void whatDiffers_data() { eachChannel(); }
    void whatDiffers();
    void aSecondPaymentStandsInItsOwnBill();
    void aRefundAcrossMidnightStandsOnce();
    void onceADayHoweverOftenOneLooks();
    void whatCantBeFetchedIsSaid_data() { eachChannel(); }
    void whatCantBeFetchedIsSaid();
    void aDamagedFileIsNoBill_data() { eachChannel(); }
    void aDamagedFileIsNoBill();
    void itsFileFromTheConsole_data() { eachChannel(); }
    void itsFileFromTheConsole();

private:
    static void setClock(Shop &shop, Millis to)
    {
        for (const auto &[channel, till] : shop.tills)
            till->gateway.control("clock", {{u"now"_s, to}});
        shop.school->clock().advance(to - shop.school->clock().now());
    }
    static QJsonArray all(const Shop &shop)
    {
        return dataOf(shop.school->ask(u"admin"_s, http::Method::Get,
                                       "/api/commerce/reconciliations"))[u"reconciliations"_s]
                .toArray();
    }
    static QJsonObject report(const Shop &shop, qint64 id)
    {
        return dataOf(shop.school->ask(u"admin"_s, http::Method::Get,
                                       "/api/commerce/reconciliations/" + QByteArray::number(id)));
    }
    static qint64 ask(const Shop &shop, const QString &day, const QString &channel = {})
    {
        return dataOf(shop.school->ask(
                u"admin"_s, http::Method::Post, "/api/commerce/reconciliations",
                {{u"channel"_s, channel.isEmpty() ? shop.main : channel}, {u"day"_s, day}}))[u"id"_s]
                .toInteger();
    }
    static QString sums(const QJsonObject &report)
    {
        const auto side = [&](const QString &what, const QString &where) {
            const QJsonObject sum = report[u"totals"_s][what][where].toObject();
            return u"%1/%2"_s.arg(sum[u"count"_s].toInteger()).arg(sum[u"amount"_s].toInteger());
        };
        return u"%1 %2 %3 %4"_s.arg(side(u"payments"_s, u"here"_s), side(u"payments"_s, u"there"_s),
                                    side(u"refunds"_s, u"here"_s), side(u"refunds"_s, u"there"_s));
    }
    /// A payer of her own, whose order is paid and known as paid.
    static QJsonObject paid(Shop &shop, const QString &who)
    {
        shop.school->add(who, accounts::Role::Learner);
        const QJsonObject order = shop.order(who);
        return shop.pay(order) && QTest::qWaitFor([&] { return shop.status(order) == "paid"_L1; }, support::Patience)
                       ? order
                       : QJsonObject();
    }
};

namespace {

constexpr Millis Hour = 3'600'000;
constexpr Millis NextDayAtTen = ShopStart + 26 * Hour;  // 2026-01-02T10:00 in China
const QString FirstDay = u"2026-01-01"_s;

}  // namespace

void ReconciliationTest::aDayThatAgrees()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject one = paid(shop, u"one"_s);
    const QJsonObject two = paid(shop, u"two"_s);
    QVERIFY(!one.isEmpty() && !two.isEmpty());
    QCOMPARE(shop.refund(one, 3300), 202);
    QTRY_COMPARE(shop.status(one), u"partially_refunded"_s);
    setClock(shop, NextDayAtTen - 1000);
    QTest::qWait(0);
    QCOMPARE(all(shop).size(), 0);
    setClock(shop, NextDayAtTen);
    QTRY_COMPARE(all(shop).size(), 1);
    QTRY_COMPARE(all(shop)[0][u"status"_s].toString(), u"done"_s);
    const QJsonObject found = all(shop)[0].toObject();
    QCOMPARE(found[u"channel"_s].toString(), channel);
    QCOMPARE(found[u"day"_s].toString(), FirstDay);
    QCOMPARE(found[u"source"_s].toString(), u"channel"_s);
    QVERIFY(!found.contains(u"askedBy"_s));
    QCOMPARE(sums(found), u"2/19800 2/19800 1/3300 1/3300"_s);
    QCOMPARE(found[u"differences"_s].toInt(), 0);
    QCOMPARE(report(shop, found[u"id"_s].toInteger())[u"rows"_s].toArray().size(), 0);

    // Asked for again it says the same, and names who asked; a day without business has nothing.
    const qint64 again = ask(shop, FirstDay);
    QTRY_COMPARE(report(shop, again)[u"status"_s].toString(), u"done"_s);
    QCOMPARE(sums(report(shop, again)), u"2/19800 2/19800 1/3300 1/3300"_s);
    QVERIFY(report(shop, again).contains(u"askedBy"_s));
    const qint64 empty = ask(shop, u"2025-12-31"_s);
    QTRY_COMPARE(report(shop, empty)[u"status"_s].toString(), u"done"_s);
    QCOMPARE(sums(report(shop, empty)), u"0/0 0/0 0/0 0/0"_s);
}

void ReconciliationTest::whatDiffers()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject repriced = paid(shop, u"one"_s);
    const QJsonObject unheard = shop.order(u"learner"_s);
    QVERIFY(!repriced.isEmpty() && shop.open(unheard));
    const QString unheardNo = unheard[u"orderNo"_s].toString();
    // Paid there, and whatever says so here is lost.
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}, {u"failAbout"_s, unheardNo}});
    QVERIFY(shop.gateway().control("pay", {{u"orderNo"_s, unheardNo}})[u"paid"_s].toBool());
    // Believed here, and the channel has no such payment.
    const QJsonObject forgotten = shop.order(u"learner2"_s);
    QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, forgotten[u"orderNo"_s]}}))));
    shop.gateway().control("stranger", {{u"orderNo"_s, u"STRANGER1"_s}, {u"amount"_s, 500}});
    shop.gateway().control("reprice", {{u"orderNo"_s, repriced[u"orderNo"_s]}, {u"amount"_s, 9899}});
    setClock(shop, NextDayAtTen);
    QTRY_COMPARE(all(shop).size(), 1);
    QTRY_COMPARE(all(shop)[0][u"status"_s].toString(), u"done"_s);
    const QJsonObject found = report(shop, all(shop)[0][u"id"_s].toInteger());
    QStringList rows;
    for (const QJsonValue &row : found[u"rows"_s].toArray())
        rows.append(u"%1 %2 %3 %4 %5"_s.arg(row[u"kind"_s].toString(), row[u"orderNo"_s].toString())
                            .arg(row[u"here"_s].toInteger(-1))
                            .arg(row[u"there"_s].toInteger(-1))
                            .arg(row[u"state"_s].toString())
                            .trimmed());
    rows.sort();
    QCOMPARE(rows, (QStringList{u"amount %1 9900 9899"_s.arg(repriced[u"orderNo"_s].toString()),
                                u"only_channel STRANGER1 -1 500"_s,
                                u"only_here %1 9900 -1"_s.arg(forgotten[u"orderNo"_s].toString()),
                                u"state %1 -1 9900 pending"_s.arg(unheardNo)}));
    QCOMPARE(sums(found), u"2/19800 3/20299 0/0 0/0"_s);
    QCOMPARE(found[u"differences"_s].toInt(), 4);
    QCOMPARE(shop.bookings(), 2);  // a report changes nothing
}

void ReconciliationTest::aSecondPaymentStandsInItsOwnBill()
{
    const QStringList both{u"wechatpay"_s, u"alipay"_s};
    Shop shop(both);
    const QJsonObject order = shop.order();
    QVERIFY(shop.open(shop.payAgain(order, u"alipay"_s), u"alipay"_s));
    for (const QString &each : both) {
        shop.gateway(each).control("mode", {{u"loseNotices"_s, 1000}});
        QVERIFY(shop.gateway(each).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    }
    for (const QString &each : both)
        QVERIFY(isAccepted(shop.hand(shop.notice({{u"orderNo"_s, order[u"orderNo"_s]}}, each))));
    QTRY_COMPARE(shop.events(order, u"surplus_refunded"_s), 1);
    setClock(shop, NextDayAtTen);
    QTRY_COMPARE(all(shop).size(), 2);
    for (int i = 0; i < 2; ++i) {
        QTRY_COMPARE(all(shop)[i][u"status"_s].toString(), u"done"_s);
        const QJsonObject one = all(shop)[i].toObject();
        QCOMPARE(one[u"differences"_s].toInt(), 0);
        const bool second = one[u"channel"_s].toString() == "alipay"_L1;
        QCOMPARE(sums(one), second ? u"1/9900 1/9900 1/9900 1/9900"_s : u"1/9900 1/9900 0/0 0/0"_s);
    }
}

void ReconciliationTest::aRefundAcrossMidnightStandsOnce()
{
    Shop shop(u"wechatpay"_s);
    const QJsonObject order = paid(shop, u"one"_s);
    QVERIFY(!order.isEmpty());
    setClock(shop, ShopStart + 16 * Hour - 10'000);  // ten seconds before China's midnight
    shop.gateway().control("mode", {{u"holdRefunds"_s, true}, {u"loseNotices"_s, 1000}});
    QCOMPARE(shop.refund(order), 202);
    QTRY_COMPARE(shop.refunds(), 1);
    setClock(shop, ShopStart + 16 * Hour + 60'000);
    shop.gateway().control("settle");
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    setClock(shop, NextDayAtTen + 24 * Hour);
    const qint64 first = ask(shop, FirstDay);
    QTRY_COMPARE(report(shop, first)[u"status"_s].toString(), u"done"_s);
    QCOMPARE(sums(report(shop, first)), u"1/9900 1/9900 1/9900 1/9900"_s);
    const qint64 second = ask(shop, u"2026-01-02"_s);
    QTRY_COMPARE(report(shop, second)[u"status"_s].toString(), u"done"_s);
    QCOMPARE(sums(report(shop, second)), u"0/0 0/0 0/0 0/0"_s);
    QCOMPARE(report(shop, second)[u"differences"_s].toInt(), 0);
}

void ReconciliationTest::onceADayHoweverOftenOneLooks()
{
    Shop shop(u"alipay"_s);
    setClock(shop, NextDayAtTen);
    QTRY_COMPARE(all(shop).size(), 1);
    QTRY_COMPARE(all(shop)[0][u"status"_s].toString(), u"done"_s);
    for (int hour = 1; hour < 10; ++hour) {
        shop.school->clock().advance(Hour);
        QTest::qWait(0);
    }
    QCOMPARE(all(shop).size(), 1);
    setClock(shop, NextDayAtTen + 24 * Hour);
    QTRY_COMPARE(all(shop).size(), 2);
    QCOMPARE(all(shop)[0][u"day"_s].toString(), u"2026-01-02"_s);
}

void ReconciliationTest::whatCantBeFetchedIsSaid()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    setClock(shop, ShopStart + 20 * Hour);  // after midnight in China, before ten
    shop.gateway().control("mode", {{u"failCalls"_s, 1}});
    const qint64 id = ask(shop, FirstDay);
    QTRY_COMPARE(report(shop, id)[u"reason"_s].toString(), u"channel_result_unknown"_s);
    QCOMPARE(report(shop, id)[u"status"_s].toString(), u"waiting"_s);
    shop.school->clock().advance(60'000);  // the outbox tries again
    QTRY_COMPARE(report(shop, id)[u"status"_s].toString(), u"done"_s);
    QVERIFY(!report(shop, id).contains(u"error"_s));
}

void ReconciliationTest::aDamagedFileIsNoBill()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    QVERIFY(!paid(shop, u"one"_s).isEmpty());
    setClock(shop, ShopStart + 20 * Hour);
    shop.gateway().control("damageBills", {{u"bytes"_s, 40}});
    const qint64 id = ask(shop, FirstDay);
    // WeChat Pay tells its hash, so it is fetched anew; Alipay's is found to be no bill.
    if (shop.till().isWechat) {
        QTRY_COMPARE(report(shop, id)[u"reason"_s].toString(), u"channel_result_unknown"_s);
        QCOMPARE(report(shop, id)[u"status"_s].toString(), u"waiting"_s);
    } else {
        QTRY_COMPARE(report(shop, id)[u"status"_s].toString(), u"failed"_s);
        QCOMPARE(report(shop, id)[u"reason"_s].toString(), u"bad_bill"_s);
    }
}

void ReconciliationTest::itsFileFromTheConsole()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    QVERIFY(!paid(shop, u"one"_s).isEmpty());
    setClock(shop, ShopStart + 20 * Hour);
    const QByteArray file = QByteArray::fromBase64(
            shop.gateway().control("bill", {{u"day"_s, FirstDay}})[u"base64"_s].toString().toLatin1());
    QVERIFY(!file.isEmpty());
    ApiScript::Host host = shop.school->scriptHost();
    const auto send = [&](const QByteArray &bytes) {
        http::Request request;
        request.method = http::Method::Post;
        request.peer = "127.0.0.1";
        request.loopback = true;
        if (const auto ok = http::parseTarget("/api/commerce/reconciliations/file?name=bill&day=2026-01-01&channel=" +
                                                      channel.toLatin1(),
                                              request);
            !ok)
            qFatal("no target");
        request.headers.set("Authorization", "Bearer " + host.tokens.value(u"admin"_s));
        request.headers.set("Content-Type", "application/octet-stream");
        request.body = bytes;
        return shop.school->backend().router().handle(std::move(request));
    };
    const http::Response compared = send(file);
    QCOMPARE(compared.status, 201);
    QCOMPARE(sums(dataOf(compared)), u"1/9900 1/9900 0/0 0/0"_s);
    QCOMPARE(dataOf(compared)[u"differences"_s].toInt(), 0);
    QCOMPARE(send(file.chopped(20)).status, 400);
    QCOMPARE(send(QByteArray(17 * 1024 * 1024, 'x')).status, 413);
    QCOMPARE(all(shop).size(), 1);  // what was no bill left nothing
}

QTEST_GUILESS_MAIN(ReconciliationTest)
#include "tst_reconciliation.moc"
