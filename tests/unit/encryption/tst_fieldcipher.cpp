#include "backend/encryption/fieldcipher.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace encryption;

class TestFieldCipher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theVectorOpens();
    void whatIsSealedOpensInItsPlaceAlone();
    void whatWasChangedIsRefused();
    void otherFormsAreRefused_data();
    void otherFormsAreRefused();
    void noNonceComesTwice();
    void whatAnOlderKeySealedOpensAndIsStale();
    void whatIsLookedForIsFoundByItsOneForm();

private:
    QByteArray hex(QStringView name) const { return QByteArray::fromHex(m_vector.value(name).toString().toLatin1()); }
    QByteArray indexHex(QStringView name) const
    {
        return QByteArray::fromHex(m_vector.value(u"blind_index"_s).toObject().value(name).toString().toLatin1());
    }
    FieldCipher cipher() const
    {
        return FieldCipher(FieldKeys::of("k2026a"_ba, hex(u"key_hex"), indexHex(u"key_hex")));
    }
    QString refused(const FieldPlace &place, const QByteArray &sealed) const
    {
        const auto opened = cipher().open(place, sealed);
        return opened ? u"opened"_s : opened.error().reason;
    }
    QJsonObject m_vector;
    const FieldPlace m_place{"users"_ba, "phone"_ba, "1001"_ba};
};

void TestFieldCipher::initTestCase()
{
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/field-encryption.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_vector = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(hex(u"blob_hex").size(), 47);
}

void TestFieldCipher::theVectorOpens()
{
    const auto opened = cipher().open(m_place, hex(u"blob_hex"));
    QVERIFY(opened);
    QCOMPARE(*opened, m_vector.value(u"plaintext"_s).toString().toLatin1());
    QCOMPARE(hex(u"blob_hex").toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
             m_vector.value(u"blob_base64url"_s).toString().toLatin1());
}

void TestFieldCipher::whatIsSealedOpensInItsPlaceAlone()
{
    const QByteArray sealed = cipher().seal(m_place, "13800000000"_ba);
    QVERIFY(!sealed.contains("138"));
    QCOMPARE(*cipher().open(m_place, sealed), "13800000000"_ba);
    QCOMPARE(*cipher().open(m_place, cipher().seal(m_place, {})), QByteArray());
    QCOMPARE(refused({"users"_ba, "phone"_ba, "1002"_ba}, sealed), u"seal_broken"_s);
    QCOMPARE(refused({"users"_ba, "mail"_ba, "1001"_ba}, sealed), u"seal_broken"_s);
    QCOMPARE(refused({"orders"_ba, "phone"_ba, "1001"_ba}, sealed), u"seal_broken"_s);
}

void TestFieldCipher::whatWasChangedIsRefused()
{
    const QByteArray sealed = hex(u"blob_hex");
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray changed = sealed;
        changed[i] = char(changed[i] ^ 1);
        QVERIFY2(refused(m_place, changed) != "opened"_L1, qPrintable(QString::number(i)));
        if (i + 1 < sealed.size())
            QVERIFY2(refused(m_place, sealed.left(i)) == "sealed_format"_L1 ||
                             refused(m_place, sealed.left(i)) == "seal_broken"_L1,
                     qPrintable(QString::number(i)));
    }
}

void TestFieldCipher::otherFormsAreRefused_data()
{
    QTest::addColumn<QByteArray>("sealed");
    QTest::addColumn<QString>("reason");
    const QByteArray good = QByteArray(12 + 16, 'x');
    QTest::newRow("nothing") << QByteArray() << u"sealed_format"_s;
    QTest::newRow("a version of tomorrow") << "\x02\x02k1"_ba + good << u"sealed_format"_s;
    QTest::newRow("no key") << QByteArray("\x01\x00", 2) + good << u"sealed_format"_s;
    QTest::newRow("a key longer than the value") << "\x01\xff"_ba + good << u"sealed_format"_s;
    QTest::newRow("a key of other letters") << "\x01\x02K1"_ba + good << u"sealed_format"_s;
    QTest::newRow("an unknown key") << "\x01\x02k1"_ba + good << u"unknown_key"_s;
    QTest::newRow("one byte less") << "\x01\x02k1"_ba + good.chopped(1) << u"sealed_format"_s;
}

void TestFieldCipher::otherFormsAreRefused()
{
    QFETCH(QByteArray, sealed);
    QFETCH(QString, reason);
    QCOMPARE(refused(m_place, sealed), reason);
}

void TestFieldCipher::noNonceComesTwice()
{
    const FieldCipher sealing = cipher();
    QSet<QByteArray> nonces;
    constexpr int Many = 100'000;
    for (int i = 0; i < Many; ++i)
        nonces.insert(sealing.seal(m_place, "1"_ba).mid(2 + 6, 12));
    QCOMPARE(nonces.size(), Many);
}

void TestFieldCipher::whatAnOlderKeySealedOpensAndIsStale()
{
    const FieldCipher before = cipher();
    const FieldCipher after(before.keys().rotated(1'790'000'000'000));
    const QByteArray old = before.seal(m_place, "old"_ba);
    QVERIFY(!before.isStale(old));
    QVERIFY(after.isStale(old));
    QCOMPARE(*after.open(m_place, old), "old"_ba);
    const QByteArray anew = after.seal(m_place, "new"_ba);
    QVERIFY(!after.isStale(anew));
    QCOMPARE(before.open(m_place, anew).error().reason, u"unknown_key"_s);
    QCOMPARE(after.lookup(m_place, "old"_ba), before.lookup(m_place, "old"_ba));
    const FieldCipher last(after.keys().onlyActive());
    QCOMPARE(last.open(m_place, old).error().reason, u"unknown_key"_s);
    QCOMPARE(*last.open(m_place, anew), "new"_ba);
}

void TestFieldCipher::whatIsLookedForIsFoundByItsOneForm()
{
    QCOMPARE(cipher().lookup(m_place, "+8613800000000"_ba).toHex(),
             m_vector.value(u"blind_index"_s).toObject().value(u"stored_prefix_16_bytes"_s).toString().toLatin1());
    QVERIFY(cipher().lookup({"users"_ba, "mail"_ba, {}}, "+8613800000000"_ba) !=
            cipher().lookup(m_place, "+8613800000000"_ba));
}

QTEST_GUILESS_MAIN(TestFieldCipher)
#include "tst_fieldcipher.moc"
