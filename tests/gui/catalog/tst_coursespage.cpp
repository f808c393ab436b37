// The Courses page itself: what it greets with, keeps, remembers and how it reads, over the real backend.
#include "tests/gui/catalog/author.h"
#include "widgets/common/controls/notloaded.h"
#include "widgets/common/controls/toast.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QJsonArray>
#include <QListView>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
using outlines::text;

class TestCoursesPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }

    void anEmptySchoolGreets();
    void whatIsNotKnownIsSaid();
    void aNewCourseBeginsWithItsTitle();
    void aDeletedCourseComesBack();
    void theKeysTakeADeletionBack();
    void itIsOpenAgainAtTheNextStart();
    void anotherCoursesUnsavedChangesAreOffered();
    void leavingACourseSendsTheLastEdits();
    void leavingByAKeyTakesWhatIsTyped();
    void schoolsKeepTheirMemoriesApart();
    void bothLanguagesFit_data();
    void bothLanguagesFit();
};

void TestCoursesPage::anEmptySchoolGreets()
{
    Studio studio;
    auto *greeting = studio.page->findChild<ui::EmptyState *>();
    QVERIFY(studio.button(studio.page.get(), u"Choose files or a folder…"_s));
    QVERIFY2(!studio.button(studio.page.get(), u"Look around the demo school"_s), "nobody offers it yet");
    studio.page->setDemoOffered(true);
    QSignalSpy demo(studio.page.get(), &CoursesPage::demoRequested);
    studio.click(studio.page.get(), u"Look around the demo school"_s);
    QCOMPARE(demo.count(), 1);
    QVERIFY(greeting);
}

void TestCoursesPage::whatIsNotKnownIsSaid()
{
    Studio studio;
    const QUrl url(studio.backend->url());
    studio.backend->stop();
    api::ApiClient client;
    api::EventStream events(client);
    CoursesPage page(client, events, nullptr);
    page.setSchool(u"another"_s, studio.dir.filePath(u"another"_s));
    page.show();
    client.connectTo(url, {studio.backend->ownerToken(), {}});
    page.activated();
    const auto *said = page.findChild<ui::NotLoaded *>();
    QTRY_VERIFY(said->isVisible());
}

void TestCoursesPage::aNewCourseBeginsWithItsTitle()
{
    Studio studio;
    newCourse(studio);
    auto *title = qobject_cast<QLineEdit *>(studio.page->focusWidget());
    QVERIFY(title);
    QCOMPARE(title->accessibleName(), u"Title"_s);
    QTest::keyClicks(title, u"Light"_s);
    QCOMPARE(studio.open().document().courseFields().title, u"Light"_s);
    // One that is there already is opened for its outline.
    fill(studio, u"A | a1"_s);
    const CourseId id = studio.open().id();
    studio.page->showList();
    QTRY_VERIFY(!studio.open().isOpen());
    studio.page->openCourse(id);
    QVERIFY(studio.waitOpen());
    QCOMPARE(studio.page->focusWidget(), static_cast<QWidget *>(&studio.tree()));
}

void TestCoursesPage::aDeletedCourseComesBack()
{
    Studio studio;
    newCourse(studio);
    const CourseId id = studio.open().id();
    studio.page->showList();
    QTRY_COMPARE(studio.page->courses().liveCount(), 1);
    QTRY_VERIFY(!studio.page->courses().isLoading());
    studio.page->list()->select(id);
    QTest::keyClick(studio.page->list()->view(), Qt::Key_Delete);
    QTRY_COMPARE(studio.page->courses().liveCount(), 0);
    QTRY_VERIFY(studio.button(studio.page.get(), u"Undo"_s));
    studio.click(studio.page.get(), u"Undo"_s);
    QTRY_COMPARE(studio.page->courses().liveCount(), 1);
}

/// The bar with its button goes after some seconds; the keys that undo everything else undo this as well.
void TestCoursesPage::theKeysTakeADeletionBack()
{
    Studio studio;
    newCourse(studio);
    const CourseId id = studio.open().id();
    studio.page->showList();
    QTRY_COMPARE(studio.page->courses().liveCount(), 1);
    QTRY_VERIFY(!studio.page->courses().isLoading());
    auto *toasts = studio.page->findChild<ui::ToastHost *>();
    QListView *list = studio.page->list()->view();
    studio.page->list()->select(id);
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_COMPARE(studio.page->courses().liveCount(), 0);
    QTRY_VERIFY(toasts->text().endsWith(u"is in the trash."_s));
    toasts->dismiss();
    QWidget *where = studio.page->focusWidget();
    QVERIFY2(where && studio.page->list()->isAncestorOf(where), "the list is gone, the keys stay on its page");
    QTest::keyClick(where, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(studio.page->courses().liveCount(), 1);
    QTRY_COMPARE(toasts->text(), u"“New course” is back."_s);
    QTRY_COMPARE(studio.page->list()->current(), id);
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(studio.page->courses().liveCount(), 0);
    QTRY_VERIFY(toasts->text().endsWith(u"is in the trash."_s));
}

void TestCoursesPage::itIsOpenAgainAtTheNextStart()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2 / B | b1"_s);
    OutlineDocument &document = studio.open().document();
    studio.tree().collapse(studio.open().model().indexOf(find(document, u"A"_s)));
    studio.tree().selectKeys({find(document, u"b1"_s)});
    const CourseId id = studio.open().id();
    studio.page.reset();
    studio.connectPage();
    QVERIFY(studio.waitOpen());
    QCOMPARE(studio.open().id(), id);
    OutlineModel &model = studio.open().model();
    QVERIFY(!studio.tree().isExpanded(model.index(0, 0)));
    QVERIFY(studio.tree().isExpanded(model.index(1, 0)));
    QCOMPARE(studio.tree().currentKey(), find(studio.open().document(), u"b1"_s));
}

void TestCoursesPage::anotherCoursesUnsavedChangesAreOffered()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    const CourseId first = studio.open().id();
    OutlineJournal::Entry entry;
    entry.outline = studio.stored();
    entry.outline.chapters[0].fields.title = u"kept back"_s;
    studio.page->showList();
    QTRY_VERIFY(!studio.open().isOpen());
    QVERIFY(studio.open().journal().write(entry));
    newCourse(studio);
    QVERIFY(studio.open().id() != first);
    studio.page.reset();
    studio.connectPage();  // the next start opens the second again
    QVERIFY(studio.waitOpen());
    QVERIFY(studio.open().id() != first);
    QTRY_VERIFY(studio.button(studio.page.get(), u"Open"_s));
    studio.click(studio.page.get(), u"Open"_s);
    QTRY_COMPARE(studio.open().id(), first);
    QTRY_COMPARE(text(studio.open().document()), u"kept back | a1"_s);
}

void TestCoursesPage::leavingACourseSendsTheLastEdits()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    const CourseId id = studio.open().id();
    studio.open().push(
            new RenameNodeCommand(studio.open().document(), find(studio.open().document(), u"a1"_s), u"last"_s));
    QVERIFY(studio.open().hasUnsaved());
    studio.page->showList();
    QTRY_VERIFY(!studio.open().isOpen());
    QCOMPARE(text(studio.stored(id)), u"A | last"_s);
    QVERIFY2(studio.open().journal().courses().empty(), "nothing is left over");
}

/// Tags are handed on when their field is left; a key that leaves the course leaves the field first.
void TestCoursesPage::leavingByAKeyTakesWhatIsTyped()
{
    Studio studio;
    newCourse(studio);
    const CourseId id = studio.open().id();
    QLineEdit *tags = nullptr;
    for (QLineEdit *line : studio.page->findChildren<QLineEdit *>()) {
        if (line->isVisible() && line->accessibleName() == u"Tags"_s)
            tags = line;
    }
    QVERIFY(tags);
    tags->setFocus();
    QTest::keyClicks(tags, u"light, shadow"_s);
    QTest::keyClick(tags, Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(!studio.open().isOpen());
    const auto stored = studio.ask(u"GET"_s, u"/api/courses/%1"_s.arg(id.value));
    QVERIFY(stored);
    QCOMPARE((*stored)[u"tags"_s].toArray().size(), 2);
}

void TestCoursesPage::schoolsKeepTheirMemoriesApart()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    const CourseId id = studio.open().id();
    studio.page->setSchool(u"other"_s, studio.dir.filePath(u"journal"_s));
    // An edit that another school did not take: same number of the course, same folder.
    const OutlineJournal other(studio.dir.filePath(u"journal"_s), u"other"_s);
    Outline theirs = studio.stored();
    theirs.chapters[0].fields.title = u"not mine"_s;
    OutlineJournal::Entry entry;
    entry.outline = theirs;
    QVERIFY(other.write(entry));
    studio.page.reset();
    studio.connectPage();
    QVERIFY(studio.waitOpen());
    QCOMPARE(studio.open().id(), id);
    QCOMPARE(text(studio.open().document()), u"A | a1"_s);
    QVERIFY2(other.read(theirs.course).has_value(), "theirs waits on");
}

void TestCoursesPage::bothLanguagesFit_data()
{
    QTest::addColumn<bool>("list");
    QTest::newRow("editor") << false;
    QTest::newRow("list") << true;
}

void TestCoursesPage::bothLanguagesFit()
{
    QFETCH(bool, list);
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    if (list)
        studio.page->showList();
    ui::Language language(*qApp);
    for (const QString &code : ui::Language::codes()) {
        language.setCode(code);
        QCoreApplication::processEvents();
        for (auto *widget : studio.page->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            const QString name = widget->accessibleName();
            if (auto *button = qobject_cast<QPushButton *>(widget)) {
                const bool fits = QTest::qWaitFor([&] { return button->width() >= button->sizeHint().width(); },
                                                  support::Patience);
                QVERIFY2(fits, qPrintable(u"%1 “%2” %3 < %4"_s.arg(code, button->text())
                                                  .arg(button->width())
                                                  .arg(button->sizeHint().width())));
                QVERIFY2(!button->text().isEmpty() || !name.isEmpty(), "a button without words");
            }
            if (auto *combo = qobject_cast<QComboBox *>(widget)) {
                const int text = combo->fontMetrics().horizontalAdvance(combo->currentText());
                const bool fits = QTest::qWaitFor([&] { return combo->width() >= text + 36; },
                                                  support::Patience);  // 8 before, 28 for the arrow
                QVERIFY2(fits, qPrintable(code + u" "_s + combo->currentText()));
            }
            const bool input = qobject_cast<QLineEdit *>(widget) || qobject_cast<QToolButton *>(widget) ||
                               qobject_cast<QAbstractItemView *>(widget);
            const bool ownPart = qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) ||
                                 qobject_cast<QComboBox *>(widget->parentWidget());
            if (input && !ownPart && widget->focusPolicy() != Qt::NoFocus)
                QVERIFY2(!name.isEmpty(),
                         qPrintable(code + u": no name for "_s + QLatin1StringView(widget->metaObject()->className())));
        }
    }
}

int main(int argc, char **argv)
{
    return author::run<TestCoursesPage>(argc, argv);
}
#include "tst_coursespage.moc"
