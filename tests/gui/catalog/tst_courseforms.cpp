// What is typed beside the outline: the inspector of lessons, and the course's own fields.
#include "tests/gui/catalog/author.h"
#include "tests/support/mediafiles.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
using outlines::text;

namespace {

/// A visible field of the lesson's form (or another) by its name.
template<class Field>
Field *field(Studio &studio, const QString &name, const QString &form = u"lessonForm"_s)
{
    for (Field *candidate : studio.page->findChild<QWidget *>(form)->findChildren<Field *>()) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    return nullptr;
}

void tick(QCheckBox *box)
{
    QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
}

void enter(QLineEdit *line, const QString &text)
{
    line->setFocus();
    line->selectAll();
    for (const QChar c : text) {
        // keyClicks() knows Latin-1 only.
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QCoreApplication::sendEvent(line, &press);
    }
}

bool isSaid(Studio &studio, const QString &words)
{
    const auto labels = studio.page->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
}

}  // namespace

class TestCourseForms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }

    void theInspectorEditsSeveral();
    void aTrialFitsItsLesson();
    void aTrialIsTypedAsATime();
    void whatCanNotBeReadChangesNothing();
    void aLongTextKeepsItsCaret();
    void aLessonIsFreeOrATrial();
    void undoNeverDoesNothing();
    void newsLeaveWhatIsTypedAlone();
    void aVideoMadeAnArticleIsSaved();
    void theCoursesOwnFieldsHaveADoor();
    void aCategoryIsMadeWhereItIsChosen();
};

void TestCourseForms::theInspectorEditsSeveral()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2, a3"_s);
    OutlineDocument &document = studio.open().document();
    studio.tree().selectKeys({find(document, u"a1"_s)});
    auto *price = field<QLineEdit>(studio, u"Price of this lesson alone"_s);
    QVERIFY(price);
    price->setFocus();
    price->selectAll();
    QTest::keyClicks(price, u"9.90"_s);
    QCOMPARE(document.node(find(document, u"a1"_s)).lesson.price, 990);
    QCOMPARE(studio.open().stack().undoText().contains(u"price"_s), true);

    studio.tree().selectKeys({find(document, u"a1"_s), find(document, u"a2"_s)});
    QCOMPARE(price->text(), QString());
    QCOMPARE(price->placeholderText(), u"Mixed"_s);
    QTest::keyClicks(price, u"12"_s);
    QCOMPARE(document.node(find(document, u"a1"_s)).lesson.price, 1200);
    QCOMPARE(document.node(find(document, u"a2"_s)).lesson.price, 1200);
    QCOMPARE(document.node(find(document, u"a3"_s)).lesson.price, 0);
    QTest::keyClicks(price, u"x"_s);
    QVERIFY(price->property("fault").toBool());
    QCOMPARE(document.node(find(document, u"a1"_s)).lesson.price, 1200);
    studio.open().stack().undo();
    QCOMPARE(document.node(find(document, u"a1"_s)).lesson.price, 990);
    QCOMPARE(document.node(find(document, u"a2"_s)).lesson.price, 0);

    auto *free = field<QCheckBox>(studio, u"Free"_s);
    QVERIFY(free);
    QTest::mouseClick(free, Qt::LeftButton, {}, {8, free->height() / 2});
    QVERIFY(document.node(find(document, u"a2"_s)).lesson.isFree);
    QVERIFY(studio.save());
    QVERIFY(studio.stored().chapters[0].lessons[1].fields.isFree);

    // Trials of different length are not said to have one; what is typed then goes for all of them.
    const NodeKey first = find(document, u"a1"_s);
    const NodeKey second = find(document, u"a2"_s);
    studio.open().push(new EditFieldsCommand(document, {first, second}, u"trial"_s,
                                             [&, seconds = 30](EditFieldsCommand::Fields &fields) mutable {
                                                 fields.lesson.kind = LessonKind::Video;
                                                 fields.lesson.isTrial = true;
                                                 fields.lesson.trialSeconds = seconds += 30;
                                             }));
    studio.tree().selectKeys({first, second});
    auto *trial = field<QLineEdit>(studio, u"Length of the trial"_s);
    QVERIFY(trial);
    QTRY_VERIFY(trial->isVisible());
    QCOMPARE(trial->text(), QString());
    QCOMPARE(trial->placeholderText(), u"Mixed"_s);
    QCOMPARE(document.node(first).lesson.trialSeconds, 60);
    QCOMPARE(document.node(second).lesson.trialSeconds, 90);
    trial->setFocus();
    trial->selectAll();
    QTest::keyClicks(trial, u"45"_s);
    QCOMPARE(document.node(first).lesson.trialSeconds, 45);
    QCOMPARE(document.node(second).lesson.trialSeconds, 45);

    // Typing a title in the inspector is one step, however many keys it takes.
    studio.tree().selectKeys({find(document, u"a3"_s)});
    const int steps = studio.open().stack().count();
    auto *title = field<QLineEdit>(studio, u"Title"_s);
    title->setFocus();
    title->selectAll();
    QTest::keyClicks(title, u"The last one"_s);
    QCOMPARE(title->text(), u"The last one"_s);
    QCOMPARE(studio.open().stack().count(), steps + 1);
    QVERIFY(find(document, u"The last one"_s).isValid());
}

void TestCourseForms::aTrialFitsItsLesson()
{
    Studio studio;
    newCourse(studio);
    OutlineDocument &document = studio.open().document();
    NodeDraft chapter{.kind = NodeKind::Chapter};
    chapter.chapter.title = u"A"_s;
    NodeDraft lesson;
    lesson.lesson.title = u"short"_s;
    lesson.lesson.kind = LessonKind::Video;
    lesson.lesson.duration = 20'000;
    chapter.children.push_back(lesson);
    studio.open().push(new InsertNodesCommand(document, {}, 0, {chapter}, InsertNodesCommand::Why::Paste));
    const NodeKey short_ = find(document, u"short"_s);
    studio.tree().selectKeys({short_});
    for (QCheckBox *box : studio.page->findChildren<QCheckBox *>()) {
        if (box->isVisible() && box->accessibleName().contains(u"trial"_s, Qt::CaseInsensitive))
            QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
    }
    QVERIFY(document.node(short_).lesson.isTrial);
    QCOMPARE(document.node(short_).lesson.trialSeconds, 10);
}

namespace {

/// A course with one film of ten minutes, selected; its trial is ticked.
NodeKey trialOfTenMinutes(Studio &studio)
{
    newCourse(studio);
    NodeDraft lesson;
    lesson.lesson.title = u"film"_s;
    lesson.lesson.duration = 600'000;
    NodeDraft chapter{.kind = NodeKind::Chapter};
    chapter.chapter.title = u"A"_s;
    chapter.children.push_back(lesson);
    OutlineDocument &document = studio.open().document();
    studio.open().push(new InsertNodesCommand(document, {}, 0, {chapter}, InsertNodesCommand::Why::Paste));
    const NodeKey film = find(document, u"film"_s);
    studio.tree().selectKeys({film});
    tick(field<QCheckBox>(studio, u"Trial: the beginning is free"_s));
    QApplication::setActiveWindow(studio.page.get());
    return film;
}

}  // namespace

void TestCourseForms::aTrialIsTypedAsATime()
{
    Studio studio;
    const NodeKey film = trialOfTenMinutes(studio);
    const auto seconds = [&] { return studio.open().document().node(film).lesson.trialSeconds; };
    auto *trial = field<QLineEdit>(studio, u"Length of the trial"_s);
    QTRY_COMPARE(trial->text(), u"2:00"_s);
    enter(trial, u"1:30"_s);
    QCOMPARE(seconds(), 90);
    QVERIFY(isSaid(studio, u"1 min 30 s"_s));
    picture(studio.page.get(), u"trial-typed"_s);
    enter(trial, u"２：０５"_s);
    QCOMPARE(seconds(), 125);
    enter(trial, u"45"_s);
    QCOMPARE(seconds(), 45);
    QVERIFY(isSaid(studio, u"45 s"_s));
    QTest::keyClick(trial, Qt::Key_Return);
    QCOMPARE(trial->text(), u"0:45"_s);
    enter(trial, u"10:01"_s);
    QVERIFY(isSaid(studio, u"Between 0:01 and 10:00"_s));
    QCOMPARE(seconds(), 45);
    QTest::keyClick(trial, Qt::Key_Return);
    QCOMPARE(trial->text(), u"0:45"_s);
    enter(trial, u"long"_s);
    QVERIFY(isSaid(studio, u"A length like 1:30"_s));
    QCOMPARE(seconds(), 45);
}

/// Its first keys can be read ("1" of "1:60:", "5" of "5 apples"): they were not meant, and nothing of them stays.
void TestCourseForms::whatCanNotBeReadChangesNothing()
{
    Studio studio;
    const NodeKey film = trialOfTenMinutes(studio);
    const auto lesson = [&] { return studio.open().document().node(film).lesson; };
    const int steps = studio.open().stack().count();
    auto *trial = field<QLineEdit>(studio, u"Length of the trial"_s);
    QTRY_COMPARE(trial->text(), u"2:00"_s);
    enter(trial, u"11:30"_s);
    QVERIFY(isSaid(studio, u"Between 0:01 and 10:00"_s));
    QCOMPARE(lesson().trialSeconds, 120);
    QTest::keyClick(trial, Qt::Key_Return);
    QCOMPARE(trial->text(), u"2:00"_s);
    auto *price = field<QLineEdit>(studio, u"Price of this lesson alone"_s);
    enter(price, u"5 apples"_s);
    QVERIFY(isSaid(studio, u"An amount like 199"_s));
    QCOMPARE(lesson().price, 0);
    QTest::keyClick(price, Qt::Key_Return);
    QCOMPARE(price->text(), u"¥0.00"_s);
    QCOMPARE(studio.open().stack().count(), steps);
}

/// A caret that jumps to the front turns the rest of a sentence round.
void TestCourseForms::aLongTextKeepsItsCaret()
{
    Studio studio;
    newCourse(studio);
    QPlainTextEdit *text = nullptr;
    for (QPlainTextEdit *candidate : studio.page->findChildren<QPlainTextEdit *>()) {
        if (candidate->accessibleName() == u"Description"_s)
            text = candidate;
    }
    QVERIFY(text);
    const auto description = [&] { return studio.open().document().courseFields().description; };
    text->setFocus();
    QTest::keyClicks(text, u"one three"_s);
    text->moveCursor(QTextCursor::Start);
    text->moveCursor(QTextCursor::NextWord);
    text->insertPlainText(u"t\u200bwo"_s);  // as pages and messengers hand it over
    QTest::keyClicks(text, u" "_s);
    QCOMPARE(description(), u"one two three"_s);
    QTRY_COMPARE(text->toPlainText(), u"one two three"_s);
    QCOMPARE(text->textCursor().position(), 8);

    text->moveCursor(QTextCursor::End);
    text->insertPlainText(QString(MaxDescription, u'x'));
    QCOMPARE(description().size(), MaxDescription);
    QVERIFY(isSaid(studio, u"No more than 20,000 characters fit"_s));
    QCOMPARE(text->textCursor().position(), MaxDescription);
    QTest::keyClicks(text, u"abc"_s);
    QCOMPARE(description().size(), MaxDescription);
    QVERIFY(description().startsWith(u"one two three"_s));
    QVERIFY(!description().contains(u'a'));
    QTest::keyClick(text, Qt::Key_Backspace);
    QVERIFY(!isSaid(studio, u"No more than"_s));
    text->setTextCursor(QTextCursor(text->document()));
    QTest::keyClicks(text, u"0a"_s);
    QVERIFY2(description().startsWith(u"0one"_s), "one more fitted, and it is the one that was typed");
    QVERIFY(description().endsWith(u'x'));
    QVERIFY(isSaid(studio, u"No more than"_s));
}

void TestCourseForms::aLessonIsFreeOrATrial()
{
    Studio studio;
    const NodeKey film = trialOfTenMinutes(studio);
    const auto fields = [&] { return studio.open().document().node(film).lesson; };
    auto *free = field<QCheckBox>(studio, u"Free"_s);
    auto *trial = field<QCheckBox>(studio, u"Trial: the beginning is free"_s);
    const int steps = studio.open().stack().count();
    tick(free);
    QVERIFY(fields().isFree);
    QVERIFY(!fields().isTrial);
    QCOMPARE(studio.open().stack().count(), steps + 1);
    QTRY_VERIFY(!trial->isChecked());
    tick(trial);
    QVERIFY(!fields().isFree);
    QVERIFY(fields().isTrial);
    QTRY_VERIFY(!free->isChecked());
    studio.open().stack().undo();
    QVERIFY(fields().isFree);
    QVERIFY(!fields().isTrial);
}

/// In a field the keys take back its typing, and past that what was done before, like anywhere on the page.
void TestCourseForms::undoNeverDoesNothing()
{
    Studio studio;
    const NodeKey film = trialOfTenMinutes(studio);
    OutlineDocument &document = studio.open().document();
    const auto lesson = [&] { return document.node(film).lesson; };
    auto *trial = field<QLineEdit>(studio, u"Length of the trial"_s);
    QTRY_COMPARE(trial->text(), u"2:00"_s);
    enter(trial, u"1:30"_s);
    QTest::keyClick(trial, Qt::Key_Return);
    QCOMPARE(lesson().trialSeconds, 90);
    QTest::keyClick(trial, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(lesson().trialSeconds, 120);
    QTRY_COMPARE(trial->text(), u"2:00"_s);
    QTest::keyClick(trial, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY2(!lesson().isTrial, "the step before the typing: ticking the box");
    QTest::keyClick(&studio.tree(), Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(lesson().isTrial);

    // A title whose typing has been left is the course's to take back; nothing of it leaks into another lesson.
    auto *title = field<QLineEdit>(studio, u"Title"_s);
    enter(title, u"a film"_s);
    studio.tree().setFocus();
    title->setFocus();
    QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(lesson().title, u"film"_s);
    QTRY_COMPARE(title->text(), u"film"_s);
    QVERIFY2(studio.open().stack().canRedo(), "a step was taken back, none was made");

    studio.tree().clearSelection();
    QSpinBox *threshold = nullptr;
    for (QSpinBox *box : studio.page->findChildren<QSpinBox *>()) {
        if (box->isVisible())
            threshold = box;
    }
    QVERIFY(threshold);
    const double before = document.courseFields().completion.threshold;
    threshold->setFocus();
    QTest::keyClick(threshold, Qt::Key_Down);
    QVERIFY(document.courseFields().completion.threshold < before);
    QTest::keyClick(threshold, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(document.courseFields().completion.threshold, before);
}

void TestCourseForms::newsLeaveWhatIsTypedAlone()
{
    Studio studio;
    const NodeKey film = trialOfTenMinutes(studio);
    auto *trial = field<QLineEdit>(studio, u"Length of the trial"_s);
    QTRY_COMPARE(trial->text(), u"2:00"_s);
    enter(trial, u"1:"_s);
    studio.open().document().setMedia(film, LessonMedia{u"processing"_s, 0.5, {}, {}, {}, u"a.mp4"_s});
    QCoreApplication::processEvents();
    QCOMPARE(trial->text(), u"1:"_s);
    QTest::keyClicks(trial, u"30"_s);
    QCOMPARE(studio.open().document().node(film).lesson.trialSeconds, 90);
}

/// An article with a file is refused by the server, and with it every later change of the course.
void TestCourseForms::aVideoMadeAnArticleIsSaved()
{
    Studio studio;
    newCourse(studio);
    const auto imported =
            studio.ask(u"POST"_s, u"/api/media/import"_s, {{u"path"_s, mediafiles::film(u"320x180"_s, 2)}});
    QVERIFY(imported);
    NodeDraft lesson;
    lesson.lesson.title = u"film"_s;
    lesson.lesson.asset = AssetId((*imported)[u"asset_id"].toInteger());
    NodeDraft chapter{.kind = NodeKind::Chapter};
    chapter.chapter.title = u"A"_s;
    chapter.children.push_back(lesson);
    OutlineDocument &document = studio.open().document();
    studio.open().push(new InsertNodesCommand(document, {}, 0, {chapter}, InsertNodesCommand::Why::Import));
    QVERIFY(studio.save());
    studio.tree().selectKeys({find(document, u"film"_s)});
    QComboBox *kind = nullptr;
    for (QComboBox *box : studio.page->findChildren<QComboBox *>()) {
        if (box->isVisible() && box->accessibleName() == u"Kind"_s)
            kind = box;
    }
    QVERIFY(kind);
    QTest::keyClick(kind, Qt::Key_End);
    QCOMPARE(document.node(find(document, u"film"_s)).lesson.kind, LessonKind::Article);
    QVERIFY(studio.save());
    QCOMPARE(studio.stored().chapters[0].lessons[0].fields.kind, LessonKind::Article);
    QVERIFY(!studio.stored().chapters[0].lessons[0].fields.asset.isValid());
    studio.open().stack().undo();
    QVERIFY(studio.save());
    QCOMPARE(studio.stored().chapters[0].lessons[0].fields.asset, lesson.lesson.asset);
}

void TestCourseForms::theCoursesOwnFieldsHaveADoor()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"a1"_s)});
    QApplication::setActiveWindow(studio.page.get());
    studio.click(studio.page.get(), u"Texts and price"_s);
    auto *focused = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(focused);
    QCOMPARE(focused->accessibleName(), u"Title"_s);
    QTest::keyClicks(focused, u"Painting with light"_s);
    QCOMPARE(studio.open().document().courseFields().title, u"Painting with light"_s);
    // A bad price says in words what a good one is.
    QLineEdit *price = nullptr;
    for (QLineEdit *field : studio.page->findChildren<QLineEdit *>()) {
        if (field->accessibleName() == u"Price"_s && field->isVisible())
            price = field;
    }
    QVERIFY(price);
    price->setFocus();
    price->selectAll();
    QTest::keyClicks(price, u"a lot"_s);
    const auto said = [&] {
        const auto labels = studio.page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(u"An amount like"_s);
        });
    };
    QVERIFY(said());
    picture(studio.page.get(), u"bad-price"_s);
    price->selectAll();
    QTest::keyClicks(price, u"49.90"_s);
    QVERIFY(!said());
    QCOMPARE(studio.open().document().courseFields().price, 4990);
}

void TestCourseForms::aCategoryIsMadeWhereItIsChosen()
{
    Studio studio;
    newCourse(studio);
    auto *box = studio.page->findChild<QWidget *>(u"newCategory"_s);
    QVERIFY(box);
    QVERIFY2(!box->isVisibleTo(studio.page.get()), "a teacher on a server that keeps its categories");
    studio.page->setCategoriesEditable(true);
    QVERIFY(box->isVisible());
    QApplication::setActiveWindow(studio.page.get());
    studio.click(box, u"New category…"_s);
    auto *name = box->findChild<QLineEdit *>();
    QVERIFY(name->isVisible());
    QTest::keyClick(name, Qt::Key_Escape);
    QVERIFY(!name->isVisible());
    studio.click(box, u"New category…"_s);
    QTest::keyClicks(name, u"Photography"_s);
    picture(studio.page.get(), u"new-category"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(studio.open().document().courseFields().category.isValid());
    QVERIFY(!name->isVisible());
    const auto shown = [&] {
        const auto boxes = studio.page->findChildren<QComboBox *>();
        return std::any_of(boxes.begin(), boxes.end(), [](const QComboBox *one) {
            return one->isVisible() && one->accessibleName() == u"Category"_s &&
                   one->currentText().trimmed() == u"Photography"_s;
        });
    };
    QVERIFY(shown());
    QVERIFY(studio.save());
    studio.open().stack().undo();
    QVERIFY(!studio.open().document().courseFields().category.isValid());
}

int main(int argc, char **argv)
{
    return author::run<TestCourseForms>(argc, argv);
}
#include "tst_courseforms.moc"
