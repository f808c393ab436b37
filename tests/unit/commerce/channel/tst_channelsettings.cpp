#include "backend/commerce/payment/channelvalues.h"
#include "backend/commerce/payment/testkeys.h"
#include "tests/unit/commerce/channelscene.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

/// What channels take, how they spell it, and what is wrong with settings: one sentence each.
class ChannelSettingsTest : public QObject
{
    Q_OBJECT

    ScriptedClient m_client;

    template<class Change>
    QString wechatFault(Change change)
    {
        WechatPaySettings settings = wechatSettings();
        change(settings);
        const auto made = makeWechatPay(settings, m_client);
        return made ? QString() : made.error().message;
    }
    template<class Change>
    QString alipayFault(Change change)
    {
        AlipaySettings settings = alipaySettings();
        change(settings);
        const auto made = makeAlipay(settings, m_client);
        return made ? QString() : made.error().message;
    }

private slots:
    void ways()
    {
        for (const PayWay way : {PayWay::WechatJsapi, PayWay::WechatNative, PayWay::AlipayPage, PayWay::AlipayWap})
            QCOMPARE(payWayFromName(payWayName(way)), std::optional(way));
        QVERIFY(!payWayFromName(u"wechat"_s));
        QCOMPARE(channelName(PayWay::WechatNative), u"wechatpay"_s);
        QCOMPARE(channelName(PayWay::AlipayWap), u"alipay"_s);
    }

    void money_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Fen>("fen");
        const auto row = [](const char *text, Fen fen) { QTest::newRow(text) << QByteArray(text) << fen; };
        row("99.00", 9900);
        row("99.0", 9900);
        row("99", 9900);
        row("0.01", 1);
        row("0.29", 29);
        row("1.10", 110);
        row("0.00", 0);
        row("0.30", 30);  // what 0.1 + 0.2 isn't
        row("21474836.48", 2'147'483'648);
        row("999999999999.99", 99'999'999'999'999);
        for (const char *bad : {"", ".", ".5", "5.", "1.234", "-1", "+1", "1e3", "1,000.00", " 1", "1 ", "0x1", "１",
                                "1.-1", "1000000000000", "NaN"})
            row(bad, -1);
    }
    void money()
    {
        QFETCH(QByteArray, text);
        QFETCH(Fen, fen);
        QCOMPARE(fenOfDecimal(text).value_or(-1), fen);
        if (fen >= 0)
            QCOMPARE(fenOfDecimal(yuanDecimal(fen).toLatin1()), std::optional(fen));
    }

    void times()
    {
        QCOMPARE(chinaTime(1'767'225'600'000), u"2026-01-01 08:00:00"_s);
        QCOMPARE(chinaRfc3339(1'767'225'600'999), u"2026-01-01T08:00:00+08:00"_s);
        QCOMPARE(fromChinaTime(u"2026-01-01 08:00:00"_s), std::optional<Millis>(1'767'225'600'000));
        QCOMPARE(fromChinaTime(u"2026-07-01 00:00:00"_s), std::optional<Millis>(1'782'835'200'000));
        QVERIFY(!fromChinaTime(u"2026-02-30 08:00:00"_s));
        QVERIFY(!fromChinaTime(u"2026-01-01T08:00:00"_s));
        QVERIFY(!fromChinaTime({}));
    }

    void textsAreFitted()
    {
        QCOMPARE(fitted(u"光影"_s, 6), u"光影"_s);
        QCOMPARE(fitted(u"光影"_s, 5), u"光"_s);
        QCOMPARE(fitted(u"a\U0001F3AC"_s, 5), u"a\U0001F3AC"_s);
        QCOMPARE(fitted(u"a\U0001F3AC"_s, 4), u"a"_s);
        QCOMPARE(fitted(u" a\n b\t"_s, 9), u"a b"_s);
        QVERIFY(fitted(QString(u'光').repeated(1000), 127).toUtf8().size() <= 127);
    }

    void addressesOfThisMachine()
    {
        for (const QString &own : {u"http://127.0.0.1:9"_s, u"http://localhost/x"_s, u"http://[::1]:80/"_s})
            QVERIFY2(isLoopbackAddress(own), qPrintable(own));
        for (const QString &other : {u"https://api.mch.weixin.qq.com"_s, u"http://127.0.0.1.example"_s, u"x"_s,
                                     u"http://localhost.example"_s, QString()})
            QVERIFY2(!isLoopbackAddress(other), qPrintable(other));
    }

    void wechatPaySettings()
    {
        using S = WechatPaySettings;
        QCOMPARE(wechatFault([](S &) {}), QString());
        QCOMPARE(wechatFault([](S &s) { s.api += u'/'; }), QString());
        QCOMPARE(wechatFault([](S &s) { s.publicKey.clear(), s.publicKeyId.clear(); }), QString());
        QCOMPARE(wechatFault([](S &s) { s.platformCertificates.clear(); }), QString());
        QVERIFY(wechatFault([](S &s) {
                    s.api = u"http://api.mch.weixin.qq.com"_s;
                }).contains(u"[wechatpay] api must"_s));
        QVERIFY(wechatFault([](S &s) { s.api = u"https://u:p@x.example"_s; }).contains(u"api must"_s));
        QVERIFY(wechatFault([](S &s) { s.appId.clear(); }).contains(u"app-id must"_s));
        QVERIFY(wechatFault([](S &s) { s.merchantId = u"19a"_s; }).contains(u"merchant-id must"_s));
        QVERIFY(wechatFault([](S &s) { s.merchantSerial = u"xyz"_s; }).contains(u"merchant-serial must"_s));
        QVERIFY(wechatFault([](S &s) { s.apiV3Key.chop(1); }).contains(u"api-v3-key must"_s));
        QVERIFY(wechatFault([](S &s) { s.notifyUrl += u"?a=1"_s; }).contains(u"notify-url must"_s));
        QVERIFY(wechatFault([](S &s) { s.publicKeyId.clear(); }).contains(u"belong together"_s));
        QVERIFY(wechatFault([](S &s) { s.publicKeyId = u"7E57"_s; }).contains(u"public-key-id must"_s));
        QVERIFY(wechatFault([](S &s) { s.merchantKey = s.publicKey; }).contains(u"merchant-key must"_s));
        QVERIFY(wechatFault([](S &s) { s.publicKey = "x"; }).contains(u"public-key must"_s));
        QVERIFY(wechatFault([](S &s) { s.platformCertificates = "x"; }).contains(u"platform-certificates must"_s));
        QVERIFY(wechatFault([](S &s) {
                    s.platformCertificates += "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
                }).contains(u"platform-certificates must"_s));
        QVERIFY(wechatFault([](S &s) {
                    s.publicKey = vectorFile(u"keys/wechatpay_merchant_pub.pem"_s);
                }).contains(u"is our own"_s));
        QVERIFY(wechatFault([](S &s) {
                    s.platformCertificates = vectorFile(u"keys/wechatpay_merchant_cert.pem"_s);
                }).contains(u"our own certificate"_s));
    }

    void alipaySettingsToo()
    {
        using S = AlipaySettings;
        QCOMPARE(alipayFault([](S &) {}), QString());
        QVERIFY(alipayFault([](S &s) {
                    s.gateway = u"http://openapi.alipay.com/gateway.do"_s;
                }).contains(u"gateway"_s));
        QVERIFY(alipayFault([](S &s) { s.appId = u"x"_s; }).contains(u"[alipay] app-id must"_s));
        QVERIFY(alipayFault([](S &s) { s.sellerId.clear(); }).contains(u"seller-id must"_s));
        QVERIFY(alipayFault([](S &s) { s.notifyUrl = u"ftp://x"_s; }).contains(u"notify-url must"_s));
        QVERIFY(alipayFault([](S &s) { s.appKey.clear(); }).contains(u"app-key must"_s));
        QVERIFY(alipayFault([](S &s) { s.alipayPublicKey = s.appKey; }).contains(u"alipay-public-key must"_s));
        QVERIFY(alipayFault([](S &s) {
                    s.alipayPublicKey = vectorFile(u"keys/alipay_app_pub.pem"_s);
                }).contains(u"is our own app's public key"_s));
    }

    void alipaysKeysAsItsConsoleShowsThem()
    {
        const auto bare = [](const QByteArray &pem) {
            QByteArray text;
            for (const QByteArray &line : pem.split('\n')) {
                if (!line.startsWith("-----"))
                    text += line;
            }
            return text;
        };
        QCOMPARE(alipayFault([&](AlipaySettings &s) {
                     s.appKey = bare(s.appKey);
                     s.alipayPublicKey = bare(s.alipayPublicKey);
                 }),
                 QString());
    }

    void publishedKeysAreForThisMachineOnly()
    {
        QVERIFY(wechatFault([](WechatPaySettings &s) {
                    s.api = u"https://api.mch.weixin.qq.com"_s;
                }).contains(u"published test key"_s));
        QVERIFY(alipayFault([](AlipaySettings &s) {
                    s.gateway = u"https://openapi.alipay.com/gateway.do"_s;
                }).contains(u"published test key"_s));
        for (const char *name :
             {"alipay_app", "alipay_platform", "wechatpay_merchant", "wechatpay_platform", "wechatpay_pubkeymode"})
            QVERIFY2(isTestKey(privateKey(QString::fromLatin1(name) + u"_key.pem"_s)), name);
    }

    void faultsNameNoSecret()
    {
        const QString secret = QString::fromLatin1(wechatSettings().merchantKey).section(u'\n', 1, 1);
        QVERIFY(secret.size() > 60);
        const QString fault = wechatFault([](WechatPaySettings &s) { s.merchantKey.replace("PRIVATE", "SECRET"); });
        QVERIFY(fault.contains(u"merchant-key must"_s));
        QVERIFY(!fault.contains(secret));
    }

    void keysOfFewBitsAreRefused()
    {
        // RSA of 1,024 bits, made for this test.
        const QByteArray small = "-----BEGIN PUBLIC KEY-----\n"
                                 "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC2cc9s7Tbki/PCSDUFrEPQhyTN\n"
                                 "p/Iuk2iMPTBUM441s/1fg6Mh/c5cZF5oT+KLZSPuNR9D65VqRvUBHNB8QJsEfIX0\n"
                                 "m0EO9LOzEdDsuzdefPCl82TkzQ7h8itEVA6ER/kzkA9gcVMKDdN1kt91UWCaI/qs\n"
                                 "43r7n/NsbtjPqqtzIQIDAQAB\n"
                                 "-----END PUBLIC KEY-----\n";
        QVERIFY(!RsaKey::fromPublicPem(small));
        QVERIFY(!RsaKey::fromPublicPem({}));
        QVERIFY(!RsaKey::fromPrivatePem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    }
};

QTEST_APPLESS_MAIN(ChannelSettingsTest)
#include "tst_channelsettings.moc"
