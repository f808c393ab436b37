#include "tests/unit/media/mediaschool.h"

/// From a file to an asset: taken at once, hashed and looked at by a job.
class MediaImportTest : public MediaSchoolTest
{
    Q_OBJECT
private Q_SLOTS:
    void anImportIsAnsweredBeforeTheFileIsRead();
    void probingDoesNotWaitBehindEncoding();
    void theSameContentIsOneAsset();
    void whatIsNoVideoLeavesNothingBehind_data();
    void whatIsNoVideoLeavesNothingBehind();
    void whatOnlyFfmpegSeesIsToldByTheAsset_data();
    void whatOnlyFfmpegSeesIsToldByTheAsset();
    void aFileThatIsStillBeingWrittenIsNotTaken();
    void aCanceledProbingIsTriedAgain();
    void aKilledProgramsProbingGoesOn();
    void duplicatesAreForgottenAfterAWhile();
};

/// Nobody works here: what the answer says was known without hashing, FFmpeg or any other wait.
void MediaImportTest::anImportIsAnsweredBeforeTheFileIsRead()
{
    const auto imported = m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4));
    const media::Asset &asset = imported->asset.asset;
    QCOMPARE(asset.status, AssetStatus::Probing);
    QCOMPARE(imported->asset.job->kind, u"probe"_s);
    QCOMPARE(imported->asset.job->state, jobs::State::Queued);
    QVERIFY(asset.sha256.isEmpty() && asset.plan.isEmpty() && asset.probe.isEmpty());
    QCOMPARE(m_school->grants.summaries({asset.id})->front().status, u"probing"_s);
    const auto again = m_school->service.import(Teacher, asset.sourcePath);
    QVERIFY(!again->isNew);
    QCOMPARE(again->asset.asset.id, asset.id);
    QCOMPARE(again->asset.job->id, imported->asset.job->id);
}

void MediaImportTest::probingDoesNotWaitBehindEncoding()
{
    const AssetId first = m_school->probed(mediafiles::fittingFilm(u"640x360"_s, 4));
    const AssetId second = m_school->probed(mediafiles::fittingFilm(u"320x180"_s, 4));
    QCOMPARE(m_school->asset(first).status, AssetStatus::Processing);
    QCOMPARE(m_school->asset(second).status, AssetStatus::Processing);
    QCOMPARE(m_school->queue.list(Teacher, {std::nullopt, std::nullopt, {jobs::State::Queued}}, {})->total, 2);
    QVERIFY2(!*m_school->queue.claim(u"s"_s, jobs::Lane::Short), "encoding is no work of the short lane");
}

void MediaImportTest::theSameContentIsOneAsset()
{
    const QString file = mediafiles::fittingFilm(u"640x360"_s, 4);
    const QString copy = copyOf(file, m_school->store.folder() + u"/第1讲 copy.mp4"_s);
    const AssetId first = m_school->probed(file), again = m_school->probed(copy);
    const media::Asset duplicate = m_school->asset(again);
    QCOMPARE(duplicate.status, AssetStatus::Duplicate);
    QCOMPARE(duplicate.sameAs, first);
    QCOMPARE(m_school->follower.told().last(), u"%1 is %2, 4000 ms"_s.arg(again.value).arg(first.value));
    QCOMPARE(m_school->follower.settled(), QList<qint64>{first.value});  // who waited for the copy waits for this one
    QCOMPARE(m_school->service.list(Teacher, {}, {})->total, 1);
    QCOMPARE(m_school->service.list({UserId(), accounts::Role::Instructor}, {}, {})->total, 0);
    const auto summary = m_school->grants.summaries({again});
    QCOMPARE(summary->front().id, again);
    QCOMPARE(summary->front().target(), first);

    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(first), AssetStatus::Ready);
    QVERIFY2(m_school->grants.grant(again, u"auto"_s, UserId(1), 60'000).ok(), "who holds its id gets the other one");
    const auto others = m_school->service.import(Stranger, copy);
    QVERIFY(others->isNew);
    QVERIFY(QTest::qWaitFor(
            [&] { return m_school->service.get(Stranger, others->asset.asset.id)->asset.status == AssetStatus::Ready; },
            60'000));
    QCOMPARE(others->asset.asset.filename, u"第1讲 copy.mp4"_s);

    m_school->usage.usedAsset = again;
    QCOMPARE(m_school->service.remove(Teacher, first).error().reason, u"in_use"_s);
    m_school->usage.usedAsset = {};
    QVERIFY(m_school->service.remove(Teacher, first).ok());
    QCOMPARE(m_school->service.get(Teacher, again).error().code, ErrorCode::NotFound);
}

void MediaImportTest::whatIsNoVideoLeavesNothingBehind_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    QTest::newRow("text") << mediafiles::bytes(u"notes.mp4"_s, "These are the notes of lesson 3.\n")
                          << u"not_a_video"_s;
    QTest::newRow("zero bytes") << mediafiles::bytes(u"empty.mp4"_s, {}) << u"empty_file"_s;
    QTest::newRow("not a video's name") << mediafiles::bytes(u"slides.pdf"_s, "%PDF-1.7") << u"unsupported_extension"_s;
    QTest::newRow("not there") << QDir::temp().filePath(u"nowhere.mp4"_s) << u"file_not_found"_s;
    QTest::newRow("a folder") << QDir::tempPath() << u"file_not_found"_s;
    QTest::newRow("relative") << u"film.mp4"_s << u"invalid_path"_s;
    QTest::newRow("another protocol") << u"http://127.0.0.1/film.mp4"_s << u"invalid_path"_s;
}

void MediaImportTest::whatIsNoVideoLeavesNothingBehind()
{
    QFETCH(QString, path);
    const auto imported = m_school->service.import(Teacher, path);
    QVERIFY(!imported.ok());
    QTEST(imported.error().reason, "reason");
    QVERIFY(!imported.error().message.isEmpty());
    QCOMPARE(m_school->service.list(Teacher, {}, {})->total, 0);
    QCOMPARE(m_school->queue.list(Teacher, {}, {})->total, 0);
    QCOMPARE(m_school->left(), QStringList());
}

void MediaImportTest::whatOnlyFfmpegSeesIsToldByTheAsset_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    QTest::newRow("sound only") << mediafiles::named(u"sound"_s) << u"no_video_stream"_s;
    QTest::newRow("truncated") << mediafiles::cutOff(mediafiles::film(u"640x360"_s, 6), 0.7) << u"truncated_file"_s;
}

void MediaImportTest::whatOnlyFfmpegSeesIsToldByTheAsset()
{
    QFETCH(QString, path);
    const AssetId id = m_school->probed(path);
    QCOMPARE(m_school->asset(id).status, AssetStatus::Failed);
    QTEST(m_school->asset(id).failureReason, "reason");
    QVERIFY(!m_school->asset(id).failure.isEmpty());
    QCOMPARE(m_school->follower.settled(), QList<qint64>{id.value});
    QCOMPARE(m_school->queue.list(Teacher, {}, {})->total, 1);
    QCOMPARE(m_school->left(), QStringList());
    QVERIFY(m_school->service.remove(Teacher, id).ok());
}

/// As when a camera's card is still being copied: here the file grows at the moment when FFmpeg looks at it.
void MediaImportTest::aFileThatIsStillBeingWrittenIsNotTaken()
{
#ifndef Q_OS_UNIX
    QSKIP("the program that lets it grow is a shell script");
#else
    const QString folder = m_school->store.folder();
    const QString film = copyOf(mediafiles::fittingFilm(u"640x360"_s, 4), folder + u"/copying.mp4"_s);
    const QString ffprobe = QStandardPaths::findExecutable(u"ffprobe"_s);
    QFile script(folder + u"/ffprobe"_s);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(u"#!/bin/sh\nprintf x >> '%1'\nexec '%2' \"$@\"\n"_s.arg(film, ffprobe).toUtf8());
    script.close();
    QVERIFY(script.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.toUtf8() + ':' + path);
    const AssetId id = m_school->probed(film);
    qputenv("PATH", path);
    QCOMPARE(m_school->asset(id).status, AssetStatus::Failed);
    QCOMPARE(m_school->asset(id).failureReason, u"source_changed"_s);
    QVERIFY(m_school->asset(id).sha256.isEmpty());
#endif
}

void MediaImportTest::aCanceledProbingIsTriedAgain()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 4);
    const auto imported = m_school->service.import(Teacher, film);
    const AssetId id = imported->asset.asset.id;
    QVERIFY(*m_school->queue.claim(u"w#short"_s, jobs::Lane::Short));
    QVERIFY(m_school->queue.cancel(Teacher, imported->asset.job->id)->cancelRequested);
    QVERIFY(m_school->queue.shouldStop(imported->asset.job->id));
    QVERIFY(m_school->queue.recover(u"w#short"_s).ok());
    QCOMPARE(m_school->asset(id).status, AssetStatus::Canceled);
    QCOMPARE(m_school->follower.settled(), QList<qint64>{id.value});
    QVERIFY(m_school->asset(id).sha256.isEmpty());
    int pieces = 0;
    const auto stopped = media::sha256Of(film, [&](double) { return ++pieces > 1; });
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);

    QCOMPARE(m_school->probed(film), id);
    QCOMPARE(m_school->asset(id).status, AssetStatus::Processing);
}

void MediaImportTest::aKilledProgramsProbingGoesOn()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 4);
    const AssetId id = m_school->service.import(Teacher, film)->asset.asset.id;
    QVERIFY(*m_school->queue.claim(u"w#short"_s, jobs::Lane::Short));
    QVERIFY(m_school->start());
    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
}

void MediaImportTest::duplicatesAreForgottenAfterAWhile()
{
    const QString file = mediafiles::fittingFilm(u"640x360"_s, 4);
    const AssetId first = m_school->probed(file);
    const AssetId again = m_school->probed(copyOf(file, m_school->store.folder() + u"/copy.mp4"_s));
    const Millis day = 24 * 3600 * 1000;
    m_school->clock.advance(29 * day);
    QVERIFY(m_school->service.prepare(false).ok() && m_school->service.get(Teacher, again).ok());
    m_school->clock.advance(2 * day);
    m_school->usage.usedAsset = again;
    QVERIFY(m_school->service.prepare(false).ok() && m_school->service.get(Teacher, again).ok());
    m_school->usage.usedAsset = {};
    QVERIFY(m_school->start());
    QCOMPARE(m_school->service.get(Teacher, again).error().code, ErrorCode::NotFound);
    QVERIFY(m_school->service.get(Teacher, first).ok());
}

QTEST_GUILESS_MAIN(MediaImportTest)
#include "tst_mediaimport.moc"
