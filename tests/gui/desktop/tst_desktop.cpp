#include "tests/gui/desktop/desktopscene.h"

class DesktopTest : public DesktopScene
{
    Q_OBJECT
private Q_SLOTS:
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
};

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
    QTRY_VERIFY(m_remote->holds("POST"_ba, u"/api/auth/refresh"_s));
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
    QTRY_VERIFY(m_remote->holds("POST"_ba, u"/api/auth/refresh"_s));
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

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
