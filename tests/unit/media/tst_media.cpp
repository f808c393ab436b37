#include "backend/jobs/jobworker.h"
#include "backend/media/assets/mediacontroller.h"
#include "backend/media/assets/probejob.h"
#include "backend/media/delivery/mediagrants.h"
#include "backend/media/renditions/transcodejob.h"
#include "backend/media/store/medianames.h"
#include "backend/media/store/tidying.h"
#include "backend/transcode/ffprobe.h"
#include "models/domain/json.h"
#include "tests/support/mediafiles.h"
#include "tests/support/teststore.h"
#include "tests/unit/media/farstore.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using media::AssetStatus;

namespace {

const accounts::Actor Teacher{UserId(7), accounts::Role::Instructor, true};
const accounts::Actor Stranger{UserId(8), accounts::Role::Instructor, true};

class Usage final : public media::UsageCheck
{
public:
    bool used = false;
    AssetId usedAsset;
    Result<std::optional<media::AssetUse>> useOf(database::Connection &, AssetId id, Millis) const override
    {
        return used || id == usedAsset
                       ? std::optional(media::AssetUse{media::AssetUse::By::Lesson, CourseId(3), u"%2 off"_s, u"%1"_s})
                       : std::nullopt;
    }
};

/// Notes which asset became which.
class Follower final : public media::AssetFollower
{
public:
    Result<void> assetKnown(database::Transaction &, AssetId imported, AssetId asset, Millis duration) override
    {
        const std::lock_guard lock(m_mutex);
        m_told.append(u"%1 is %2, %3 ms"_s.arg(imported.value).arg(asset.value).arg(duration));
        return {};
    }
    Result<void> assetSettled(database::Transaction &, AssetId asset) override
    {
        const std::lock_guard lock(m_mutex);
        m_settled.append(asset.value);
        return {};
    }
    QList<qint64> settled()
    {
        const std::lock_guard lock(m_mutex);
        return m_settled;
    }
    QStringList told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

private:
    std::mutex m_mutex;
    QStringList m_told;
    QList<qint64> m_settled;
};

struct Workers {
    std::unique_ptr<jobs::JobWorker> shortLane;
    std::unique_ptr<jobs::JobWorker> longLane;
};

/// The media feature of a school, wired as the composition root does.
struct School {
    media::MediaStore *const elsewhere;  ///< keeps the files; null: this machine does
    support::TestStore store;
    ManualClock clock;
    events::EventHub events;
    jobs::JobQueue queue{*store, clock, events};
    media::UrlSigner signer{*media::UrlSigner::open(store.folder() + u"/keys/media.key"_s)};
    media::LocalStorage storage{store.folder(), signer};
    media::MediaStore &files{elsewhere ? *elsewhere : storage.parts().store};
    media::Removals removals{files};
    const media::Storage parts{files, storage.parts().work, removals};
    transcode::Toolbox toolbox;
    Usage usage;
    Follower follower;
    media::ProbeJob probe{*store, clock, events, queue, files, toolbox, follower};
    media::TranscodeJob transcode{*store, clock, events, queue, parts, toolbox, follower};
    media::TrialJob trial{*store, parts, toolbox};
    media::MediaGrants grants{*store, clock, queue, files};
    media::MediaService service{*store, clock, events, queue, parts, usage};
    media::MediaController controller{service, grants, files, signer, clock};
    http::Router router;

    explicit School(media::MediaStore *otherStore = nullptr) : elsewhere(otherStore)
    {
        queue.addHandler(probe);
        queue.addHandler(transcode);
        queue.addHandler(trial);
        if (!start())
            qFatal("the media folders can't be made");
        controller.addRoutes(router);
    }
    ~School() { store.close(); }

    /// What the feature does at a start.
    bool start(bool newSchool = false) { return storage.prepare(newSchool) && service.prepare(newSchool); }
    /// A finished file as it lies on the disk.
    QString pathOf(AssetId id, const QString &name)
    {
        return store.folder() + u'/' + media::fileKey(asset(id).uid, name);
    }

    std::unique_ptr<jobs::JobWorker> startWorker(jobs::Lane lane)
    {
        const QString name = lane == jobs::Lane::Long ? u"w"_s : u"w#short"_s;
        auto worker = std::make_unique<jobs::JobWorker>(queue, events, name, lane);
        worker->start();
        return worker;
    }
    Workers startWorkers() { return {startWorker(jobs::Lane::Short), startWorker(jobs::Lane::Long)}; }
    /// Hashed, probed and planned; its encoding waits.
    AssetId probed(const QString &file)
    {
        const auto imported = service.import(Teacher, file);
        if (!imported)
            qFatal("%s", qPrintable(imported.error().message));
        const AssetId id = imported->asset.asset.id;
        const auto worker = startWorker(jobs::Lane::Short);
        if (!QTest::qWaitFor([&] { return asset(id).status != AssetStatus::Probing; }, 60'000))
            qFatal("the probing did not end");
        return id;
    }
    JobId jobOf(AssetId id) { return service.get(Teacher, id)->job->id; }
    Result<void> want(AssetId id, int seconds)
    {
        return store->write([&](database::Transaction &tx) { return grants.wantTrials(tx, {{id, seconds}}); });
    }
    media::Asset asset(AssetId id) { return service.get(Teacher, id)->asset; }
    AssetStatus waitForEnd(AssetId id)
    {
        if (!QTest::qWaitFor([&] { return asset(id).status > AssetStatus::Processing; }, 60'000))
            qWarning("the transcoding did not end");
        return asset(id).status;
    }
    /// Everything in media/ and the work folder.
    QStringList left() const
    {
        QStringList names;
        for (const auto &place : {u"media"_s, u"coursewright-work"_s})
            names += QDir(store.folder() + u'/' + place).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        return names;
    }
    http::Response fetch(const QString &url)
    {
        http::Request request;
        if (const auto ok = http::parseTarget(url.toLatin1(), request); !ok)
            return http::failure(ok.error());
        return router.handle(std::move(request));
    }
};

QString copyOf(const QString &file, const QString &to)
{
    QFile::remove(to);
    if (!QFile::copy(file, to))
        qFatal("%s can't be copied", qPrintable(file));
    return to;
}

bool touch(const QString &path)
{
    return QFile(path).open(QIODevice::WriteOnly);
}

QString wordOf(const http::Response &response)
{
    return json::parseObject(response.bytes())->value("error"_L1).toString();
}

}  // namespace

/// Import, transcoding, serving and deleting, with real files and the real FFmpeg.
class MediaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_school = std::make_unique<School>(); }
    void cleanup() { m_school.reset(); }

    void aFilmBecomesAnAssetThatIsServed();
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
    void theQualityIsTheWishOrTheNextBelow_data();
    void theQualityIsTheWishOrTheNextBelow();
    void aTrialHoldsOnlyItsSecondsAndOpensNothingElse();
    void nobodyWaitsForATrialToBeCut();
    void newRenditionsGetTheirTrialsCutAnew();
    void aTrialThatCouldNotBeCutIsNotTriedByEveryRequest();
    void nothingIsGrantedBeforeItIsReady();
    void addressesAreChecked_data();
    void addressesAreChecked();
    void listsFilterAndCount();

private:
    AssetId ready(const QString &file);
    std::unique_ptr<School> m_school;
};

/// Imports and transcodes a file that needs no encoding.
AssetId MediaTest::ready(const QString &file)
{
    const auto imported = m_school->service.import(Teacher, file);
    if (!imported)
        qFatal("%s", qPrintable(imported.error().message));
    const auto workers = m_school->startWorkers();
    if (m_school->waitForEnd(imported->asset.asset.id) != AssetStatus::Ready)
        qFatal("not ready: %s", qPrintable(m_school->asset(imported->asset.asset.id).failure));
    return imported->asset.asset.id;
}

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

/// Nobody works here: what the answer says was known without hashing, FFmpeg or any other wait.
void MediaTest::anImportIsAnsweredBeforeTheFileIsRead()
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

void MediaTest::probingDoesNotWaitBehindEncoding()
{
    const AssetId first = m_school->probed(mediafiles::fittingFilm(u"640x360"_s, 4));
    const AssetId second = m_school->probed(mediafiles::fittingFilm(u"320x180"_s, 4));
    QCOMPARE(m_school->asset(first).status, AssetStatus::Processing);
    QCOMPARE(m_school->asset(second).status, AssetStatus::Processing);
    QCOMPARE(m_school->queue.list(Teacher, {std::nullopt, std::nullopt, {jobs::State::Queued}}, {})->total, 2);
    QVERIFY2(!*m_school->queue.claim(u"s"_s, jobs::Lane::Short), "encoding is no work of the short lane");
}

void MediaTest::theSameContentIsOneAsset()
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

void MediaTest::whatIsNoVideoLeavesNothingBehind_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("word");
    QTest::newRow("text") << mediafiles::bytes(u"notes.mp4"_s, "These are the notes of lesson 3.\n")
                          << u"not_a_video"_s;
    QTest::newRow("zero bytes") << mediafiles::bytes(u"empty.mp4"_s, {}) << u"empty_file"_s;
    QTest::newRow("not a video's name") << mediafiles::bytes(u"slides.pdf"_s, "%PDF-1.7") << u"unsupported_extension"_s;
    QTest::newRow("not there") << QDir::temp().filePath(u"nowhere.mp4"_s) << u"file_not_found"_s;
    QTest::newRow("a folder") << QDir::tempPath() << u"file_not_found"_s;
    QTest::newRow("relative") << u"film.mp4"_s << u"invalid_path"_s;
    QTest::newRow("another protocol") << u"http://127.0.0.1/film.mp4"_s << u"invalid_path"_s;
}

void MediaTest::whatIsNoVideoLeavesNothingBehind()
{
    QFETCH(QString, path);
    const auto imported = m_school->service.import(Teacher, path);
    QVERIFY(!imported.ok());
    QTEST(imported.error().reason, "word");
    QVERIFY(!imported.error().message.isEmpty());
    QCOMPARE(m_school->service.list(Teacher, {}, {})->total, 0);
    QCOMPARE(m_school->queue.list(Teacher, {}, {})->total, 0);
    QCOMPARE(m_school->left(), QStringList());
}

void MediaTest::whatOnlyFfmpegSeesIsToldByTheAsset_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("word");
    QTest::newRow("sound only") << mediafiles::named(u"sound"_s) << u"no_video_stream"_s;
    QTest::newRow("truncated") << mediafiles::cutOff(mediafiles::film(u"640x360"_s, 6), 0.7) << u"truncated_file"_s;
}

void MediaTest::whatOnlyFfmpegSeesIsToldByTheAsset()
{
    QFETCH(QString, path);
    const AssetId id = m_school->probed(path);
    QCOMPARE(m_school->asset(id).status, AssetStatus::Failed);
    QTEST(m_school->asset(id).failureReason, "word");
    QVERIFY(!m_school->asset(id).failure.isEmpty());
    QCOMPARE(m_school->follower.settled(), QList<qint64>{id.value});
    QCOMPARE(m_school->queue.list(Teacher, {}, {})->total, 1);
    QCOMPARE(m_school->left(), QStringList());
    QVERIFY(m_school->service.remove(Teacher, id).ok());
}

/// As when a camera's card is still being copied: here the file grows at the moment when FFmpeg looks at it.
void MediaTest::aFileThatIsStillBeingWrittenIsNotTaken()
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

void MediaTest::aCanceledProbingIsTriedAgain()
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

void MediaTest::aKilledProgramsProbingGoesOn()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 4);
    const AssetId id = m_school->service.import(Teacher, film)->asset.asset.id;
    QVERIFY(*m_school->queue.claim(u"w#short"_s, jobs::Lane::Short));
    QVERIFY(m_school->start());
    const auto workers = m_school->startWorkers();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
}

void MediaTest::duplicatesAreForgottenAfterAWhile()
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

void MediaTest::theQualityIsTheWishOrTheNextBelow_data()
{
    QTest::addColumn<QStringList>("have");
    QTest::addColumn<QString>("wish");
    QTest::addColumn<QString>("get");
    const QStringList all{u"sd"_s, u"hd"_s, u"fhd"_s};
    QTest::newRow("as wished") << all << u"fhd"_s << u"fhd"_s;
    QTest::newRow("auto is hd") << all << u"auto"_s << u"hd"_s;
    QTest::newRow("auto of a small film") << QStringList{u"sd"_s} << u"auto"_s << u"sd"_s;
    QTest::newRow("next below") << all << u"4k"_s << u"fhd"_s;
    QTest::newRow("nothing below") << QStringList{u"hd"_s} << u"sd"_s << u"hd"_s;
}

void MediaTest::theQualityIsTheWishOrTheNextBelow()
{
    QFETCH(QStringList, have);
    QFETCH(QString, wish);
    std::vector<media::StoredRendition> renditions;
    for (const QString &quality : have)
        renditions.push_back({quality, quality + u".mp4"_s, 0, 0, 0, 0, 0});
    QTEST(media::choose(renditions, wish).quality, "get");
}

void MediaTest::aTrialHoldsOnlyItsSecondsAndOpensNothingElse()
{
    const AssetId id = ready(mediafiles::film(u"960x540"_s, 12));
    QVERIFY(m_school->want(id, 3).ok());
    const auto worker = m_school->startWorker(jobs::Lane::Short);
    const auto ask = [&](const QString &quality) {
        return m_school->grants.grantTrial(id, 3, quality, UserId(42), 60'000);
    };
    QVERIFY(QTest::qWaitFor([&] { return ask(u"auto"_s).ok() && ask(u"sd"_s).ok(); }, 60'000));
    for (const QString &quality : {u"sd"_s, u"hd"_s}) {
        const auto grant = ask(quality);
        QCOMPARE(grant->quality, quality);
        QCOMPARE(grant->qualities, (QStringList{u"sd"_s, u"hd"_s}));
        const auto served = m_school->fetch(grant->url);
        QCOMPARE(served.status, 200);
        const auto probe = transcode::Ffprobe(*m_school->toolbox.tools())
                                   .probe(std::get<http::ContentBody>(served.body).source->localFile()->fileName());
        QVERIFY(qAbs(probe->duration - 3'000) <= 150);
        QCOMPARE(probe->video->height, quality == u"sd"_s ? 360 : 540);
        const auto stolen = m_school->fetch(QString(grant->url).replace(u"trial_3_"_s, u""_s));
        QCOMPARE(stolen.status, 403);
        QCOMPARE(wordOf(stolen), u"bad_signature"_s);
    }
    QVERIFY(QTest::qWaitFor([&] { return QDir(m_school->store.folder() + u"/coursewright-work"_s).isEmpty(); },
                            support::Patience));
}

/// As when a school of an older program meets fifty strangers: nobody cuts while they wait, and one job is made for
/// all.
void MediaTest::nobodyWaitsForATrialToBeCut()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 12));
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            const auto asked = m_school->grants.grantTrial(id, 5, u"auto"_s, UserId(1), 60'000);
            refused += !asked && asked.error().reason == u"trial_not_ready" &&
                       asked.error().code == ErrorCode::Unavailable &&
                       asked.error().detail["retryAfter"_L1].toInt() > 0;
        });
    }
    for (auto &t : threads)
        t.join();
    QCOMPARE(refused.load(), 6);
    const auto trials = [&] {
        int count = 0;
        for (const jobs::Job &job : m_school->queue.list(Teacher, {}, {})->jobs)
            count += job.kind == u"trial";
        return count;
    };
    QTRY_COMPARE(trials(), 1);
    const auto worker = m_school->startWorker(jobs::Lane::Short);
    QVERIFY(QTest::qWaitFor([&] { return m_school->grants.grantTrial(id, 5, u"auto"_s, UserId(1), 60'000).ok(); },
                            60'000));
    QCOMPARE(trials(), 1);
    // The file is there a moment before the store knows of it.
    QTRY_COMPARE(m_school->queue.newestOf({u"trial"_s}, {id.value})->front().state, jobs::State::Succeeded);
    QVERIFY(m_school->want(id, 5).ok());
    QCOMPARE(trials(), 1);  // it is there
}

void MediaTest::newRenditionsGetTheirTrialsCutAnew()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 12);
    const AssetId id = m_school->probed(film);
    const auto cuts = [&] {
        int count = 0;
        for (const jobs::Job &job : m_school->queue.list(Teacher, {}, {})->jobs)
            count += job.kind == u"trial" && job.state == jobs::State::Succeeded;
        return count;
    };
    QVERIFY(m_school->want(id, 4).ok());
    QVERIFY2(m_school->queue.newestOf({u"trial"_s}, {id.value})->empty(), "there is nothing to cut from yet");
    const auto workers = m_school->startWorkers();
    const auto granted = [&] { return m_school->grants.grantTrial(id, 4, u"auto"_s, UserId(1), 60'000).ok(); };
    QTRY_COMPARE_WITH_TIMEOUT(cuts(), 1, 60'000);  // before anybody has asked, which would order a cut too
    QVERIFY(granted());
    QVERIFY(m_school->files.removeFolder(media::folderKey(m_school->asset(id).uid)));
    QVERIFY(m_school->service.import(Teacher, film).ok());
    QTRY_COMPARE_WITH_TIMEOUT(cuts(), 2, 60'000);
    QVERIFY(granted());
}

void MediaTest::aTrialThatCouldNotBeCutIsNotTriedByEveryRequest()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    QVERIFY(QFile::remove(m_school->pathOf(id, u"sd.mp4"_s)));
    const auto ask = [&] { return m_school->grants.grantTrial(id, 2, u"auto"_s, UserId(1), 60'000); };
    QCOMPARE(ask().error().reason, u"trial_not_ready"_s);
    const auto worker = m_school->startWorker(jobs::Lane::Short);
    const auto newest = [&] { return m_school->queue.newestOf({u"trial"_s}, {id.value}); };
    QVERIFY(QTest::qWaitFor([&] { return !newest()->empty() && newest()->front().state == jobs::State::Failed; },
                            60'000));
    QVERIFY2(!newest()->front().error.contains(u"ffmpeg"_s, Qt::CaseInsensitive) &&
                     !newest()->front().error.contains(u".mp4"_s),
             "a sentence for people");
    const JobId failed = newest()->front().id;
    QCOMPARE(ask().error().reason, u"trial_not_ready"_s);
    QCOMPARE(newest()->front().id, failed);
    m_school->clock.advance(11 * 60'000);
    QCOMPARE(ask().error().reason, u"trial_not_ready"_s);
    QTRY_VERIFY(newest()->front().id != failed);
}

void MediaTest::nothingIsGrantedBeforeItIsReady()
{
    const AssetId id = m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4))->asset.asset.id;
    QCOMPARE(m_school->grants.grant(id, u"auto"_s, UserId(1), 1'000).error().reason, u"media_not_ready"_s);
    QCOMPARE(m_school->grants.grantTrial(id, 3, u"auto"_s, UserId(1), 1'000).error().reason, u"media_not_ready"_s);
    QCOMPARE(m_school->grants.grant(AssetId(99), u"auto"_s, UserId(1), 1'000).error().code, ErrorCode::NotFound);
    QCOMPARE(m_school->grants.summaries({AssetId(99), id})->size(), size_t(1));
}

void MediaTest::addressesAreChecked_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<Millis>("later");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const QString &from, const QString &to, Millis later, int status,
                        const QString &word) { QTest::newRow(name) << from << to << later << status << word; };
    row("as granted", {}, {}, 60'000, 200, {});
    row("expired", {}, {}, 61'000, 403, u"expired"_s);
    row("longer life", u"/v1.1"_s, u"/v1.2"_s, 0, 403, u"bad_signature"_s);
    row("another user", u".42."_s, u".43."_s, 0, 403, u"bad_signature"_s);
    row("another scope", u".d."_s, u".f."_s, 0, 403, u"bad_signature"_s);
    row("no grant", u"/media/v1"_s, u"/media/?"_s, 0, 404, u"no_such_route"_s);
    row("something else for a grant", u"/v1."_s, u"/x."_s, 0, 403, u"bad_signature"_s);
    row("a query behind it changes nothing", u"sd.mp4"_s, u"sd.mp4?exp=1&sig=x"_s, 0, 200, {});
    row("no such quality", u"/sd.mp4"_s, u"/fhd.mp4"_s, 0, 404, u"not_found"_s);
    row("a name that is not served", u"/sd.mp4"_s, u"/school.db"_s, 0, 404, u"not_found"_s);
    row("the poster under a grant", u"/sd.mp4"_s, u"/poster.jpg"_s, 0, 200, {});
    row("the poster, expired", u"/sd.mp4"_s, u"/poster.jpg"_s, 61'000, 403, u"expired"_s);
    row("the folder", u"/sd.mp4"_s, u"/"_s, 0, 404, u"no_such_route"_s);
    row("a folder below", u"/sd.mp4"_s, u"/hls/sd.mp4"_s, 0, 404, u"no_such_route"_s);
    row("another asset", u"/%1/"_s, u"/0123456789abcdef0123456789abcdef/"_s, 0, 403, u"bad_signature"_s);
    row("no asset", u"/%1/"_s, u"/hls/"_s, 0, 404, u"not_found"_s);
    row("out and in again", u"/%1/"_s, u"/%1/../%1/"_s, 0, 400, u"invalid_target"_s);
    row("an escaped slash", u"/sd.mp4"_s, u"%2fsd.mp4"_s, 0, 400, u"invalid_target"_s);
    row("a doubled slash", u"/sd.mp4"_s, u"//sd.mp4"_s, 0, 400, u"invalid_target"_s);
    row("dots, escaped", u"/%1/"_s, u"/%2e%2e/"_s, 0, 400, u"invalid_target"_s);
    row("a letter, escaped", u"/sd.mp4"_s, u"/s%64.mp4"_s, 0, 200, {});
    row("escaped twice", u"/sd.mp4"_s, u"/s%2564.mp4"_s, 0, 404, u"not_found"_s);
}

void MediaTest::addressesAreChecked()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(Millis, later);
    const AssetId id = ready(mediafiles::fittingFilm(u"320x180"_s, 4));
    QString url = m_school->grants.grant(id, u"sd"_s, UserId(42), 60'000)->url;
    const QString uid = m_school->asset(id).uid;
    from.replace(u"%1"_s, uid);
    QVERIFY(url.contains(from));
    if (!from.isEmpty())
        url.replace(url.indexOf(from), from.size(), to.replace(u"%1"_s, uid));
    m_school->clock.advance(later);
    const auto response = m_school->fetch(url);
    QTEST(response.status, "status");
    if (response.status != 200)
        QTEST(wordOf(response), "word");
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
