#include "tests/unit/media/mediaschool.h"

/// What is handed out of an asset: a rendition by wish, trials, addresses that are signed.
class MediaGrantsTest : public MediaSchoolTest
{
    Q_OBJECT
private Q_SLOTS:
    void theQualityIsTheWishOrTheNextBelow_data();
    void theQualityIsTheWishOrTheNextBelow();
    void aTrialHoldsOnlyItsSecondsAndOpensNothingElse();
    void nobodyWaitsForATrialToBeCut();
    void newRenditionsGetTheirTrialsCutAnew();
    void aTrialThatCouldNotBeCutIsNotTriedByEveryRequest();
    void nothingIsGrantedBeforeItIsReady();
    void addressesAreChecked_data();
    void addressesAreChecked();
};

void MediaGrantsTest::theQualityIsTheWishOrTheNextBelow_data()
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

void MediaGrantsTest::theQualityIsTheWishOrTheNextBelow()
{
    QFETCH(QStringList, have);
    QFETCH(QString, wish);
    std::vector<media::StoredRendition> renditions;
    for (const QString &quality : have)
        renditions.push_back({quality, quality + u".mp4"_s, 0, 0, 0, 0, 0});
    QTEST(media::choose(renditions, wish).quality, "get");
}

void MediaGrantsTest::aTrialHoldsOnlyItsSecondsAndOpensNothingElse()
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
        QCOMPARE(reasonOf(stolen), u"bad_signature"_s);
    }
    QVERIFY(QTest::qWaitFor([&] { return QDir(m_school->store.folder() + u"/coursewright-work"_s).isEmpty(); },
                            support::Patience));
}

/// As when a school of an older program meets fifty strangers: nobody cuts while they wait, and one job is made for
/// all.
void MediaGrantsTest::nobodyWaitsForATrialToBeCut()
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
        const auto listed = m_school->queue.list(Teacher, {}, {});
        for (const jobs::Job &job : listed->jobs)
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

void MediaGrantsTest::newRenditionsGetTheirTrialsCutAnew()
{
    const QString film = mediafiles::fittingFilm(u"640x360"_s, 12);
    const AssetId id = m_school->probed(film);
    const auto cuts = [&] {
        int count = 0;
        const auto listed = m_school->queue.list(Teacher, {}, {});
        for (const jobs::Job &job : listed->jobs)
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

void MediaGrantsTest::aTrialThatCouldNotBeCutIsNotTriedByEveryRequest()
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

void MediaGrantsTest::nothingIsGrantedBeforeItIsReady()
{
    const AssetId id = m_school->service.import(Teacher, mediafiles::fittingFilm(u"640x360"_s, 4))->asset.asset.id;
    QCOMPARE(m_school->grants.grant(id, u"auto"_s, UserId(1), 1'000).error().reason, u"media_not_ready"_s);
    QCOMPARE(m_school->grants.grantTrial(id, 3, u"auto"_s, UserId(1), 1'000).error().reason, u"media_not_ready"_s);
    QCOMPARE(m_school->grants.grant(AssetId(99), u"auto"_s, UserId(1), 1'000).error().code, ErrorCode::NotFound);
    QCOMPARE(m_school->grants.summaries({AssetId(99), id})->size(), size_t(1));
}

void MediaGrantsTest::addressesAreChecked_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<Millis>("later");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
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

void MediaGrantsTest::addressesAreChecked()
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
        QTEST(reasonOf(response), "reason");
}

QTEST_GUILESS_MAIN(MediaGrantsTest)
#include "tst_mediagrants.moc"
