// Files become lessons, over the real backend.
#include "models/catalog/import/importwork.h"
#include "tests/gui/catalog/author.h"
#include "tests/support/mediafiles.h"
#include "widgets/catalog/import/importsheet.h"
#include "widgets/common/controls/statuschip.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

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
    void whatIsLeftOutIsNamedAndCounted();
    void oddThingsOnTheDiskAreNamedToo();
    void filesOrAFolderMayBeChosen();
    void chosenFilesGoWhereOneWorks();
    void aFileThatGrowsIsNotTaken();
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
    QTRY_COMPARE(model.rowCount(), 3);  // and what is left out
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

void TestCourseImport::whatIsLeftOutIsNamedAndCounted()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    QDir folder(studio.dir.path());
    QVERIFY(folder.mkpath(u"课/@eaDir"_s));
    folder.cd(u"课"_s);
    const auto put = [&](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    QVERIFY(QFile::copy(mediafiles::film(u"320x240"_s, 1), folder.filePath(u"01 光.mp4"_s)));
    QVERIFY(QFile::copy(mediafiles::film(u"320x240"_s, 1), folder.filePath(u"02 again.mp4"_s)));
    for (const QString &name : {u"01 光.srt"_s, u"01 光.en.srt"_s, u"01 光.jpg"_s, u"cover.png"_s, u"talk.mp3"_s,
                                u"main.ts"_s, u"03.mp4.part"_s, u"@eaDir/x.mp4"_s, u"notes.pdf"_s})
        put(name, "export const x = 1;");
    put(u"04 nothing.mp4"_s, {});
    QVERIFY(QFile::link(folder.filePath(u"01 光.mp4"_s), folder.filePath(u"05 link.mp4"_s)));
    QVERIFY(QFile::link(u"."_s, folder.filePath(u"loop"_s)));
    const int files = 13;  // and a link to a folder, which is one thing that is left out

    Q_EMIT studio.page->editor()->filesDropped({QUrl::fromLocalFile(folder.absolutePath())}, {}, -1);
    auto *sheet = shown<ImportSheet>(studio);
    QVERIFY(sheet);
    ImportPlanModel &model = sheet->model();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.wantedCount(), 1);
    const QModelIndex out = model.index(1, 0);
    QCOMPARE(out.data().toString(), u"Left out"_s);
    QHash<QString, QString> reasons;
    for (int row = 0; row < model.rowCount(out); ++row) {
        const QModelIndex file = model.index(row, 0, out);
        QVERIFY2(!(file.flags() & Qt::ItemIsUserCheckable), "there is nothing to choose");
        reasons.insert(file.data().toString(), file.siblingAtColumn(ImportPlanModel::Need).data().toString());
    }
    QCOMPARE(reasons.value(u"01 光.srt"_s), u"Subtitles can't be taken in yet"_s);
    QCOMPARE(reasons.value(u"01 光.en.srt"_s), u"Subtitles can't be taken in yet"_s);
    QCOMPARE(reasons.value(u"01 光.jpg"_s), u"Pictures can't be taken in yet"_s);
    QCOMPARE(reasons.value(u"cover.png"_s), u"Pictures can't be taken in yet"_s);
    QCOMPARE(reasons.value(u"talk.mp3"_s), u"Sound alone can't become a lesson yet"_s);
    QCOMPARE(reasons.value(u"main.ts"_s), u"Text of a program, not a video"_s);
    QCOMPARE(reasons.value(u"03.mp4.part"_s), u"Not finished yet"_s);
    QCOMPARE(reasons.value(u"@eaDir"_s), u"Hidden, or of the system"_s);
    QCOMPARE(reasons.value(u"notes.pdf"_s), u"Not a video"_s);
    QCOMPARE(reasons.value(u"04 nothing.mp4"_s), u"Empty"_s);
    QCOMPARE(reasons.value(u"05 link.mp4"_s), u"A link, not the file"_s);
    QCOMPARE(reasons.value(u"loop"_s), u"A link, not the file"_s);
    const ImportPlanModel::Tally tally = model.tally();
    QCOMPARE(tally.wanted + tally.doubles + tally.refused + tally.unticked + tally.leftOver, tally.total);
    QCOMPARE(tally.total, files + 1);
    QCOMPARE(tally.doubles, 1);
    auto *words = sheet->findChild<QLabel *>(u"wholeText"_s);
    QVERIFY(words->isVisible());
    QVERIFY2(words->text().startsWith(u"14 files in all: 1 becomes a lesson, 1 duplicate, 12 left out"_s),
             qPrintable(words->text()));
    picture(sheet, u"left-out"_s);
    QTRY_VERIFY(model.index(0, 0, model.index(0, 0)).data(ImportPlanModel::KnownRole).toBool());
    QVERIFY(model.setData(model.index(0, 0, model.index(0, 0)), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.tally().unticked, 1);
}

/// Nothing hangs at a pipe or a loop, and no file vanishes for its name.
void TestCourseImport::oddThingsOnTheDiskAreNamedToo()
{
#ifdef Q_OS_UNIX
    QTemporaryDir dir;
    const QByteArray folder = QFile::encodeName(dir.path());
    QCOMPARE(::mkfifo((folder + "/pipe.mp4").constData(), 0600), 0);
    QCOMPARE(::symlink("/nowhere/x.mp4", (folder + "/dangling.mp4").constData()), 0);
    QCOMPARE(::symlink(".", (folder + "/loop").constData()), 0);
    // 第一课 in GBK, as an archive of another system leaves it behind.
    const int file = ::open((folder + "/\xb5\xda\xd2\xbb\xbf\xce.mp4").constData(), O_CREAT | O_WRONLY, 0600);
    QVERIFY(file >= 0);
    ::close(file);
    const ImportPlan plan = planImport({QUrl::fromLocalFile(dir.path())});
    QCOMPARE(plan.fileCount(), 0);
    QList<LeftOverReason> reasons;
    for (const LeftOver &one : plan.leftOver)
        reasons << one.reason;
    QCOMPARE(reasons.size(), 4);
    QCOMPARE(reasons.count(LeftOverReason::Link), 2);
    QCOMPARE(reasons.count(LeftOverReason::Special), 1);
    QCOMPARE(reasons.count(LeftOverReason::Unnameable), 1);
#endif
}

void TestCourseImport::filesOrAFolderMayBeChosen()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    auto *menu = studio.button(studio.page.get(), u"Import…"_s)->menu();
    QVERIFY(menu);
    QSignalSpy wanted(studio.page->editor(), &CourseEditor::importRequested);
    bool files = false;
    QTimer whenAsked;
    connect(&whenAsked, &QTimer::timeout, this, [&] {
        if (auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget())) {
            files = dialog->fileMode() == QFileDialog::ExistingFiles &&
                    dialog->nameFilters().first().contains(u"*.mp4");
            dialog->reject();
        }
    });
    whenAsked.start(10);
    for (QAction *action : menu->actions()) {
        if (action->text() == u"Files…"_s)
            action->trigger();
    }
    QVERIFY(files);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toBool(), false);
}

/// Not into a chapter that is called like the folder on the disk.
void TestCourseImport::chosenFilesGoWhereOneWorks()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1 / B | b1"_s);
    OutlineDocument &document = studio.open().document();
    studio.tree().selectKeys({find(document, u"a1"_s)});
    const QString film = studio.dir.filePath(u"more.mp4"_s);
    QVERIFY(QFile::copy(mediafiles::film(u"320x240"_s, 1), film));
    QTimer whenAsked;
    connect(&whenAsked, &QTimer::timeout, this, [&] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        whenAsked.stop();
        dialog->selectFile(film);
        dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(film);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    whenAsked.start(10);
    for (QAction *action : studio.button(studio.page.get(), u"Import…"_s)->menu()->actions()) {
        if (action->text() == u"Files…"_s)
            action->trigger();
    }
    auto *sheet = shown<ImportSheet>(studio);
    QVERIFY(sheet);
    QTRY_COMPARE(sheet->model().wantedCount(), 1);
    studio.click(sheet, u"Import"_s);
    QTRY_COMPARE(text(document), u"A | a1, more / B | b1"_s);
}

/// A recording that goes on can be read well enough; what would come of it is its beginning.
void TestCourseImport::aFileThatGrowsIsNotTaken()
{
    QTemporaryDir folder;
    const QString film = mediafiles::film(u"320x240"_s, 1);
    const QString grows = folder.filePath(u"grows.mp4"_s);
    const QString fresh = folder.filePath(u"fresh.mp4"_s);
    QVERIFY(QFile::copy(film, grows));
    QVERIFY(QFile::copy(film, fresh));
    QFile recording(grows);
    QVERIFY(recording.open(QIODevice::Append));
    ImportScan scan;
    QSignalSpy refused(&scan, &ImportScan::refused);
    QSignalSpy probed(&scan, &ImportScan::probed);
    QSignalSpy finished(&scan, &ImportScan::finished);
    QTimer recorder;
    connect(&recorder, &QTimer::timeout, this, [&] {
        recording.write("more");
        recording.flush();
    });
    recorder.start(20);
    scan.probe({grows, fresh});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.first().at(0).toString(), grows);
    QCOMPARE(refused.first().at(1).value<Error>().reason, u"file_changing"_s);
    QCOMPARE(probed.count(), 1);
    QCOMPARE(probed.first().at(0).toString(), fresh);
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
