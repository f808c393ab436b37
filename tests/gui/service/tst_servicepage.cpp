#include "tests/support/fakeserver.h"
#include "tests/support/widgetchecks.h"

#include "models/api/secretstore.h"
#include "widgets/accounts/signindialog.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"
#include "widgets/service/logview.h"
#include "widgets/service/requestfigures.h"
#include "widgets/service/servicepage.h"
#include "widgets/settings/settingspage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using service::ServiceControl;
using support::FakeReply;

namespace {

/// A backend that does as the test says.
class ControlledService : public ServiceControl
{
public:
    State state() const override { return m_state; }
    QUrl url() const override { return QUrl(u"http://127.0.0.1:8080"_s); }
    QString dataFolder() const override { return u"/home/me/school"_s; }
    Error lastError() const override { return error; }
    Result<void> storing() const override { return stored; }
    QStringList recentLog() const override { return log; }
    void start() override { become(State::Starting); }
    void stop() override { become(State::Stopping); }
    void restart() override { become(State::Stopping); }
    QUrl usualUrl() const override { return usual; }
    void measureStorage() override { Q_EMIT storageMeasured(1'400'000'000, 77'000'000'000); }
    void become(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    Error error;
    Result<void> stored;
    QStringList log;
    QUrl usual;

private:
    State m_state = State::Stopped;
};

/// Secrets for as long as the test runs.
class MemorySecrets : public api::SecretStore
{
public:
    void read(const QString &key, QObject *, OnSecret done) override
    {
        done(m_secrets.contains(key) ? std::optional(m_secrets.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QByteArray &secret) override { m_secrets.insert(key, secret); }
    void remove(const QString &key) override { m_secrets.remove(key); }

private:
    QHash<QString, QByteArray> m_secrets;
};

QString line(Millis time, int status, double ms, const QString &path = u"/api/courses"_s)
{
    return u"{\"time\":\"%1\",\"method\":\"GET\",\"path\":\"%2\",\"status\":%3,\"ms\":%4}"_s.arg(toIso(time), path)
            .arg(status)
            .arg(ms);
}

template<class Widget>
Widget *saying(const QWidget &root, const QString &text)
{
    for (Widget *widget : root.findChildren<Widget *>()) {
        if (widget->isVisible() && widget->text() == text)
            return widget;
    }
    return nullptr;
}

}  // namespace

class ServicePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void figuresAreThoseOfTheLastFiveMinutes();
    void aLineThatIsNoRequestCountsForNothing();
    void theLogFiltersAndFollows();
    void theLogFollowsAlsoWhenItGetsSmaller();
    void theLightFollowsTheState();
    void aFailedStartSaysWhyAndTriesAgain();
    void aStoreThatTakesNothingIsSaidWhileItRuns();
    void signingInShowsErrorsInPlaceThenCloses();
    void anAddressThatIsNoneIsRefusedBeforeAnyRequest();
    void settingsActAtOnceAndAreKept();
    void aMovedSchoolSaysWhatItMeans();
    void stopAndStartKeepTheFocus();
    void onAServerThePageSpeaksOfTheServer();
    void figuresBelongToTheirSchool();
    void theNameIsTheSchools();
    void nothingIsCutOffOrNameless();

private:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Language> m_language;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MemorySecrets> m_secrets;
    std::unique_ptr<api::ApiClient> m_api;
    std::unique_ptr<api::Session> m_session;
    std::unique_ptr<ControlledService> m_control;
    ManualClock m_clock;
};

void ServicePageTest::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_language = std::make_unique<ui::Language>(*qApp);
}

void ServicePageTest::init()
{
    m_theme->setMode(ui::ThemeMode::Light);
    m_language->setCode(u"en"_s);
    m_session.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_secrets = std::make_unique<MemorySecrets>();
    m_api = std::make_unique<api::ApiClient>();
    m_session = std::make_unique<api::Session>(*m_api, *m_secrets, *m_settings);
    m_control = std::make_unique<ControlledService>();
}

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

void ServicePageTest::signingInShowsErrorsInPlaceThenCloses()
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

void ServicePageTest::anAddressThatIsNoneIsRefusedBeforeAnyRequest()
{
    accounts::SignInDialog dialog(*m_session);
    dialog.show();
    dialog.findChild<QComboBox *>()->setCurrentText(u"not an address"_s);
    saying<QPushButton>(dialog, u"Sign in"_s)->click();
    QCOMPARE(dialog.findChild<ui::ErrorBanner *>()->text(), u"This is not an address."_s);
    QVERIFY(saying<QPushButton>(dialog, u"Sign in"_s)->isEnabled());
}

void ServicePageTest::settingsActAtOnceAndAreKept()
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

void ServicePageTest::aMovedSchoolSaysWhatItMeans()
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

void ServicePageTest::theNameIsTheSchools()
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
