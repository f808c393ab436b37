#include "tests/unit/transcode/runnerscene.h"

/// Real files through the real FFmpeg. Films are a few seconds long and made once per machine.
class TranscodeRunnerTest : public RunnerScene
{
    Q_OBJECT
private Q_SLOTS:
    void aFilmBecomesItsLadder();
    void aPhonesFilmStandsUpright();
    void awkwardSourcesBecomeOrdinary_data();
    void awkwardSourcesBecomeOrdinary();
    void hdrBecomesSdr();
    void whatFitsIsTakenOverByteForByte_data();
    void whatFitsIsTakenOverByteForByte();
    void aFileThatIsNoVideoIsNamed_data();
    void aFileThatIsNoVideoIsNamed();
    void aPlaylistThatPointsElsewhereIsNotFollowed();
    void aSourceThatVanishedIsReported();
    void aBadOutputDoesNotPass_data();
    void aBadOutputDoesNotPass();
    void aTrialEndsWhereItShould();
};

void TranscodeRunnerTest::aFilmBecomesItsLadder()
{
    const QString source = mediafiles::film(u"1280x720"_s, 5);
    const Plan made = plan(source);
    std::vector<transcode::Progress> reports;
    const auto done = transcode::TranscodeRunner(m_tools).run(
            source, made, m_folder->path(), {}, [&](const transcode::Progress &p) { reports.push_back(p); });
    QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().message));
    QCOMPARE(done->renditions.size(), size_t(2));
    QCOMPARE(done->renditions[0].facts.size, (media::Size{640, 360}));
    QCOMPARE(done->renditions[1].facts.size, (media::Size{1280, 720}));
    QVERIFY(qAbs(done->renditions[1].facts.duration - 5'000) <= 100);
    // The sound was encoded once and is the same in both, to the byte.
    const auto sound = [&](size_t i) {
        return ffmpeg({u"-i"_s, done->renditions[i].file, u"-map"_s, u"0:a"_s, u"-c"_s, u"copy"_s, u"-f"_s, u"adts"_s,
                       u"-"_s});
    };
    QVERIFY(!sound(0).isEmpty());
    QCOMPARE(sound(0), sound(1));
    // Key frames at the same moments in every rung, so that a player can switch.
    std::vector<std::vector<Millis>> keys;
    for (const auto &r : done->renditions) {
        transcode::PacketScan scan(0);
        QVERIFY(transcode::Ffprobe(m_tools).scanPackets(r.file, 0, scan).ok());
        keys.push_back(scan.keyFrames());
    }
    QCOMPARE(keys[0], (std::vector<Millis>{0, 2'000, 4'000}));
    QCOMPARE(keys[0], keys[1]);
    QCOMPARE(reports.back().fraction, 1.0);
    QVERIFY(std::is_sorted(reports.begin(), reports.end(),
                           [](const auto &a, const auto &b) { return a.fraction < b.fraction; }));
    QVERIFY(ffmpeg({u"-i"_s, done->poster, u"-f"_s, u"rawvideo"_s, u"-pix_fmt"_s, u"gray"_s, u"-"_s}).size() ==
            1280 * 720);
}

void TranscodeRunnerTest::aPhonesFilmStandsUpright()
{
    const QString source = mediafiles::rotatedFilm(3);
    const auto done = run(source, plan(source));
    QVERIFY(done.ok());
    QCOMPARE(done->renditions.back().facts.size, (media::Size{720, 1280}));
    for (const auto &r : done->renditions) {
        const QByteArray rgb = halves(r.file);
        QCOMPARE(rgb.size(), 6);
        QVERIFY2(quint8(rgb[0]) > 150 && quint8(rgb[2]) < 100, "the upper half must be red");
        QVERIFY2(quint8(rgb[3]) < 100 && quint8(rgb[5]) > 150, "the lower half must be blue");
    }
}

void TranscodeRunnerTest::awkwardSourcesBecomeOrdinary_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("recipe");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("rate");
    const auto picture = [](const QString &filters, const QString &size, int rate) {
        return QStringList{u"-f"_s, u"lavfi"_s, u"-i"_s,
                           u"testsrc2=size=%1:rate=%2:duration=4%3"_s.arg(size).arg(rate).arg(filters)};
    };
    const QStringList tone{u"-f"_s, u"lavfi"_s, u"-i"_s, u"sine=sample_rate=44100:duration=4"_s};
    const QStringList x264{u"-c:v"_s, u"libx264"_s, u"-preset"_s, u"ultrafast"_s};
    QTest::newRow("ten bits, odd size, mono at 44.1 kHz in Matroska")
            << u"odd.mkv"_s
            << picture({}, u"501x281"_s, 25) + tone +
                       QStringList{u"-c:v"_s, u"ffv1"_s, u"-pix_fmt"_s, u"yuv444p10le"_s, u"-c:a"_s, u"pcm_s16le"_s}
            << 500 << 280 << 25.0;
    QTest::newRow("varying frame rate, no sound")
            << u"vfr.mp4"_s
            << picture(u",select='not(mod(n\\,7))+lt(mod(n\\,60)\\,20)'"_s, u"320x240"_s, 60) + x264 +
                       QStringList{u"-vsync"_s, u"vfr"_s, u"-pix_fmt"_s, u"yuv420p"_s}
            << 320 << 240 << 30.0;
    QTest::newRow("anamorphic and interlaced PAL")
            << u"pal.mkv"_s
            << picture(u",setsar=64/45,interlace"_s, u"720x576"_s, 50) + tone + x264 +
                       QStringList{u"-flags"_s,   u"+ilme+ildct"_s, u"-top"_s, u"1"_s,
                                   u"-pix_fmt"_s, u"yuv420p"_s,     u"-c:a"_s, u"aac"_s}
            << 1024 << 576 << 25.0;
    QTest::newRow("sound starts late, picture in NTSC rate")
            << u"late.mkv"_s
            << picture({}, u"480x270"_s, 30) + QStringList{u"-itsoffset"_s, u"0.7"_s} + tone + x264 +
                       QStringList{u"-r"_s,   u"30000/1001"_s, u"-pix_fmt"_s, u"yuv420p"_s,
                                   u"-c:a"_s, u"aac"_s,        u"-t"_s,       u"4"_s}
            << 480 << 270 << 30000.0 / 1001;
    QTest::newRow("picture starts late") << u"latepicture.mkv"_s
                                         << tone + QStringList{u"-itsoffset"_s, u"0.7"_s} +
                                                    picture({}, u"320x180"_s, 25) + x264 +
                                                    QStringList{u"-pix_fmt"_s, u"yuv420p"_s, u"-c:a"_s, u"aac"_s}
                                         << 320 << 180 << 25.0;
    QTest::newRow("a browser's recording, without a length in its head")
            << u"live.webm"_s
            << picture({}, u"320x180"_s, 30) + tone +
                       QStringList{u"-c:v"_s, u"libvpx"_s, u"-deadline"_s, u"realtime"_s, u"-cpu-used"_s,
                                   u"8"_s,    u"-c:a"_s,   u"libopus"_s,   u"-live"_s,    u"1"_s}
            << 320 << 180 << 30.0;
    QTest::newRow("transport stream that starts at an hour")
            << u"hour.ts"_s
            << picture({}, u"320x180"_s, 25) + tone + x264 +
                       QStringList{u"-pix_fmt"_s, u"yuv420p"_s, u"-c:a"_s, u"mp2"_s, u"-output_ts_offset"_s, u"3600"_s}
            << 320 << 180 << 25.0;
    QTest::newRow("one picture long") << u"one.mp4"_s
                                      << picture({}, u"320x180"_s, 25) + x264 +
                                                 QStringList{u"-frames:v"_s, u"1"_s, u"-pix_fmt"_s, u"yuv420p"_s}
                                      << 320 << 180 << 25.0;
}

void TranscodeRunnerTest::awkwardSourcesBecomeOrdinary()
{
    QFETCH(QString, name);
    QFETCH(QStringList, recipe);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, rate);
    const QString source = mediafiles::make(name, recipe);
    const Plan made = plan(source);
    QCOMPARE(made.rungs.back().size, (media::Size{width, height}));
    QVERIFY2(qAbs(made.frameRate.value() - rate) < 0.01, qPrintable(QString::number(made.frameRate.value())));
    const auto done = run(source, made);
    QVERIFY(done.ok());
    // checkOutput has judged each file; what the plan does not say is looked at here.
    const auto probe = transcode::Ffprobe(m_tools).probe(done->renditions.back().file);
    QVERIFY(probe.ok());
    QVERIFY(probe->packets && probe->packets->evenlySpaced);
    QCOMPARE(probe->video->profile, u"High"_s);
    QCOMPARE(probe->video->colorSpace, u"bt709"_s);
    QVERIFY(!probe->video->interlaced);
    if (probe->audio)
        QCOMPARE(probe->audio->profile, u"LC"_s);
    // Both begin at zero, whatever began late in the source.
    const QByteArray starts = firstTimes(done->renditions.back().file);
    for (const QByteArray &start : starts.split('\n'))
        QVERIFY2(start.isEmpty() || qAbs(start.toDouble()) < 0.03, starts.constData());
}

void TranscodeRunnerTest::hdrBecomesSdr()
{
    if (!m_tools.toneMaps)
        QSKIP("this FFmpeg has no zscale");
    const QString source = mediafiles::make(
            u"hdr.mp4"_s, {u"-f"_s, u"lavfi"_s, u"-i"_s, u"testsrc2=size=640x360:rate=24:duration=2"_s, u"-c:v"_s,
                           u"libx264"_s, u"-preset"_s, u"ultrafast"_s, u"-pix_fmt"_s, u"yuv420p10le"_s, u"-color_trc"_s,
                           u"smpte2084"_s, u"-color_primaries"_s, u"bt2020"_s, u"-colorspace"_s, u"bt2020nc"_s});
    const Plan made = plan(source);
    QVERIFY(made.toneMap);
    const auto done = run(source, made);
    QVERIFY(done.ok());
    const auto probe = transcode::Ffprobe(m_tools).probe(done->renditions.back().file);
    QCOMPARE(probe->video->colorTransfer, u"bt709"_s);
    QCOMPARE(probe->video->bitDepth, 8);
}

void TranscodeRunnerTest::whatFitsIsTakenOverByteForByte_data()
{
    QTest::addColumn<QString>("extension");
    QTest::addColumn<int>("action");
    QTest::newRow("mp4") << u"mp4"_s << int(Action::Copy);
    QTest::newRow("mkv") << u"mkv"_s << int(Action::Remux);
}

void TranscodeRunnerTest::whatFitsIsTakenOverByteForByte()
{
    QFETCH(QString, extension);
    QFETCH(int, action);
    const QString source = mediafiles::fittingFilm(u"640x360"_s, 4, extension);
    const Plan made = plan(source);
    QCOMPARE(made.rungs.size(), size_t(1));
    QCOMPARE(int(made.rungs[0].action), action);
    QVERIFY(!made.encodesVideo());
    const auto done = run(source, made);
    QVERIFY(done.ok());
    QVERIFY(!pictureHash(source).isEmpty());
    QVERIFY(pictureHash(done->renditions[0].file) == pictureHash(source));
    QVERIFY(transcode::isFastStart(done->renditions[0].file));
}

void TranscodeRunnerTest::aFileThatIsNoVideoIsNamed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("reason");
    QTest::newRow("text with a film's name")
            << mediafiles::bytes(u"notes.mp4"_s, "These are the notes of lesson 3.\n") << u"not_a_video"_s;
    QTest::newRow("zero bytes") << mediafiles::bytes(u"empty.mp4"_s, {}) << u"empty_file"_s;
    QTest::newRow("sound only") << mediafiles::soundOnly(2) << u"no_video_stream"_s;
    QTest::newRow("nothing there") << u"/nowhere/film.mp4"_s << u"file_not_found"_s;
    QTest::newRow("cut off before its index")
            << mediafiles::cutOff(mediafiles::film(u"640x360"_s, 6), 0.7) << u"truncated_file"_s;
    QTest::newRow("cut off behind its index")
            << mediafiles::cutOff(mediafiles::fittingFilm(u"640x360"_s, 12), 0.6) << u"truncated_file"_s;
    QTest::newRow("cut off Matroska") << mediafiles::cutOff(mediafiles::film(u"640x360"_s, 12, u"mkv"_s), 0.6)
                                      << u"truncated_file"_s;
}

void TranscodeRunnerTest::aFileThatIsNoVideoIsNamed()
{
    QFETCH(QString, file);
    const auto probe = transcode::Ffprobe(m_tools).probe(file);
    QVERIFY(!probe.ok());
    QTEST(probe.error().reason, "reason");
    QVERIFY(!probe.error().message.isEmpty());
}

void TranscodeRunnerTest::aPlaylistThatPointsElsewhereIsNotFollowed()
{
    const QByteArray target = mediafiles::film(u"640x360"_s, 6).toUtf8();
    for (const QByteArray &text : {"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:6,\n" + target + "\n#EXT-X-ENDLIST\n",
                                   "ffconcat version 1.0\nfile '" + target + "'\n"}) {
        const auto probe = transcode::Ffprobe(m_tools).probe(mediafiles::bytes(u"playlist.mp4"_s, text));
        QVERIFY(!probe.ok());
        QCOMPARE(probe.error().reason, u"not_a_video"_s);
    }
}

void TranscodeRunnerTest::aSourceThatVanishedIsReported()
{
    const Plan made = plan(mediafiles::fittingFilm(u"640x360"_s, 4));
    const auto done = transcode::TranscodeRunner(m_tools).run(u"/nowhere/film.mp4"_s, made, m_folder->path(), {}, {});
    QCOMPARE(done.error().reason, u"file_not_found"_s);
}

void TranscodeRunnerTest::aBadOutputDoesNotPass_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Millis>("duration");
    QTest::addColumn<bool>("good");
    const QString good = mediafiles::fittingFilm(u"640x360"_s, 4);
    QTest::newRow("as planned") << good << Millis(4'000) << true;
    QTest::newRow("too short") << good << Millis(4'200) << false;
    QTest::newRow("too long") << good << Millis(3'800) << false;
    QTest::newRow("cut off") << mediafiles::cutOff(good, 0.9) << Millis(4'000) << false;
    QTest::newRow("other size") << mediafiles::fittingFilm(u"320x180"_s, 4) << Millis(4'000) << false;
    QTest::newRow("no sound") << mediafiles::silentFilm(u"640x360"_s, 4) << Millis(4'000) << false;
    QTest::newRow("no key frame after the first")
            << mediafiles::make(u"nokeys.mp4"_s, {u"-i"_s, good, u"-c:a"_s, u"copy"_s, u"-g"_s, u"300"_s,
                                                  u"-movflags"_s, u"+faststart"_s})
            << Millis(4'000) << false;
    QTest::newRow("index at the end") << mediafiles::make(u"slow.mp4"_s, {u"-i"_s, good, u"-c"_s, u"copy"_s})
                                      << Millis(4'000) << false;
    QFile file(good);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray broken = file.readAll();
    for (qsizetype i = broken.size() - 4'000; i < broken.size() - 100; i += 3)
        broken[i] = char(~broken[i]);
    QTest::newRow("damaged near the end") << mediafiles::bytes(u"broken.mp4"_s, broken) << Millis(4'000) << false;
}

void TranscodeRunnerTest::aBadOutputDoesNotPass()
{
    QFETCH(QString, file);
    QFETCH(Millis, duration);
    QFETCH(bool, good);
    Plan made = plan(mediafiles::fittingFilm(u"640x360"_s, 4));
    made.duration = duration;
    const auto checked = transcode::checkOutput(m_tools, file, made, made.rungs[0]);
    QVERIFY2(checked.ok() == good, checked.ok() ? "passed" : qPrintable(checked.error().message));
    if (!good)
        QCOMPARE(checked.error().reason, u"output_invalid"_s);
}

void TranscodeRunnerTest::aTrialEndsWhereItShould()
{
    const QString output = inFolder(u"trial_3.mp4"_s);
    QVERIFY(transcode::cutTrial(m_tools, mediafiles::fittingFilm(u"640x360"_s, 12), 3, output).ok());
    const auto probe = transcode::Ffprobe(m_tools).probe(output);
    QVERIFY(probe.ok());
    QVERIFY2(qAbs(probe->duration - 3'000) <= 150, qPrintable(QString::number(probe->duration)));
    QVERIFY(transcode::isFastStart(output));
}

QTEST_GUILESS_MAIN(TranscodeRunnerTest)
#include "tst_transcoderunner.moc"
