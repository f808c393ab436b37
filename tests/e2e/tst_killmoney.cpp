#include "tests/e2e/moneyaudit.h"

using namespace Qt::StringLiterals;

namespace {

/// How a story of money goes.
enum class Story {
    Refund,    ///< ordered, paid, a part of it refunded
    Twice,     ///< begun and paid at both channels
    Cancelled  ///< paid and cancelled before the news of it came
};

}  // namespace

/// A school that sells, killed (-9) at each step from the order to the refund and started again: whatever the step, people
/// and channels only go on with what they were at, and everything comes to agree by itself, as an audit from outside sees it.
class KillMoneyTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void atACallOfTheChannel_data();
    void atACallOfTheChannel();
    void betweenPayingAndTelling_data() { eachChannel(); }
    void betweenPayingAndTelling();
#ifdef DISKFAULT_LIBRARY
    void atEachCommit_data();
    void atEachCommit();
#endif

private:
    static void eachChannel()
    {
        QTest::addColumn<QString>("channel");
        QTest::newRow("wechatpay") << u"wechatpay"_s;
        QTest::newRow("alipay") << u"alipay"_s;
    }
    /// The server of the scene, killed and started as the story wants.
    class Till
    {
    public:
        Till(MoneyScene &scene, const QString &channel) : m_scene(scene), m_channel(channel) {}

        bool start();
        bool startAgain();
        bool wasKilled() { return m_server->wasKilled(); }
        void kill() { m_server->kill(); }
        bool isUp() const { return m_server != nullptr; }
        qint64 pid() const { return m_server->pid(); }
        quint16 port() const { return m_server->port(); }
        bool stop() { return m_server->stop(); }
        void faultsAt(const QString &file) { m_faultFile = file; }

        /// Each does what is not done yet, as a nervous client would; false: the server went away.
        bool order(const QString &channel);
        bool pay(const QString &channel);
        /// False: the server went away, or it doesn't come.
        bool waitUntil(const std::function<bool(const QJsonObject &)> &is) const;
        bool waitFor(const QString &status) const;
        bool waitForPayment() const;
        bool cancel();
        bool refund(Fen amount);
        QJsonObject read() const;
        QString number() const { return m_order[u"orderNo"_s].toString(); }

    private:
        QByteArray path(const QByteArray &rest = {}) const
        {
            return "/api/orders/" + QByteArray::number(m_order[u"orderId"_s].toInteger()) + rest;
        }
        MoneyScene &m_scene;
        const QString m_channel;
        QString m_faultFile;
        std::unique_ptr<ServerProcess> m_server;
        QJsonObject m_order;
        QSet<QString> m_begun;  ///< channels that she has been sent to
    };

    static bool tell(Till &till, Story story, const QString &channel);
    static void audit(MoneyScene &scene, Till &till);
};

bool KillMoneyTest::Till::start()
{
    m_server = std::make_unique<ServerProcess>(QStringLiteral(SERVER_PROGRAM), m_scene.folder());
#ifdef DISKFAULT_LIBRARY
    if (!m_faultFile.isEmpty()) {
        m_server->setVariable(u"LD_PRELOAD"_s, QStringLiteral(DISKFAULT_LIBRARY));
        m_server->setVariable(u"COURSEWRIGHT_DISKFAULT"_s, m_faultFile);
        m_server->setVariable(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":verify_asan_link_order=0"_s);
    }
#endif
    return m_server->start(m_scene.arguments());
}

bool KillMoneyTest::Till::startAgain()
{
    m_server.reset();
    return start();
}

bool KillMoneyTest::Till::order(const QString &channel)
{
    if (m_begun.contains(channel))
        return true;
    const bool isWechat = channel == "wechatpay"_L1;
    const auto reply = MoneyScene::ask(port(), m_scene.learner(), "POST", "/api/orders/create",
                                       {{u"itemType"_s, u"column"_s},
                                        {u"itemId"_s, m_scene.course()},
                                        {u"couponCode"_s, MoneyScene::Coupon},
                                        {u"channel"_s, isWechat ? u"wechat_native"_s : u"alipay_page"_s}});
    if (reply.status == 409)  // it was paid before she came back
        return true;
    if (reply.status != 201)
        return false;
    m_order = MoneyScene::dataOf(reply);
    if (!isWechat) {
        outgoing::HttpCall open;
        open.url = m_order[u"payParams"_s][u"formUrl"_s].toString().toUtf8();
        if (open.url.isEmpty() || m_scene.gateway(channel).client().call(open)->status != 200)
            return false;
    }
    m_begun.insert(channel);
    return true;
}

bool KillMoneyTest::Till::pay(const QString &channel)
{
    const QJsonObject said = m_scene.gateway(channel).control("pay", {{u"orderNo"_s, number()}}).object();
    const QString state = said[u"state"_s].toString();
    return said[u"paid"_s].toBool() || state == "SUCCESS"_L1 || state == "TRADE_SUCCESS"_L1 || state == "REFUND"_L1 ||
           state == "TRADE_CLOSED"_L1;  // since refunded whole
}

QJsonObject KillMoneyTest::Till::read() const
{
    return MoneyScene::dataOf(MoneyScene::ask(port(), m_scene.admin(), "GET", path()));
}

bool KillMoneyTest::Till::waitUntil(const std::function<bool(const QJsonObject &)> &is) const
{
    bool isSo = false;
    return QTest::qWaitFor(
                   [&] {
                       const auto reply = MoneyScene::ask(port(), m_scene.admin(), "GET", path());
                       isSo = reply.status == 200 && is(MoneyScene::dataOf(reply));
                       return isSo || reply.status == 0;
                   },
                   support::Patience) &&
           isSo;
}

bool KillMoneyTest::Till::waitFor(const QString &status) const
{
    return waitUntil([&](const QJsonObject &order) { return order[u"status"_s].toString() == status; });
}

bool KillMoneyTest::Till::waitForPayment() const
{
    return waitUntil([](const QJsonObject &order) {
        const QString status = order[u"status"_s].toString();
        return status == "paid"_L1 || status == "partially_refunded"_L1;
    });
}

bool KillMoneyTest::Till::cancel()
{
    const int status = MoneyScene::ask(port(), m_scene.learner(), "POST", path("/cancel")).status;
    return status == 200 || status == 409;
}

bool KillMoneyTest::Till::refund(Fen amount)
{
    if (!read()[u"refunds"_s].toArray().isEmpty())
        return true;
    return MoneyScene::ask(port(), m_scene.admin(), "POST", path("/refund"),
                           {{u"reason"_s, u"As wished"_s}, {u"amount"_s, amount}})
                   .status == 202;
}

/// The story from wherever it stands. False: the server is gone.
bool KillMoneyTest::tell(Till &till, Story story, const QString &channel)
{
    const QString other = channel == "wechatpay"_L1 ? u"alipay"_s : u"wechatpay"_s;
    if (till.number().isEmpty() || till.read()[u"status"_s] == "pending"_L1) {
        if (!till.order(channel) || (story == Story::Twice && !till.order(other)))
            return false;
    }
    if (!till.pay(channel) || (story == Story::Twice && !till.pay(other)))
        return false;
    switch (story) {
    case Story::Refund: return till.waitForPayment() && till.refund(3300) && till.waitFor(u"partially_refunded"_s);
    case Story::Cancelled: return till.cancel() && till.waitForPayment();
    case Story::Twice:
        return till.waitForPayment() && till.waitUntil([](const QJsonObject &order) {
            const QJsonArray refunds = order[u"refunds"_s].toArray();
            return refunds.size() == 1 && refunds[0][u"status"_s] == "done"_L1;
        });
    }
    return false;
}

void KillMoneyTest::audit(MoneyScene &scene, Till &till)
{
    {
        const MoneyAudit audit(scene);
        QTRY_COMPARE(audit.waiting(), 0);
    }
    QVERIFY(till.stop());
    const QString faults = MoneyAudit(scene).faults();
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
}

void KillMoneyTest::atACallOfTheChannel_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("story");
    QTest::addColumn<QString>("at");  ///< whose gateway
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("when");
    const auto rows = [](const char *name, const QString &channel, Story story, const QString &at,
                         const QString &call) {
        for (const QString &when : {u"before"_s, u"after"_s})
            QTest::addRow("%s, %s it", name, qPrintable(when)) << channel << int(story) << at << call << when;
    };
    const QString wechat = u"wechatpay"_s;
    const QString alipay = u"alipay"_s;
    rows("a payment is begun", wechat, Story::Refund, wechat, u"transactions/native"_s);
    rows("WeChat Pay pays back", wechat, Story::Refund, wechat, u"domestic/refunds"_s);
    rows("Alipay pays back", alipay, Story::Refund, alipay, u"alipay.trade.refund"_s);
    rows("WeChat Pay closes what was paid", wechat, Story::Cancelled, wechat, u"/close"_s);
    rows("Alipay closes what was paid", alipay, Story::Cancelled, alipay, u"alipay.trade.close"_s);
    rows("the other channel is closed", wechat, Story::Twice, alipay, u"alipay.trade.close"_s);
    rows("the second payment goes back", wechat, Story::Twice, alipay, u"alipay.trade.refund"_s);
    rows("the second goes back by WeChat Pay", alipay, Story::Twice, wechat, u"domestic/refunds"_s);
}

void KillMoneyTest::atACallOfTheChannel()
{
    QFETCH(const QString, channel);
    QFETCH(const int, story);
    QFETCH(const QString, at);
    QFETCH(const QString, call);
    QFETCH(const QString, when);
    MoneyScene scene(1, 1);
    Till till(scene, channel);
    QVERIFY(till.start());
    const QJsonObject mode{{u"kill"_s, QJsonObject{{u"pid"_s, till.pid()}, {u"call"_s, call}, {u"when"_s, when}}}};
    // The second payment must be paid before the first is known, and the cancelled one before it is told.
    const bool isQuiet = Story(story) != Story::Refund;
    for (const QString &each : {u"wechatpay"_s, u"alipay"_s}) {
        QJsonObject wish = each == at ? mode : QJsonObject();
        if (isQuiet && (each != channel || Story(story) == Story::Cancelled))
            wish.insert(u"loseNotices"_s, 1000);
        scene.gateway(each).control("mode", wish);
    }
    const QString other = channel == "wechatpay"_L1 ? u"alipay"_s : u"wechatpay"_s;
    if (Story(story) == Story::Twice)
        QVERIFY(till.order(channel) && till.order(other) && till.pay(other));
    QVERIFY2(!tell(till, Story(story), channel), "the step was never reached");
    QVERIFY(till.wasKilled());
    for (const QString &each : {u"wechatpay"_s, u"alipay"_s})
        scene.gateway(each).control("mode");
    QVERIFY(till.startAgain());
    QVERIFY(tell(till, Story(story), channel));
    audit(scene, till);
}

/// The payer has paid; the school dies before the channel can tell it, and hears of it when it is back.
void KillMoneyTest::betweenPayingAndTelling()
{
    QFETCH(const QString, channel);
    MoneyScene scene(1, 1);
    Till till(scene, channel);
    QVERIFY(till.start());
    QVERIFY(till.order(channel));
    till.kill();
    QVERIFY(till.pay(channel));
    QVERIFY(till.startAgain());
    QVERIFY(tell(till, Story::Refund, channel));
    audit(scene, till);
}

#ifdef DISKFAULT_LIBRARY

void KillMoneyTest::atEachCommit_data()
{
    QTest::addColumn<QString>("action");
    for (const QString &action : {u"kill-before"_s, u"kill-after"_s})
        QTest::addRow("%s it is durable", qPrintable(action.mid(5))) << action;
}

/// Every commit of the story: the order and what it holds; begun at the channel; paid, with coupon, right and booking; the
/// refund decided, taken up, booked.
void KillMoneyTest::atEachCommit()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("the disk is the database server's");
    QFETCH(const QString, action);
    const QString channel = u"wechatpay"_s;
    constexpr int MostCommits = 40;
    int killed = 0;
    for (int count = 1; count <= MostCommits; ++count) {
        MoneyScene scene(1, 1);
        QTemporaryDir faults;
        Till till(scene, channel);
        till.faultsAt(faults.filePath(u"fault"_s));
        QVERIFY(till.start());
        QFile fault(faults.filePath(u"new"_s));
        QVERIFY(fault.open(QIODevice::WriteOnly));
        fault.write(action.toLatin1() + " sync .db-wal " + QByteArray::number(count));
        fault.close();
        QVERIFY(fault.rename(faults.filePath(u"fault"_s)));
        const bool whole = tell(till, Story::Refund, channel);
        QVERIFY(QFile::remove(faults.filePath(u"fault"_s)));
        if (whole) {
            audit(scene, till);
            break;
        }
        QVERIFY2(till.wasKilled(), "the story broke off");
        ++killed;
        QVERIFY(till.startAgain());
        QVERIFY2(tell(till, Story::Refund, channel), qPrintable(u"after commit %1"_s.arg(count)));
        audit(scene, till);
    }
    qInfo("killed at %d commits", killed);
    QVERIFY(killed >= 5);
}

#endif

QTEST_GUILESS_MAIN(KillMoneyTest)
#include "tst_killmoney.moc"
