#include "tests/gui/service/servicescene.h"

/// Signing in, and settings that act at once.
class ServiceSettingsTest : public ServiceScene
{
    Q_OBJECT
private Q_SLOTS:
    void signingInShowsErrorsInPlaceThenCloses();
    void anAddressThatIsNoneIsRefusedBeforeAnyRequest();
    void settingsActAtOnceAndAreKept();
    void aMovedSchoolSaysWhatItMeans();
    void theNameIsTheSchools();
};

void ServiceSettingsTest::signingInShowsErrorsInPlaceThenCloses()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s, FakeReply::failure(401, u"invalid_credentials"_s));
    accounts::SignInDialog dialog(*m_session);
    dialog.show();
    dialog.findChild<QComboBox *>()->setCurrentText(server.url().toString());
    const QList<QLineEdit *> fields = dialog.findChildren<QLineEdit *>(Qt::FindDirectChildrenOnly);
    QCOMPARE(fields.size(), 2);
    QTest::keyClicks(fields.at(0), u"teacher"_s);
    QTest::keyClicks(fields.at(1), u"wrong"_s);
    QTest::keyClick(fields.at(1), Qt::Key_Return);
    auto *banner = dialog.findChild<ui::ErrorBanner *>();
    QTRY_VERIFY(!banner->isHidden());
    QCOMPARE(banner->text(), u"The name or the password is wrong."_s);
    QVERIFY(dialog.isVisible());

    server.on("POST"_ba, u"/api/auth/login"_s,
              FakeReply::data(QJsonObject{
                      {u"accessToken"_s, u"a"_s},
                      {u"refreshToken"_s, u"r"_s},
                      {u"expiresIn"_s, 900},
                      {u"user"_s,
                       QJsonObject{{u"id"_s, 3}, {u"displayName"_s, u"Ms Lin"_s}, {u"role"_s, u"instructor"_s}}}}));
    QTest::keyClicks(fields.at(1), u"correct horse 7"_s);
    QTest::keyClick(fields.at(1), Qt::Key_Return);
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(m_session->kind(), api::Session::Kind::Remote);
    QCOMPARE(m_session->displayName(), u"Ms Lin"_s);

    // Next time the server is offered, and the password is not stored in the settings.
    accounts::SignInDialog again(*m_session);
    QCOMPARE(QUrl(again.findChild<QComboBox *>()->currentText()), server.url());
    again.show();
    QCOMPARE(again.focusWidget(), again.findChildren<QLineEdit *>(Qt::FindDirectChildrenOnly).at(1));
    m_settings->sync();
    QFile file(m_settings->fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("correct horse"));
}

void ServiceSettingsTest::anAddressThatIsNoneIsRefusedBeforeAnyRequest()
{
    accounts::SignInDialog dialog(*m_session);
    dialog.show();
    dialog.findChild<QComboBox *>()->setCurrentText(u"not an address"_s);
    saying<QPushButton>(dialog, u"Sign in"_s)->click();
    QCOMPARE(dialog.findChild<ui::ErrorBanner *>()->text(), u"This is not an address."_s);
    QVERIFY(saying<QPushButton>(dialog, u"Sign in"_s)->isEnabled());
}

void ServiceSettingsTest::settingsActAtOnceAndAreKept()
{
    settings::SettingsPage page(*m_theme, *m_language, *m_api, *m_settings);
    page.resize(1184, 800);
    page.show();
    auto *languages = page.findChild<QComboBox *>();
    const int chinese = languages->findData(u"zh_CN"_s);
    languages->setCurrentIndex(chinese);
    Q_EMIT languages->activated(chinese);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_language->effective(), u"zh_CN"_s);
    QCOMPARE(page.title(), u"设置"_s);
    QVERIFY(saying<QLabel>(page, u"外观"_s));
    QCOMPARE(m_settings->value(u"ui/language"_s).toString(), u"zh_CN"_s);
    QCOMPARE(languages->currentIndex(), languages->findData(u"zh_CN"_s));
    m_theme->setMode(ui::ThemeMode::Dark);
    QVERIFY(m_theme->isDark());
}

void ServiceSettingsTest::aMovedSchoolSaysWhatItMeans()
{
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    m_control->become(ServiceControl::State::Running);
    QVERIFY(!saying<QLabel>(page, u"Another program uses port 8080"_s));
    m_control->usual = QUrl(u"http://127.0.0.1:8080"_s);
    m_control->become(ServiceControl::State::Running);
    QVERIFY(saying<QLabel>(page, u"Another program uses port 8080"_s));
    QPushButton *back = saying<QPushButton>(page, u"Back to port 8080"_s);
    QVERIFY(back);
    back->click();
    QCOMPARE(m_control->state(), ServiceControl::State::Stopping);
    QVERIFY(!back->isVisible());
    m_control->become(ServiceControl::State::Starting);
    m_control->become(ServiceControl::State::Running);
    QCOMPARE(page.findChild<ui::ToastHost *>()->text(),
             u"Port 8080 is still taken; the school is at http://127.0.0.1:8080 again."_s);
    QCOMPARE(page.focusWidget(), static_cast<QWidget *>(back));
}

void ServiceSettingsTest::theNameIsTheSchools()
{
    support::FakeServer server;
    QString name = u"Owner"_s;
    bool refuses = false;
    const auto me = [&](const support::FakeRequest &) {
        return FakeReply::data(QJsonObject{{u"id"_s, 1}, {u"displayName"_s, name}});
    };
    server.on("GET"_ba, u"/api/me"_s, me);
    server.on("PUT"_ba, u"/api/me"_s, [&](const support::FakeRequest &request) {
        if (refuses)
            return FakeReply::failure(400, u"invalid_fields"_s);
        name = request.json()[u"displayName"].toString();
        return me(request);
    });
    m_api->connectTo(server.url(), {"t"_ba, {}});
    settings::SettingsPage page(*m_theme, *m_language, *m_api, *m_settings);
    page.resize(1184, 800);
    page.show();
    page.activated();
    auto *field = page.findChild<QLineEdit *>(u"ownName"_s);
    QTRY_COMPARE(field->text(), u"Owner"_s);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, u"Ms Lin"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(saying<QLabel>(page, u"Saved"_s));
    QCOMPARE(name, u"Ms Lin"_s);
    refuses = true;
    QTest::keyClicks(field, u"x"_s);
    QVERIFY2(!saying<QLabel>(page, u"Saved"_s), "what is typed now is not");
    QTest::keyClick(field, Qt::Key_Return);
    const auto refused = [&] {
        const auto banners = page.findChildren<ui::ErrorBanner *>();
        return std::any_of(banners.begin(), banners.end(), [](ui::ErrorBanner *one) { return one->isVisible(); });
    };
    QTRY_VERIFY(refused());
    QCOMPARE(field->text(), u"Ms Linx"_s);
}

QTEST_MAIN(ServiceSettingsTest)
#include "tst_servicesettings.moc"
