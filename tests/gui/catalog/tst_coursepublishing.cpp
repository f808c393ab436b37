// The publish sheet, from its checks to the learner page, over the real backend.
#include "tests/gui/catalog/author.h"
#include "tests/support/mediafiles.h"
#include "widgets/catalog/forms/coverfield.h"
#include "widgets/catalog/publish/publishsheet.h"

#include <QDesktopServices>
#include <QLabel>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
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

class TestCoursePublishing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }

    void aCourseIsPublished();
    void thePublishSheetIsCompactAndReturnPublishes();
    void anUnchangedCourseHasNothingToFix();
    void publishingInAConflictAnswersAtOnce();
    void returnOnNotNowPublishesNothing();
    void eachCheckLeadsToItsField_data();
    void eachCheckLeadsToItsField();
    void whatIsPromisedIsTheNumberItGets();
    void aVideoInWorkIsNoReasonToComeBack();
    void itIsPublishedByItself();
    void aCoverIsSentIn();
};

void TestCoursePublishing::aCourseIsPublished()
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
    QTRY_VERIFY(publish->isEnabled());
    QCOMPARE(publish->text(), u"Publish edition 1"_s);
    QTest::mouseClick(publish, Qt::LeftButton);
    QTRY_VERIFY(studio.button(sheet, u"Done"_s));
    QCOMPARE(studio.open().info().state, CourseState::Published);
    QCOMPARE(studio.open().info().edition, 1);
    studio.click(sheet, u"Done"_s);
    studio.tree().selectKeys({find(studio.open().document(), u"a1"_s)});
    key(studio, Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(studio.open().info().state, CourseState::Changed);
}

void TestCoursePublishing::thePublishSheetIsCompactAndReturnPublishes()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    auto *publish = sheet->findChild<QPushButton *>(u"publishNow"_s);
    QTRY_VERIFY(publish->isEnabled());
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

void TestCoursePublishing::anUnchangedCourseHasNothingToFix()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    std::optional<Result<int>> edition;
    studio.open().publish(studio.page.get(), [&](const Result<int> &number) { edition = number; });
    QTRY_VERIFY(edition && *edition);
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

void TestCoursePublishing::publishingInAConflictAnswersAtOnce()
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

void TestCoursePublishing::returnOnNotNowPublishesNothing()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    QTRY_VERIFY(sheet->findChild<QPushButton *>(u"publishNow"_s)->isEnabled());
    QPushButton *notNow = studio.button(sheet, u"Not now"_s);
    notNow->setFocus();
    QTest::keyClick(notNow, Qt::Key_Return);
    QTRY_VERIFY(!studio.page->findChild<PublishSheet *>());
    const auto course = studio.ask(u"GET"_s, u"/api/courses/%1?draft=1"_s.arg(studio.open().id().value));
    QVERIFY(course);
    QCOMPARE((*course)[u"edition"].toInt(), 0);
}

void TestCoursePublishing::eachCheckLeadsToItsField_data()
{
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("field");
    QTest::newRow("price") << u"price_zero_not_free"_s << u"Price"_s;
    QTest::newRow("cover") << u"cover_missing"_s << u"Choose picture…"_s;
    QTest::newRow("title") << u"title_empty"_s << u"Title"_s;
    QTest::newRow("lock") << u"unreachable_completion"_s << u"Locked at first"_s;
    QTest::newRow("price of a free lesson") << u"free_but_priced"_s << u"Price of this lesson alone"_s;
    QTest::newRow("text of an article") << u"lesson_without_media"_s << u"Text"_s;
}

void TestCoursePublishing::eachCheckLeadsToItsField()
{
    QFETCH(QString, check);
    QFETCH(QString, field);
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1, a2 / B | b1"_s);
    OutlineDocument &document = studio.open().document();
    using Fields = EditFieldsCommand::Fields;
    const auto edit = [&](const QString &title, const EditFieldsCommand::Change &change) {
        studio.open().push(new EditFieldsCommand(document, {find(document, title)}, u"x"_s, change));
    };
    edit(u"a1"_s, [](Fields &fields) { fields.lesson.content.clear(); });  // so that A can't be completed
    edit(u"a2"_s, [](Fields &fields) {
        fields.lesson.isFree = true;
        fields.lesson.price = 100;
    });
    edit(u"B"_s, [](Fields &fields) { fields.chapter.isLocked = true; });
    edit(u"b1"_s, [](Fields &fields) { fields.lesson.title.clear(); });
    studio.tree().setFocus();
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    auto *list = sheet->findChild<QListView *>(u"checks"_s);
    QTRY_VERIFY(list->model()->rowCount() >= 5);
    QModelIndex row = list->model()->index(0, 0);
    while (row.isValid() && row.data(PublishChecksModel::CheckRole).toString() != check)
        row = row.siblingAtRow(row.row() + 1);
    QVERIFY(row.isValid());
    list->setCurrentIndex(row);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(studio.page->focusWidget()->accessibleName(), field);
    QVERIFY(studio.page->focusWidget()->isVisible());
}

void TestCoursePublishing::whatIsPromisedIsTheNumberItGets()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    std::optional<bool> done;
    studio.open().publish(studio.page.get(), [&](const Result<int> &number) { done = number.ok(); });
    QTRY_VERIFY(done.value_or(false));
    done.reset();
    studio.open().unpublish(studio.page.get(), [&](const Result<void> &gone) { done = gone.ok(); });
    QTRY_VERIFY(done.value_or(false));

    const auto publishAs = [&](const QString &button, const QString &heading) {
        studio.click(studio.page.get(), u"Publish…"_s);
        auto *sheet = shown<PublishSheet>(studio);
        QVERIFY(sheet);
        auto *publish = sheet->findChild<QPushButton *>(u"publishNow"_s);
        QTRY_VERIFY(publish->isEnabled());
        QCOMPARE(publish->text(), button);
        picture(sheet, button);
        QTest::mouseClick(publish, Qt::LeftButton);
        QTRY_VERIFY(studio.button(sheet, u"Done"_s));
        const auto labels = sheet->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [&](const QLabel *label) { return label->isVisible() && label->text() == heading; }));
        studio.click(sheet, u"Done"_s);
        QTRY_VERIFY(!studio.page->findChild<PublishSheet *>());
    };
    publishAs(u"Publish edition 1 again"_s, u"Edition 1 is out"_s);
    studio.open().push(
            new RenameNodeCommand(studio.open().document(), find(studio.open().document(), u"a1"_s), u"new"_s));
    publishAs(u"Publish edition 2"_s, u"Edition 2 is out"_s);
}

/// A free course with one lesson, whose film was imported just now.
static void fillWithFilm(Studio &studio)
{
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    const auto film = studio.ask(u"POST"_s, u"/api/media/import"_s, {{u"path"_s, mediafiles::film(u"320x180"_s, 2)}});
    QVERIFY(film);
    NodeDraft lesson;
    lesson.lesson.title = u"film"_s;
    lesson.lesson.asset = AssetId((*film)[u"asset_id"].toInteger());
    OutlineDocument &document = studio.open().document();
    studio.open().push(
            new InsertNodesCommand(document, find(document, u"A"_s), 0, {lesson}, InsertNodesCommand::Why::Import));
    QVERIFY(studio.save());
}

static QStringList wordsOf(const QWidget *within)
{
    QStringList words;
    for (const QLabel *label : within->findChildren<QLabel *>()) {
        if (label->isVisible())
            words << label->text();
    }
    return words;
}

void TestCoursePublishing::aVideoInWorkIsNoReasonToComeBack()
{
    Studio studio;
    fillWithFilm(studio);
    studio.click(studio.page.get(), u"Publish…"_s);
    auto *sheet = shown<PublishSheet>(studio);
    QVERIFY(sheet);
    auto *publish = sheet->findChild<QPushButton *>(u"publishNow"_s);
    QTRY_COMPARE(publish->text(), u"Publish when ready"_s);
    QVERIFY(publish->isEnabled() && publish->isDefault());
    picture(sheet, u"publish-unready"_s);
    QTest::mouseClick(publish, Qt::LeftButton);
    auto *takeBack = sheet->findChild<QPushButton *>(u"takeBack"_s);
    QTRY_VERIFY(takeBack->isVisible());
    QVERIFY(!publish->isVisible());
    picture(sheet, u"publish-waiting"_s);
    QVERIFY2(wordsOf(sheet).contains(u"It will be published by itself"_s), qPrintable(wordsOf(sheet).join(u" | ")));
    QTRY_VERIFY(studio.open().info().publishWait);
    const QString promise = u"Publishes when ready"_s;
    const auto isPromised = [&] {
        for (const QWidget *child : studio.page->editor()->findChildren<QWidget *>()) {
            if (child->isVisible() && child->accessibleName() == promise)
                return true;
        }
        return false;
    };
    QVERIFY2(isPromised(), "the head of the editor says so");
    picture(studio.page.get(), u"editor-waiting"_s);
    QTest::mouseClick(takeBack, Qt::LeftButton);
    QTRY_COMPARE(publish->text(), u"Publish when ready"_s);
    QTRY_VERIFY(publish->isEnabled());
    QVERIFY(!takeBack->isVisible() && !studio.open().info().publishWait && !isPromised());
}

void TestCoursePublishing::itIsPublishedByItself()
{
    Studio studio(true);
    fillWithFilm(studio);
    std::optional<Result<int>> answer;
    studio.open().publishWhenReady(studio.page.get(), [&](const Result<int> &edition) { answer = edition; });
    QTRY_VERIFY(answer && *answer);
    QTRY_COMPARE_WITH_TIMEOUT(studio.open().info().state, CourseState::Published, 60'000);
    QCOMPARE(studio.open().info().edition, 1);
    QVERIFY(!studio.open().info().publishWait);
}

void TestCoursePublishing::aCoverIsSentIn()
{
    Studio studio(true);
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    makeFree(studio);
    QVERIFY(studio.save());
    auto *cover = studio.page->editor()->findChild<CoverField *>();
    QVERIFY(cover);
    picture(studio.page.get(), u"cover-none"_s);
    cover->take(mediafiles::named(u"halfpicture"_s));
    QTRY_COMPARE(cover->property("faultWords").toString(),
                 u"It must be a JPEG, PNG or WebP picture of at most 8 MB."_s);
    QVERIFY(studio.open().info().coverUrl.isEmpty());
    cover->take(mediafiles::named(u"picture"_s));
    QTRY_VERIFY(studio.open().info().coverUrl.startsWith(u"/covers/"_s));
    QVERIFY(cover->property("faultWords").toString().isEmpty());
    QTRY_VERIFY(!cover->findChildren<QLabel *>().front()->pixmap(Qt::ReturnByValue).isNull());
    picture(studio.page.get(), u"cover-chosen"_s);
    const QString first = studio.open().info().coverUrl;
    cover->take(mediafiles::named(u"largepicture"_s));
    QTRY_VERIFY(studio.open().info().coverUrl != first);
    QVERIFY(studio.open().info().coverUrl.startsWith(u"/covers/"_s));
    std::optional<bool> checked;
    studio.open().fetchChecks(studio.page.get(), [&](const Result<void> &done) { checked = done.ok(); });
    QTRY_VERIFY(checked.value_or(false));
    QCOMPARE(studio.open().checks().rowCount(), 0);
}

int main(int argc, char **argv)
{
    return author::run<TestCoursePublishing>(argc, argv);
}
#include "tst_coursepublishing.moc"
