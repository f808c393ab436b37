#include "backend/commerce/alipay/alipaycertificate.h"
#include "tests/unit/commerce/gateway.h"

#include <QScopeGuard>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace channelscene;
using namespace commerce;

namespace {

constexpr Millis Now = NoticeTime;
const QString Order = u"ORD20260101000001"_s;

AlipaySettings certified()
{
    AlipaySettings settings = alipaySettings();
    settings.alipayPublicKey.clear();
    settings.appCertificate = vectorFile(u"keys/alipay_app_cert.pem"_s);
    settings.alipayCertificate = vectorFile(u"keys/alipay_platform_cert.pem"_s);
    settings.alipayRootCertificate = vectorFile(u"keys/alipay_root_cert.pem"_s);
    return settings;
}

PaymentRequest request()
{
    PaymentRequest wanted;
    wanted.orderNo = Order;
    wanted.amount = 9900;
    wanted.description = u"Light"_s;
    wanted.expiresAt = Now + 1'800'000;
    return wanted;
}

}  // namespace

/// Alipay with certificates instead of bare keys: which are named in what we send, and which are believed in what comes.
class AlipayCertificatesTest final : public QObject
{
    Q_OBJECT
private slots:
    /// As openssl's command line and Python's MD5 have it.
    void names()
    {
        QCOMPARE(readAlipayCertificate(vectorFile(u"keys/alipay_app_cert.pem"_s))->name,
                 "8aca1b3e8a5c48cca165d8bfd11012f6");
        QCOMPARE(readAlipayCertificate(vectorFile(u"keys/alipay_platform_cert.pem"_s))->name,
                 "548c3acea1e48a9bffc2e30a44fd37d1");
        QCOMPARE(alipayRootNames(vectorFile(u"keys/alipay_root_cert.pem"_s)),
                 "5e443d6bf6087b8b913766226b2287e7_a257338c5f3e2a013afafa3a93d755d1");
        QVERIFY(!readAlipayCertificate("nonsense"));
        QVERIFY(!readAlipayCertificate({}));
        QCOMPARE(alipayRootNames("nonsense"), QByteArray());
    }

    void settings_data()
    {
        QTest::addColumn<AlipaySettings>("settings");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QString &fault,
                            const std::function<void(AlipaySettings &)> &change) {
            AlipaySettings settings = certified();
            change(settings);
            QTest::newRow(name) << settings << fault;
        };
        row("all of them", {}, [](AlipaySettings &) {});
        row("one is missing", u"app-certificate"_s, [](AlipaySettings &s) { s.alipayRootCertificate.clear(); });
        row("a key besides", u"alipay-public-key"_s,
            [](AlipaySettings &s) { s.alipayPublicKey = alipaySettings().alipayPublicKey; });
        row("no certificate", u"app-certificate"_s, [](AlipaySettings &s) { s.appCertificate = "x"; });
        row("of another key", u"app-certificate"_s, [](AlipaySettings &s) { s.appCertificate = s.alipayCertificate; });
        row("ours for theirs", u"alipay-certificate"_s,
            [](AlipaySettings &s) { s.alipayCertificate = s.appCertificate; });
        row("not Alipay's", u"alipay-certificate"_s, [](AlipaySettings &s) { s.alipayCertificate = "x"; });
        row("no root", u"alipay-root-certificate"_s, [](AlipaySettings &s) { s.alipayRootCertificate = "x"; });
        row("a test key out in the world", u"app-key"_s, [](AlipaySettings &s) {
            s.gateway = u"https://openapi.alipay.com/gateway.do"_s;
            s.notifyUrl = u"https://school.example/notify"_s;
        });
        row("a way back", {}, [](AlipaySettings &s) { s.returnUrl = u"https://school.example/orders"_s; });
        row("a way back with a query", u"return-url"_s,
            [](AlipaySettings &s) { s.returnUrl = u"https://school.example/orders?x=1"_s; });
    }
    void settings()
    {
        QFETCH(AlipaySettings, settings);
        QFETCH(QString, fault);
        ScriptedClient client;
        const auto made = makeAlipay(settings, client);
        QCOMPARE(made ? QString() : made.error().detail.value(u"setting"_s).toString(), fault);
    }

    /// The whole way at a gateway that judges what it is sent.
    void atTheGateway()
    {
        Gateway gateway(u"alipay"_s);
        gateway.control("clock", {{u"now"_s, Now}});
        NoticeDoor door(Now);
        AlipaySettings settings = certified();
        settings.gateway = gateway.url(u"/gateway.do"_s);
        settings.notifyUrl = door.url();
        settings.returnUrl = u"https://school.example/orders"_s;
        const auto channel = makeAlipay(settings, gateway.client());
        QVERIFY2(channel, channel ? "" : qPrintable(channel.error().message));
        door.readWith(channel->get());
        const auto closed = qScopeGuard([&door] { door.readWith(nullptr); });
        const auto begun = (*channel)->begin(PayWay::AlipayPage, request(), Now);
        QVERIFY(begun);
        const QString form = (*begun)[u"formUrl"_s].toString();
        QCOMPARE(QUrlQuery(QUrl(form)).queryItemValue(u"return_url"_s, QUrl::FullyDecoded), settings.returnUrl);
        outgoing::HttpCall call;
        call.url = form.toUtf8();
        QCOMPARE(gateway.client().call(call)->status, 200);
        QVERIFY(gateway.control("pay", {{u"orderNo"_s, Order}})[u"paid"_s].toBool());
        QTRY_COMPARE(door.believed().size(), size_t(1));
        QCOMPARE((*channel)->query(Order, Now)->status, PaymentStatus::Paid);
        QVERIFY(!(*channel)->alarm(Now));

        // Alipay changes its certificate, and nobody has told the school.
        gateway.control("certificate", {{u"name"_s, u"00112233445566778899aabbccddeeff"_s}});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"key that isn't known"_s));
        QCOMPARE((*channel)->query(Order, Now).error().reason, u"channel_result_unknown"_s);
        const auto alarm = (*channel)->alarm(Now);
        QVERIFY(alarm);
        QCOMPARE(alarm->reason, u"unknown_key"_s);
        QVERIFY(alarm->message.contains(u"00112233445566778899aabbccddeeff"_s));
        QVERIFY(!(*channel)->alarm(Now + 25LL * 3'600'000));
        const QJsonObject notice = gateway.control("notice", {{u"orderNo"_s, Order}}).object();
        QCOMPARE((*channel)
                         ->readNotice(headersOf(notice[u"headers"_s].toObject()), notice[u"body"_s].toString().toUtf8(),
                                      Now)
                         .error()
                         .reason,
                 u"unknown_key"_s);
    }

    void anAnswerThatNamesNoneIsNotBelieved()
    {
        ScriptedClient client;
        const auto channel = makeAlipay(certified(), client);
        client.then(alipayReply("alipay.trade.query", R"({"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST"})"));
        QCOMPARE((*channel)->query(Order, Now).error().reason, u"channel_result_unknown"_s);
        QVERIFY(client.calls.front().body.contains("app_cert_sn=8aca1b3e8a5c48cca165d8bfd11012f6"));
    }
};

Q_DECLARE_METATYPE(AlipaySettings)

QTEST_GUILESS_MAIN(AlipayCertificatesTest)
#include "tst_alipaycertificates.moc"
