#include "tests/gui/desktop/desktopscene.h"

/// Nothing is lost when the window closes.
class ClosingTest : public DesktopScene
{
    Q_OBJECT
private Q_SLOTS:
    void closingAsksBeforeAnythingIsLost();
    void closingTakesWhatIsBeingTyped();
    void aNameThatCanNotBeStoredIsShownOnce();
    void closingSendsTheLastEdits();
};

void ClosingTest::closingAsksBeforeAnythingIsLost()
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
void ClosingTest::closingTakesWhatIsBeingTyped()
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

void ClosingTest::aNameThatCanNotBeStoredIsShownOnce()
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

void ClosingTest::closingSendsTheLastEdits()
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

QTEST_MAIN(ClosingTest)
#include "tst_closing.moc"
