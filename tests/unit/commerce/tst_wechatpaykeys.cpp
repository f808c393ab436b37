#include "backend/commerce/wechatpay/messagememory.h"
#include "backend/commerce/wechatpay/platformkeys.h"
#include "tests/unit/commerce/channelscene.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

namespace {

constexpr Millis Hour = 3'600'000;
constexpr Millis Minute = 60'000;
const QByteArray Serial = "7E57000000000000000000000000000000000002";

KeyCertificate certificate(const QByteArray &serial, Millis from, Millis until)
{
    return {serial, from, until, privateKey(u"wechatpay_platform_key.pem"_s)};
}

PlatformKeys::PublicKey publicKey()
{
    return {"PUB_KEY_ID_1", *RsaKey::fromPublicPem(vectorFile(u"keys/wechatpay_pubkeymode_pub.pem"_s))};
}

}  // namespace

/// Which key a message is checked with, and when.
class WechatPayKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void theClockWindow_data()
    {
        QTest::addColumn<Millis>("off");
        QTest::addColumn<bool>("believed");
        QTest::newRow("now") << Millis(0) << true;
        QTest::newRow("299 s late") << Millis(299'000) << true;
        QTest::newRow("just below 300 s late") << Millis(299'999) << true;
        QTest::newRow("300 s late") << Millis(300'000) << false;
        QTest::newRow("301 s late") << Millis(301'000) << false;
        QTest::newRow("299 s early") << Millis(-299'000) << true;
        QTest::newRow("300 s early") << Millis(-300'000) << false;
        QTest::newRow("301 s early") << Millis(-301'000) << false;
    }
    void theClockWindow()
    {
        QFETCH(Millis, off);
        QFETCH(bool, believed);
        PlatformKeys keys(std::nullopt, {certificate(Serial, 0, NoticeTime * 2)});
        const auto checked = checkWechatMessage(keys, signedByWechat("{}", NoticeTime), "{}", NoticeTime + off);
        QCOMPARE(checked.ok(), believed);
        if (!believed)
            QCOMPARE(checked.error().reason, u"clock_window"_s);
    }

    void bothModesAtOnce()
    {
        PlatformKeys keys(publicKey(), {certificate(Serial, 0, NoticeTime * 2)});
        const http::Headers byCertificate = signedByWechat("{}", NoticeTime);
        const http::Headers byKey =
                signedByWechat("{}", NoticeTime, "N", "PUB_KEY_ID_1", u"wechatpay_pubkeymode_key.pem"_s);
        QVERIFY(checkWechatMessage(keys, byCertificate, "{}", NoticeTime));
        QVERIFY(checkWechatMessage(keys, byKey, "{}", NoticeTime));
        // Never by trying all keys: the one that is named has to fit.
        const http::Headers crossed = signedByWechat("{}", NoticeTime, "N", "PUB_KEY_ID_1");
        QCOMPARE(checkWechatMessage(keys, crossed, "{}", NoticeTime).error().reason, u"bad_signature"_s);
        const http::Headers other =
                signedByWechat("{}", NoticeTime, "N", "PUB_KEY_ID_2", u"wechatpay_pubkeymode_key.pem"_s);
        QCOMPARE(checkWechatMessage(keys, other, "{}", NoticeTime).error().reason, u"unknown_key"_s);
        const http::Headers lowerCase = signedByWechat("{}", NoticeTime, "N", Serial.toLower());
        QVERIFY(checkWechatMessage(keys, lowerCase, "{}", NoticeTime));
    }

    void whatIsNotSignedAsItShould_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("no time") << QByteArray("Wechatpay-Timestamp") << QByteArray();
        QTest::newRow("time with a sign") << QByteArray("Wechatpay-Timestamp") << QByteArray("+1767225631");
        QTest::newRow("time with a blank") << QByteArray("Wechatpay-Timestamp") << QByteArray("1767225631 ");
        QTest::newRow("time that overflows") << QByteArray("Wechatpay-Timestamp") << QByteArray("9223372036854775807");
        QTest::newRow("time below zero") << QByteArray("Wechatpay-Timestamp") << QByteArray("-1");
        QTest::newRow("no nonce") << QByteArray("Wechatpay-Nonce") << QByteArray();
        QTest::newRow("long nonce") << QByteArray("Wechatpay-Nonce") << QByteArray(129, 'n');
        QTest::newRow("no signature") << QByteArray("Wechatpay-Signature") << QByteArray();
        QTest::newRow("no base64") << QByteArray("Wechatpay-Signature") << QByteArray("***");
        QTest::newRow("short signature") << QByteArray("Wechatpay-Signature") << QByteArray("QUJD");
        QTest::newRow("long signature") << QByteArray("Wechatpay-Signature") << QByteArray(4096, 'A');
        QTest::newRow("another way of signing")
                << QByteArray("Wechatpay-Signature-Type") << QByteArray("WECHATPAY2-SM2-WITH-SM3");
    }
    void whatIsNotSignedAsItShould()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        PlatformKeys keys(std::nullopt, {certificate(Serial, 0, NoticeTime * 2)});
        http::Headers headers = signedByWechat("{}", NoticeTime);
        headers.set(field, value);
        const auto checked = checkWechatMessage(keys, headers, "{}", NoticeTime);
        QVERIFY(!checked);
        QCOMPARE(checked.error().reason, u"bad_signature"_s);
    }

    void certificatesRotate()
    {
        PlatformKeys keys(std::nullopt, {});
        QVERIFY(keys.isEmpty(0));
        keys.learn({certificate("A1", 0, 100 * Hour)}, 0);
        QVERIFY(!keys.isEmpty(0));
        // The next one is there before it counts, the old one stays until it ends, also when it isn't handed out any
        // more.
        keys.learn({certificate("B2", 20 * Hour, 200 * Hour)}, 12 * Hour);
        QVERIFY(keys.find("A1", 12 * Hour));
        QVERIFY(!keys.find("B2", 20 * Hour - 1));
        QVERIFY(keys.find("B2", 20 * Hour));
        QVERIFY(keys.find("A1", 100 * Hour - 1));
        QVERIFY(!keys.find("A1", 100 * Hour));
        QVERIFY(keys.isEmpty(200 * Hour));
    }

    void certificatesAreFetchedInTime()
    {
        PlatformKeys keys(std::nullopt, {});
        QVERIFY(keys.wantsFetch(0));
        keys.fetchTried(0);  // and failed
        QVERIFY(!keys.wantsFetch(Minute - 1));
        QVERIFY(keys.wantsFetch(Minute));
        keys.fetchTried(Minute);
        keys.learn({certificate("A1", 0, 100 * Hour)}, Minute);
        QVERIFY(!keys.wantsFetch(Minute + 12 * Hour - 1));
        QVERIFY(keys.wantsFetch(Minute + 12 * Hour));
        QVERIFY(keys.wantsFetch(0));  // somebody set the clock back
    }

    void anUnknownCertificateIsAskedForOnce()
    {
        PlatformKeys keys(publicKey(), {});
        QVERIFY(!keys.wantsFetch(0));  // a merchant with a public key has none to fetch
        QVERIFY(!keys.find("PUB_KEY_ID_2", 0));
        QVERIFY(!keys.wantsFetch(0));
        QVERIFY(!keys.find("C3", 0));
        QVERIFY(keys.wantsFetch(0));
        keys.fetchTried(0);
        QVERIFY(!keys.find("C3", Minute / 2));
        QVERIFY(!keys.wantsFetch(Minute - 1));
        QVERIFY(keys.wantsFetch(Minute));
        QCOMPARE(keys.unknown(Minute)->name, "C3");
        QCOMPARE(keys.unknown(Minute)->at, Minute / 2);
        keys.fetchTried(Minute);
        keys.learn({certificate("C3", 0, 100 * Hour)}, Minute);
        QVERIFY(!keys.wantsFetch(20 * Minute));
        QVERIFY(!keys.unknown(Minute));
    }

    void messagesAreRemembered()
    {
        MessageMemory memory(10 * Minute, 3);
        QVERIFY(!memory.knows("a", 0));
        QVERIFY(memory.knows("a", 10 * Minute - 1));
        QVERIFY(!memory.knows("a", 10 * Minute));  // older than any message may be
        QVERIFY(!memory.knows("b", 10 * Minute));
        QVERIFY(!memory.knows("c", 10 * Minute));
        QVERIFY(!memory.knows("d", 10 * Minute));  // takes the place of "a"
        QCOMPARE(memory.size(), size_t(3));
        QVERIFY(memory.knows("c", 10 * Minute));
        QVERIFY(!memory.knows("a", 10 * Minute));
        QCOMPARE(memory.size(), size_t(3));
    }
};

QTEST_APPLESS_MAIN(WechatPayKeysTest)
#include "tst_wechatpaykeys.moc"
