#include "tests/gui/catalog/formscene.h"

/// The form of a lesson: trials, kinds, several at once.
class LessonFormTest : public FormScene
{
    Q_OBJECT
private Q_SLOTS:
    void theInspectorEditsSeveral();
    void aTrialFitsItsLesson();
    void aTrialIsTypedAsATime();
    void aLessonIsFreeOrATrial();
    void aVideoMadeAnArticleIsSaved();
};

void LessonFormTest::theInspectorEditsSeveral()
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

void LessonFormTest::aTrialFitsItsLesson()
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

void LessonFormTest::aTrialIsTypedAsATime()
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

void LessonFormTest::aLessonIsFreeOrATrial()
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

/// An article with a file is refused by the server, and with it every later change of the course.
void LessonFormTest::aVideoMadeAnArticleIsSaved()
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

int main(int argc, char **argv)
{
    return author::run<LessonFormTest>(argc, argv);
}
#include "tst_lessonform.moc"
