#include "tests/e2e/moneyaudit.h"

#include <atomic>
#include <functional>
#include <thread>

using namespace Qt::StringLiterals;

/// Two servers of one school that sells: what both do at once comes to what one would have done, to the fen. On a server
/// only: a file belongs to one process.
class SeveralShopsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theSameNoticeToBoth();
    void ordersFromBothSides();
    void aCouponFromBothSides();
    void paidWhileItExpires();
    void refundsFromBothSides();
    void cleanup();
    void cleanupTestCase();

private:
    static constexpr int Learners = 48;
    static constexpr int CouponLimit = 9;

    quint16 port(int index) const { return (index % 2 ? m_other : m_one)->port(); }
    /// The next one who has nothing to do with anything yet.
    QByteArray newcomer() { return m_scene->learner(m_next++); }
    RawClient::Reply create(int server, const QByteArray &who, bool withCoupon = false) const
    {
        QJsonObject body{
                {u"itemType"_s, u"column"_s}, {u"itemId"_s, m_scene->course()}, {u"channel"_s, u"wechat_native"_s}};
        if (withCoupon)
            body.insert(u"couponCode"_s, MoneyScene::Coupon);
        return MoneyScene::ask(port(server), who, "POST", "/api/orders/create", body);
    }
    QJsonObject read(int server, const QJsonObject &order) const
    {
        return MoneyScene::dataOf(
                MoneyScene::ask(port(server), m_scene->admin(), "GET",
                                "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger())));
    }
    /// Paid at the gateway, which tells nobody.
    void payQuietly(const QJsonObject &order) const
    {
        auto &gateway = m_scene->gateway(u"wechatpay"_s);
        gateway.control("mode", {{u"loseNotices"_s, 100'000}});
        QVERIFY(gateway.control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool());
    }
    QJsonObject notice(const QJsonObject &order) const
    {
        return m_scene->gateway(u"wechatpay"_s).control("notice", {{u"orderNo"_s, order[u"orderNo"_s]}}).object();
    }
    /// All at once, `count` times, from both sides in turn.
    static void atOnce(int count, const std::function<void(int)> &act)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&act, i] { act(i); });
        for (std::thread &thread : threads)
            thread.join();
    }

    std::unique_ptr<MoneyScene> m_scene;
    std::unique_ptr<ServerProcess> m_one, m_other;
    size_t m_next = 0;
};

void SeveralShopsTest::initTestCase()
{
    m_scene = std::make_unique<MoneyScene>(Learners, CouponLimit);
    QVERIFY(m_scene->addFolder(1));
    m_one = std::make_unique<ServerProcess>(QStringLiteral(SERVER_PROGRAM), m_scene->folder());
    m_other = std::make_unique<ServerProcess>(QStringLiteral(SERVER_PROGRAM), m_scene->folder(1));
    QVERIFY2(m_one->start(m_scene->arguments()), qPrintable(m_one->fault()));
    QVERIFY2(m_other->start(m_scene->arguments(1)), qPrintable(m_other->fault()));
}

void SeveralShopsTest::cleanupTestCase()
{
    QVERIFY(m_one->stop() && m_other->stop());
}

void SeveralShopsTest::cleanup()
{
    if (!m_scene || !m_other)
        return;
    const MoneyAudit audit(*m_scene);
    QString faults;
    // What the outbox still has to do, it does.
    const bool agrees = QTest::qWaitFor([&] { return (faults = audit.faults()).isEmpty(); }, support::Patience);
    QVERIFY2(agrees, qPrintable(faults));
}

void SeveralShopsTest::theSameNoticeToBoth()
{
    const QJsonObject order = MoneyScene::dataOf(create(0, newcomer()));
    payQuietly(order);
    const QJsonObject same = notice(order);
    std::vector<QJsonObject> others;
    for (int i = 0; i < 20; ++i)
        others.push_back(notice(order));
    std::atomic<int> accepted{0};
    atOnce(40, [&](int i) {
        accepted += MoneyScene::isAccepted(
                MoneyScene::hand(port(i), u"wechatpay"_s, i < 20 ? same : others[size_t(i - 20)]));
    });
    QCOMPARE(accepted.load(), 40);
    QCOMPARE(read(1, order)[u"status"_s].toString(), u"paid"_s);
    const MoneyAudit audit(*m_scene);
    const QString id = QString::number(order[u"orderId"_s].toInteger());
    QCOMPARE(audit.number(u"SELECT COUNT(*) FROM ledger WHERE order_id = "_s + id), 1);
    QCOMPARE(audit.number(u"SELECT COUNT(*) FROM rights WHERE order_id = "_s + id), 1);
}

void SeveralShopsTest::ordersFromBothSides()
{
    const QByteArray who = newcomer();
    std::mutex mutex;
    QSet<qint64> made;
    std::atomic<int> strange{0};
    atOnce(20, [&](int i) {
        const auto reply = create(i, who);
        strange += reply.status != 201;
        const std::scoped_lock lock(mutex);
        made.insert(MoneyScene::dataOf(reply)[u"orderId"_s].toInteger());
    });
    QCOMPARE(strange.load(), 0);
    QCOMPARE(made.size(), 1);
}

void SeveralShopsTest::aCouponFromBothSides()
{
    constexpr int Buyers = 30;
    std::vector<QByteArray> buyers;
    for (int i = 0; i < Buyers; ++i)
        buyers.push_back(newcomer());
    std::atomic<int> held{0};
    std::atomic<int> refused{0};
    std::mutex mutex;
    std::vector<QJsonObject> orders;
    atOnce(Buyers, [&](int i) {
        const auto reply = create(i, buyers[size_t(i)], true);
        held += reply.status == 201;
        refused += reply.status == 422 && reply.body.contains("used_up");
        const std::scoped_lock lock(mutex);
        if (reply.status == 201)
            orders.push_back(MoneyScene::dataOf(reply));
    });
    QCOMPARE(held.load(), CouponLimit);
    QCOMPARE(refused.load(), Buyers - CouponLimit);
    // Some are paid, some end, both at once: a use is taken or free again, never both.
    std::vector<QJsonObject> notices;
    for (const QJsonObject &order : orders) {
        payQuietly(order);
        notices.push_back(notice(order));
    }
    atOnce(2 * CouponLimit, [&](int i) {
        const size_t at = size_t(i / 2);
        if (i % 2)
            MoneyScene::hand(port(i / 2), u"wechatpay"_s, notices[at]);
        else
            MoneyScene::ask(port(i / 2 + 1), m_scene->admin(), "POST",
                            "/api/orders/" + QByteArray::number(orders[at][u"orderId"_s].toInteger()) + "/cancel");
    });
    const MoneyAudit audit(*m_scene);
    QTRY_COMPARE(audit.number(u"SELECT used FROM coupons"_s), CouponLimit);
    QCOMPARE(audit.number(u"SELECT reserved FROM coupons"_s), 0);
}

/// The half hour is over at the moment in which the payment's notice comes, on both servers.
void SeveralShopsTest::paidWhileItExpires()
{
    constexpr int Orders = 6;
    std::vector<QJsonObject> orders;
    std::vector<QJsonObject> notices;
    for (int i = 0; i < Orders; ++i) {
        orders.push_back(MoneyScene::dataOf(create(i, newcomer())));
        payQuietly(orders.back());
        notices.push_back(notice(orders.back()));
    }
    const MoneyAudit audit(*m_scene);
    audit.change(
            u"UPDATE orders SET created_at = created_at - 1801000, expires_at = expires_at - 1801000 WHERE status = "
            "'pending'"_s);
    audit.change(u"UPDATE outbox SET due_at = 0 WHERE topic = 'commerce.expire'"_s);
    atOnce(4 * Orders, [&](int i) { MoneyScene::hand(port(i), u"wechatpay"_s, notices[size_t(i % Orders)]); });
    for (const QJsonObject &order : orders)
        QTRY_COMPARE(read(1, order)[u"status"_s].toString(), u"paid"_s);
}

void SeveralShopsTest::refundsFromBothSides()
{
    const QJsonObject order = MoneyScene::dataOf(create(0, newcomer()));
    payQuietly(order);
    QVERIFY(MoneyScene::isAccepted(MoneyScene::hand(port(1), u"wechatpay"_s, notice(order))));
    m_scene->gateway(u"wechatpay"_s).control("mode");
    std::atomic<int> decided{0};
    std::atomic<int> strange{0};
    const QByteArray path = "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + "/refund";
    atOnce(20, [&](int i) {
        const int status = MoneyScene::ask(port(i), m_scene->admin(), "POST", path,
                                           {{u"reason"_s, u"As wished"_s}, {u"amount"_s, 4000}})
                                   .status;
        decided += status == 202;
        strange += status != 202 && status != 409 && status != 400;
    });
    QCOMPARE(strange.load(), 0);
    QVERIFY(decided >= 1 && decided <= 2);
    QTRY_COMPARE(read(0, order)[u"refunded"_s].toInteger(), 4000 * decided);
    QCOMPARE(m_scene->gateway(u"wechatpay"_s).control("refunds").object().size(), decided.load());
}

QTEST_GUILESS_MAIN(SeveralShopsTest)
#include "tst_severalshops.moc"
