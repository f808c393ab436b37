#include "tests/gui/commerce/pricingscene.h"
#include "tests/unit/commerce/gateway.h"
#include "widgets/commerce/channels/channelsheet.h"
#include "widgets/commerce/channels/pemfield.h"
#include "widgets/common/controls/statuschip.h"

#include <QDirIterator>
#include <QPlainTextEdit>

using channelscene::Gateway;
using channelscene::vectorFile;
using commerce::ChannelSettings;

/// An administrator sets up how learners pay, and is told what is wrong.
class WaysToPayTest : public PricingScene
{
    Q_OBJECT
private Q_SLOTS:
    void aChannelIsSetUpCheckedAndTurnedOff();
    void whatIsWrongIsSaidWithTheWayOut();
    void secretsStandInTheKeychainAlone();
    void aServersSettingsAreCheckedAndNotChanged();
    void nothingIsCutOffOrNameless();

private:
    /// What the fields of WeChat Pay are filled with.
    QHash<QString, QByteArray> wechatFields(const QString &gateway)
    {
        const commerce::WechatPaySettings s = channelscene::wechatSettings();
        return {{u"app-id"_s, s.appId.toUtf8()},
                {u"merchant-id"_s, s.merchantId.toUtf8()},
                {u"api-v3-key"_s, s.apiV3Key},
                {u"notify-url"_s, s.notifyUrl.toUtf8()},
                {u"public-key-id"_s, s.publicKeyId.toUtf8()},
                {u"public-key"_s, s.publicKey},
                {u"merchant-certificate"_s, vectorFile(u"keys/wechatpay_merchant_cert.pem"_s)},
                {u"merchant-key"_s, s.merchantKey},
                {u"api"_s, gateway.toUtf8()}};
    }
    void fill(const QHash<QString, QByteArray> &fields);
    QWidget *findings() { return part<QWidget>(u"wechatpayFindings"_s); }
    QString said() const
    {
        QStringList out{all()};
        for (const auto *chip : m_page->findChildren<ui::StatusChip *>())
            out << chip->text();
        return out.join(u'\n');
    }
};

void WaysToPayTest::fill(const QHash<QString, QByteArray> &fields)
{
    QTRY_VERIFY(m_page->findChild<commerce::ChannelSheet *>());
    auto *sheet = m_page->findChild<commerce::ChannelSheet *>();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (auto *line = sheet->findChild<QLineEdit *>(it.key()))
            line->setText(QString::fromUtf8(*it));
        else
            sheet->findChild<commerce::PemField *>(it.key())->show(*it);
    }
}

void WaysToPayTest::aChannelIsSetUpCheckedAndTurnedOff()
{
    Gateway gateway(u"wechatpay"_s);
    showPage(u"channels"_s);
    QTRY_VERIFY2(all().contains(u"Nobody can pay this way."_s), qPrintable(all()));
    pictures(m_page.get(), u"channels-empty"_s);
    QTest::mouseClick(part<QPushButton>(u"wechatpayChange"_s), Qt::LeftButton);
    fill(wechatFields(gateway.url()));
    pictures(m_page->findChild<commerce::ChannelSheet *>(), u"channel-sheet"_s);
    click(u"Save"_s);
    QTRY_VERIFY2(said().contains(u"\nTest"_s), qPrintable(said()));
    QCOMPARE(told(u"/api/payments/channels"_s)[u"ways"].toArray().size(), 2);
    QTest::mouseClick(part<QPushButton>(u"wechatpayCheck"_s), Qt::LeftButton);
    QTRY_VERIFY2(all().contains(u"Checked: the channel takes us."_s), qPrintable(said()));
    QVERIFY2(all().contains(u"no money moves"_s), qPrintable(all()));
    pictures(m_page.get(), u"channels-checked"_s);

    QTest::mouseClick(part<QPushButton>(u"wechatpayRemove"_s), Qt::LeftButton);
    QTRY_COMPARE(told(u"/api/payments/channels"_s)[u"ways"].toArray().size(), 0);
    QVERIFY(m_secrets.secrets.isEmpty());
    click(u"Undo"_s);
    QTRY_COMPARE(told(u"/api/payments/channels"_s)[u"ways"].toArray().size(), 2);
}

void WaysToPayTest::whatIsWrongIsSaidWithTheWayOut()
{
    Gateway gateway(u"wechatpay"_s);
    showPage(u"channels"_s);
    const auto set = [&](const QString &field, const QByteArray &value) {
        QTRY_VERIFY(!m_page->findChild<commerce::ChannelSheet *>());
        QTest::mouseClick(part<QPushButton>(u"wechatpayChange"_s), Qt::LeftButton);
        auto fields = wechatFields(gateway.url());
        fields[field] = value;
        fill(fields);
        click(u"Save"_s);
    };
    set(u"merchant-key"_s, "-----BEGIN PRIVATE KEY-----\nnothing\n-----END PRIVATE KEY-----");
    QTRY_VERIFY2(all().contains(u"Merchant's private key: can't be read."_s), qPrintable(all()));
    QVERIFY(said().contains(u"Doesn't work"_s));
    pictures(m_page.get(), u"channels-fault"_s);
    set(u"merchant-key"_s, vectorFile(u"keys/alipay_app_key.pem"_s));
    QTRY_VERIFY2(all().contains(u"doesn't belong to the private key"_s), qPrintable(all()));
    set(u"api"_s, "https://api.mch.weixin.qq.com");
    QTRY_VERIFY2(all().contains(u"is a published test key"_s), qPrintable(all()));
    set(u"notify-url"_s, "https://school.example/api/payments/wechat/notify?a=1");
    QTRY_VERIFY2(all().contains(u"Address for notices: must be a whole https address"_s), qPrintable(all()));
    set(u"merchant-id"_s, "1900000109");
    QTRY_VERIFY2(said().contains(u"\nTest"_s), qPrintable(said()));
    QTest::mouseClick(part<QPushButton>(u"wechatpayCheck"_s), Qt::LeftButton);
    QTRY_VERIFY2(all().contains(u"The channel doesn't accept the signature"_s), qPrintable(said()));
    // It is the settings that are wrong, not what is kept of the check before.
    set(u"merchant-id"_s, channelscene::wechatSettings().merchantId.toUtf8());
    QTRY_VERIFY2(!all().contains(u"The channel doesn't accept the signature"_s), qPrintable(said()));
}

void WaysToPayTest::secretsStandInTheKeychainAlone()
{
    showPage(u"channels"_s);
    QTest::mouseClick(part<QPushButton>(u"wechatpayChange"_s), Qt::LeftButton);
    fill(wechatFields(u"http://127.0.0.1:9"_s));
    click(u"Save"_s);
    QTRY_COMPARE(m_secrets.secrets.size(), 2);
    QTRY_VERIFY(part<QPushButton>(u"wechatpayCheck"_s) && part<QPushButton>(u"wechatpayCheck"_s)->isEnabled());
    QTest::mouseClick(part<QPushButton>(u"wechatpayCheck"_s), Qt::LeftButton);
    QTRY_VERIFY2(all().contains(u"The channel doesn't answer"_s), qPrintable(all()));
    m_settings->sync();
    const commerce::WechatPaySettings s = channelscene::wechatSettings();
    const QByteArray keyLine = s.merchantKey.split('\n').at(3);
    QVERIFY(keyLine.size() > 40);
    int looked = 0;
    for (QDirIterator files(m_dir->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         files.hasNext();) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains(keyLine) && !bytes.contains(s.apiV3Key), qPrintable(file.fileName()));
        ++looked;
    }
    QVERIFY(looked >= 3);  // the database, its log, the settings
    const QByteArray state = json::compact(told(u"/api/payments/channels/state"_s));
    QVERIFY(state.contains(s.merchantId.toUtf8()) && !state.contains(keyLine) && !state.contains(s.apiV3Key));

    // The next start: the same school has them again, another one has nothing.
    ChannelSettings::Values handed;
    ChannelSettings later(m_secrets, *m_settings);
    connect(&later, &ChannelSettings::handedOver, this,
            [&](const ChannelSettings::Values &values, bool) { handed = values; });
    later.open(u"another"_s);
    QVERIFY(handed.isEmpty());
    later.open(u"school"_s);
    QCOMPARE(handed, m_channels->values());
    QVERIFY(handed.contains(u"wechatpay/merchant-key"_s));

    // What is kept isn't shown, and stays where its field is left empty.
    QTest::mouseClick(part<QPushButton>(u"wechatpayChange"_s), Qt::LeftButton);
    QTRY_VERIFY(m_page->findChild<commerce::ChannelSheet *>());
    auto *sheet = m_page->findChild<commerce::ChannelSheet *>();
    QCOMPARE(sheet->findChild<QLineEdit *>(u"api-v3-key"_s)->text(), QString());
    QCOMPARE(sheet->findChild<commerce::PemField *>(u"merchant-key"_s)->text(), QByteArray());
    QVERIFY(!sheet->values().contains(u"wechatpay/merchant-key"_s));
    sheet->reject();
}

void WaysToPayTest::aServersSettingsAreCheckedAndNotChanged()
{
    showPage(u"channels"_s);
    QTRY_VERIFY(part<QPushButton>(u"alipayChange"_s));
    QVERIFY(ask(u"POST"_s, u"/api/users"_s,
                {{u"login"_s, u"chief"_s},
                 {u"password"_s, u"correct horse 7"_s},
                 {u"displayName"_s, u"Chief"_s},
                 {u"role"_s, u"admin"_s}}));
    bool signedIn = false;
    m_session->signIn(QUrl(m_backend->url()), u"chief"_s, u"correct horse 7"_s, this,
                      [&](const Result<void> &done) { signedIn = bool(done); });
    QTRY_VERIFY(signedIn);
    showPage(u"channels"_s);
    QTRY_VERIFY2(all().contains(u"--config"_s), qPrintable(all()));
    QVERIFY(!part<QPushButton>(u"alipayChange"_s));
    QVERIFY(part<QPushButton>(u"alipayCheck"_s));
}

void WaysToPayTest::nothingIsCutOffOrNameless()
{
    m_channels->change({{u"wechatpay/app-id"_s, "wx"}, {u"alipay/app-id"_s, "x"}});
    showPage(u"channels"_s);
    QTRY_VERIFY(findings());
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        QTRY_VERIFY2(support::cutOffTexts(*m_page).isEmpty(), qPrintable(support::cutOffTexts(*m_page).join(u'\n')));
        QCOMPARE(support::unnamedControls(*m_page), QStringList());
        QTRY_COMPARE(support::outOfReach(*m_page), QStringList());
    }
    m_language->setCode(u"en"_s);
    QTest::mouseClick(part<QPushButton>(u"wechatpayChange"_s), Qt::LeftButton);
    QTRY_VERIFY(m_page->findChild<commerce::ChannelSheet *>());
    auto *sheet = m_page->findChild<commerce::ChannelSheet *>();
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        QTRY_VERIFY2(support::cutOffTexts(*sheet).isEmpty(), qPrintable(support::cutOffTexts(*sheet).join(u'\n')));
        QCOMPARE(support::unnamedControls(*sheet), QStringList());
    }
    sheet->reject();
}

QTEST_MAIN(WaysToPayTest)
#include "tst_waystopay.moc"
