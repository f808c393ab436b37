// Files become lessons, over the real backend.
#include "tests/gui/catalog/author.h"
#include "tests/support/mediafiles.h"
#include "widgets/catalog/importsheet.h"
#include "widgets/common/statuschip.h"

#include <QDir>
#include <QPointer>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
using outlines::text;

class TestCourseImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }

    void aFolderBecomesACourse();
    void filesThatCantBeImportedSayWhy();
    void whatWasCanceledIsNoFailure();
    void withoutThisComputersFilesNothingIsImported();
};

void TestCourseImport::aFolderBecomesACourse()
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
    QTRY_VERIFY(row(0, 0).data(ImportPlanModel::KnownRole).toBool() &&
                row(0, 1).data(ImportPlanModel::KnownRole).toBool());
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
    QCOMPARE(stored.chapters[0].lessons[0].media->status, u"probing"_s);

    studio.open().stack().undo();
    QVERIFY(studio.open().document().children({}).empty());
    studio.open().stack().redo();
    QVERIFY(studio.save());
    QCOMPARE(text(studio.stored()), expected);
}

void TestCourseImport::filesThatCantBeImportedSayWhy()
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
    QTRY_COMPARE(bad.data(ImportPlanModel::FaultRole).toString(), u"not_a_video"_s);
    QVERIFY2(!(bad.flags() & Qt::ItemIsUserCheckable), "what can't be used can't be ticked");
    QCOMPARE(model.wantedCount(), 1);
    studio.click(sheet, u"Import"_s);
    QTRY_COMPARE_WITH_TIMEOUT(text(studio.open().document()), u"A | good, a1"_s, 60'000);
}

void TestCourseImport::whatWasCanceledIsNoFailure()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    OutlineDocument &document = studio.open().document();
    Q_EMIT studio.open().model().filesDropped({QUrl::fromLocalFile(mediafiles::film(u"320x240"_s, 1))},
                                              find(document, u"A"_s), 0);
    auto *sheet = shown<ImportSheet>(studio);
    QVERIFY(sheet);
    QTRY_COMPARE(sheet->model().wantedCount(), 1);
    studio.click(sheet, u"Import"_s);
    QTRY_COMPARE(document.lessonCount(), 2);
    QVERIFY(studio.save());
    const auto job = [&] {
        const auto jobs = studio.ask(u"GET"_s, u"/api/jobs"_s);
        return jobs ? (*jobs)[u"jobs"][0].toObject() : QJsonObject();
    };
    QTRY_COMPARE(job()[u"state"].toString(), u"queued"_s);
    QVERIFY(studio.ask(u"POST"_s, u"/api/jobs/%1/cancel"_s.arg(job()[u"id"].toInteger())));

    const NodeKey film = document.child(document.child({}, 0), 0);
    using State = OutlineModel::MediaState;
    QTRY_COMPARE(studio.open().model().mediaState(film), State::Canceled);
    studio.tree().selectKeys({film});
    auto *form = studio.page->findChild<QWidget *>(u"lessonForm"_s);
    QTRY_VERIFY(studio.button(form, u"Try again"_s));
    auto *chip = form->findChild<ui::StatusChip *>();
    QCOMPARE(chip->text(), u"Canceled"_s);
    QCOMPARE(chip->status(), ui::Status::Neutral);
    picture(studio.page.get(), u"canceled"_s);
    studio.click(form, u"Try again"_s);
    QTRY_COMPARE(studio.open().model().mediaState(film), State::Processing);
    QCOMPARE(job()[u"state"].toString(), u"queued"_s);
}

void TestCourseImport::withoutThisComputersFilesNothingIsImported()
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

int main(int argc, char **argv)
{
    return author::run<TestCourseImport>(argc, argv);
}
#include "tst_courseimport.moc"
