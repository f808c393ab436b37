#include "backend/commerce/payment/paymentchannels.h"
#include "tests/support/testschool.h"
#include "tests/unit/commerce/gateway.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

namespace {

constexpr Millis Start = 1'767'225'600'000;  // 2026-01-01T00:00:00Z

QStringList idsOf(const std::vector<ChannelFinding> &findings)
{
    QStringList ids;
    for (const ChannelFinding &one : findings) {
        if (one.isFault)
            ids << (one.setting.isEmpty() ? one.id : one.id + u' ' + one.setting);
    }
    return ids;
}

}  // namespace

/// What staff is told of a channel: each fault has its word, and nothing secret is said.
class ChannelCheckTest final : public QObject
{
    Q_OBJECT
private slots:
    void wechatPaySaysWhatIsWrong_data();
    void wechatPaySaysWhatIsWrong();
    void alipaySaysWhatIsWrong_data();
    void alipaySaysWhatIsWrong();
    void aClockThatIsOffIsTold();
    void certificatesTellWhenTheyEnd();
    void settingsAreReplacedWhileTheSchoolRuns();
    void anUnreadableFileIsAFaultOfItsChannel();

private:
    static QStringList faults(const PaymentSettings &settings, outgoing::HttpClient &client, const QString &name)
    {
        PaymentChannels channels(client);
        channels.set(settings);
        const auto found = channels.check(name, Start);
        return found ? idsOf(*found) : QStringList{u"no channel"_s};
    }
};

using ChangeWechat = std::function<void(WechatPaySettings &)>;
using ChangeAlipay = std::function<void(AlipaySettings &)>;
Q_DECLARE_METATYPE(ChangeWechat)
Q_DECLARE_METATYPE(ChangeAlipay)

void ChannelCheckTest::wechatPaySaysWhatIsWrong_data()
{
    using S = WechatPaySettings;
    QTest::addColumn<ChangeWechat>("change");
    QTest::addColumn<QStringList>("faults");
    const auto row = [](const char *name, const QStringList &faults, const ChangeWechat &change) {
        QTest::newRow(name) << change << faults;
    };
    row("nothing", {}, [](S &) {});
    row("with our certificate", {}, [](S &s) {
        s.merchantCertificate = vectorFile(u"keys/wechatpay_merchant_cert.pem"_s);
        s.merchantSerial.clear();
    });
    row("certificates that are fetched", {}, [](S &s) {
        s.publicKey.clear();
        s.publicKeyId.clear();
        s.platformCertificates.clear();
    });
    row("key", {u"unreadable merchant-key"_s}, [](S &s) { s.merchantKey = "x"; });
    row("certificate", {u"unreadable merchant-certificate"_s}, [](S &s) { s.merchantCertificate = "x"; });
    row("key of another certificate", {u"key_differs merchant-certificate"_s},
        [](S &s) { s.merchantCertificate = vectorFile(u"keys/wechatpay_platform_cert.pem"_s); });
    row("another serial number", {u"serial_differs merchant-serial"_s}, [](S &s) {
        s.merchantCertificate = vectorFile(u"keys/wechatpay_merchant_cert.pem"_s);
        s.merchantSerial = u"7E57000000000000000000000000000000000009"_s;
    });
    row("merchant", {u"signature_refused"_s}, [](S &s) { s.merchantId = u"1900000109"_s; });
    row("serial", {u"signature_refused"_s}, [](S &s) { s.merchantSerial = u"7E57000000000000000000000000000009"_s; });
    row("APIv3 key", {u"api_key_wrong"_s}, [](S &s) {
        s.publicKey.clear();
        s.publicKeyId.clear();
        s.platformCertificates.clear();
        s.apiV3Key = QByteArray(32, 'x');
    });
    row("length of the APIv3 key", {u"length api-v3-key"_s}, [](S &s) { s.apiV3Key = "short"; });
    row("notices", {u"address notify-url"_s}, [](S &s) { s.notifyUrl = u"https://school.example/notify?a=1"_s; });
    row("test key", {u"test_key merchant-key"_s}, [](S &s) { s.api = u"https://api.mch.weixin.qq.com"_s; });
    row("our key instead of theirs", {u"own_key public-key"_s},
        [](S &s) { s.publicKey = vectorFile(u"keys/wechatpay_merchant_pub.pem"_s); });
    row("somebody else's key", {u"their_key_wrong"_s},
        [](S &s) { s.publicKey = vectorFile(u"keys/alipay_platform_pub.pem"_s); });
    row("nobody there", {u"unreachable"_s}, [](S &s) { s.api = u"http://127.0.0.1:9"_s; });
}

void ChannelCheckTest::wechatPaySaysWhatIsWrong()
{
    QFETCH(ChangeWechat, change);
    Gateway gateway(u"wechatpay"_s);
    gateway.control("clock", {{u"now"_s, Start}});
    PaymentSettings settings;
    settings.wechatPay = wechatSettings();
    settings.wechatPay->api = gateway.url();
    change(*settings.wechatPay);
    QTEST(faults(settings, gateway.client(), u"wechatpay"_s), "faults");
}

void ChannelCheckTest::alipaySaysWhatIsWrong_data()
{
    using S = AlipaySettings;
    QTest::addColumn<ChangeAlipay>("change");
    QTest::addColumn<QStringList>("faults");
    const auto row = [](const char *name, const QStringList &faults, const ChangeAlipay &change) {
        QTest::newRow(name) << change << faults;
    };
    row("nothing", {}, [](S &) {});
    row("key", {u"unreadable app-key"_s}, [](S &s) { s.appKey = "x"; });
    row("our key instead of theirs", {u"own_key alipay-public-key"_s},
        [](S &s) { s.alipayPublicKey = vectorFile(u"keys/alipay_app_pub.pem"_s); });
    row("app", {u"app_unknown"_s}, [](S &s) { s.appId = u"2021000000000009"_s; });
    row("another app's key", {u"signature_refused"_s},
        [](S &s) { s.appKey = vectorFile(u"keys/wechatpay_merchant_key.pem"_s); });
    row("somebody else's key", {u"their_key_wrong"_s},
        [](S &s) { s.alipayPublicKey = vectorFile(u"keys/wechatpay_platform_pub.pem"_s); });
    row("nobody there", {u"unreachable"_s}, [](S &s) { s.gateway = u"http://127.0.0.1:9/gateway.do"_s; });
}

void ChannelCheckTest::alipaySaysWhatIsWrong()
{
    QFETCH(ChangeAlipay, change);
    Gateway gateway(u"alipay"_s);
    gateway.control("clock", {{u"now"_s, Start}});
    PaymentSettings settings;
    settings.alipay = alipaySettings();
    settings.alipay->gateway = gateway.url(u"/gateway.do"_s);
    change(*settings.alipay);
    QTEST(faults(settings, gateway.client(), u"alipay"_s), "faults");
}

void ChannelCheckTest::aClockThatIsOffIsTold()
{
    for (const QString &name : {u"wechatpay"_s, u"alipay"_s}) {
        Gateway gateway(name);
        PaymentSettings settings;
        settings.wechatPay = wechatSettings();
        settings.wechatPay->api = gateway.url();
        settings.alipay = alipaySettings();
        settings.alipay->gateway = gateway.url(u"/gateway.do"_s);
        for (const Millis off : {-11 * 60'000LL, 11 * 60'000LL}) {
            gateway.control("clock", {{u"now"_s, Start + off}});
            QCOMPARE(faults(settings, gateway.client(), name), QStringList{u"clock_off"_s});
        }
    }
}

void ChannelCheckTest::certificatesTellWhenTheyEnd()
{
    WechatPaySettings settings = wechatSettings();
    settings.merchantCertificate = vectorFile(u"keys/wechatpay_merchant_cert.pem"_s);
    const QJsonObject facts = channelFacts(settings);
    const QJsonObject ours = facts[u"certificates"_s][0].toObject();
    QCOMPARE(ours[u"whose"_s].toString(), u"merchant"_s);
    const Millis end = *fromIso(ours[u"validUntil"_s].toString());
    const auto about = [&](Millis now) {
        QStringList out;
        for (const ChannelFinding &one : findingsOf(u"wechatpay"_s, facts, now)) {
            if (one.setting == "merchant-certificate"_L1)
                out << one.id;
        }
        return out;
    };
    constexpr Millis Day = 86'400'000;
    QCOMPARE(about(end - 30 * Day), QStringList());
    QCOMPARE(about(end - 30 * Day + 1), QStringList{u"certificate_expires"_s});
    QCOMPARE(about(end - 1), QStringList{u"certificate_expires"_s});
    QCOMPARE(about(end), QStringList{u"certificate_expired"_s});
}

void ChannelCheckTest::settingsAreReplacedWhileTheSchoolRuns()
{
    using http::Method;
    Gateway gateway(u"wechatpay"_s);
    gateway.control("clock", {{u"now"_s, Start}});
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    const auto dataOf = [](const http::Response &response) {
        return QJsonDocument::fromJson(response.bytes()).object()[u"data"_s].toObject();
    };
    const auto ways = [&] {
        return dataOf(school.ask(u"learner"_s, Method::Get, "/api/payments/channels"))[u"ways"_s].toArray().size();
    };
    const auto state = [&](int at) {
        return dataOf(school.ask(u"admin"_s, Method::Get, "/api/payments/channels/state"))[u"channels"_s][at]
                .toObject();
    };
    QCOMPARE(ways(), 0);
    PaymentSettings settings;
    settings.wechatPay = wechatSettings();
    settings.wechatPay->api = gateway.url();
    QVERIFY(school.backend().setPayments(settings, true));
    QCOMPARE(ways(), 2);
    QCOMPARE(state(0)[u"state"_s].toString(), u"on"_s);
    QCOMPARE(state(0)[u"merchantId"_s].toString(), settings.wechatPay->merchantId);
    QCOMPARE(state(1)[u"state"_s].toString(), u"off"_s);
    const QJsonObject checked = dataOf(school.ask(u"admin"_s, Method::Post, "/api/payments/channels/wechatpay/check"));
    QVERIFY2(checked[u"works"_s].toBool(), QJsonDocument(checked).toJson().constData());
    settings.wechatPay->merchantKey = "x";
    QVERIFY(school.backend().setPayments(settings, true));
    QCOMPARE(ways(), 0);
    QCOMPARE(state(0)[u"state"_s].toString(), u"faulty"_s);
    QCOMPARE(state(0)[u"faults"_s][0][u"id"_s].toString(), u"unreadable"_s);
    QVERIFY(school.backend().setPayments({}, true));
    QCOMPARE(state(0)[u"state"_s].toString(), u"off"_s);
}

void ChannelCheckTest::anUnreadableFileIsAFaultOfItsChannel()
{
    QTemporaryDir dir;
    QSettings config(dir.filePath(u"config.ini"_s), QSettings::IniFormat);
    config.setValue(u"wechatpay/app-id"_s, u"wx1"_s);
    config.setValue(u"wechatpay/merchant-key"_s, u"@/nowhere/key.pem"_s);
    config.setValue(u"alipay/app-id"_s, u"1"_s);
    QStringList said;
    const PaymentSettings settings = readPaymentSettings(config, said);
    QCOMPARE(said.size(), 1);
    QVERIFY2(said[0].contains(u"[wechatpay] merchant-key"_s), qPrintable(said[0]));
    QVERIFY(!settings.wechatPay && settings.alipay);
    ScriptedClient client;
    QCOMPARE(faults(settings, client, u"wechatpay"_s), QStringList{u"unreadable merchant-key"_s});
    PaymentChannels channels(client);
    channels.set(settings);
    QCOMPARE(channels.faults().size(), 1);  // Alipay's; the other was said when it was read
}

QTEST_GUILESS_MAIN(ChannelCheckTest)
#include "tst_channelcheck.moc"
