#include "backend/commerce/bill/billfile.h"
#include "tests/unit/commerce/gateway.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

namespace {

constexpr Millis Now = 1'767'225'600'000;
const QString OrderNo = u"ORD20260101000009"_s;
const QString RefundNo = u"RFD20260101000009"_s;

PaymentRequest gatewayRequest()
{
    PaymentRequest request;
    request.orderNo = OrderNo;
    request.amount = 9900;
    request.description = u"光与影"_s;
    request.expiresAt = Now + 1'800'000;
    request.openid = u"oTEST-0000000000000000000001"_s;
    request.returnUrl = u"https://school.example/learn"_s;
    return request;
}

RefundRequest gatewayRefund(const QString &refundNo, Fen amount)
{
    return {OrderNo, refundNo, amount, 9900, u"用户申请"_s};
}

/// A gateway, a channel that calls it and the door for its notices; everybody's clock stands still.
struct Scene {
    enum class Keys { Both, CertificatesOnly, None };

    explicit Scene(const QString &name, Keys keys = Keys::Both) : gateway(name), door(Now)
    {
        gateway.control("clock", {{u"now"_s, Now}});
        if (name == u"alipay"_s) {
            AlipaySettings settings = alipaySettings();
            settings.gateway = gateway.url(u"/gateway.do"_s);
            settings.notifyUrl = door.url();
            channel = std::move(*makeAlipay(settings, gateway.client()));
        } else {
            WechatPaySettings settings = wechatSettings();
            settings.api = gateway.url();
            settings.notifyUrl = door.url();
            if (keys != Keys::Both)
                settings.publicKey.clear(), settings.publicKeyId.clear();
            if (keys == Keys::None)
                settings.platformCertificates.clear();
            channel = std::move(*makeWechatPay(settings, gateway.client()));
        }
        door.readWith(channel.get());
    }
    ~Scene() { door.readWith(nullptr); }

    /// The payer's browser opens the address, as far as a payment needs that.
    bool open(PayWay way)
    {
        const auto params = channel->begin(way, gatewayRequest(), Now);
        if (!params)
            qFatal("%s", qPrintable(params.error().message));
        if (!params->contains(u"formUrl"_s))
            return true;
        outgoing::HttpCall call;
        call.url = params->value(u"formUrl"_s).toString().toLatin1();
        const auto page = gateway.client().call(call);
        return page && page->body == "CASHIER";
    }
    bool pay(PayWay way) { return open(way) && gateway.control("pay", {{u"orderNo"_s, OrderNo}})[u"paid"_s].toBool(); }
    qsizetype callCount() { return gateway.control("calls").array().size(); }

    Gateway gateway;
    NoticeDoor door;
    std::unique_ptr<PaymentChannel> channel;
};

void addChannels()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<PayWay>("way");
    QTest::newRow("WeChat Pay") << u"wechatpay"_s << PayWay::WechatNative;
    QTest::newRow("Alipay") << u"alipay"_s << PayWay::AlipayPage;
}

}  // namespace

/// The channels against simulators that speak real HTTP, judge our signatures strictly and misbehave when told to.
class GatewaysTest : public QObject
{
    Q_OBJECT

private slots:
    void theWholeWay_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<PayWay>("way");
        QTest::newRow("WeChat native") << u"wechatpay"_s << PayWay::WechatNative;
        QTest::newRow("WeChat JSAPI") << u"wechatpay"_s << PayWay::WechatJsapi;
        QTest::newRow("Alipay page") << u"alipay"_s << PayWay::AlipayPage;
        QTest::newRow("Alipay wap") << u"alipay"_s << PayWay::AlipayWap;
    }
    void theWholeWay()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        PaymentChannel &channel = *scene.channel;
        QVERIFY(channel.check(Now));
        QCOMPARE(channel.query(OrderNo, Now)->status, PaymentStatus::NotPaid);
        QVERIFY(scene.open(way));
        QCOMPARE(channel.query(OrderNo, Now)->status, PaymentStatus::NotPaid);
        QVERIFY(scene.pay(way));

        QTRY_COMPARE(scene.door.believed().size(), size_t(1));
        const PaymentNotice paid = scene.door.believed().front().notice;
        QCOMPARE(paid.payment.status, PaymentStatus::Paid);
        QCOMPARE(paid.payment.orderNo, OrderNo);
        QCOMPARE(paid.payment.amount, Fen(9900));
        QCOMPARE(paid.payment.paidAt, std::optional<Millis>(Now));
        const auto state = channel.query(OrderNo, Now);
        QVERIFY(state);
        QCOMPARE(state->status, PaymentStatus::Paid);
        QCOMPARE(state->amount, Fen(9900));
        QCOMPARE(state->currency, u"CNY"_s);
        QCOMPARE(state->transactionId, paid.payment.transactionId);
        QCOMPARE(channel.close(OrderNo, Now).error().reason, u"order_already_paid"_s);

        QCOMPARE(channel.refundState(OrderNo, RefundNo, Now)->status, RefundStatus::NotFound);
        QVERIFY(channel.refund(gatewayRefund(RefundNo, 3300), Now));
        QVERIFY(channel.refund(gatewayRefund(RefundNo, 3300), Now));
        const auto refund = channel.refundState(OrderNo, RefundNo, Now);
        QCOMPARE(refund->status, RefundStatus::Succeeded);
        QCOMPARE(refund->amount, Fen(3300));
        QTRY_COMPARE(scene.door.believed().size(), size_t(2));
        QCOMPARE(scene.door.believed().back().notice.refund->refundNo, RefundNo);
        QCOMPARE(scene.door.believed().back().notice.refund->status, RefundStatus::Succeeded);
        // More than is left is refused by the channel too.
        QCOMPARE(channel.refund(gatewayRefund(u"RFD2"_s, 6601), Now).error().reason, u"channel_refused"_s);
        QVERIFY(channel.refund(gatewayRefund(u"RFD2"_s, 6600), Now));
        QCOMPARE(channel.query(OrderNo, Now)->status, PaymentStatus::Refunded);
        QTRY_COMPARE(scene.door.believed().size(), size_t(3));
        QCOMPARE(scene.door.seen().size(), size_t(3));
    }

    void aLostAnswerCountsOnce_data() { addChannels(); }
    void aLostAnswerCountsOnce()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        PaymentChannel &channel = *scene.channel;
        if (way == PayWay::WechatNative) {
            scene.gateway.control("mode", {{u"loseAnswers"_s, 1}});
            QCOMPARE(channel.begin(way, gatewayRequest(), Now).error().reason, u"channel_result_unknown"_s);
            QCOMPARE(scene.gateway.control("orders").object().size(), 1);
        }
        QVERIFY(scene.pay(way));
        QCOMPARE(scene.gateway.control("orders").object().size(), 1);

        const qsizetype before = scene.callCount();
        scene.gateway.control("mode", {{u"loseAnswers"_s, 1}});
        QCOMPARE(channel.refund(gatewayRefund(RefundNo, 9900), Now).error().reason, u"channel_result_unknown"_s);
        QCOMPARE(scene.callCount(), before + 1);  // nothing sends it again behind our back
        const auto again = channel.refund(gatewayRefund(RefundNo, 9900), Now);
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(again->status, RefundStatus::Succeeded);
        QCOMPARE(again->amount, Fen(9900));
        QTRY_COMPARE(scene.door.believed().size(), size_t(2));  // the payment's and one refund's
    }

    void whatIsUnknownStaysUnknown_data() { addChannels(); }
    void whatIsUnknownStaysUnknown()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        QVERIFY(scene.pay(way));
        for (const QJsonObject &mode : {QJsonObject{{u"failCalls"_s, 1}}, QJsonObject{{u"forgeAnswers"_s, true}}}) {
            scene.gateway.control("mode", mode);
            QCOMPARE(scene.channel->query(OrderNo, Now).error().reason, u"channel_result_unknown"_s);
        }
        scene.gateway.control("mode");
        QCOMPARE(scene.channel->query(OrderNo, Now)->status, PaymentStatus::Paid);
    }

    void closing_data() { addChannels(); }
    void closing()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        QVERIFY(scene.channel->close(OrderNo, Now));  // nobody knows it
        QVERIFY(scene.open(way));
        QVERIFY(scene.channel->close(OrderNo, Now));
        QVERIFY(scene.channel->close(OrderNo, Now));
        QCOMPARE(scene.channel->query(OrderNo, Now)->status, PaymentStatus::Closed);
        // Money that was under way all the same.
        scene.gateway.control("pay", {{u"orderNo"_s, OrderNo}, {u"late"_s, true}});
        QCOMPARE(scene.channel->query(OrderNo, Now)->status, PaymentStatus::Paid);
    }

    void noticesGoAstray_data() { addChannels(); }
    void noticesGoAstray()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        // The first is lost, the second comes with a forged copy and twice, and isn't stored: they come again.
        scene.gateway.control("mode", {{u"loseNotices"_s, 1},
                                       {u"doubleNotices"_s, true},
                                       {u"forgeNotices"_s, true},
                                       {u"delayNotices"_s, 1000}});
        scene.door.failFor(2);
        QVERIFY(scene.pay(way));
        QTRY_VERIFY(scene.door.believed().size() >= 2);
        const auto seen = scene.door.seen();
        QCOMPARE(std::count_if(seen.begin(), seen.end(),
                               [](const auto &one) { return one.fault == u"bad_signature"_s; }),
                 2);
        QCOMPARE(std::count_if(seen.begin(), seen.end(), [](const auto &one) { return one.fault == u"not stored"_s; }),
                 2);
        for (const NoticeDoor::Seen &one : scene.door.believed())
            QCOMPARE(one.noticeId, scene.door.believed().front().noticeId);
        if (way == PayWay::WechatNative)
            QVERIFY(scene.door.believed().back().notice.repeated);
    }

    void noticesComeInAnotherOrder_data() { addChannels(); }
    void noticesComeInAnotherOrder()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        scene.gateway.control("mode", {{u"reorderNotices"_s, true}});
        QVERIFY(scene.pay(way));
        QVERIFY(scene.door.seen().empty());
        QVERIFY(scene.channel->refund(gatewayRefund(RefundNo, 3300), Now));
        QTRY_COMPARE(scene.door.believed().size(), size_t(2));
        QVERIFY(scene.door.believed().front().notice.refund);
        QVERIFY(!scene.door.believed().back().notice.refund);
    }

    void certificatesRotate()
    {
        Scene scene(u"wechatpay"_s, Scene::Keys::None);
        PaymentChannel &channel = *scene.channel;
        QVERIFY(channel.wantsUpkeep(Now));
        QVERIFY(channel.upkeep(Now));
        QVERIFY(!channel.wantsUpkeep(Now));
        QVERIFY(scene.open(PayWay::WechatNative));
        // Another certificate signs from now on: an answer brings us to fetch it.
        const QJsonObject next{
                {u"serial"_s, u"7E57000000000000000000000000000000000001"_s},
                {u"key"_s, QString::fromLatin1(vectorFile(u"keys/wechatpay_merchant_key.pem"_s))},
                {u"certificate"_s, QString::fromLatin1(vectorFile(u"keys/wechatpay_merchant_cert.pem"_s))}};
        scene.gateway.control("rotate", next);
        QCOMPARE(channel.query(OrderNo, Now + 59'000).error().reason, u"channel_result_unknown"_s);
        scene.gateway.control("clock", {{u"now"_s, Now + 60'000}});
        QCOMPARE(channel.query(OrderNo, Now + 60'000)->status, PaymentStatus::NotPaid);
    }

    void aNoticeWithAnUnknownCertificate()
    {
        Scene scene(u"wechatpay"_s, Scene::Keys::None);
        QVERIFY(scene.open(PayWay::WechatNative));  // fetches the certificates on the way
        scene.gateway.control(
                "rotate", {{u"serial"_s, u"7E57000000000000000000000000000000000001"_s},
                           {u"key"_s, QString::fromLatin1(vectorFile(u"keys/wechatpay_merchant_key.pem"_s))},
                           {u"certificate"_s, QString::fromLatin1(vectorFile(u"keys/wechatpay_merchant_cert.pem"_s))}});
        scene.gateway.control("pay", {{u"orderNo"_s, OrderNo}});
        QTRY_VERIFY(!scene.door.seen().empty());
        QCOMPARE(scene.door.seen().front().fault, u"unknown_key"_s);
        // A few minutes later the certificates are looked for once, and the next repeat is believed.
        QVERIFY(scene.channel->wantsUpkeep(Now + 300'000));
        scene.gateway.control("clock", {{u"now"_s, Now + 250'000}});
        QVERIFY(scene.channel->upkeep(Now + 250'000));
        QTRY_VERIFY(!scene.door.believed().empty());
    }

    void thePublicKey()
    {
        Scene scene(u"wechatpay"_s);
        scene.gateway.control("noticesBy", {{u"key"_s, u"publicKey"_s}});
        QVERIFY(scene.pay(PayWay::WechatNative));
        QTRY_COMPARE(scene.door.believed().size(), size_t(1));
        scene.gateway.control("noticesBy", {{u"key"_s, u"certificate"_s}});
        QVERIFY(scene.channel->refund(gatewayRefund(RefundNo, 1), Now));
        QTRY_COMPARE(scene.door.believed().size(), size_t(2));
    }

    void refundsThatEndBadly()
    {
        Scene scene(u"wechatpay"_s);
        QVERIFY(scene.pay(PayWay::WechatJsapi));
        scene.gateway.control("mode", {{u"holdRefunds"_s, true}, {u"refundResult"_s, u"ABNORMAL"_s}});
        QCOMPARE(scene.channel->refund(gatewayRefund(RefundNo, 3300), Now)->status, RefundStatus::Processing);
        QCOMPARE(scene.channel->refundState(OrderNo, RefundNo, Now)->status, RefundStatus::Processing);
        scene.gateway.control("settle");
        QCOMPARE(scene.channel->refundState(OrderNo, RefundNo, Now)->status, RefundStatus::Failed);
        QTRY_COMPARE(scene.door.believed().size(), size_t(2));
        QCOMPARE(scene.door.believed().back().notice.refund->status, RefundStatus::Failed);
        QCOMPARE(scene.door.believed().back().notice.payment.status, PaymentStatus::Unknown);
    }

    void settingsThatDontFit()
    {
        Gateway wechat(u"wechatpay"_s);
        wechat.control("clock", {{u"now"_s, Now}});
        WechatPaySettings settings = wechatSettings();
        settings.api = wechat.url();
        settings.merchantKey = vectorFile(u"keys/alipay_app_key.pem"_s);
        QCOMPARE((*makeWechatPay(settings, wechat.client()))->check(Now).error().reason, u"channel_settings"_s);
        Gateway other(u"alipay"_s);
        other.control("clock", {{u"now"_s, Now}});
        AlipaySettings alipay = alipaySettings();
        alipay.gateway = other.url(u"/gateway.do"_s);
        alipay.appKey = vectorFile(u"keys/wechatpay_merchant_key.pem"_s);
        QCOMPARE((*makeAlipay(alipay, other.client()))->check(Now).error().reason, u"channel_settings"_s);
        alipay = alipaySettings();
        alipay.gateway = other.url(u"/gateway.do"_s);
        alipay.alipayPublicKey = vectorFile(u"keys/wechatpay_platform_pub.pem"_s);
        QCOMPARE((*makeAlipay(alipay, other.client()))->check(Now).error().reason, u"channel_result_unknown"_s);
    }

    void billsAgree_data() { addChannels(); }
    void billsAgree()
    {
        QFETCH(QString, name);
        QFETCH(PayWay, way);
        Scene scene(name);
        QVERIFY(scene.pay(way));
        QVERIFY(scene.channel->refund(gatewayRefund(RefundNo, 3300), Now));
        const auto rows = scene.channel->bill(u"2026-01-01"_s, Now);
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QCOMPARE(rows->size(), size_t(2));
        QCOMPARE((*rows)[0].kind, BillKind::Payment);
        QCOMPARE((*rows)[0].amount, Fen(9900));
        QCOMPARE((*rows)[1].kind, BillKind::Refund);
        QCOMPARE((*rows)[1].refundNo, RefundNo);
        QCOMPARE((*rows)[1].amount, Fen(3300));
        QCOMPARE((*rows)[1].time, Now);
        QVERIFY(scene.channel->bill(u"2025-12-31"_s, Now)->empty());
        scene.gateway.control("damageBills", {{u"bytes"_s, 30}});
        QVERIFY(!scene.channel->bill(u"2026-01-01"_s, Now));
    }
};

QTEST_GUILESS_MAIN(GatewaysTest)
#include "tst_gateways.moc"
