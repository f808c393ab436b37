#include "tests/gui/service/servicescene.h"

class ServicePageTest : public ServiceScene
{
    Q_OBJECT
private Q_SLOTS:
    void figuresAreThoseOfTheLastFiveMinutes();
    void aLineThatIsNoRequestCountsForNothing();
    void theLogFiltersAndFollows();
    void theLogFollowsAlsoWhenItGetsSmaller();
    void theLightFollowsTheState();
    void aFailedStartSaysWhyAndTriesAgain();
    void aStoreThatTakesNothingIsSaidWhileItRuns();
    void stopAndStartKeepTheFocus();
    void onAServerThePageSpeaksOfTheServer();
    void figuresBelongToTheirSchool();
    void nothingIsCutOffOrNameless();
};

void ServicePageTest::figuresAreThoseOfTheLastFiveMinutes()
{
    service::RequestFigures figures;
    const Millis now = m_clock.now();
    for (int i = 1; i <= 100; ++i)
        figures.add({now - 1000, i == 100 ? 500 : 200, double(i), u"GET"_s, u"/"_s});
    const auto seen = figures.at(now);
    QCOMPARE(seen.requests, 100);
    QCOMPARE(seen.failures, 1);
    QCOMPARE(seen.medianMs, 51.0);
    QCOMPARE(seen.p99Ms, 100.0);
    QCOMPARE(figures.at(now + service::RequestFigures::Window).requests, 0);
    QCOMPARE(service::RequestFigures().at(now).p99Ms, 0.0);
}

void ServicePageTest::aLineThatIsNoRequestCountsForNothing()
{
    QVERIFY(!service::readLogLine(u"backend started"_s));
    QVERIFY(!service::readLogLine(u"{\"note\":\"no request\"}"_s));
    const auto request = service::readLogLine(line(m_clock.now(), 404, 1.5, u"/api/x"_s));
    QVERIFY(request);
    QCOMPARE(request->status, 404);
    QCOMPARE(request->path, u"/api/x"_s);
    QCOMPARE(request->time, m_clock.now());
}

void ServicePageTest::theLogFiltersAndFollows()
{
    service::LogView log;
    log.show();
    log.setLines({line(0, 200, 1, u"/api/courses"_s), line(0, 404, 1, u"/api/nothing"_s), u"plain words"_s});
    QVERIFY(log.shownText().contains(u"404  GET    /api/nothing  1.0 ms"_s));
    QVERIFY(log.shownText().contains(u"plain words"_s));
    log.findChild<QCheckBox *>()->click();
    QCOMPARE(log.shownText().count(u'\n'), 0);
    QVERIFY(log.shownText().contains(u"/api/nothing"_s));
    log.append(line(0, 200, 1, u"/api/fine"_s));
    QVERIFY(!log.shownText().contains(u"/api/fine"_s));
    log.append(line(0, 503, 1, u"/api/busy"_s));
    QVERIFY(log.shownText().contains(u"/api/busy"_s));
    log.findChild<QCheckBox *>()->click();
    QTest::keyClicks(log.findChild<QLineEdit *>(), u"fine"_s);
    QTest::keyClick(log.findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(log.shownText().count(u"/api/"_s), 1);
}

void ServicePageTest::theLogFollowsAlsoWhenItGetsSmaller()
{
    service::LogView log;
    log.resize(600, 500);
    log.show();
    for (int i = 0; i < 100; ++i)
        log.append(line(0, 200, 1, u"/api/%1"_s.arg(i)));
    const QScrollBar *bar = log.findChild<QPlainTextEdit *>()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    log.resize(600, 300);
    log.append(line(0, 200, 1, u"/api/last"_s));
    QTRY_COMPARE(bar->value(), bar->maximum());
    // Whoever has scrolled up reads on undisturbed.
    log.findChild<QPlainTextEdit *>()->verticalScrollBar()->setValue(0);
    log.append(line(0, 200, 1, u"/api/later"_s));
    QCOMPARE(bar->value(), 0);
}

void ServicePageTest::theLightFollowsTheState()
{
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    page.activated();
    QVERIFY(saying<QLabel>(page, u"Stopped"_s));
    QPushButton *start = saying<QPushButton>(page, u"Start"_s);
    QVERIFY(start);
    start->click();
    QVERIFY(saying<QLabel>(page, u"Starting…"_s));
    QVERIFY(!start->isEnabled());
    m_control->become(ServiceControl::State::Running);
    QVERIFY(saying<QLabel>(page, u"Running"_s));
    QVERIFY(saying<QPushButton>(page, u"Open learner page"_s));
    QVERIFY(saying<QLabel>(page, u"1.4 GB"_s));
    Q_EMIT m_control->logLine(line(m_clock.now(), 200, 2.5));
    page.activated();
    QVERIFY(saying<QLabel>(page, u"2.5 ms"_s));
    saying<QPushButton>(page, u"Stop"_s)->click();
    QCOMPARE(m_control->state(), ServiceControl::State::Stopping);
}

void ServicePageTest::aFailedStartSaysWhyAndTriesAgain()
{
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    page.activated();
    m_control->error = {ErrorCode::Conflict, u"folder_in_use"_s, {}, {}};
    m_control->become(ServiceControl::State::Failed);
    auto *banner = page.findChild<ui::ErrorBanner *>();
    QVERIFY(!banner->isHidden());
    QCOMPARE(banner->text(), u"Another Coursewright already uses this data folder."_s);
    saying<QPushButton>(*banner, u"Try again"_s)->click();
    QCOMPARE(m_control->state(), ServiceControl::State::Starting);
    QVERIFY(banner->isHidden());
}

void ServicePageTest::aStoreThatTakesNothingIsSaidWhileItRuns()
{
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    page.activated();
    m_control->become(ServiceControl::State::Running);
    auto *banner = page.findChild<ui::ErrorBanner *>();
    QVERIFY(banner->isHidden());
    m_control->stored = Error{ErrorCode::Unavailable, u"storage_full"_s, {}, {}};
    Q_EMIT m_control->storingChanged();
    QVERIFY(!banner->isHidden());
    QCOMPARE(banner->text(), u"The disk of the school is full."_s);
    QVERIFY(saying<QLabel>(page, u"Running, but nothing is stored"_s));
    const auto *retry = saying<QPushButton>(*banner, u"Try again"_s);
    QVERIFY(!retry || retry->isHidden());  // it goes on by itself
    m_control->stored = {};
    Q_EMIT m_control->storingChanged();
    QVERIFY(banner->isHidden());
    QVERIFY(saying<QLabel>(page, u"Running"_s));
}

/// Pressed again it must not do what stands next to it.
void ServicePageTest::stopAndStartKeepTheFocus()
{
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    m_control->become(ServiceControl::State::Running);
    QPushButton *stop = saying<QPushButton>(page, u"Stop"_s);
    QVERIFY(stop);
    stop->setFocus();
    QTest::keyClick(stop, Qt::Key_Space);
    QCOMPARE(m_control->state(), ServiceControl::State::Stopping);
    m_control->become(ServiceControl::State::Stopped);
    QVERIFY(saying<QPushButton>(page, u"Start"_s)->hasFocus());

    QTest::keyClick(stop, Qt::Key_Space);
    QCOMPARE(m_control->state(), ServiceControl::State::Starting);
    page.findChild<QLineEdit *>()->setFocus();  // somebody went to look at the log meanwhile
    m_control->become(ServiceControl::State::Running);
    QVERIFY(page.findChild<QLineEdit *>()->hasFocus());
}

void ServicePageTest::onAServerThePageSpeaksOfTheServer()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s,
              FakeReply::data(QJsonObject{
                      {u"accessToken"_s, u"a"_s},
                      {u"refreshToken"_s, u"r"_s},
                      {u"user"_s, QJsonObject{{u"displayName"_s, u"Ms Lin"_s}, {u"role"_s, u"instructor"_s}}}}));
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    page.activated();
    m_control->become(ServiceControl::State::Running);
    QVERIFY(saying<QLabel>(page, u"Log"_s));
    m_session->signIn(server.url(), u"lin"_s, u"correct horse 7"_s, this, [](const Result<void> &) {});
    QTRY_VERIFY(saying<QLabel>(page, u"Connected"_s));
    QVERIFY(!saying<QLabel>(page, u"Running"_s));
    QVERIFY(!saying<QLabel>(page, u"Log"_s));
    QVERIFY(!saying<QLabel>(page, u"Requests"_s));
    QVERIFY(saying<ui::ElidedLabel>(page, server.url().toString()));
    QVERIFY(saying<QLabel>(page, u"The school on this computer"_s));
    m_api->setReachable(false);
    QVERIFY(saying<QLabel>(page, u"No answer"_s));
    QVERIFY(!saying<QLabel>(page, u"Connected"_s));
    saying<QPushButton>(page, u"Stop"_s)->click();  // of the one line about this computer
    QCOMPARE(m_control->state(), ServiceControl::State::Stopping);
}

void ServicePageTest::figuresBelongToTheirSchool()
{
    service::ServicePage page(*m_control, *m_session, m_clock);
    page.resize(1184, 800);
    page.show();
    page.activated();
    m_control->become(ServiceControl::State::Running);
    Q_EMIT m_control->logLine(line(m_clock.now(), 200, 2.5));
    page.activated();
    QVERIFY(saying<QLabel>(page, u"2.5 ms"_s));
    Q_EMIT m_control->folderChanged();
    QVERIFY(!saying<QLabel>(page, u"2.5 ms"_s));
    QVERIFY(page.findChild<service::LogView *>()->shownText().isEmpty());
}

void ServicePageTest::nothingIsCutOffOrNameless()
{
    using State = ServiceControl::State;
    service::ServicePage page(*m_control, *m_session, m_clock);
    settings::SettingsPage settingsPage(*m_theme, *m_language, *m_api, *m_settings);
    accounts::SignInDialog dialog(*m_session);
    page.resize(1184, 800);
    settingsPage.resize(1184, 800);
    for (QWidget *widget :
         {static_cast<QWidget *>(&page), static_cast<QWidget *>(&settingsPage), static_cast<QWidget *>(&dialog)})
        widget->show();
    page.activated();
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        for (const State state : {State::Running, State::Stopped, State::Failed}) {
            m_control->become(state);
            QTRY_COMPARE(support::cutOffTexts(page).join(u'\n'), QString());
            QCOMPARE(support::unnamedControls(page).join(u'\n'), QString());
        }
        QTRY_COMPARE((support::cutOffTexts(settingsPage) + support::cutOffTexts(dialog)).join(u'\n'), QString());
        QCOMPARE((support::unnamedControls(settingsPage) + support::unnamedControls(dialog)).join(u'\n'), QString());
    }
}

QTEST_MAIN(ServicePageTest)
#include "tst_servicepage.moc"
