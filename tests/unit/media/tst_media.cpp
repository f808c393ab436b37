#include "tests/unit/media/mediaschool.h"

/// Import, transcoding, serving and deleting, with real files and the real FFmpeg.
class MediaTest : public MediaSchoolTest
{
    Q_OBJECT
private Q_SLOTS:
    void aFilmBecomesAnAssetThatIsServed();
    void aVanishedOriginalFailsClearlyAndMayComeBack();
    void aChangedOriginalIsNotedBeforeItIsEncoded();
    void anOriginalThatGrowsIsNotedAfterwards();
    void aCanceledTranscodeLeavesNothingBehind();
    void deletingStopsTheWorkAndRemovesTheFiles();
    void deletingWaitsForNoFile();
    void aTrialBringsNoDeletedFolderBack();
    void aStoreElsewhereHoldsEverything();
    void anAssetInUseStays();
    void othersAssetsDoNotExist();
    void aKilledProgramsJobGoesOn();
    void whatNobodyKnowsIsPutAsideAtTheStart();
    void filmsComeBackWithTheirDatabase();
    void filmsThatWereLostAreMadeAgain();
    void aNewSchoolSweepsNothing();
    void listsFilterAndCount();
};

void MediaTest::aFilmBecomesAnAssetThatIsServed()
{
    const QString file = mediafiles::film(u"960x540"_s, 4);
    const auto imported = m_school->service.import(Teacher, file);
    QVERIFY2(imported.ok(), imported.ok() ? "" : qPrintable(imported.error().message));
    QVERIFY(imported->isNew);
    const media::Asset before = imported->asset.asset;
    QCOMPARE(imported->asset.job->state, jobs::State::Queued);

    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(before.id), AssetStatus::Ready);
    QCOMPARE(m_school->grants.summaries({before.id})->front().planned, (QStringList{u"sd"_s, u"hd"_s}));
    QCOMPARE(m_school->follower.told(), QStringList{u"1 is 1, 4000 ms"_s});
    QCOMPARE(m_school->follower.settled(), QList<qint64>{1});
    const media::Asset after = m_school->asset(before.id);
    QCOMPARE(after.renditions.size(), size_t(2));
    QCOMPARE(after.renditions[0].quality, u"sd"_s);
    QCOMPARE(after.renditions[1].width, 960);
    QVERIFY(QFile::exists(file));

    const auto grant = m_school->grants.grant(before.id, u"hd"_s, UserId(42), 60'000);
    QVERIFY(grant.ok());
    QCOMPARE(grant->qualities, (QStringList{u"sd"_s, u"hd"_s}));
    const auto bytes = m_school->fetch(grant->url);
    QCOMPARE(bytes.status, 200);
    const auto &body = std::get<http::ContentBody>(bytes.body);
    QCOMPARE(body.contentType, "video/mp4"_ba);
    QCOMPARE(body.source->size(), after.renditions[1].bytes);
    // One signature serves the other renditions of the asset too.
    QCOMPARE(m_school->fetch(QString(grant->url).replace(u"hd.mp4"_s, u"sd.mp4"_s)).status, 200);
    const auto poster = m_school->fetch(after.posterUrl());
    QCOMPARE(std::get<http::ContentBody>(poster.body).contentType, "image/jpeg"_ba);
    QVERIFY(!m_school->left().isEmpty());
    QVERIFY(QDir(m_school->store.folder() + u"/coursewright-work"_s).isEmpty());
}

void MediaTest::aVanishedOriginalFailsClearlyAndMayComeBack()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 4);
    const QString file = copyOf(film, m_school->store.folder() + u"/lesson.mp4"_s);
    const AssetId id = m_school->probed(file);
    QVERIFY(QFile::remove(file));
    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Failed);
    QCOMPARE(m_school->asset(id).failureReason, u"file_not_found"_s);
    QVERIFY(m_school->asset(id).failure.contains(file));
    QCOMPARE(m_school->left(), QStringList());

    // Found elsewhere and imported again: the same asset gets another chance.
    const AssetId again = m_school->service.import(Teacher, film)->asset.asset.id;
    QVERIFY(QTest::qWaitFor([&] { return m_school->asset(again).sameAs == id; }, 60'000));
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
    QVERIFY(m_school->asset(id).failureReason.isEmpty());
}

void MediaTest::aChangedOriginalIsNotedBeforeItIsEncoded()
{
    const QString file = copyOf(mediafiles::fittingFilm(u"640x360"_s, 4), m_school->store.folder() + u"/lesson.mp4"_s);
    const AssetId id = m_school->probed(file);
    copyOf(mediafiles::fittingFilm(u"320x180"_s, 4), file);
    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Failed);
    QCOMPARE(m_school->asset(id).failureReason, u"source_changed"_s);
}

/// The screen recorder still writes: what has been made is the beginning, and not what was hashed.
void MediaTest::anOriginalThatGrowsIsNotedAfterwards()
{
    const QString file = copyOf(mediafiles::film(u"640x360"_s, 20), m_school->store.folder() + u"/lesson.mp4"_s);
    const AssetId id = m_school->probed(file);
    const JobId job = m_school->jobOf(id);
    const auto workers = m_school->startWorkers();
    QVERIFY(QTest::qWaitFor([&] { return m_school->queue.get(Teacher, job)->progress > 0; }, 60'000));
    QFile recording(file);
    QVERIFY(recording.open(QIODevice::Append) && recording.write("more") == 4);
    recording.close();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Failed);
    QCOMPARE(m_school->asset(id).failureReason, u"source_changed"_s);
    QCOMPARE(m_school->left(), QStringList());
}

void MediaTest::aCanceledTranscodeLeavesNothingBehind()
{
    const AssetId id = m_school->probed(mediafiles::film(u"1920x1080"_s, 20));
    const JobId job = m_school->jobOf(id);
    const auto workers = m_school->startWorkers();
    QVERIFY(QTest::qWaitFor([&] { return m_school->queue.get(Teacher, job)->progress > 0; }, 60'000));
    QVERIFY(!m_school->left().isEmpty());
    QVERIFY(m_school->queue.cancel(Teacher, job).ok());
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Canceled);
    QCOMPARE(m_school->left(), QStringList());
}

void MediaTest::deletingStopsTheWorkAndRemovesTheFiles()
{
    const AssetId done = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    QCOMPARE(m_school->left().size(), 1);
    QVERIFY(m_school->service.remove(Teacher, done).ok());
    QTRY_COMPARE(m_school->left(), QStringList());

    const AssetId id = m_school->probed(mediafiles::film(u"1920x1080"_s, 20));
    const JobId job = m_school->jobOf(id);
    const auto workers = m_school->startWorkers();
    QVERIFY(QTest::qWaitFor([&] { return m_school->queue.get(Teacher, job)->progress > 0; }, 60'000));
    QVERIFY(m_school->service.remove(Teacher, id).ok());
    QCOMPARE(m_school->service.get(Teacher, id).error().code, ErrorCode::NotFound);
    QVERIFY(QTest::qWaitFor([&] { return m_school->left().isEmpty(); }, support::Patience));
    QVERIFY(QFile::exists(mediafiles::film(u"1920x1080"_s, 20)));
}

/// However long a store takes for a film, neither who deletes nor the writer waits for it.
void MediaTest::deletingWaitsForNoFile()
{
    support::FarStore far;
    m_school = std::make_unique<School>(&far);
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    const QString folder = media::folderKey(m_school->asset(id).uid);
    far.setSlow(true);
    QVERIFY(m_school->service.remove(Teacher, id).ok());
    QCOMPARE(m_school->service.get(Teacher, id).error().code, ErrorCode::NotFound);
    QVERIFY(m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4)).ok());  // the writer goes on
    QVERIFY(!far.list(folder)->isEmpty());
    far.setSlow(false);
    QTRY_VERIFY(far.list(folder)->isEmpty());
}

void MediaTest::aTrialBringsNoDeletedFolderBack()
{
    const AssetId id = ready(mediafiles::film(u"960x540"_s, 12));
    const QString uid = m_school->asset(id).uid;
    QVERIFY(m_school->want(id, 3).ok());
    const auto job = m_school->queue.claim(u"w"_s, jobs::Lane::Short);
    QVERIFY(job && *job);
    std::atomic<bool> stopping{false};
    jobs::JobContext context(m_school->queue, **job, u"w"_s, stopping);
    const auto cut = m_school->trial.run(**job, context);
    QVERIFY(cut);
    QVERIFY(m_school->service.remove(Teacher, id).ok());
    QTRY_VERIFY(m_school->files.list(media::folderKey(uid))->isEmpty());
    // As if its last file had come a moment later.
    const QString late = *m_school->parts.work.make(u"late"_s) + u"/x"_s;
    QVERIFY(touch(late) && m_school->files.put(media::fileKey(uid, media::trialName(3, u"hd"_s)), late));
    m_school->parts.work.remove(QFileInfo(late).path());
    QVERIFY(!m_school->queue.succeed(**job, u"w"_s, *cut));
    QTRY_COMPARE(m_school->left(), QStringList());
}

/// Films, posters and trials of a school whose files lie in an object store: nobody asks for a path.
void MediaTest::aStoreElsewhereHoldsEverything()
{
    support::FarStore far;
    m_school = std::make_unique<School>(&far);
    const AssetId id = ready(mediafiles::film(u"960x540"_s, 12));
    const media::Asset asset = m_school->asset(id);
    const QString folder = media::folderKey(asset.uid);
    QCOMPARE(*far.list(folder), (QStringList{u"hd.mp4"_s, u"poster.jpg"_s, u"sd.mp4"_s}));
    QCOMPARE(m_school->left(), QStringList());
    QCOMPARE(m_school->grants.grant(id, u"sd"_s, UserId(42), 60'000)->url,
             u"https://far.example/%1/sd.mp4?user=42"_s.arg(folder));
    const auto poster = m_school->fetch(asset.posterUrl());  // that address is published, so this server hands it out
    const auto &body = std::get<http::ContentBody>(poster.body);
    QVERIFY(!body.source->localFile());
    QVERIFY(body.source->read(0, 3) == "\xff\xd8\xff");

    QVERIFY(m_school->want(id, 3).ok());
    const auto worker = m_school->startWorker(jobs::Lane::Short);
    QVERIFY(QTest::qWaitFor([&] { return m_school->grants.grantTrial(id, 3, u"hd"_s, UserId(1), 60'000).ok(); },
                            60'000));
    QTRY_COMPARE(m_school->left(), QStringList());
    const auto again = m_school->service.import(Teacher, mediafiles::film(u"960x540"_s, 12));
    QVERIFY(!again->isNew && !again->asset.job->isOpen());  // all of it is there
    QVERIFY(far.remove(media::fileKey(asset.uid, u"sd.mp4"_s)));
    QVERIFY(m_school->service.import(Teacher, mediafiles::film(u"960x540"_s, 12))->asset.job->isOpen());
    QVERIFY(m_school->service.remove(Teacher, id).ok());
    QTRY_VERIFY(far.list(folder)->isEmpty());
}

void MediaTest::anAssetInUseStays()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    m_school->usage.used = true;
    const auto refused = m_school->service.remove(Teacher, id);
    QCOMPARE(refused.error().reason, u"in_use"_s);
    QVERIFY2(refused.error().message.contains(u"“%1” of “%2 off”"_s), qPrintable(refused.error().message));
    QCOMPARE(refused.error().detail[u"by"_s].toString(), u"lesson"_s);
    QCOMPARE(refused.error().detail[u"courseId"_s].toInteger(), 3);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(m_school->grants.grant(id, u"auto"_s, UserId(1), 60'000).ok());
}

void MediaTest::othersAssetsDoNotExist()
{
    const AssetId id = m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4))->asset.asset.id;
    QCOMPARE(m_school->service.get(Stranger, id).error().code, ErrorCode::NotFound);
    QCOMPARE(m_school->service.remove(Stranger, id).error().code, ErrorCode::NotFound);
    QCOMPARE(m_school->service.list(Stranger, {}, {})->total, 0);
    QCOMPARE(m_school->service.list({UserId(1), accounts::Role::Admin, false}, {}, {})->total, 1);
}

void MediaTest::aKilledProgramsJobGoesOn()
{
    const AssetId id = m_school->probed(mediafiles::fittingFilm(u"640x360"_s, 4));
    // The program dies in the middle: the row says running, half a file lies there.
    QVERIFY(*m_school->queue.claim(u"w"_s));
    const QString uid = m_school->asset(id).uid;
    QFile half(*m_school->storage.parts().work.make(uid) + u"/sd.mp4"_s);
    QVERIFY(half.open(QIODevice::WriteOnly) && half.write("half") == 4);
    half.close();

    QVERIFY(m_school->start());
    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
    QCOMPARE(m_school->left(), QStringList{uid});
}

void MediaTest::whatNobodyKnowsIsPutAsideAtTheStart()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    const QString uid = m_school->asset(id).uid, stray(32, u'a');
    const QDir data(m_school->store.folder());
    const auto makeOrphan = [&] {
        return data.mkpath(u"media/"_s + stray) && touch(data.filePath(u"media/%1/sd.mp4"_s.arg(stray)));
    };
    QVERIFY(makeOrphan() && data.mkpath(u"media/not-ours"_s) && data.mkpath(u"tmp/somebody"_s));
    QVERIFY(data.mkpath(u"coursewright-work/half"_s));
    QVERIFY(m_school->start());
    QVERIFY(!data.exists(u"media/"_s + stray));
    QVERIFY(data.exists(u"media-orphans/%1/sd.mp4"_s.arg(stray)));
    QVERIFY(data.exists(u"media/not-ours"_s) && data.exists(u"tmp/somebody"_s));
    QVERIFY(!data.exists(u"coursewright-work/half"_s));
    QVERIFY(data.exists(u"media/%1/sd.mp4"_s.arg(uid)));
    QVERIFY(makeOrphan() && m_school->start());  // one of that name lies there already
    QVERIFY(data.exists(u"media-orphans/%1-2/sd.mp4"_s.arg(stray)) && data.exists(u"media-orphans/"_s + stray));
}

void MediaTest::filmsComeBackWithTheirDatabase()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    const QDir data(m_school->store.folder());
    const QString uid = m_school->asset(id).uid;
    media::tidy(m_school->files, {});  // an older database, which does not know the film
    QVERIFY(data.exists(u"media-orphans/%1/sd.mp4"_s.arg(uid)) && !data.exists(u"media/"_s + uid));
    QVERIFY(m_school->start());
    QVERIFY(data.exists(u"media/%1/sd.mp4"_s.arg(uid)));
}

/// A database came back without its films. Lessons show them, so they can't be deleted; importing them again must do.
void MediaTest::filmsThatWereLostAreMadeAgain()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 4);
    const AssetId id = ready(film);
    const auto whole = m_school->service.import(Teacher, film);
    QCOMPARE(whole->asset.asset.status, AssetStatus::Ready);
    QVERIFY(!whole->asset.job->isOpen());

    QVERIFY(QDir(m_school->store.folder() + u"/media/"_s + m_school->asset(id).uid).removeRecursively());
    const auto again = m_school->service.import(Teacher, film);
    QCOMPARE(again->asset.asset.id, id);
    QVERIFY(again->asset.job->isOpen());
    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
    QVERIFY(QFileInfo::exists(m_school->pathOf(id, u"sd.mp4"_s)));
}

void MediaTest::aNewSchoolSweepsNothing()
{
    const QDir data(m_school->store.folder());
    const QString uid(32, u'b');
    QVERIFY(data.mkpath(u"media/"_s + uid) && data.mkpath(u"coursewright-work/half"_s));
    QVERIFY(m_school->start(true));
    QVERIFY(data.exists(u"media/"_s + uid) && data.exists(u"coursewright-work/half"_s));
}

void MediaTest::listsFilterAndCount()
{
    const QString folder = m_school->store.folder();
    const AssetId done = ready(copyOf(mediafiles::fittingFilm(u"640x360"_s, 4), folder + u"/Intro 100%.mp4"_s));
    QVERIFY(m_school->service
                    .import(Teacher, copyOf(mediafiles::fittingFilm(u"320x180"_s, 4), folder + u"/Ending.mp4"_s))
                    .ok());
    const auto named = [&](const QString &text) {
        return m_school->service.list(Teacher, {std::nullopt, std::nullopt, text}, {})->total;
    };
    QCOMPARE(named(u"%"_s), 1);  // literally
    QCOMPARE(named(u"_"_s), 0);
    QCOMPARE(named(u".mp4"_s), 2);
    const auto probing = m_school->service.list(Teacher, {std::nullopt, AssetStatus::Probing, {}}, {});
    QCOMPARE(probing->total, 1);
    QCOMPARE(probing->assets.front().job->state, jobs::State::Queued);
    const auto page = m_school->service.list(Teacher, {}, {2, 1});
    QCOMPARE(page->total, 2);
    QCOMPARE(page->assets.front().asset.id, done);
}

QTEST_GUILESS_MAIN(MediaTest)
#include "tst_media.moc"
