// The publish sheet, from its checks to the learner page, over the real backend.
#include "tests/gui/catalog/author.h"
#include "widgets/catalog/publishsheet.h"

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

int main(int argc, char **argv)
{
    return author::run<TestCoursePublishing>(argc, argv);
}
#include "tst_coursepublishing.moc"
