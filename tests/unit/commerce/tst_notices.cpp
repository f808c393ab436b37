#include "tests/unit/commerce/shop.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

using namespace Qt::StringLiterals;
using namespace channelscene;

/// What may come to the door for notices: everything that isn't this payment of this order to us changes nothing and is
/// never answered as an acceptance; what is, counts once.
class NoticesTest final : public QObject
{
    Q_OBJECT
private slots:
    void atTheDoor_data();
    void atTheDoor();
    void aHundredAtOnce_data() { eachChannel(); }
    void aHundredAtOnce();
    void theNoticeOfARefundComesFirst_data() { eachChannel(); }
    void theNoticeOfARefundComesFirst();
    void theNoticeOfARefundComesLast_data() { eachChannel(); }
    void theNoticeOfARefundComesLast();
    void aRefundOfTheConsoleIsNotOurs_data() { eachChannel(); }
    void aRefundOfTheConsoleIsNotOurs();
    void cleanupTestCase() { m_shops.clear(); }

private:
    Shop &shopOf(const QString &channel)
    {
        auto &shop = m_shops[channel];
        if (!shop)
            shop = std::make_unique<Shop>(channel);
        return *shop;
    }
    /// An order of somebody new, opened and not paid.
    QJsonObject newOrder(Shop &shop)
    {
        m_who = u"buyer%1"_s.arg(++m_number);
        shop.school->add(m_who, accounts::Role::Learner);
        const QJsonObject order = shop.order(m_who);
        return shop.open(order) ? order : QJsonObject();
    }

    std::map<QString, std::unique_ptr<Shop>> m_shops;
    int m_number = 0;
    QString m_who;
};

namespace {

enum class Expect {
    Paid,     ///< accepted, and the order is paid
    Ignored,  ///< accepted, and nothing happened
    Refused,
    Differs  ///< refused, and the order's timeline says so
};

/// What is done to a message after it was signed.
using Tamper = void (*)(http::Request &);

void changeLastByte(http::Request &notice)
{
    const qsizetype at = notice.body.size() / 2;
    notice.body[at] = notice.body[at] == 'a' ? 'b' : 'a';
}
void takeSignature(http::Request &notice)
{
    notice.headers.set("Wechatpay-Signature", {});
    notice.body.replace("sign=", "sing=");
}
void probe(http::Request &notice)
{
    notice.headers.set("Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + notice.headers.value("Wechatpay-Signature"));
}
void strangeKey(http::Request &notice)
{
    notice.headers.set("Wechatpay-Serial", "7E57000000000000000000000000000000009999");
}
void otherNonce(http::Request &notice)
{
    notice.headers.set("Wechatpay-Nonce", "another");
}
void cheaper(http::Request &notice)
{
    notice.body.replace("total_amount=99.00", "total_amount=0.01");
}
void fieldTwice(http::Request &notice)
{
    notice.body += "&total_amount=99.00";
}
void moreSpace(http::Request &notice)
{
    notice.body += QByteArray(70'000, ' ');
}

}  // namespace

Q_DECLARE_METATYPE(Tamper)

void NoticesTest::atTheDoor_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QJsonObject>("wish");
    QTest::addColumn<Tamper>("tamper");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, const QString &channel, const QJsonObject &wish, Expect expected,
                        Tamper tamper = nullptr) {
        QTest::addRow("%s: %s", qPrintable(channel), name) << channel << wish << tamper << int(expected);
    };
    const auto said = [](const QJsonObject &change) { return QJsonObject{{u"change"_s, change}}; };
    const QString wechat = u"wechatpay"_s;
    const auto amount = [&](const QString &name, const QJsonValue &value) {
        return said({{u"amount"_s, QJsonObject{{name, value}}}});
    };
    row("the right one", wechat, {}, Expect::Paid);
    row("299 s old", wechat, {{u"age"_s, 299'000}}, Expect::Paid);
    row("301 s old", wechat, {{u"age"_s, 301'000}}, Expect::Refused);
    row("of tomorrow", wechat, {{u"age"_s, -86'400'000}}, Expect::Refused);
    row("a fen less", wechat, amount(u"total"_s, 9899), Expect::Differs);
    row("a fen more", wechat, amount(u"total"_s, 9901), Expect::Differs);
    row("a fraction", wechat, amount(u"total"_s, 9900.5), Expect::Refused);
    row("a text", wechat, amount(u"total"_s, u"9900"_s), Expect::Refused);
    row("below zero", wechat, amount(u"total"_s, -9900), Expect::Refused);
    row("another currency", wechat, amount(u"currency"_s, u"USD"_s), Expect::Differs);
    row("another app", wechat, said({{u"appid"_s, u"wx0000000000000000"_s}}), Expect::Refused);
    row("another merchant", wechat, said({{u"mchid"_s, u"1900000999"_s}}), Expect::Refused);
    row("no order of ours", wechat, said({{u"out_trade_no"_s, u"ORD20260101999999"_s}}), Expect::Refused);
    row("no order at all", wechat, said({{u"out_trade_no"_s, QString()}}), Expect::Refused);
    row("no transaction", wechat, said({{u"transaction_id"_s, QString()}}), Expect::Refused);
    row("not paid yet", wechat, said({{u"trade_state"_s, u"NOTPAY"_s}}), Expect::Ignored);
    row("a state nobody knows", wechat, said({{u"trade_state"_s, u"SPLENDID"_s}}), Expect::Ignored);
    const QJsonObject failed{{u"number"_s, u"CONSOLE2"_s}, {u"amount"_s, 9900}, {u"status"_s, u"ABNORMAL"_s}};
    row("of a refund that failed", wechat, {{u"refund"_s, failed}}, Expect::Ignored);
    row("of another century", wechat, said({{u"success_time"_s, u"1970-01-02T00:00:00+08:00"_s}}), Expect::Paid);
    row("changed after signing", wechat, {}, Expect::Refused, &changeLastByte);
    row("not signed", wechat, {}, Expect::Refused, &takeSignature);
    row("a probe of the channel", wechat, {}, Expect::Refused, &probe);
    row("a strange key", wechat, {}, Expect::Refused, &strangeKey);
    row("another nonce", wechat, {}, Expect::Refused, &otherNonce);
    row("too large", wechat, {}, Expect::Refused, &moreSpace);
    const QString alipay = u"alipay"_s;
    row("the right one", alipay, {}, Expect::Paid);
    row("one decimal less", alipay, said({{u"total_amount"_s, u"99.0"_s}}), Expect::Paid);
    row("final at once", alipay, said({{u"trade_status"_s, u"TRADE_FINISHED"_s}}), Expect::Paid);
    row("a field nobody knows", alipay, said({{u"brand_new"_s, u"+ & ="_s}}), Expect::Paid);
    row("a fen less", alipay, said({{u"total_amount"_s, u"98.99"_s}}), Expect::Differs);
    row("a fen more", alipay, said({{u"total_amount"_s, u"99.01"_s}}), Expect::Differs);
    row("three decimals", alipay, said({{u"total_amount"_s, u"99.001"_s}}), Expect::Refused);
    row("an exponent", alipay, said({{u"total_amount"_s, u"99e0"_s}}), Expect::Refused);
    row("another currency", alipay, said({{u"trans_currency"_s, u"USD"_s}}), Expect::Differs);
    row("the currency said", alipay, said({{u"trans_currency"_s, u"CNY"_s}}), Expect::Paid);
    row("another app", alipay, said({{u"app_id"_s, u"2021000000000009"_s}}), Expect::Refused);
    row("another seller", alipay, said({{u"seller_id"_s, u"2088000000000009"_s}}), Expect::Refused);
    row("no order of ours", alipay, said({{u"out_trade_no"_s, u"ORD20260101999999"_s}}), Expect::Refused);
    row("no transaction", alipay, said({{u"trade_no"_s, QString()}}), Expect::Refused);
    row("not paid yet", alipay, said({{u"trade_status"_s, u"WAIT_BUYER_PAY"_s}}), Expect::Ignored);
    row("another charset", alipay, said({{u"charset"_s, u"GBK"_s}}), Expect::Refused);
    row("the old signature", alipay, said({{u"sign_type"_s, u"RSA"_s}}), Expect::Refused);
    row("changed after signing", alipay, {}, Expect::Refused, &cheaper);
    row("not signed", alipay, {}, Expect::Refused, &takeSignature);
    row("a field twice", alipay, {}, Expect::Refused, &fieldTwice);
    row("too large", alipay, {}, Expect::Refused, &moreSpace);
}

void NoticesTest::atTheDoor()
{
    QFETCH(QString, channel);
    QFETCH(QJsonObject, wish);
    QFETCH(Tamper, tamper);
    QFETCH(int, expected);
    Shop &shop = shopOf(channel);
    const QJsonObject order = newOrder(shop);
    QVERIFY(!order.isEmpty());
    const qint64 booked = shop.bookings();
    wish.insert(u"orderNo"_s, order[u"orderNo"_s]);
    // A transaction of its own, for the simulator's orders have none before they are paid.
    if (QJsonObject change = wish[u"change"_s].toObject();
        shop.till().isWechat && !change.contains(u"transaction_id"_s)) {
        change.insert(u"transaction_id"_s, u"42000000%1"_s.arg(m_number));
        wish.insert(u"change"_s, change);
    }
    http::Request notice = shop.notice(wish);
    if (tamper)
        tamper(notice);
    const Expect wanted = Expect(expected);
    const bool takes = wanted == Expect::Paid || wanted == Expect::Ignored;
    for (int again = 0; again < 3; ++again) {
        const http::Response answer = shop.hand(notice);
        QVERIFY2(isAccepted(answer) == takes, answer.bytes().constData());
        if (!shop.till().isWechat && answer.status == 200)
            QCOMPARE(answer.bytes(), takes ? "success"_ba : "failure"_ba);
    }
    QCOMPARE(shop.status(order), wanted == Expect::Paid ? u"paid"_s : u"pending"_s);
    QCOMPARE(shop.rights(m_who), wanted == Expect::Paid ? 1 : 0);
    QCOMPARE(shop.opens(m_who), wanted == Expect::Paid);
    QCOMPARE(shop.bookings() - booked, wanted == Expect::Paid ? 1 : 0);
    QCOMPARE(shop.events(order, u"payment_differs"_s) > 0, wanted == Expect::Differs);
}

/// Duplicates, replays, other sendings, forgeries, late and differing ones, in any order and all at once.
void NoticesTest::aHundredAtOnce()
{
    QFETCH(QString, channel);
    Shop &shop = shopOf(channel);
    const QJsonObject order = newOrder(shop);
    QVERIFY(!order.isEmpty());
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.gateway().control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    const qint64 booked = shop.bookings();
    const QJsonObject wish{{u"orderNo"_s, order[u"orderNo"_s]}};
    QJsonObject late = wish;
    late.insert(u"age"_s, 600'000);
    QJsonObject cheap = wish;
    cheap.insert(u"change"_s, shop.till().isWechat ? QJsonObject{{u"amount"_s, QJsonObject{{u"total"_s, 1}}}}
                                                   : QJsonObject{{u"total_amount"_s, u"0.01"_s}});
    struct Sending {
        http::Request notice;
        bool good;
    };
    std::vector<Sending> sendings;
    const http::Request one = shop.notice(wish);
    for (int i = 0; i < 20; ++i) {
        sendings.push_back({one, true});
        sendings.push_back({shop.notice(wish), true});
        sendings.push_back({shop.notice(cheap), false});
        sendings.push_back({shop.notice(late), !shop.till().isWechat});  // Alipay's repeats are as old as they are
        http::Request forged = shop.notice(wish);
        shop.till().isWechat ? changeLastByte(forged) : cheaper(forged);
        sendings.push_back({forged, false});
    }
    std::mt19937 random(7);
    std::shuffle(sendings.begin(), sendings.end(), random);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (const Sending &sending : sendings)
        threads.emplace_back(
                [&wrong, &shop, &sending] { wrong += isAccepted(shop.hand(sending.notice)) != sending.good; });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(sendings.size(), size_t(100));
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(shop.bookings() - booked, 1);
    QCOMPARE(shop.rights(m_who), 1);
    QCOMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(shop.events(order, u"paid"_s), 1);
    QCOMPARE(shop.events(order, u"payment_differs"_s), 20);
    shop.gateway().control("mode");
}

void NoticesTest::theNoticeOfARefundComesFirst()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    // The refund is made and told, and the answer to the call that made it is lost.
    shop.gateway().control("mode", {{u"loseAnswers"_s, 1}});
    QCOMPARE(shop.refund(order, 3300), 202);
    QTRY_COMPARE(shop.status(order), u"partially_refunded"_s);
    QCOMPARE(shop.bookings(), 2);
    shop.moveOn(3'600'000);  // the outbox tries again what had no answer
    QCOMPARE(shop.refund(order), 202);
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QCOMPARE(shop.bookings(), 3);
    QCOMPARE(shop.refunds(), 2);
    QCOMPARE(shop.balance(), 0);
    QVERIFY(!shop.opens());
}

void NoticesTest::theNoticeOfARefundComesLast()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    const http::Request paid = shop.kept();
    shop.gateway().control("mode", {{u"loseNotices"_s, 1000}});
    QCOMPARE(shop.refund(order), 202);
    QTRY_COMPARE(shop.refunds(), 1);
    shop.moveOn(60'000);
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    const QJsonObject refund = shop.read(order)[u"refunds"_s][0].toObject();
    const QJsonObject wish{{u"orderNo"_s, order[u"orderNo"_s]},
                           {u"refund"_s, QJsonObject{{u"number"_s, refund[u"refundNo"_s]}, {u"amount"_s, 9900}}}};
    QVERIFY(isAccepted(shop.hand(shop.notice(wish))));
    QVERIFY(isAccepted(shop.hand(paid)));  // and the payment's once more
    QCOMPARE(shop.status(order), u"refunded"_s);
    QCOMPARE(shop.bookings(), 2);
    QCOMPARE(shop.balance(), 0);
    QVERIFY(!shop.opens());
    QCOMPARE(shop.rights(), 1);
}

void NoticesTest::aRefundOfTheConsoleIsNotOurs()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    const QJsonObject wish{{u"orderNo"_s, order[u"orderNo"_s]},
                           {u"refund"_s, QJsonObject{{u"number"_s, u"CONSOLE1"_s}, {u"amount"_s, 9900}}}};
    QVERIFY(isAccepted(shop.hand(shop.notice(wish))));
    QCOMPARE(shop.status(order), u"paid"_s);
    QCOMPARE(shop.bookings(), 1);
    QVERIFY(shop.opens());
}

QTEST_GUILESS_MAIN(NoticesTest)
#include "tst_notices.moc"
