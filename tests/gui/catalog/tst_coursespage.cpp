// The Courses page driven with mouse and keyboard, over the real backend.
#include "models/catalog/outlinecommands.h"
#include "tests/gui/catalog/outlines.h"
#include "tests/gui/catalog/studio.h"
#include "tests/support/mediafiles.h"
#include "widgets/catalog/conflictdialog.h"
#include "widgets/catalog/importsheet.h"
#include "widgets/catalog/publishsheet.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/language.h"
#include "widgets/common/statuschip.h"
#include "widgets/common/theme.h"
#include "widgets/common/toast.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace catalog;
using outlines::find;
using outlines::text;

/// Stands in for the browser.
class UrlCatcher : public QObject
{
    Q_OBJECT
public:
    UrlCatcher() { QDesktopServices::setUrlHandler(u"http"_s, this, "take"); }
    ~UrlCatcher() override { QDesktopServices::unsetUrlHandler(u"http"_s); }
    QUrl last;

public Q_SLOTS:
    void take(const QUrl &url) { last = url; }
};

class TestCoursesPage : public QObject
{
    Q_OBJECT

    static void typeTitle(Studio &studio, const QString &title)
    {
        QLineEdit *editor = nullptr;
        QVERIFY(QTest::qWaitFor([&] { return (editor = studio.tree().findChild<QLineEdit *>()) != nullptr; }));
        editor->selectAll();
        QTest::keyClicks(editor, title);
        QTest::keyClick(editor, Qt::Key_Tab);
        QVERIFY(QTest::qWaitFor([&] { return studio.tree().findChild<QLineEdit *>() == nullptr; }));
    }
    static void key(Studio &studio, int code, Qt::KeyboardModifiers modifiers = {})
    {
        QApplication::setActiveWindow(studio.page.get());
        studio.tree().setFocus();
        QTest::keyClick(&studio.tree(), Qt::Key(code), modifiers);
    }
    static void newCourse(Studio &studio)
    {
        if (QPushButton *button = studio.button(studio.page.get(), u"New course"_s))
            QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(studio.waitOpen());
    }
    /// "A | a1, a2 / B | b1" put into the open course by commands, and stored.
    static void fill(Studio &studio, const QString &outline)
    {
        OutlineDocument &document = studio.open().document();
        std::vector<NodeDraft> chapters;
        for (const OutlineChapter &chapter : outlines::parse(outline).chapters) {
            NodeDraft draft{.kind = NodeKind::Chapter, .chapter = chapter.fields};
            for (const OutlineLesson &lesson : chapter.lessons) {
                NodeDraft leaf{.lesson = lesson.fields};
                leaf.lesson.kind = LessonKind::Article;
                leaf.lesson.content = u"text"_s;
                draft.children.push_back(leaf);
            }
            chapters.push_back(draft);
        }
        studio.open().push(new InsertNodesCommand(document, {}, int(document.children({}).size()), chapters,
                                                  InsertNodesCommand::Why::Paste));
        QVERIFY(studio.waitSaved());
    }
    static void drop(Studio &studio, const QStringList &titles, const QString &onto, bool below)
    {
        OutlineModel &model = studio.open().model();
        QModelIndexList rows;
        for (const QString &title : titles)
            rows << model.indexOf(find(studio.open().document(), title));
        const std::unique_ptr<QMimeData> mime(model.mimeData(rows));
        const QRect target = studio.tree().visualRect(model.indexOf(find(studio.open().document(), onto)));
        const QPoint at(target.center().x(), below ? target.bottom() : target.center().y());
        QWidget *viewport = studio.tree().viewport();
        QDragEnterEvent enter(at, Qt::MoveAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &enter);
        QDragMoveEvent move(at, Qt::MoveAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &move);
        QDropEvent event(at, Qt::MoveAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &event);
    }
    /// Somebody else renames a1 while it is being renamed here.
    static void disagree(Studio &studio)
    {
        Outline theirs = studio.stored();
        theirs.chapters[0].lessons[0].fields.title = u"theirs"_s;
        studio.open().push(
                new RenameNodeCommand(studio.open().document(), find(studio.open().document(), u"a1"_s), u"mine"_s));
        QVERIFY(studio.ask(u"PUT"_s, u"/api/courses/%1/outline"_s.arg(studio.open().id().value), toJson(theirs)));
        QTRY_COMPARE(studio.open().saver().state(), OutlineSaver::State::Conflict);
    }
    static void makeFree(Studio &studio)
    {
        CourseFields free = studio.open().document().courseFields();
        free.isFree = true;
        studio.open().push(new EditCourseCommand(studio.open().document(), u"price"_s, free));
        QVERIFY(studio.waitSaved());
    }
    /// For the eye, where somebody asks for it.
    static void picture(QWidget *widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("COURSEWRIGHT_PICTURES");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCoreApplication::processEvents();
        if (!folder.isEmpty())
            widget->grab().save(u"%1/%2.png"_s.arg(folder, name));
    }
    template<class Dialog>
    static Dialog *shown(Studio &studio)
    {
        Dialog *dialog = nullptr;
        const bool there = QTest::qWaitFor(
                [&] {
                    dialog = studio.page->findChild<Dialog *>();
                    return dialog && dialog->isVisible();
                },
                10'000);
        return there ? dialog : nullptr;
    }

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }

    void anEmptySchoolGreets();
    void aCourseIsMadeWithTheKeyboard();
    void everythingIsUndone();
    void severalRowsAreDraggedAcrossChapters();
    void cutCopyPasteDuplicate();
    void theInspectorEditsSeveral();
    void aFolderBecomesACourse();
    void filesThatCantBeImportedSayWhy();
    void aCourseIsPublished();
    void thePublishSheetIsCompactAndReturnPublishes();
    void anUnchangedCourseHasNothingToFix();
    void aDeletedCourseComesBack();
    void aConflictIsResolved();
    void deletedLessonsComeBackFromTheTrash();
    void itIsOpenAgainAtTheNextStart();
    void leavingACourseSendsTheLastEdits();
    void schoolsKeepTheirMemoriesApart();
    void anOpenTitleIsNotOverwritten();
    void theCoursesOwnFieldsHaveADoor();
    void aCategoryIsMadeWhereItIsChosen();
    void aTrialFitsItsLesson();
    void withoutThisComputersFilesNothingIsImported();
    void publishingInAConflictAnswersAtOnce();
    void aVideoMadeAnArticleIsSaved();
    void returnOnNotNowPublishesNothing();
    void anotherCoursesUnsavedChangesAreOffered();
    void bothLanguagesFit_data();
    void bothLanguagesFit();
};

void TestCoursesPage::initTestCase()
{
    qputenv("TZ", "UTC");
    QStandardPaths::setTestModeEnabled(true);
}

void TestCoursesPage::anEmptySchoolGreets()
{
    Studio studio;
    auto *greeting = studio.page->findChild<ui::EmptyState *>();
    QVERIFY(studio.button(studio.page.get(), u"Choose a folder…"_s));
    QVERIFY2(!studio.button(studio.page.get(), u"Look around the demo school"_s), "nobody offers it yet");
    studio.page->setDemoOffered(true);
    QSignalSpy demo(studio.page.get(), &CoursesPage::demoRequested);
    studio.click(studio.page.get(), u"Look around the demo school"_s);
    QCOMPARE(demo.count(), 1);
    QVERIFY(greeting);
}

void TestCoursesPage::aCourseIsMadeWithTheKeyboard()
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

void TestCoursesPage::everythingIsUndone()
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
    QVERIFY(studio.waitSaved());
    drop(studio, {u"a1"_s, u"renamed"_s}, u"b1"_s, false);
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(studio.waitSaved());
    studio.tree().selectKeys({find(studio.open().document(), u"A"_s)});
    key(studio, Qt::Key_Delete);
    QVERIFY(studio.waitSaved());
    QCOMPARE(studio.stored().chapters.size(), 1u);

    while (studio.open().stack().index() > start)
        key(studio, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(studio.waitSaved());
    QCOMPARE(toJson(studio.stored())[u"chapters"].toArray(), before);
}

void TestCoursesPage::severalRowsAreDraggedAcrossChapters()
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
    QVERIFY(studio.waitSaved());
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

void TestCoursesPage::cutCopyPasteDuplicate()
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
    QVERIFY(studio.waitSaved());
    // The longest title there may be has no room for " (copy)".
    const NodeKey longest = find(studio.open().document(), u"a2"_s);
    studio.open().push(new RenameNodeCommand(studio.open().document(), longest, QString(MaxTitle, u'x')));
    studio.tree().selectKeys({longest});
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(studio.waitSaved());
    studio.open().stack().undo();
    studio.open().stack().undo();
    QVERIFY(studio.waitSaved());
    QCOMPARE(studio.stored().lessonCount(), 5);
}

void TestCoursesPage::theInspectorEditsSeveral()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2, a3"_s);
    OutlineDocument &document = studio.open().document();
    const auto lessonForm = [&] { return studio.page->findChild<QWidget *>(u"lessonForm"_s); };
    const auto field = [&](const QString &name) {
        for (QWidget *widget : lessonForm()->findChildren<QWidget *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return static_cast<QWidget *>(nullptr);
    };
    studio.tree().selectKeys({find(document, u"a1"_s)});
    auto *price = qobject_cast<QLineEdit *>(field(u"Price of this lesson alone"_s));
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

    auto *free = qobject_cast<QCheckBox *>(field(u"Free"_s));
    QVERIFY(free);
    QTest::mouseClick(free, Qt::LeftButton, {}, {8, free->height() / 2});
    QVERIFY(document.node(find(document, u"a2"_s)).lesson.isFree);
    QVERIFY(studio.waitSaved());
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
    auto *trial = qobject_cast<QAbstractSpinBox *>(field(u"Length of the trial"_s));
    QVERIFY(trial);
    QTRY_VERIFY(trial->isVisible());
    QCOMPARE(trial->text(), u"Mixed"_s);
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
    auto *title = qobject_cast<QLineEdit *>(field(u"Title"_s));
    title->setFocus();
    title->selectAll();
    QTest::keyClicks(title, u"The last one"_s);
    QCOMPARE(title->text(), u"The last one"_s);
    QCOMPARE(studio.open().stack().count(), steps + 1);
    QVERIFY(find(document, u"The last one"_s).isValid());
}

void TestCoursesPage::aFolderBecomesACourse()
{
    Studio studio;
    const QString film = mediafiles::film(u"320x240"_s, 1);
    const QString other = mediafiles::film(u"320x180"_s, 1);
    QDir folder(studio.dir.path());
    for (const QString &chapter : {u"第1章 开始"_s, u"第2章 光"_s})
        QVERIFY(folder.mkpath(u"摄影课/"_s + chapter));
    folder.cd(u"摄影课"_s);
    QVERIFY(QFile::copy(film, folder.filePath(u"第1章 开始/第10讲 总结.mp4"_s)));
    QVERIFY(QFile::copy(other, folder.filePath(u"第1章 开始/第2讲 相机.mp4"_s)));
    QVERIFY(QFile::copy(film, folder.filePath(u"第2章 光/1.mp4"_s)));
    QVERIFY(QFile::copy(mediafiles::bytes(u"notes.pdf"_s, "%PDF-1.4"), folder.filePath(u"notes.pdf"_s)));

    Q_EMIT studio.page->list()->filesDropped({QUrl::fromLocalFile(folder.absolutePath())});
    auto *sheet = shown<ImportSheet>(studio);
    QVERIFY(sheet);
    ImportPlanModel &model = sheet->model();
    QTRY_COMPARE(model.rowCount(), 2);
    const auto row = [&](int chapter, int file, int field = 0) {
        return model.index(file, field, model.index(chapter, 0));
    };
    QCOMPARE(row(0, 0).data().toString(), u"相机"_s);
    QCOMPARE(row(0, 1).data().toString(), u"总结"_s);
    QCOMPARE(row(1, 0).data(ImportPlanModel::SameAsRole).toString(), u"第10讲 总结.mp4"_s);
    QCOMPARE(model.wantedCount(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(row(0, 0).data(ImportPlanModel::KnownRole).toBool() &&
                                     row(0, 1).data(ImportPlanModel::KnownRole).toBool(),
                             30'000);
    QVERIFY(model.setData(row(1, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(row(1, 0), u"第一束光"_s, Qt::EditRole));

    const QPointer<ImportSheet> guard(sheet);
    studio.click(sheet, u"Import"_s);
    QTRY_VERIFY_WITH_TIMEOUT(studio.open().isOpen() && studio.open().document().lessonCount() == 3, 60'000);
    const QString expected = u"开始 | 相机, 总结 / 光 | 第一束光"_s;
    QCOMPARE(text(studio.open().document()), expected);
    QCOMPARE(studio.open().document().courseFields().title, u"摄影课"_s);
    QVERIFY(studio.waitSaved());
    const Outline stored = studio.stored();
    QCOMPARE(text(stored), expected);
    QVERIFY(stored.chapters[0].lessons[0].fields.asset.isValid());
    QCOMPARE(stored.chapters[0].lessons[0].media->status, u"processing"_s);
    QVERIFY2(stored.chapters[0].lessons[1].fields.asset == stored.chapters[1].lessons[0].fields.asset,
             "the same content is one asset");

    studio.open().stack().undo();
    QVERIFY(studio.open().document().children({}).empty());
    studio.open().stack().redo();
    QVERIFY(studio.waitSaved());
    QCOMPARE(text(studio.stored()), expected);
}

void TestCoursesPage::filesThatCantBeImportedSayWhy()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    QDir folder(studio.dir.path());
    QVERIFY(QFile::copy(mediafiles::film(u"320x240"_s, 1), folder.filePath(u"good.mp4"_s)));
    QVERIFY(QFile::copy(mediafiles::bytes(u"bad.mp4"_s, "this is not a film"), folder.filePath(u"bad.mp4"_s)));
    Q_EMIT studio.open().model().filesDropped(
            {QUrl::fromLocalFile(folder.filePath(u"bad.mp4"_s)), QUrl::fromLocalFile(folder.filePath(u"good.mp4"_s))},
            find(studio.open().document(), u"A"_s), 0);
    auto *sheet = shown<ImportSheet>(studio);
    QVERIFY(sheet);
    ImportPlanModel &model = sheet->model();
    QTRY_COMPARE(model.rowCount(), 1);
    const QModelIndex bad = model.index(0, 0, model.index(0, 0));
    QTRY_COMPARE_WITH_TIMEOUT(bad.data(ImportPlanModel::FaultRole).toString(), u"not_a_video"_s, 30'000);
    QVERIFY2(!(bad.flags() & Qt::ItemIsUserCheckable), "what can't be used can't be ticked");
    QCOMPARE(model.wantedCount(), 1);
    studio.click(sheet, u"Import"_s);
    QTRY_COMPARE_WITH_TIMEOUT(text(studio.open().document()), u"A | good, a1"_s, 60'000);
}

void TestCoursesPage::aCourseIsPublished()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1 / Empty | "_s);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    auto *list = sheet->findChild<QListView *>(u"checks"_s);
    QTRY_VERIFY(list->model()->rowCount() > 0);
    QPushButton *publish = sheet->findChild<QPushButton *>(u"publishNow"_s);
    QVERIFY(!publish->isEnabled());
    QModelIndex empty;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data(PublishChecksModel::CheckRole).toString() == u"empty_chapter")
            empty = index;
    }
    QVERIFY(empty.isValid());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(empty).center());
    QTRY_COMPARE(studio.tree().currentKey(), find(studio.open().document(), u"Empty"_s));
    key(studio, Qt::Key_Delete);
    CourseFields free = studio.open().document().courseFields();
    free.isFree = true;
    studio.open().push(new EditCourseCommand(studio.open().document(), u"price"_s, free));

    // Not yet saved: the sheet waits for that by itself.
    studio.click(studio.page.get(), u"Publish…"_s);
    sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    publish = sheet->findChild<QPushButton *>(u"publishNow"_s);
    QTRY_VERIFY_WITH_TIMEOUT(publish->isEnabled(), 10'000);
    QCOMPARE(publish->text(), u"Publish edition 1"_s);
    QTest::mouseClick(publish, Qt::LeftButton);
    QTRY_VERIFY(studio.button(sheet, u"Done"_s));
    QCOMPARE(studio.open().info().state, CourseState::Published);
    QCOMPARE(studio.open().info().edition, 1);
    studio.click(sheet, u"Done"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"a1"_s)});
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(studio.open().info().state, CourseState::Changed, 10'000);
}

void TestCoursesPage::thePublishSheetIsCompactAndReturnPublishes()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    auto *publish = sheet->findChild<QPushButton *>(u"publishNow"_s);
    QTRY_VERIFY_WITH_TIMEOUT(publish->isEnabled(), 10'000);
    picture(sheet, u"publish-ready"_s);
    QVERIFY2(sheet->height() < 240, qPrintable(QString::number(sheet->height())));
    QVERIFY(publish->isDefault());
    QCOMPARE(sheet->focusWidget(), publish);
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(studio.button(sheet, u"Done"_s));
    QPushButton *done = studio.button(sheet, u"Done"_s);
    QTRY_VERIFY2(done->width() < 120, "Done is as wide as its word, at the right");
    QVERIFY(sheet->width() - done->geometry().right() < 40);
    QVERIFY(sheet->height() < 220);
    picture(sheet, u"publish-done"_s);

    UrlCatcher browser;
    studio.click(sheet, u"Open learner page"_s);
    QCOMPARE(browser.last, QUrl(studio.backend->url() + u"/learn/#/course/%1"_s.arg(studio.open().id().value)));
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return);  // the button that was clicked took no focus from Done
    QTRY_VERIFY(!studio.page->findChild<PublishSheet *>());
}

void TestCoursesPage::anUnchangedCourseHasNothingToFix()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    std::optional<Result<int>> edition;
    studio.open().publish(studio.page.get(), [&](const Result<int> &number) { edition = number; });
    QTRY_VERIFY_WITH_TIMEOUT(edition && *edition, 10'000);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    QTRY_VERIFY(studio.button(sheet, u"Done"_s));
    QVERIFY(!sheet->findChild<QListView *>(u"checks"_s)->isVisible());
    QVERIFY(!sheet->findChild<QPushButton *>(u"publishNow"_s)->isVisible());
    QStringList words;
    for (const QLabel *label : sheet->findChildren<QLabel *>()) {
        if (label->isVisible())
            words << label->text();
    }
    QVERIFY2(words.contains(u"Edition 1 is up to date"_s), qPrintable(words.join(u" | ")));
    picture(sheet, u"publish-same"_s);
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!studio.page->findChild<PublishSheet *>());
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

void TestCoursesPage::aConflictIsResolved()
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

void TestCoursesPage::deletedLessonsComeBackFromTheTrash()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2"_s);
    const qint64 id = studio.stored().chapters[0].lessons[0].id.value;
    studio.tree().selectKeys({find(studio.open().document(), u"a1"_s)});
    key(studio, Qt::Key_Delete);
    QVERIFY(studio.waitSaved());
    studio.page->showList();
    studio.page->openCourse(
            studio.page->courses().index(0).data(CourseListModel::IdRole).toLongLong() > 0
                    ? CourseId(studio.page->courses().index(0).data(CourseListModel::IdRole).toLongLong())
                    : CourseId());
    QVERIFY(studio.waitOpen());
    std::optional<std::vector<NodeDraft>> trash;
    studio.open().fetchTrash(this, [&](const Result<std::vector<NodeDraft>> &found) {
        if (found)
            trash = *found;
    });
    QTRY_VERIFY(trash.has_value());
    QCOMPARE(trash->size(), 1u);
    QCOMPARE(trash->front().lesson.title, u"a1"_s);
    studio.open().restore(trash->front());
    QVERIFY(studio.waitSaved());
    QCOMPARE(text(studio.stored()), u"A | a2, a1"_s);
    QCOMPARE(studio.stored().chapters[0].lessons[1].id.value, id);
    studio.open().stack().undo();
    QVERIFY(studio.waitSaved());
    QCOMPARE(text(studio.stored()), u"A | a2"_s);
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

void TestCoursesPage::anOpenTitleIsNotOverwritten()
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
    QTest::keyClicks(editor, u"half a wo"_s);
    // The row changes under the field, as when its video becomes ready.
    const QModelIndex row = studio.open().model().indexOf(find(document, u"a1"_s));
    Q_EMIT studio.open().model().dataChanged(row, row);
    QCOMPARE(editor->text(), u"half a wo"_s);
    QTest::keyClicks(editor, u"rd"_s);
    QTest::keyClick(editor, Qt::Key_Tab);
    QTRY_COMPARE(text(document), u"A | half a word, a2"_s);
}

void TestCoursesPage::theCoursesOwnFieldsHaveADoor()
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

void TestCoursesPage::aCategoryIsMadeWhereItIsChosen()
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
    QVERIFY(studio.waitSaved());
    studio.open().stack().undo();
    QVERIFY(!studio.open().document().courseFields().category.isValid());
}

void TestCoursesPage::aTrialFitsItsLesson()
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

void TestCoursesPage::withoutThisComputersFilesNothingIsImported()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    QVERIFY(studio.button(studio.page.get(), u"Import…"_s));
    studio.page->setImportAllowed(false);
    QVERIFY(!studio.button(studio.page.get(), u"Import…"_s));
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(studio.dir.filePath(u"a.mp4"_s))});
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(studio.page->editor(), &enter);
    QVERIFY2(!enter.isAccepted(), "nothing is promised to what hovers over it");
}

void TestCoursesPage::publishingInAConflictAnswersAtOnce()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    disagree(studio);
    std::optional<Result<void>> answer;
    studio.open().whenSaved(this, [&](const Result<void> &done) { answer = done; });
    QVERIFY2(answer && !*answer, "not when the conflict is over, which may be never");
    QCOMPARE(answer->error().code, ErrorCode::Conflict);
}

/// An article with a file is refused by the server, and with it every later change of the course.
void TestCoursesPage::aVideoMadeAnArticleIsSaved()
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
    QVERIFY(studio.waitSaved());
    studio.tree().selectKeys({find(document, u"film"_s)});
    QComboBox *kind = nullptr;
    for (QComboBox *box : studio.page->findChildren<QComboBox *>()) {
        if (box->isVisible() && box->accessibleName() == u"Kind"_s)
            kind = box;
    }
    QVERIFY(kind);
    QTest::keyClick(kind, Qt::Key_End);
    QCOMPARE(document.node(find(document, u"film"_s)).lesson.kind, LessonKind::Article);
    QVERIFY(studio.waitSaved());
    QCOMPARE(studio.stored().chapters[0].lessons[0].fields.kind, LessonKind::Article);
    QVERIFY(!studio.stored().chapters[0].lessons[0].fields.asset.isValid());
    studio.open().stack().undo();
    QVERIFY(studio.waitSaved());
    QCOMPARE(studio.stored().chapters[0].lessons[0].fields.asset, lesson.lesson.asset);
}

void TestCoursesPage::returnOnNotNowPublishesNothing()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    QTRY_VERIFY_WITH_TIMEOUT(sheet->findChild<QPushButton *>(u"publishNow"_s)->isEnabled(), 10'000);
    QPushButton *notNow = studio.button(sheet, u"Not now"_s);
    notNow->setFocus();
    QTest::keyClick(notNow, Qt::Key_Return);
    QTRY_VERIFY(!studio.page->findChild<PublishSheet *>());
    const auto course = studio.ask(u"GET"_s, u"/api/courses/%1?draft=1"_s.arg(studio.open().id().value));
    QVERIFY(course);
    QCOMPARE((*course)[u"edition"].toInt(), 0);
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
                const bool fits = QTest::qWaitFor([&] { return button->width() >= button->sizeHint().width(); }, 2000);
                QVERIFY2(fits, qPrintable(u"%1 “%2” %3 < %4"_s.arg(code, button->text())
                                                  .arg(button->width())
                                                  .arg(button->sizeHint().width())));
                QVERIFY2(!button->text().isEmpty() || !name.isEmpty(), "a button without words");
            }
            if (auto *combo = qobject_cast<QComboBox *>(widget)) {
                const int text = combo->fontMetrics().horizontalAdvance(combo->currentText());
                const bool fits = QTest::qWaitFor([&] { return combo->width() >= text + 36; },
                                                  2000);  // 8 before, 28 for the arrow
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
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QApplication app(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Coursewright Tests"));
    QCoreApplication::setApplicationName(QStringLiteral("courses"));
    ui::Theme theme(app);
    theme.setMode(ui::ThemeMode::Light);
    ui::Language language(app);
    language.setCode(QStringLiteral("en"));
    TestCoursesPage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_coursespage.moc"
