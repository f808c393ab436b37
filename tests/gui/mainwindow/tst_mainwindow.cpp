#include "tests/gui/media/answers.h"
#include "tests/support/fakeserver.h"
#include "tests/support/widgetchecks.h"

#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"
#include "widgets/mainwindow/backgroundguard.h"
#include "widgets/mainwindow/mainwindow.h"
#include "widgets/mainwindow/navigationrail.h"
#include "widgets/mainwindow/notice.h"
#include "widgets/mainwindow/railbutton.h"
#include "widgets/mainwindow/screenshots.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using shell::BackgroundGuard;
using support::FakeReply;

namespace {

class NamedPage : public ui::Page
{
public:
    NamedPage(QString id, QString title, bool loadsAtOnce = true)
        : m_id(std::move(id)), m_title(std::move(title)), m_loaded(loadsAtOnce)
    {
    }
    QString pageId() const override { return m_id; }
    QString title() const override { return m_title; }
    QString iconName() const override { return u"media"_s; }
    void activated() override { ++shown; }
    void deactivated() override { ++hidden; }
    bool isLoaded() const override { return m_loaded; }
    void finishLoading()
    {
        m_loaded = true;
        Q_EMIT loaded();
    }
    int shown = 0;
    int hidden = 0;

protected:
    void retranslate() override {}

private:
    QString m_id;
    QString m_title;
    bool m_loaded;
};

}  // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void theRailAndTheKeysChoosePages();
    void thePageIsRememberedOverAStart();
    void aPageThatIsNotOfferedCannotBeReached();
    void aSmallScreenHoldsTheWholeWindow();
    void thePreviewCoversAndComesBack();
    void theFootTellsWhoseSchoolIsOpen();
    void theNoticeCarriesOneAction();
    void closingAsksOnlyWhileLocalJobsRun();
    void goingOnKeepsTheWindowFromClosing();
    void theWholeScreenIsTheFilmsAlone();
    void everyPictureIsTakenWhenItsPageHasLoaded();
    void aPageThatNeverLoadsIsNamedAndHasNoPicture();
    void nothingIsCutOffOrNameless();

private:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Language> m_language;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void MainWindowTest::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_language = std::make_unique<ui::Language>(*qApp);
}

void MainWindowTest::init()
{
    m_language->setCode(u"en"_s);
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
}

void MainWindowTest::theRailAndTheKeysChoosePages()
{
    shell::MainWindow window(*m_settings);
    auto *media = new NamedPage(u"media"_s, u"Media"_s);
    auto *service = new NamedPage(u"service"_s, u"Service"_s);
    window.addPage(media);
    window.addPage(service);
    window.restore();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(window.currentPage(), media);
    QCOMPARE(media->shown, 1);
    QTest::mouseClick(window.findChild<shell::RailButton *>(u"rail-service"_s), Qt::LeftButton);
    QCOMPARE(window.currentPage(), service);
    QCOMPARE(media->hidden, 1);
    QCOMPARE(window.windowTitle(), u"Service — Coursewright"_s);
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), media);
    QVERIFY(window.findChild<shell::RailButton *>(u"rail-media"_s)->isChecked());
}

void MainWindowTest::thePageIsRememberedOverAStart()
{
    for (const bool first : {true, false}) {
        shell::MainWindow window(*m_settings);
        window.addPage(new NamedPage(u"media"_s, u"Media"_s));
        window.addPage(new NamedPage(u"service"_s, u"Service"_s));
        window.restore();
        if (first) {
            window.showPage(u"service"_s);
            window.resize(1111, 777);
            window.close();
        } else {
            QCOMPARE(window.currentPage()->pageId(), u"service"_s);
            QCOMPARE(window.size(), QSize(1111, 777));
        }
    }
}

/// A learner who signs in on the desktop has no prices to set.
void MainWindowTest::aPageThatIsNotOfferedCannotBeReached()
{
    shell::MainWindow window(*m_settings);
    window.addPage(new NamedPage(u"courses"_s, u"Courses"_s));
    window.addPage(new NamedPage(u"pricing"_s, u"Pricing"_s));
    window.show();
    window.showPage(u"pricing"_s);
    QCOMPARE(window.currentPage()->pageId(), u"pricing"_s);
    window.setPageOffered(u"pricing"_s, false);
    QCOMPARE(window.currentPage()->pageId(), u"courses"_s);
    QVERIFY(!window.findChild<shell::RailButton *>(u"rail-pricing"_s)->isVisible());
    window.showPage(u"pricing"_s);
    QCOMPARE(window.currentPage()->pageId(), u"courses"_s);
    window.setPageOffered(u"pricing"_s, true);
    window.showPage(u"pricing"_s);
    QCOMPARE(window.currentPage()->pageId(), u"pricing"_s);
}

void MainWindowTest::aSmallScreenHoldsTheWholeWindow()
{
    shell::MainWindow window(*m_settings);
    window.addPage(new NamedPage(u"media"_s, u"Media"_s));
    window.restore();
    const QSize room = window.screen()->availableSize();
    QVERIFY2(room.width() < 1280, "the screen of this test is a small one");
    QVERIFY(window.frameSize().width() <= room.width());
    QVERIFY(window.frameSize().height() <= room.height());
}

void MainWindowTest::thePreviewCoversAndComesBack()
{
    shell::MainWindow window(*m_settings);
    auto *page = new NamedPage(u"media"_s, u"Media"_s);
    auto *preview = new NamedPage(u"preview"_s, u"Film"_s);
    window.addPage(page);
    window.setOverlay(preview);
    window.restore();
    window.showOverlay();
    QVERIFY(window.isOverlayShown());
    QCOMPARE(preview->shown, 1);
    window.closeOverlay();
    QCOMPARE(window.currentPage(), page);
    QCOMPARE(preview->hidden, 1);
    window.closeOverlay();  // nothing to close: nothing happens
    QCOMPARE(window.currentPage(), page);
}

void MainWindowTest::theFootTellsWhoseSchoolIsOpen()
{
    shell::MainWindow window(*m_settings);
    window.addPage(new NamedPage(u"media"_s, u"Media"_s));
    window.restore();
    window.setConnection(ui::Status::Warning, u"Offline"_s, u"school.example can't be reached"_s);
    QSignalSpy clicked(&window, &shell::MainWindow::connectionClicked);
    shell::RailButton *foot = nullptr;
    for (shell::RailButton *button : window.findChildren<shell::RailButton *>()) {
        if (button->text() == "Offline"_L1)
            foot = button;
    }
    QVERIFY(foot);
    QCOMPARE(foot->accessibleName(), u"Offline"_s);
    foot->click();
    QCOMPARE(clicked.count(), 1);
}

void MainWindowTest::theNoticeCarriesOneAction()
{
    shell::Notice notice;
    QSignalSpy activated(&notice, &shell::Notice::activated);
    notice.set(u"You are looking around the demo school."_s, u"Back to my school"_s);
    QVERIFY(!notice.isHidden());
    notice.findChild<QPushButton *>()->click();
    QCOMPARE(activated.count(), 1);
    notice.set({}, {});
    QVERIFY(notice.isHidden());
}

void MainWindowTest::closingAsksOnlyWhileLocalJobsRun()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/jobs"_s,
              FakeReply::data(answers::page(u"jobs"_s, {answers::job(1, 1, u"running"_s, 0.5)})));
    api::ApiClient api;
    api::EventStream events(api);
    media::JobListModel jobs(api, events);
    shell::MainWindow window(*m_settings);
    BackgroundGuard guard(window, jobs);
    int asked = 0;
    BackgroundGuard::Choice answer = BackgroundGuard::Choice::StayOpen;
    guard.setAsk([&](int active) {
        asked += active;
        return answer;
    });
    QVERIFY(guard.mayClose());
    QCOMPARE(asked, 0);

    api.connectTo(server.url(), {"token"_ba, {}});
    jobs.refresh();
    QTRY_COMPARE(jobs.activeCount(), 1);
    QVERIFY(!guard.mayClose());
    QCOMPARE(asked, 1);
    answer = BackgroundGuard::Choice::Stop;
    QVERIFY(guard.mayClose());
    guard.setLocal(false);
    answer = BackgroundGuard::Choice::StayOpen;
    QVERIFY(guard.mayClose());
    QCOMPARE(asked, 2);
}

void MainWindowTest::goingOnKeepsTheWindowFromClosing()
{
    shell::MainWindow window(*m_settings);
    window.addPage(new NamedPage(u"media"_s, u"Media"_s));
    window.restore();
    support::FakeServer server;
    const auto answer = [&](const QString &first, const QString &second) {
        server.on("GET"_ba, u"/api/jobs"_s,
                  FakeReply::data(
                          answers::page(u"jobs"_s, {answers::job(1, 1, first, 0.5), answers::job(2, 2, second, 0.5)})));
    };
    answer(u"running"_s, u"queued"_s);
    api::ApiClient api;
    api::EventStream events(api);
    media::JobListModel jobs(api, events);
    BackgroundGuard guard(window, jobs);
    guard.setAsk([](int) { return BackgroundGuard::Choice::GoOn; });
    window.setCloseGuard([&guard] { return guard.mayClose(); });
    api.connectTo(server.url(), {"token"_ba, {}});
    jobs.refresh();
    QTRY_COMPARE(jobs.activeCount(), 2);
    QVERIFY(!window.close());
    QVERIFY(guard.isInBackground());

    QVERIFY2(guard.report().isEmpty(), "not before the end");
    answer(u"failed"_s, u"succeeded"_s);
    jobs.refresh();
    QTRY_COMPARE(jobs.activeCount(), 0);
    QCOMPARE(guard.report(), u"1 video could not be prepared. 1 video is ready to be published."_s);
}

void MainWindowTest::theWholeScreenIsTheFilmsAlone()
{
    shell::MainWindow window(*m_settings);
    auto *page = new NamedPage(u"media"_s, u"Media"_s);
    auto *field = new QLineEdit(page);
    window.addPage(page);
    window.setOverlay(new NamedPage(u"preview"_s, u"Film"_s));
    window.restore();
    window.showMaximized();
    window.notice()->set(u"The demo school"_s, {});
    auto *rail = window.findChild<shell::NavigationRail *>();
    field->setFocus();
    window.showOverlay();
    window.setImmersed(true);
    QVERIFY(window.isFullScreen());
    QVERIFY(rail->isHidden());
    QVERIFY(window.notice()->isHidden());
    window.notice()->set(u"Another word"_s, {});
    QVERIFY2(window.notice()->isHidden(), "nothing lies over the film");
    window.setImmersed(false);
    QVERIFY2(window.isMaximized() && !window.isFullScreen(), "as it was");
    QVERIFY(!rail->isHidden());
    QVERIFY(!window.notice()->isHidden());
    window.closeOverlay();
    QCOMPARE(window.focusWidget(), field);
}

void MainWindowTest::everyPictureIsTakenWhenItsPageHasLoaded()
{
    shell::MainWindow window(*m_settings);
    auto *quick = new NamedPage(u"quick"_s, u"Quick"_s);
    auto *slow = new NamedPage(u"slow"_s, u"Slow"_s, false);
    window.addPage(quick);
    window.addPage(slow);
    window.restore();
    const QString folder = m_folder->filePath(u"pictures"_s);
    shell::Screenshots pictures(window, *m_theme, *m_language, folder, u"test"_s);
    QSignalSpy done(&pictures, &shell::Screenshots::done);
    pictures.start();
    QTRY_COMPARE(pictures.taken(), 8);  // two languages, two themes, two sizes of the quick page
    QVERIFY(done.isEmpty());
    slow->finishLoading();
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(QDir(folder).entryList({u"*.png"_s}).size(), 16);
    const QImage light(folder + u"/test-quick-en-light-1280.png"_s);
    const QImage dark(folder + u"/test-quick-en-dark-1280.png"_s);
    QCOMPARE(light.size(), QSize(1280, 800));
    QVERIFY(qGray(light.pixel(700, 400)) > 200);
    QVERIFY(qGray(dark.pixel(700, 400)) < 60);
}

void MainWindowTest::aPageThatNeverLoadsIsNamedAndHasNoPicture()
{
    shell::MainWindow window(*m_settings);
    window.addPage(new NamedPage(u"stuck"_s, u"Stuck"_s, false));
    window.restore();
    const QString folder = m_folder->filePath(u"pictures"_s);
    shell::Screenshots pictures(window, *m_theme, *m_language, folder, u"test"_s);
    pictures.setPatience(600);
    QSignalSpy failed(&pictures, &shell::Screenshots::failed);
    pictures.start();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"stuck"_s));
    QCOMPARE(QDir(folder).entryList({u"*.png"_s}), QStringList());
}

void MainWindowTest::nothingIsCutOffOrNameless()
{
    shell::MainWindow window(*m_settings);
    window.addPage(new NamedPage(u"media"_s, u"Dashboards"_s));
    window.restore();
    window.setConnection(ui::Status::Success, u"This computer"_s, {});
    QCOMPARE(support::unnamedControls(window).join(u'\n'), QString());
    for (const shell::RailButton *button : window.findChildren<shell::RailButton *>()) {
        QFont strong = button->font();
        strong.setWeight(QFont::DemiBold);
        for (const QString &word : button->text().split(u' '))
            QVERIFY2(QFontMetrics(strong).horizontalAdvance(word) <= button->width() - 4, qPrintable(word));
    }
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
