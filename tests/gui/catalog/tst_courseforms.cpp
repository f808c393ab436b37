#include "tests/gui/catalog/formscene.h"

class TestCourseForms : public FormScene
{
    Q_OBJECT
private Q_SLOTS:
    void whatCanNotBeReadChangesNothing();
    void aLongTextKeepsItsCaret();
    void undoNeverDoesNothing();
    void newsLeaveWhatIsTypedAlone();
    void theCoursesOwnFieldsHaveADoor();
    void aCategoryIsMadeWhereItIsChosen();
};

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
