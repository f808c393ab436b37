// The whole desktop, wired as the program wires it: whose school it shows when a remote server answers, keeps silent,
// or signs people out.
#include "app/desktop/desktop.h"
#include "models/catalog/outline/outlinecommands.h"
#include "tests/support/fakeserver.h"
#include "tests/support/foldercontent.h"
#include "widgets/catalog/list/coursespage.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/mainwindow/navigationrail.h"
#include "widgets/mainwindow/notice.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using desktop::Desktop;
using desktop::EmbeddedService;
using support::FakeReply;
using support::FakeRequest;
using Kind = api::Session::Kind;

namespace {

/// Secrets for as long as the test runs.
class MemorySecrets : public api::SecretStore
{
public:
    void read(const QString &key, QObject *, OnSecret done) override
    {
        done(all.contains(key) ? std::optional(all.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QByteArray &secret) override { all.insert(key, secret); }
    void remove(const QString &key) override { all.remove(key); }
    QHash<QString, QByteArray> all;
};

/// An empty school elsewhere. A refresh token is good once, as with the real one.
class RemoteSchool : public support::FakeServer
{
public:
    RemoteSchool()
    {
        on("POST"_ba, u"/api/auth/login"_s, [this](const FakeRequest &) { return tokens(); });
        on("POST"_ba, u"/api/auth/refresh"_s, [this](const FakeRequest &request) {
            const bool good = request.json()[u"refreshToken"] == u"refresh-%1"_s.arg(issued);
            return good && !signsOut ? tokens() : FakeReply::failure(401, u"invalid_token"_s);
        });
        on("GET"_ba, u"/api/courses"_s, [this](const FakeRequest &) {
            return signsOut ? FakeReply::failure(401, u"unauthenticated"_s)
                            : FakeReply::data(QJsonObject{{u"courses"_s, QJsonArray()}});
        });
    }
    FakeReply tokens()
    {
        ++issued;
        return FakeReply::data(
                QJsonObject{{u"accessToken"_s, u"access-%1"_s.arg(issued)},
                            {u"refreshToken"_s, u"refresh-%1"_s.arg(issued)},
                            {u"user"_s, QJsonObject{{u"displayName"_s, u"Ms Lin"_s}, {u"role"_s, u"instructor"_s}}}});
    }
    qsizetype asked() const { return requests("POST"_ba, u"/api/auth/refresh"_s).size(); }

    int issued = 0;
    bool signsOut = false;
};

}  // namespace

class DesktopTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_desktop.reset(); }

    void aServerOutOfReachIsAskedAgainOnce();
    void whoeverStaysHereIsNotTakenAway();
    void aRefusedSessionSaysSo();
    void aServerThatSignsOutKeepsItsPages();
    void backToThisComputerStartsItsSchool();
    void theDemoSchoolIsOfferedOnlyHere();
    void endingWhileTheStorageIsMeasured();
    void anotherFolderIsWantedWhileOneIsOpened();
    void aSchoolThatIsOpenElsewhereSaysSo();
    void aSchoolThatLostItsDatabaseSaysSo();
    void aDatabaseThatIsTakenAwayIsSaidAtOnce();
    void aFolderBesideTheSchoolIsNobodysDemo();
    void aStoppedSchoolKeepsWhatItShowed();
    void aDeadServerIsSaidOnce();
    void closingAsksBeforeAnythingIsLost();
    void closingTakesWhatIsBeingTyped();
    void aNameThatCanNotBeStoredIsShownOnce();
    void closingSendsTheLastEdits();

private:
    void start()
    {
        m_desktop.reset();  // lets go of the school before it is opened again
        m_desktop = std::make_unique<Desktop>(
                *qApp,
                Desktop::Options{m_dir->filePath(u"school"_s), m_dir->filePath(u"settings.ini"_s), true, &m_secrets});
        m_desktop->run();
        QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Running);
    }
    void signIn()
    {
        std::optional<Result<void>> done;
        m_desktop->session().signIn(m_remote->url(), u"lin"_s, u"correct horse 7"_s, this,
                                    [&](const Result<void> &result) { done = result; });
        QTRY_VERIFY(done);
        QCOMPARE(kind(), Kind::Remote);
    }
    void makeCourse()
    {
        catalog::CourseFields fields;
        fields.title = u"Light"_s;
        m_desktop->courses().courses().create(fields, this, [this](const Result<catalog::CourseInfo> &made) {
            QVERIFY(made);
            m_desktop->courses().openCourse(made->id);
        });
        QTRY_VERIFY(m_desktop->courses().open().isOpen());
    }
    Kind kind() const { return m_desktop->session().kind(); }
    QWidget *notice() const { return m_desktop->window().notice(); }
    QString noticeText() const { return notice()->isVisible() ? notice()->findChild<QLabel *>()->text() : QString(); }
    QPushButton *noticeButton() const { return notice()->findChild<QPushButton *>(); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *found : m_desktop->window().findChildren<QPushButton *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
        return nullptr;
    }
    QLineEdit *nameField() const { return m_desktop->window().findChild<QLineEdit *>(u"ownName"_s); }
    bool railSays(const QString &text) const
    {
        const auto *rail = m_desktop->window().findChild<shell::NavigationRail *>();
        const auto entries = rail->findChildren<QAbstractButton *>();
        return std::any_of(entries.begin(), entries.end(),
                           [&](QAbstractButton *entry) { return entry->accessibleName() == text; });
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<RemoteSchool> m_remote;
    std::unique_ptr<Desktop> m_desktop;
    MemorySecrets m_secrets;
};

void DesktopTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("QT_MEDIA_BACKEND", "ffmpeg");  // as main() does
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

void DesktopTest::init()
{
    QSettings().clear();
    m_dir = std::make_unique<QTemporaryDir>();
    m_remote = std::make_unique<RemoteSchool>();
    m_secrets.all.clear();
    start();
    QTRY_COMPARE(kind(), Kind::Embedded);
    m_desktop->language().setCode(u"en"_s);
    QSettings(m_dir->filePath(u"settings.ini"_s), QSettings::IniFormat).setValue(u"ui/language"_s, u"en"_s);
}

void DesktopTest::aServerOutOfReachIsAskedAgainOnce()
{
    signIn();
    m_remote->setOnline(false);
    start();
    QTRY_COMPARE(noticeText(), u"127.0.0.1 can't be reached. This is the school on this computer."_s);
    QCOMPARE(noticeButton()->text(), u"Try again"_s);
    QTRY_COMPARE(kind(), Kind::Embedded);
    QVERIFY(railSays(u"This computer"_s));

    m_remote->setOnline(true);
    m_remote->hold();
    QTest::mouseClick(noticeButton(), Qt::LeftButton);
    QCOMPARE(noticeText(), u"Connecting to 127.0.0.1…"_s);
    QCOMPARE(noticeButton()->text(), u"Stay here"_s);
    QTRY_COMPARE(m_remote->held(), 1);
    m_remote->release();
    QTRY_COMPARE(kind(), Kind::Remote);
    QCOMPARE(m_remote->asked(), 1);
    QVERIFY(!notice()->isVisible());
    QVERIFY(railSays(u"127.0.0.1"_s));
}

void DesktopTest::whoeverStaysHereIsNotTakenAway()
{
    signIn();
    m_remote->setOnline(false);
    start();
    QTRY_COMPARE(noticeButton()->text(), u"Try again"_s);
    m_remote->setOnline(true);
    m_remote->hold();
    QTest::mouseClick(noticeButton(), Qt::LeftButton);
    QTRY_COMPARE(m_remote->held(), 1);
    QTest::mouseClick(noticeButton(), Qt::LeftButton);
    QVERIFY(!notice()->isVisible());
    m_remote->release();
    // The old token is used up by now: without the new one the password would be asked for next time.
    QTRY_COMPARE(m_secrets.all.values(), QList<QByteArray>{"refresh-2"});
    QCOMPARE(kind(), Kind::Embedded);

    // And the next start stays here as well.
    start();
    QTRY_COMPARE(kind(), Kind::Embedded);
    QVERIFY(!notice()->isVisible());
    QCOMPARE(m_remote->asked(), 1);
}

void DesktopTest::aRefusedSessionSaysSo()
{
    signIn();
    m_remote->signsOut = true;
    start();
    QTRY_COMPARE(noticeText(), u"127.0.0.1 wants you to sign in again."_s);
    QCOMPARE(noticeButton()->text(), u"Sign in"_s);
    QTRY_COMPARE(kind(), Kind::Embedded);
}

void DesktopTest::aServerThatSignsOutKeepsItsPages()
{
    signIn();
    m_desktop->window().showPage(u"courses"_s);
    QTRY_VERIFY(button(u"New course"_s));
    m_remote->signsOut = true;
    m_desktop->window().showPage(u"service"_s);
    m_desktop->window().showPage(u"courses"_s);  // asks for the list again
    QTRY_COMPARE(noticeText(), u"127.0.0.1 wants you to sign in again."_s);
    QVERIFY(railSays(u"Signed out"_s));
    QVERIFY(m_desktop->session().hasEnded());
    QVERIFY2(!button(u"Choose files or a folder…"_s), "no file of this computer can go there");

    m_desktop->window().showPage(u"service"_s);
    QVERIFY(button(u"Sign in to a server…"_s));
    QPushButton *back = button(u"Back to this computer"_s);
    QVERIFY(back);
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(kind(), Kind::Embedded);
    QVERIFY(!notice()->isVisible());
    QVERIFY(railSays(u"This computer"_s));
}

void DesktopTest::backToThisComputerStartsItsSchool()
{
    signIn();
    m_desktop->service().stop();
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Stopped);
    QCOMPARE(kind(), Kind::Remote);
    m_desktop->window().showPage(u"service"_s);
    QTest::mouseClick(button(u"Back to this computer"_s), Qt::LeftButton);
    QTRY_COMPARE(kind(), Kind::Embedded);
    QCOMPARE(m_desktop->service().state(), EmbeddedService::State::Running);
}

void DesktopTest::theDemoSchoolIsOfferedOnlyHere()
{
    m_desktop->window().showPage(u"courses"_s);
    QTRY_VERIFY(button(u"Look around the demo school"_s));
    signIn();
    QTRY_VERIFY(button(u"New course"_s));
    QTRY_VERIFY(!button(u"Look around the demo school"_s));
}

/// A thread that is destroyed while it runs ends the whole program: to get to the end is the test.
void DesktopTest::endingWhileTheStorageIsMeasured()
{
    for (int i = 0; i < 20; ++i) {
        EmbeddedService service(m_dir->path());
        service.measureStorage();
    }
}

void DesktopTest::anotherFolderIsWantedWhileOneIsOpened()
{
    EmbeddedService service(m_dir->filePath(u"one"_s));
    service.start();
    QCOMPARE(service.state(), EmbeddedService::State::Starting);
    service.openFolder(m_dir->filePath(u"two"_s));
    QTRY_VERIFY(service.state() == EmbeddedService::State::Running &&
                QFile::exists(m_dir->filePath(u"two/school.db"_s)));
}

/// The program started a second time: empty pages alone would look like a lost school.
void DesktopTest::aSchoolThatIsOpenElsewhereSaysSo()
{
    m_desktop.reset();
    EmbeddedService other(m_dir->filePath(u"school"_s));
    other.start();
    QTRY_COMPARE(other.state(), EmbeddedService::State::Running);
    m_desktop =
            std::make_unique<Desktop>(*qApp, Desktop::Options{m_dir->filePath(u"school"_s),
                                                              m_dir->filePath(u"settings.ini"_s), true, &m_secrets});
    m_desktop->run();
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Failed);
    QVERIFY2(noticeText().startsWith(u"Another Coursewright already uses this data folder."_s),
             qPrintable(noticeText()));
    other.stop();
    QTRY_COMPARE(other.state(), EmbeddedService::State::Stopped);
    QTest::mouseClick(noticeButton(), Qt::LeftButton);
    QTRY_COMPARE(kind(), Kind::Embedded);
    QVERIFY(!notice()->isVisible());
}

void DesktopTest::aSchoolThatLostItsDatabaseSaysSo()
{
    m_desktop.reset();
    QVERIFY(QFile::remove(m_dir->filePath(u"school/school.db"_s)));
    const QStringList before = contentOf(m_dir->filePath(u"school"_s));
    m_desktop =
            std::make_unique<Desktop>(*qApp, Desktop::Options{m_dir->filePath(u"school"_s),
                                                              m_dir->filePath(u"settings.ini"_s), true, &m_secrets});
    m_desktop->run();
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Failed);
    QVERIFY2(noticeText().startsWith(u"The database of this school is missing."_s) &&
                     noticeText().contains(u"school.db"_s),
             qPrintable(noticeText()));
    QTest::mouseClick(noticeButton(), Qt::LeftButton);
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Failed);
    QCOMPARE(contentOf(m_dir->filePath(u"school"_s)), before);
}

void DesktopTest::aDatabaseThatIsTakenAwayIsSaidAtOnce()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    QVERIFY(QFile::remove(m_dir->filePath(u"school/school.db"_s)));
    QTRY_VERIFY2(noticeText().startsWith(u"The database of this school was deleted, moved or replaced"_s),
                 qPrintable(noticeText()));
    QVERIFY(notice()->isVisible());
    QVERIFY(railSays(u"Nothing is stored"_s));
    QVERIFY(!m_desktop->service().recentLog().filter(u"\"store\""_s).isEmpty());
}

void DesktopTest::aFolderBesideTheSchoolIsNobodysDemo()
{
    const QString letter = m_dir->filePath(u"school-demo/letter.txt"_s);
    QFile file(letter);
    QVERIFY(QDir().mkpath(m_dir->filePath(u"school-demo"_s)) && file.open(QIODevice::WriteOnly));
    file.close();
    m_desktop->window().showPage(u"courses"_s);
    QTRY_VERIFY(button(u"Look around the demo school"_s));
    QTest::mouseClick(button(u"Look around the demo school"_s), Qt::LeftButton);
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Failed);
    QVERIFY(QFile::exists(letter));
}

void DesktopTest::aStoppedSchoolKeepsWhatItShowed()
{
    m_desktop->window().showPage(u"courses"_s);
    makeCourse();
    m_desktop->courses().showList();
    QTRY_COMPARE(m_desktop->courses().courses().liveCount(), 1);
    m_desktop->service().stop();
    QTRY_VERIFY(noticeText().startsWith(u"The school on this computer is stopped."_s));
    QCOMPARE(m_desktop->courses().courses().liveCount(), 1);
    m_desktop->window().showPage(u"media"_s);
    m_desktop->window().showPage(u"courses"_s);  // asks, and gets no answer
    QCoreApplication::processEvents();
    QCOMPARE(m_desktop->courses().courses().liveCount(), 1);
    QCOMPARE(noticeButton()->text(), u"Start"_s);
    QTest::mouseClick(noticeButton(), Qt::LeftButton);
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Running);
    QVERIFY(!notice()->isVisible());
    QCOMPARE(m_desktop->courses().courses().liveCount(), 1);
}

void DesktopTest::aDeadServerIsSaidOnce()
{
    m_desktop->window().showPage(u"dashboards"_s);
    signIn();
    QTRY_VERIFY(railSays(u"127.0.0.1"_s));
    QTRY_COMPARE(m_remote->streams(), 1);
    m_remote->setOnline(false);
    QTRY_VERIFY(noticeText().startsWith(u"127.0.0.1 has not answered since"_s));
    QVERIFY(railSays(u"Offline"_s));
    for (const QString &page : {u"courses"_s, u"media"_s, u"dashboards"_s, u"service"_s}) {
        m_desktop->window().showPage(page);
        QCoreApplication::processEvents();
        for (const ui::ErrorBanner *banner : m_desktop->window().findChildren<ui::ErrorBanner *>())
            QVERIFY2(!banner->isVisible() || banner->text() != "The server can't be reached."_L1, qPrintable(page));
    }
    m_remote->setOnline(true);
    QTRY_VERIFY(!notice()->isVisible());
    QVERIFY(railSays(u"127.0.0.1"_s));
}

void DesktopTest::closingAsksBeforeAnythingIsLost()
{
    m_desktop->window().showPage(u"courses"_s);
    makeCourse();
    const QString journal = m_dir->filePath(u"school/journal"_s);
    QDir(journal).removeRecursively();
    QFile blocker(journal);
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    int asked = 0;
    bool agree = false;
    catalog::CoursesPage &courses = m_desktop->courses();
    courses.setAskBeforeLosing([&](const Error &) {
        ++asked;
        return agree;
    });
    m_desktop->service().stop();
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Stopped);
    catalog::CourseFields fields = courses.open().document().courseFields();
    fields.title = u"An evening's work"_s;
    courses.open().push(new catalog::EditCourseCommand(courses.open().document(), u"title"_s, fields));
    m_desktop->window().close();
    QTRY_COMPARE(asked, 1);
    QVERIFY(m_desktop->window().isVisible());
    QCOMPARE(courses.open().document().courseFields().title, u"An evening's work"_s);
    agree = true;
    m_desktop->window().close();
    QTRY_COMPARE(asked, 2);
    QTRY_VERIFY(!m_desktop->window().isVisible());
}

/// Fields that are stored when they are left: closing the window leaves them.
void DesktopTest::closingTakesWhatIsBeingTyped()
{
    m_desktop->window().showPage(u"settings"_s);
    QTRY_COMPARE(nameField()->text(), u"Owner"_s);
    nameField()->setFocus();
    nameField()->selectAll();
    QTest::keyClicks(nameField(), u"Ms Han"_s);
    m_desktop->window().close();
    QTRY_VERIFY(!m_desktop->window().isVisible());
    start();
    m_desktop->window().showPage(u"settings"_s);
    QTRY_COMPARE(nameField()->text(), u"Ms Han"_s);
}

void DesktopTest::aNameThatCanNotBeStoredIsShownOnce()
{
    m_desktop->window().showPage(u"settings"_s);
    QTRY_COMPARE(nameField()->text(), u"Owner"_s);
    m_desktop->service().stop();
    QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Stopped);
    nameField()->setFocus();
    nameField()->selectAll();
    QTest::keyClicks(nameField(), u"Ms Han"_s);
    m_desktop->window().showPage(u"service"_s);
    m_desktop->window().close();
    QTRY_VERIFY(nameField()->isVisible());
    QCOMPARE(nameField()->text(), u"Ms Han"_s);
    QVERIFY(m_desktop->window().isVisible());
    m_desktop->window().close();
    QTRY_VERIFY(!m_desktop->window().isVisible());
}

void DesktopTest::closingSendsTheLastEdits()
{
    m_desktop->window().showPage(u"courses"_s);
    makeCourse();
    catalog::CoursesPage &courses = m_desktop->courses();
    courses.setAskBeforeLosing([](const Error &) {
        qWarning("asked for nothing");
        return false;
    });
    catalog::CourseFields fields = courses.open().document().courseFields();
    fields.title = u"An evening's work"_s;
    courses.open().push(new catalog::EditCourseCommand(courses.open().document(), u"title"_s, fields));
    QVERIFY(courses.hasUnsaved());
    m_desktop->window().close();
    QTRY_VERIFY(!m_desktop->window().isVisible());
    QVERIFY(!courses.hasUnsaved());
    QVERIFY2(courses.open().journal().courses().empty(), "nothing waits here for the next start");
}

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
