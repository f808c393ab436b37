// The main job, without mocks: a folder of films becomes a course on the desktop; a learner in Chromium watches,
// leaves, comes back to the very second and finishes; the completion that the desktop's chart shows has moved.
#include "models/analytics/completionmodel.h"
#include "models/catalog/outline/outlinecommands.h"
#include "tests/gui/catalog/outlines.h"
#include "tests/gui/catalog/studio.h"
#include "tests/support/mediafiles.h"
#include "widgets/catalog/import/importsheet.h"
#include "widgets/catalog/publish/publishsheet.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace catalog;

class MainJobTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aFolderOfFilmsIsWatchedToTheEnd();

private:
    static QString folderOfFilms(const QString &root);
    static void importFolder(Studio &studio, const QString &folder);
    static void awaitMedia(Studio &studio);
    static void publish(Studio &studio);
    static QJsonObject learn(Studio &studio, qint64 lesson);
    static double shownCompletion(Studio &studio);
};

void MainJobTest::initTestCase()
{
    qputenv("TZ", "UTC");
    QStandardPaths::setTestModeEnabled(true);
    QSettings().clear();
}

QString MainJobTest::folderOfFilms(const QString &root)
{
    const QDir folder(root + u"/看光"_s);
    if (!folder.mkpath(u"第1章 开始"_s))
        qFatal("The folder can't be made.");
    // A resume is offered from one minute on (DOMAIN §2).
    const bool copied =
            QFile::copy(mediafiles::film(u"640x360"_s, 62), folder.filePath(u"第1章 开始/第1讲 光从哪里来.mp4"_s)) &&
            QFile::copy(mediafiles::film(u"360x640"_s, 3), folder.filePath(u"第1章 开始/第2讲 竖着拍.mp4"_s));
    if (!copied)
        qFatal("The films can't be copied.");
    return folder.absolutePath();
}

void MainJobTest::importFolder(Studio &studio, const QString &folder)
{
    Q_EMIT studio.page->list()->filesDropped({QUrl::fromLocalFile(folder)});
    ImportSheet *sheet = nullptr;
    QTRY_VERIFY((sheet = studio.page->findChild<ImportSheet *>()) && sheet->isVisible());
    QTRY_COMPARE(sheet->model().wantedCount(), 2);
    QPushButton *import = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((import = studio.button(sheet, u"Import"_s)) && import->isEnabled(), 60'000);
    QTest::mouseClick(import, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(studio.open().isOpen() && studio.open().document().lessonCount() == 2, 60'000);
    QVERIFY(studio.waitSaved());
}

void MainJobTest::awaitMedia(Studio &studio)
{
    const auto ready = [&] {
        const Outline outline = studio.stored();
        return std::all_of(
                outline.chapters[0].lessons.begin(), outline.chapters[0].lessons.end(),
                [](const OutlineLesson &lesson) { return lesson.media && lesson.media->status == u"ready"; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(ready(), 240'000);
}

void MainJobTest::publish(Studio &studio)
{
    CourseFields free = studio.open().document().courseFields();
    free.isFree = true;
    studio.open().push(new EditCourseCommand(studio.open().document(), u"price"_s, free));
    studio.click(studio.page.get(), u"Publish…"_s);
    PublishSheet *sheet = nullptr;
    QTRY_VERIFY((sheet = studio.page->findChild<PublishSheet *>()) && sheet->isVisible());
    auto *now = sheet->findChild<QPushButton *>(u"publishNow"_s);
    QTRY_VERIFY(now->isEnabled());
    QTest::mouseClick(now, Qt::LeftButton);
    QTRY_VERIFY(studio.button(sheet, u"Done"_s));
    studio.click(sheet, u"Done"_s);
    QCOMPARE(studio.open().info().edition, 1);
}

QJsonObject MainJobTest::learn(Studio &studio, qint64 lesson)
{
    const QString pictures = qEnvironmentVariable("COURSEWRIGHT_PICTURES", studio.dir.path());
    QProcess learner;
    learner.setProcessChannelMode(QProcess::SeparateChannels);
    learner.start(u"node"_s, {QStringLiteral(TESTS_DIR "/e2e/learner.mjs"), studio.backend->url(),
                              QString::number(studio.open().id().value), QString::number(lesson), pictures});
    // The desktop goes on living meanwhile: its events and autosave run in this loop.
    const bool ended = QTest::qWaitFor([&] { return learner.state() == QProcess::NotRunning; }, 240'000);
    const QByteArray story = learner.readAllStandardError();
    if (!ended || learner.exitCode() != 0) {
        qWarning("%s", story.constData());
        return {};
    }
    return QJsonDocument::fromJson(learner.readAllStandardOutput()).object();
}

double MainJobTest::shownCompletion(Studio &studio)
{
    analytics::CompletionModel model(studio.client);
    model.fetch(analytics::Grouping::Lesson, studio.open().id().value);
    if (!QTest::qWaitFor([&] { return model.isLoaded(); }, support::Patience) || model.entries().isEmpty())
        return -1;
    return model.entries().first().rate.value_or(0);
}

void MainJobTest::aFolderOfFilmsIsWatchedToTheEnd()
{
    Studio studio(true);
    importFolder(studio, folderOfFilms(studio.dir.path()));
    QCOMPARE(outlines::text(studio.open().document()), u"开始 | 光从哪里来, 竖着拍"_s);
    awaitMedia(studio);
    publish(studio);
    const OutlineLesson lesson = studio.stored().chapters[0].lessons[0];
    QCOMPARE(shownCompletion(studio), 0.0);

    const QJsonObject story = learn(studio, lesson.id.value);
    QVERIFY2(!story.isEmpty(), "the learner did not get through");
    const double stopped = story[u"stoppedAt"].toDouble();
    const double resumed = story[u"resumedAt"].toDouble();
    qInfo("stopped at %.2f s, resumed at %.2f s, course completion %.1f %%", stopped, resumed,
          story[u"rate"].toDouble());
    QVERIFY2(stopped >= 16, "she closed the tab after this second was noted");
    QVERIFY2(qAbs(resumed - stopped) <= 1.0, "she must find the very second");
    QVERIFY(story[u"rate"].toDouble() > 0);
    QCOMPARE(shownCompletion(studio), 100.0);
}

QTEST_MAIN(MainJobTest)
#include "tst_mainjob.moc"
