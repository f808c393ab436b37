#include "backend/jobs/jobworker.h"
#include "backend/media/mediacontroller.h"
#include "backend/media/mediagrants.h"
#include "backend/media/transcodejob.h"
#include "backend/transcode/ffprobe.h"
#include "models/domain/json.h"
#include "tests/support/mediafiles.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
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
    Result<std::optional<media::AssetUse>> useOf(database::Connection &, AssetId, Millis) const override
    {
        return used ? std::optional(media::AssetUse{media::AssetUse::By::Lesson, CourseId(3), u"%2 off"_s, u"%1"_s})
                    : std::nullopt;
    }
};

/// The media feature of a school, wired as the composition root does.
struct School {
    support::TestStore store;
    ManualClock clock;
    http::EventHub events;
    jobs::JobQueue queue{*store, clock, events};
    media::MediaFiles files{store.folder()};
    media::UrlSigner signer{*media::UrlSigner::open(store.folder() + u"/keys/media.key"_s)};
    transcode::Toolbox toolbox;
    Usage usage;
    media::TranscodeJob handler{*store, clock, events, files, toolbox};
    media::MediaGrants grants{*store, clock, queue, files, signer, toolbox};
    media::MediaService service{*store, clock, events, queue, files, toolbox, usage};
    media::MediaController controller{service, grants, files, signer, clock};
    http::Router router;

    School()
    {
        queue.addHandler(handler);
        if (!service.prepare(false))
            qFatal("the media folders can't be made");
        controller.addRoutes(router);
    }
    ~School() { store.close(); }

    std::unique_ptr<jobs::JobWorker> startWorker()
    {
        auto worker = std::make_unique<jobs::JobWorker>(queue, events, u"w"_s);
        worker->start();
        return worker;
    }
    media::Asset asset(AssetId id) { return service.get(Teacher, id)->asset; }
    AssetStatus waitForEnd(AssetId id)
    {
        if (!QTest::qWaitFor([&] { return asset(id).status != AssetStatus::Processing; }, 60'000))
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
    void theSameContentIsOneAsset();
    void whatIsNoVideoLeavesNothingBehind_data();
    void whatIsNoVideoLeavesNothingBehind();
    void aVanishedOriginalFailsClearlyAndMayComeBack();
    void aChangedOriginalIsNotedBeforeItIsEncoded();
    void aCanceledTranscodeLeavesNothingBehind();
    void deletingStopsTheWorkAndRemovesTheFiles();
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
    void manyWhoAskForATrialGetOne();
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
    const auto worker = m_school->startWorker();
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
    QCOMPARE(before.status, AssetStatus::Processing);
    QCOMPARE(before.plan["rungs"_L1].toArray().size(), 2);
    QCOMPARE(imported->asset.job->state, jobs::State::Queued);
    QCOMPARE(m_school->grants.summaries({before.id})->front().planned, (QStringList{u"sd"_s, u"hd"_s}));

    const auto worker = m_school->startWorker();
    QCOMPARE(m_school->waitForEnd(before.id), AssetStatus::Ready);
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
    const auto &body = std::get<http::FileBody>(bytes.body);
    QCOMPARE(body.contentType, "video/mp4"_ba);
    QCOMPARE(QFileInfo(body.path).size(), after.renditions[1].bytes);
    // One signature serves the other renditions of the asset too.
    QCOMPARE(m_school->fetch(QString(grant->url).replace(u"hd.mp4"_s, u"sd.mp4"_s)).status, 200);
    const auto poster = m_school->fetch(after.posterUrl());
    QCOMPARE(std::get<http::FileBody>(poster.body).contentType, "image/jpeg"_ba);
    QVERIFY(!m_school->left().isEmpty());
    QVERIFY(QDir(m_school->store.folder() + u"/coursewright-work"_s).isEmpty());
}

void MediaTest::theSameContentIsOneAsset()
{
    const QString file = mediafiles::fittingFilm(u"640x360"_s, 4);
    const QString copy = copyOf(file, m_school->store.folder() + u"/第1讲 copy.mp4"_s);
    const auto first = m_school->service.import(Teacher, file), again = m_school->service.import(Teacher, copy),
               others = m_school->service.import(Stranger, copy);
    QVERIFY(!again->isNew);
    QCOMPARE(again->asset.asset.id, first->asset.asset.id);
    QCOMPARE(again->asset.job->id, first->asset.job->id);
    QVERIFY(others->isNew);
    QVERIFY(others->asset.asset.id != first->asset.asset.id);
    QCOMPARE(others->asset.asset.filename, u"第1讲 copy.mp4"_s);
}

void MediaTest::whatIsNoVideoLeavesNothingBehind_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("word");
    QTest::newRow("text") << mediafiles::bytes(u"notes.mp4"_s, "These are the notes of lesson 3.\n")
                          << u"not_a_video"_s;
    QTest::newRow("zero bytes") << mediafiles::bytes(u"empty.mp4"_s, {}) << u"empty_file"_s;
    QTest::newRow("sound only") << mediafiles::named(u"sound"_s) << u"no_video_stream"_s;
    QTest::newRow("truncated") << mediafiles::cutOff(mediafiles::film(u"640x360"_s, 6), 0.7) << u"truncated_file"_s;
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
    QTEST(imported.error().word, "word");
    QVERIFY(!imported.error().message.isEmpty());
    QCOMPARE(m_school->service.list(Teacher, {}, {})->total, 0);
    QCOMPARE(m_school->queue.list(Teacher, {}, {})->total, 0);
    QCOMPARE(m_school->left(), QStringList());
}

void MediaTest::aVanishedOriginalFailsClearlyAndMayComeBack()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 4);
    const QString file = copyOf(film, m_school->store.folder() + u"/lesson.mp4"_s);
    const AssetId id = m_school->service.import(Teacher, file)->asset.asset.id;
    QVERIFY(QFile::remove(file));
    const auto worker = m_school->startWorker();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Failed);
    QCOMPARE(m_school->asset(id).failureWord, u"file_not_found"_s);
    QVERIFY(m_school->asset(id).failure.contains(file));
    QCOMPARE(m_school->left(), QStringList());

    // Found elsewhere and imported again: the same asset gets another chance.
    const auto again = m_school->service.import(Teacher, film);
    QVERIFY(!again->isNew);
    QCOMPARE(again->asset.asset.id, id);
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
    QVERIFY(m_school->asset(id).failureWord.isEmpty());
}

void MediaTest::aChangedOriginalIsNotedBeforeItIsEncoded()
{
    const QString file = copyOf(mediafiles::fittingFilm(u"640x360"_s, 4), m_school->store.folder() + u"/lesson.mp4"_s);
    const AssetId id = m_school->service.import(Teacher, file)->asset.asset.id;
    copyOf(mediafiles::fittingFilm(u"320x180"_s, 4), file);
    const auto worker = m_school->startWorker();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Failed);
    QCOMPARE(m_school->asset(id).failureWord, u"source_changed"_s);
}

void MediaTest::aCanceledTranscodeLeavesNothingBehind()
{
    const auto imported = m_school->service.import(Teacher, mediafiles::film(u"1920x1080"_s, 20));
    const JobId job = imported->asset.job->id;
    const auto worker = m_school->startWorker();
    QVERIFY(QTest::qWaitFor([&] { return m_school->queue.get(Teacher, job)->progress > 0; }, 60'000));
    QVERIFY(!m_school->left().isEmpty());
    QVERIFY(m_school->queue.cancel(Teacher, job).ok());
    QCOMPARE(m_school->waitForEnd(imported->asset.asset.id), AssetStatus::Canceled);
    QCOMPARE(m_school->left(), QStringList());
}

void MediaTest::deletingStopsTheWorkAndRemovesTheFiles()
{
    const AssetId done = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    QCOMPARE(m_school->left().size(), 1);
    QVERIFY(m_school->service.remove(Teacher, done).ok());
    QCOMPARE(m_school->left(), QStringList());

    const auto imported = m_school->service.import(Teacher, mediafiles::film(u"1920x1080"_s, 20));
    const auto worker = m_school->startWorker();
    QVERIFY(QTest::qWaitFor([&] { return m_school->queue.get(Teacher, imported->asset.job->id)->progress > 0; },
                            60'000));
    QVERIFY(m_school->service.remove(Teacher, imported->asset.asset.id).ok());
    QCOMPARE(m_school->service.get(Teacher, imported->asset.asset.id).error().code, ErrorCode::NotFound);
    QVERIFY(QTest::qWaitFor([&] { return m_school->left().isEmpty(); }, support::Patience));
    QVERIFY(QFile::exists(mediafiles::film(u"1920x1080"_s, 20)));
}

void MediaTest::anAssetInUseStays()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    m_school->usage.used = true;
    const auto refused = m_school->service.remove(Teacher, id);
    QCOMPARE(refused.error().word, u"in_use"_s);
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
    const AssetId id = m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4))->asset.asset.id;
    // The program dies in the middle: the row says running, half a file lies there.
    QVERIFY(*m_school->queue.claim(u"w"_s));
    const QString uid = m_school->asset(id).uid;
    QFile half(*m_school->files.makeWorkFolder(uid) + u"/sd.mp4"_s);
    QVERIFY(half.open(QIODevice::WriteOnly) && half.write("half") == 4);
    half.close();

    QVERIFY(m_school->service.prepare(false).ok());
    const auto worker = m_school->startWorker();
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
    QVERIFY(m_school->service.prepare(false).ok());
    QVERIFY(!data.exists(u"media/"_s + stray));
    QVERIFY(data.exists(u"media-orphans/%1/sd.mp4"_s.arg(stray)));
    QVERIFY(data.exists(u"media/not-ours"_s) && data.exists(u"tmp/somebody"_s));
    QVERIFY(!data.exists(u"coursewright-work/half"_s));
    QVERIFY(data.exists(u"media/%1/sd.mp4"_s.arg(uid)));
    QVERIFY(makeOrphan() && m_school->service.prepare(false).ok());  // one of that name lies there already
    QVERIFY(data.exists(u"media-orphans/%1-2/sd.mp4"_s.arg(stray)) && data.exists(u"media-orphans/"_s + stray));
}

void MediaTest::filmsComeBackWithTheirDatabase()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 4));
    const QDir data(m_school->store.folder());
    const QString uid = m_school->asset(id).uid;
    QVERIFY(m_school->files.prepare({}, false).ok());  // an older database, which does not know the film
    QVERIFY(data.exists(u"media-orphans/%1/sd.mp4"_s.arg(uid)) && !data.exists(u"media/"_s + uid));
    QVERIFY(m_school->service.prepare(false).ok());
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
    const auto worker = m_school->startWorker();
    QCOMPARE(m_school->waitForEnd(id), AssetStatus::Ready);
    QVERIFY(QFileInfo::exists(m_school->files.file(m_school->asset(id).uid, u"sd.mp4"_s)));
}

void MediaTest::aNewSchoolSweepsNothing()
{
    const QDir data(m_school->store.folder());
    const QString uid(32, u'b');
    QVERIFY(data.mkpath(u"media/"_s + uid) && data.mkpath(u"coursewright-work/half"_s));
    QVERIFY(m_school->service.prepare(true).ok());
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
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 12));
    const auto grant = m_school->grants.grantTrial(id, 3, UserId(42), 60'000);
    QVERIFY2(grant.ok(), grant.ok() ? "" : qPrintable(grant.error().message));
    const auto served = m_school->fetch(grant->url);
    QCOMPARE(served.status, 200);
    const auto probe = transcode::Ffprobe(*m_school->toolbox.tools()).probe(std::get<http::FileBody>(served.body).path);
    QVERIFY(qAbs(probe->duration - 3'000) <= 150);
    const auto stolen = m_school->fetch(QString(grant->url).replace(u"trial_3.mp4?"_s, u"sd.mp4?"_s));
    QCOMPARE(stolen.status, 403);
    QCOMPARE(wordOf(stolen), u"bad_signature"_s);
    QVERIFY(QDir(m_school->store.folder() + u"/coursewright-work"_s).isEmpty());
}

void MediaTest::manyWhoAskForATrialGetOne()
{
    const AssetId id = ready(mediafiles::fittingFilm(u"640x360"_s, 12));
    std::atomic<int> granted = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] { granted += m_school->grants.grantTrial(id, 5, UserId(1), 60'000).ok(); });
    for (auto &t : threads)
        t.join();
    QCOMPARE(granted.load(), 6);
    QCOMPARE(QDir(m_school->files.folderOf(m_school->asset(id).uid)).entryList({u"trial*"_s}),
             QStringList{u"trial_5.mp4"_s});
}

void MediaTest::nothingIsGrantedBeforeItIsReady()
{
    const AssetId id = m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4))->asset.asset.id;
    QCOMPARE(m_school->grants.grant(id, u"auto"_s, UserId(1), 1'000).error().word, u"media_not_ready"_s);
    QCOMPARE(m_school->grants.grantTrial(id, 3, UserId(1), 1'000).error().word, u"media_not_ready"_s);
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
    QTest::newRow("as granted") << u""_s << u""_s << Millis(60'000) << 200 << u""_s;
    QTest::newRow("expired") << u""_s << u""_s << Millis(61'000) << 403 << u"expired"_s;
    QTest::newRow("longer life") << u"exp=1"_s << u"exp=2"_s << Millis(0) << 403 << u"bad_signature"_s;
    QTest::newRow("another user") << u"&u=42"_s << u"&u=43"_s << Millis(0) << 403 << u"bad_signature"_s;
    QTest::newRow("no query") << u"?"_s << u"?x="_s << Millis(0) << 403 << u"bad_signature"_s;
    QTest::newRow("no such quality") << u"/sd.mp4"_s << u"/fhd.mp4"_s << Millis(0) << 404 << u"not_found"_s;
    QTest::newRow("a name that is not served") << u"/sd.mp4"_s << u"/school.db"_s << Millis(0) << 404 << u"not_found"_s;
    QTest::newRow("another asset") << u"/media/"_s << u"/media/0"_s << Millis(0) << 404 << u"not_found"_s;
}

void MediaTest::addressesAreChecked()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(Millis, later);
    const AssetId id = ready(mediafiles::fittingFilm(u"320x180"_s, 4));
    QString url = m_school->grants.grant(id, u"sd"_s, UserId(42), 60'000)->url;
    if (!from.isEmpty())
        url.replace(url.indexOf(from), from.size(), to);
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
    const auto processing = m_school->service.list(Teacher, {std::nullopt, AssetStatus::Processing, {}}, {});
    QCOMPARE(processing->total, 1);
    QCOMPARE(processing->assets.front().job->state, jobs::State::Queued);
    const auto page = m_school->service.list(Teacher, {}, {2, 1});
    QCOMPARE(page->total, 2);
    QCOMPARE(page->assets.front().asset.id, done);
}

QTEST_GUILESS_MAIN(MediaTest)
#include "tst_media.moc"
