// A course's outline edited with mouse and keyboard, over the real backend.
#include "tests/gui/catalog/author.h"
#include "widgets/catalog/editor/conflictdialog.h"
#include "widgets/catalog/editor/trashdialog.h"

#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
using outlines::text;

namespace {

/// Opens the trash, selects these and restores them.
void restoreFromTrash(Studio &studio, const QStringList &titles)
{
    // The dialog has an event loop of its own; it opens when the server has answered.
    bool done = false;
    QTimer whenAsked;
    QObject::connect(&whenAsked, &QTimer::timeout, &whenAsked, [&] {
        auto *dialog = qobject_cast<TrashDialog *>(QApplication::activeModalWidget());
        if (!dialog || done)
            return;
        done = true;
        auto *tree = dialog->findChild<QTreeWidget *>();
        for (int row = 0; row < tree->topLevelItemCount(); ++row)
            tree->topLevelItem(row)->setSelected(titles.contains(tree->topLevelItem(row)->text(0)));
        studio.click(dialog, u"Restore"_s);
    });
    whenAsked.start(10);
    for (QToolButton *button : studio.page->findChildren<QToolButton *>()) {
        if (button->accessibleName() == u"Trash of this course"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(done);
}

}  // namespace

class TestOutlineEditing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }

    void aCourseIsMadeWithTheKeyboard();
    void everythingIsUndone();
    void severalRowsAreDraggedAcrossChapters();
    void cutCopyPasteDuplicate();
    void whatIsCutAndPastedStaysItself();
    void anOpenTitleIsNotOverwritten();
    void aConflictIsResolved();
    void whatIsRestoredStandsWhereItStood();
    void anEmptyCourseTakesWhatIsPasted();
    void whatIsPastedStandsBehindTheSelection();
    void tabGoesAsTheEyeDoes();
};

void TestOutlineEditing::aCourseIsMadeWithTheKeyboard()
{
    Studio studio;
    newCourse(studio);
    studio.click(studio.page.get(), u"Start with an empty lesson"_s);
    typeTitle(studio, u"Sunlight"_s);
    key(studio, Qt::Key_Return);
    typeTitle(studio, u"Lamps"_s);
    key(studio, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    typeTitle(studio, u"Shadow"_s);
    key(studio, Qt::Key_Return);
    typeTitle(studio, u"Core"_s);
    QCOMPARE(text(studio.open().document()), u"Chapter 1 | Sunlight, Lamps / Shadow | Core"_s);

    key(studio, Qt::Key_Up, Qt::AltModifier);  // over the edge into the chapter before
    QCOMPARE(text(studio.open().document()), u"Chapter 1 | Sunlight, Lamps, Core / Shadow | "_s);
    key(studio, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(text(studio.open().document()), u"Chapter 1 | Sunlight, Core, Lamps / Shadow | "_s);
    key(studio, Qt::Key_F2);
    typeTitle(studio, u"Heart"_s);
    QVERIFY(studio.waitSaved());
    QCOMPARE(text(studio.stored()), u"Chapter 1 | Sunlight, Heart, Lamps / Shadow | "_s);

    key(studio, Qt::Key_Delete);
    QCOMPARE(text(studio.open().document()), u"Chapter 1 | Sunlight, Lamps / Shadow | "_s);
    key(studio, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(text(studio.open().document()), u"Chapter 1 | Sunlight, Heart, Lamps / Shadow | "_s);
    key(studio, Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(studio.waitSaved());
    QCOMPARE(text(studio.stored()), u"Chapter 1 | Sunlight, Lamps / Shadow | "_s);
}

void TestOutlineEditing::everythingIsUndone()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2, a3 / B | b1"_s);
    const auto before = toJson(studio.stored())[u"chapters"].toArray();
    const int start = studio.open().stack().index();

    studio.tree().selectKeys({find(studio.open().document(), u"a2"_s)});
    key(studio, Qt::Key_Down, Qt::AltModifier);
    key(studio, Qt::Key_F2);
    typeTitle(studio, u"renamed"_s);
    QVERIFY(studio.save());
    drop(studio, {u"a1"_s, u"renamed"_s}, u"b1"_s, false);
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(studio.save());
    studio.tree().selectKeys({find(studio.open().document(), u"A"_s)});
    key(studio, Qt::Key_Delete);
    QVERIFY(studio.save());
    QCOMPARE(studio.stored().chapters.size(), 1u);

    while (studio.open().stack().index() > start)
        key(studio, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(studio.save());
    QCOMPARE(toJson(studio.stored())[u"chapters"].toArray(), before);
}

void TestOutlineEditing::severalRowsAreDraggedAcrossChapters()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2, a3 / B | b1, b2"_s);
    const QPixmap one = studio.tree().dragPicture({find(studio.open().document(), u"a1"_s)});
    const QPixmap two = studio.tree().dragPicture(
            {find(studio.open().document(), u"a1"_s), find(studio.open().document(), u"a3"_s)});
    QVERIFY2(two.width() > one.width(), "it says how many more there are");
    QVERIFY2(one.height() <= 40 && qAlpha(one.toImage().pixel(0, 0)) == 0, "what lies under it can be read");
    drop(studio, {u"a1"_s, u"a3"_s}, u"b1"_s, true);
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1, a1, a3, b2"_s);
    QCOMPARE(studio.tree().selectedKeys().size(), 2u);
    QVERIFY(studio.save());
    QCOMPARE(text(studio.stored()), u"A | a2 / B | b1, a1, a3, b2"_s);
    // Against the lower edge of an open chapter: its beginning, not behind its last lesson.
    studio.tree().selectKeys({find(studio.open().document(), u"a2"_s)});
    drop(studio, {u"a2"_s}, u"B"_s, true);
    QCOMPARE(text(studio.open().document()), u"A |  / B | a2, b1, a1, a3, b2"_s);
    studio.open().stack().undo();
    drop(studio, {u"B"_s}, u"A"_s, false);
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1, a1, a3, b2"_s);  // behind A is where it stands
    drop(studio, {u"A"_s}, u"B"_s, false);
    QCOMPARE(text(studio.open().document()), u"B | b1, a1, a3, b2 / A | a2"_s);
}

void TestOutlineEditing::cutCopyPasteDuplicate()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2 / B | b1"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"a1"_s)});
    key(studio, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"b1"_s)});
    key(studio, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1, a1"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"B"_s)});
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1, a1 / B (copy) | b1, a1"_s);
    QVERIFY(studio.save());
    // The longest title there may be has no room for " (copy)".
    const NodeKey longest = find(studio.open().document(), u"a2"_s);
    studio.open().push(new RenameNodeCommand(studio.open().document(), longest, QString(MaxTitle, u'x')));
    studio.tree().selectKeys({longest});
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(studio.save());
    studio.open().stack().undo();
    studio.open().stack().undo();
    QVERIFY(studio.save());
    QCOMPARE(studio.stored().lessonCount(), 5);
}

/// Learners' progress hangs on the lesson: one that is carried to another chapter by the clipboard must not become a
/// new one, also when the server has put it into the trash meanwhile.
void TestOutlineEditing::whatIsCutAndPastedStaysItself()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2 / B | b1"_s);
    const Outline before = studio.stored();
    const LessonId a1 = before.chapters[0].lessons[0].id;
    studio.tree().selectKeys({find(studio.open().document(), u"a1"_s)});
    key(studio, Qt::Key_X, Qt::ControlModifier);
    QVERIFY(studio.save());
    QCOMPARE(studio.stored().lessonCount(), 2);
    studio.tree().selectKeys({find(studio.open().document(), u"b1"_s)});
    key(studio, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(studio.save());
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1, a1"_s);
    QCOMPARE(studio.stored().chapters[1].lessons[1].id, a1);
    QCOMPARE(studio.open().stack().undoText(), u"Paste 1 item"_s);

    // Once more is one more.
    key(studio, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(studio.save());
    QCOMPARE(text(studio.open().document()), u"A | a2 / B | b1, a1, a1"_s);
    QVERIFY(studio.stored().chapters[1].lessons[2].id != a1);

    for (int i = 0; i < 3; ++i)
        studio.open().stack().undo();
    QVERIFY(studio.save());
    QCOMPARE(text(studio.open().document()), u"A | a1, a2 / B | b1"_s);
    QCOMPARE(studio.stored().chapters[0].lessons[0].id, a1);

    // A chapter goes with its lessons.
    studio.tree().selectKeys({find(studio.open().document(), u"A"_s)});
    key(studio, Qt::Key_X, Qt::ControlModifier);
    QVERIFY(studio.save());
    studio.tree().selectKeys({find(studio.open().document(), u"B"_s)});
    key(studio, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(studio.save());
    QCOMPARE(text(studio.open().document()), u"B | b1 / A | a1, a2"_s);
    QCOMPARE(studio.stored().chapters[1].id, before.chapters[0].id);
    QCOMPARE(studio.stored().chapters[1].lessons[0].id, a1);
}

void TestOutlineEditing::anOpenTitleIsNotOverwritten()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2"_s);
    OutlineDocument &document = studio.open().document();
    key(studio, Qt::Key_Home);
    studio.tree().rename(find(document, u"a1"_s));
    QLineEdit *editor = nullptr;
    QTRY_VERIFY((editor = studio.tree().findChild<QLineEdit *>()) != nullptr);
    editor->selectAll();
    // Over the title alone: the second line says what the lesson is, also while it is being renamed.
    const QRect line = studio.tree().visualRect(studio.open().model().indexOf(find(document, u"a1"_s)));
    picture(studio.page.get(), u"rename"_s);
    QVERIFY2(editor->geometry().bottom() < line.center().y() + 4, "the second line begins there");
    QVERIFY(editor->height() >= editor->fontMetrics().height() + 4);
    QTest::keyClicks(editor, u"half a wo"_s);
    // The row changes under the field, as when its video becomes ready.
    const QModelIndex row = studio.open().model().indexOf(find(document, u"a1"_s));
    Q_EMIT studio.open().model().dataChanged(row, row);
    QCOMPARE(editor->text(), u"half a wo"_s);
    QTest::keyClicks(editor, u"rd"_s);
    QTest::keyClick(editor, Qt::Key_Tab);
    QTRY_COMPARE(text(document), u"A | half a word, a2"_s);
}

void TestOutlineEditing::aConflictIsResolved()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    disagree(studio);
    bool answered = false;
    QTimer::singleShot(0, this, [&] {
        auto *dialog = shown<ConflictDialog>(studio);
        QVERIFY(dialog);
        studio.click(dialog, u"Take theirs"_s);
        answered = true;
    });
    studio.click(studio.page.get(), u"Resolve…"_s);
    QVERIFY(answered);
    QCOMPARE(text(studio.open().document()), u"A | theirs"_s);
    QCOMPARE(studio.open().saver().state(), OutlineSaver::State::Saved);
    QCOMPARE(text(studio.stored()), u"A | theirs"_s);
}

void TestOutlineEditing::whatIsRestoredStandsWhereItStood()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2, a3, a4 / B | b1 / C | c1"_s);
    const CourseId course = studio.open().id();
    const LessonId a2 = studio.stored().chapters[0].lessons[1].id;
    for (const QString &title : {u"a2"_s, u"a3"_s, u"B"_s}) {
        studio.tree().selectKeys({find(studio.open().document(), title)});
        key(studio, Qt::Key_Delete);
        QVERIFY(studio.save());
    }
    studio.page->showList();
    QTRY_VERIFY(!studio.open().isOpen());
    studio.page->openCourse(course);
    QVERIFY(studio.waitOpen());

    restoreFromTrash(studio, {u"a2"_s, u"B"_s});
    QCOMPARE(text(studio.open().document()), u"A | a1, a2, a4 / B | b1 / C | c1"_s);
    const std::vector<NodeKey> back{find(studio.open().document(), u"a2"_s), find(studio.open().document(), u"B"_s)};
    QCOMPARE(studio.tree().selectedKeys(), back);
    QVERIFY(studio.tree().viewport()->rect().intersects(
            studio.tree().visualRect(studio.open().model().indexOf(back.front()))));
    QVERIFY(studio.save());
    QCOMPARE(studio.stored().chapters[0].lessons[1].id, a2);
    key(studio, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(text(studio.open().document()), u"A | a1, a4 / C | c1"_s);
    key(studio, Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(studio.tree().selectedKeys(), back);

    // Without its chapter it goes to the end of what there is.
    restoreFromTrash(studio, {u"a3"_s});
    QCOMPARE(text(studio.open().document()), u"A | a1, a2, a3, a4 / B | b1 / C | c1"_s);
}

/// Ctrl+V in a course that has nothing yet; lessons bring the chapter that they need.
void TestOutlineEditing::anEmptyCourseTakesWhatIsPasted()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2 / B | b1"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"a2"_s)});
    key(studio, Qt::Key_C, Qt::ControlModifier);
    studio.page->showList();
    QTRY_VERIFY(!studio.open().isOpen());
    newCourse(studio);
    const CourseId empty = studio.open().id();
    studio.page->showList();
    QTRY_VERIFY(!studio.open().isOpen());
    studio.page->openCourse(empty);
    QVERIFY(studio.waitOpen());
    QApplication::setActiveWindow(studio.page.get());
    QTest::keyClick(studio.page->focusWidget(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text(studio.open().document()), u"Chapter 1 | a2"_s);
    QCOMPARE(studio.tree().selectedKeys(), std::vector{find(studio.open().document(), u"a2"_s)});
    studio.open().stack().undo();
    QCOMPARE(text(studio.open().document()), QString());
}

void TestOutlineEditing::whatIsPastedStandsBehindTheSelection()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2, a3 / B | b1"_s);
    OutlineDocument &document = studio.open().document();
    const auto select = [&](const QStringList &titles) {
        std::vector<NodeKey> keys;
        for (const QString &title : titles)
            keys.push_back(find(document, title));
        studio.tree().selectKeys(keys);
    };
    select({u"b1"_s});
    key(studio, Qt::Key_C, Qt::ControlModifier);
    select({u"a1"_s, u"a2"_s});
    key(studio, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text(document), u"A | a1, a2, b1, a3 / B | b1"_s);
    studio.open().stack().undo();
    select({u"a1"_s, u"a2"_s});
    key(studio, Qt::Key_Return);
    typeTitle(studio, u"new"_s);
    QCOMPARE(text(document), u"A | a1, a2, new, a3 / B | b1"_s);

    // A chapter and a lesson beside it: both come, each to its place, in one step.
    select({u"new"_s, u"B"_s});
    key(studio, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(text(document), u"A | a1, a2, a3"_s);
    select({u"a1"_s});
    key(studio, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text(document), u"A | a1, new, a2, a3 / B | b1"_s);
    QCOMPARE(studio.tree().selectedKeys().size(), 2u);
    studio.open().stack().undo();
    QCOMPARE(text(document), u"A | a1, a2, a3"_s);
}

void TestOutlineEditing::tabGoesAsTheEyeDoes()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    QApplication::setActiveWindow(studio.page.get());
    const auto tab = [&] { QTest::keyClick(studio.page->focusWidget(), Qt::Key_Tab); };
    studio.button(studio.page.get(), u"Publish…"_s)->setFocus();
    tab();
    QCOMPARE(studio.page->focusWidget()->accessibleName(), u"Add lesson"_s);
    tab();
    QCOMPARE(studio.page->focusWidget()->accessibleName(), u"Add chapter"_s);
    tab();
    tab();
    QCOMPARE(studio.page->focusWidget(), static_cast<QWidget *>(&studio.tree()));
    tab();
    QCOMPARE(studio.page->focusWidget()->accessibleName(), u"Title"_s);
}

int main(int argc, char **argv)
{
    return author::run<TestOutlineEditing>(argc, argv);
}
#include "tst_outlineediting.moc"
