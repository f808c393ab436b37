#include "tests/unit/transcode/plansources.h"

/// What is decided about a source before anything starts. No files, no FFmpeg.
class TranscodePlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLadderFollowsTheShortSide_data();
    void theLadderFollowsTheShortSide();
    void encodingIsExplained_data();
    void encodingIsExplained();
    void aSourceThatFitsItsRungIsTakenOver();
    void anotherContainerIsARemux();
    void nothingIsCopiedUnseen();
    void pixelsThatAreNotSquareAreStretched();
    void aPhoneHeldUprightGetsAPortraitLadder();
    void soundIsKeptOrExplained_data();
    void soundIsKeptOrExplained();
    void aSilentSourceStaysSilent();
    void frameRates_data();
    void frameRates();
    void hdrNeedsToneMapping();
    void anUntaggedLargePictureIsBt709();
    void theCommandEncodesTheSoundOnceAndDecodesOnce();
};

void TranscodePlanTest::theLadderFollowsTheShortSide_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("uhd");
    QTest::addColumn<QString>("steps");
    const auto row = [](const char *name, int w, int h, const QString &steps, bool uhd = false) {
        QTest::newRow(name) << w << h << uhd << steps;
    };
    row("full hd", 1920, 1080, u"sd 640x360, hd 1280x720, fhd 1920x1080"_s);
    row("hd", 1280, 720, u"sd 640x360, hd 1280x720"_s);
    row("between the rungs ends at its own size", 960, 540, u"sd 640x360, hd 960x540"_s);
    row("sd", 640, 360, u"sd 640x360"_s);
    row("smaller than sd is not enlarged", 320, 240, u"sd 320x240"_s);
    row("tiny", 18, 10, u"sd 18x10"_s);
    row("portrait", 1080, 1920, u"sd 360x640, hd 720x1280, fhd 1080x1920"_s);
    row("4:3", 1440, 1080, u"sd 480x360, hd 960x720, fhd 1440x1080"_s);
    row("square", 1000, 1000, u"sd 360x360, hd 720x720, fhd 1000x1000"_s);
    row("cinema", 1920, 800, u"sd 864x360, hd 1728x720, fhd 1920x800"_s);
    row("odd sizes become even", 641, 361, u"sd 640x360"_s);
    row("odd in the middle", 853, 479, u"sd 642x360, hd 852x478"_s);
    row("a few lines above a rung are that rung", 1920, 1088, u"sd 636x360, hd 1270x720, fhd 1920x1088"_s);
    row("uhd comes down to fhd", 3840, 2160, u"sd 640x360, hd 1280x720, fhd 1920x1080"_s);
    row("uhd where it is wanted", 3840, 2160, u"sd 640x360, hd 1280x720, fhd 1920x1080, 4k 3840x2160"_s, true);
    row("larger than every rung", 7680, 4320, u"sd 640x360, hd 1280x720, fhd 1920x1080, 4k 3840x2160"_s, true);
    row("no picture at all", 1, 1080, QString());
}

void TranscodePlanTest::theLadderFollowsTheShortSide()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(bool, uhd);
    QStringList got;
    for (const auto &step : media::ladder({width, height}, uhd)) {
        got += u"%1 %2x%3"_s.arg(media::qualityName(step.quality)).arg(step.size.width).arg(step.size.height);
        QVERIFY2(step.size.width <= width && step.size.height <= height, "upscaled");
        QVERIFY2(step.size.width % 2 == 0 && step.size.height % 2 == 0, "odd");
    }
    QTEST(got.join(", "_L1), "steps");
}

void TranscodePlanTest::encodingIsExplained_data()
{
    QTest::addColumn<Probe>("probe");
    QTest::addColumn<QStringList>("why");
    const auto row = [](const char *name, const std::function<void(Probe &)> &change, const QStringList &why) {
        Probe p = fitting();
        change(p);
        QTest::newRow(name) << p << why;
    };
    row("hevc", [](Probe &p) { p.video->codec = u"hevc"_s; }, {u"codec"_s});
    row("high 4:2:2",
        [](Probe &p) {
            p.video->profile = u"High 4:2:2"_s;
            p.video->pixelFormat = u"yuv422p"_s;
        },
        {u"profile"_s, u"pixel_format"_s});
    row("10 bits",
        [](Probe &p) {
            p.video->bitDepth = 10;
            p.video->pixelFormat = u"yuv420p10le"_s;
        },
        {u"bit_depth"_s});
    row("turned", [](Probe &p) { p.video->rotation = 180; }, {u"rotation"_s});
    row("interlaced", [](Probe &p) { p.video->interlaced = true; }, {u"interlaced"_s});
    row("old television colours", [](Probe &p) { p.video->colorSpace = u"smpte170m"_s; }, {u"color"_s});
    row("varying frame rate", [](Probe &p) { p.packets->evenlySpaced = false; }, {u"variable_frame_rate"_s});
    row("120 frames a second", [](Probe &p) { p.video->average = p.video->nominal = {120, 1}; }, {u"frame_rate"_s});
    row("far between key frames", [](Probe &p) { p.packets->longestKeyInterval = 8'333; }, {u"key_frames"_s});
    row("too many bits", [](Probe &p) { p.packets->videoBitRate = 5'000'001; }, {u"bit_rate"_s});
}

void TranscodePlanTest::encodingIsExplained()
{
    QFETCH(Probe, probe);
    QFETCH(QStringList, why);
    const Plan plan = planned(probe);
    QCOMPARE(plan.rungs.size(), size_t(3));
    QCOMPARE(plan.rungs[2].action, Action::Encode);
    QCOMPARE(reasons(plan.rungs[2].reasons), why);
    QCOMPARE(reasons(plan.rungs[0].reasons).first(), u"scaled"_s);
}

void TranscodePlanTest::aSourceThatFitsItsRungIsTakenOver()
{
    const Plan plan = planned(fitting());
    QCOMPARE(describe(plan), u"sd 640x360 encode, hd 1280x720 encode, fhd 1920x1080 copy"_s);
    QCOMPARE(reasons(plan.rungs[2].reasons), QStringList{u"fits"_s});
    QCOMPARE(plan.audio->action, Action::Copy);
    QCOMPARE(plan.rungs[2].estimatedBytes, (3'000'000 + 128'000) * 10 / 8);
}

void TranscodePlanTest::anotherContainerIsARemux()
{
    Probe p = fitting();
    p.container = u"matroska,webm"_s;
    const Plan plan = planned(p);
    QCOMPARE(plan.rungs[2].action, Action::Remux);
    QCOMPARE(plan.audio->action, Action::Remux);
    QVERIFY(reasons(plan.rungs[2].reasons).contains(u"container"_s));
}

void TranscodePlanTest::nothingIsCopiedUnseen()
{
    Probe p = fitting();
    QVERIFY(transcode::mayBeCopied(p));
    p.packets.reset();
    QCOMPARE(planned(p).rungs[2].action, Action::Encode);
    p.video->bitRate = 6'000'000;
    QVERIFY(!transcode::mayBeCopied(p));
}

void TranscodePlanTest::pixelsThatAreNotSquareAreStretched()
{
    Probe p = fitting();  // HDV: 1440×1080 shown as 1920×1080
    p.video->width = 1440;
    p.video->sarNumerator = 4;
    p.video->sarDenominator = 3;
    const Plan plan = planned(p);
    QCOMPARE(describe(plan), u"sd 640x360 encode, hd 1280x720 encode, fhd 1920x1080 encode"_s);
    QCOMPARE(reasons(plan.rungs[2].reasons), QStringList{u"pixel_aspect"_s});
}

void TranscodePlanTest::aPhoneHeldUprightGetsAPortraitLadder()
{
    Probe p = camera();
    p.video->rotation = 90;
    QCOMPARE(describe(planned(p)), u"sd 360x640 encode, hd 720x1280 encode, fhd 1080x1920 encode"_s);
}

void TranscodePlanTest::soundIsKeptOrExplained_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<int>("sampleRate");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bitRate");
    QTest::addColumn<QStringList>("why");
    QTest::addColumn<int>("channelsOut");
    QTest::newRow("fits") << u"aac"_s << u"LC"_s << 48'000 << 2 << 129'500 << QStringList{u"fits"_s} << 2;
    QTest::newRow("mono fits") << u"aac"_s << u"LC"_s << 48'000 << 1 << 64'000 << QStringList{u"fits"_s} << 1;
    QTest::newRow("44.1 kHz") << u"aac"_s << u"LC"_s << 44'100 << 2 << 128'000 << QStringList{u"sample_rate"_s} << 2;
    QTest::newRow("he-aac") << u"aac"_s << u"HE-AAC"_s << 48'000 << 2 << 64'000 << QStringList{u"profile"_s} << 2;
    QTest::newRow("opus") << u"opus"_s << u""_s << 48'000 << 1 << 0 << QStringList{u"codec"_s} << 1;
    QTest::newRow("surround") << u"aac"_s << u"LC"_s << 48'000 << 6 << 384'000
                              << QStringList{u"channels"_s, u"bit_rate"_s} << 2;
}

void TranscodePlanTest::soundIsKeptOrExplained()
{
    QFETCH(QString, codec);
    QFETCH(QString, profile);
    QFETCH(int, sampleRate);
    QFETCH(int, channels);
    QFETCH(int, bitRate);
    QFETCH(QStringList, why);
    Probe p = camera();
    p.audio = transcode::AudioStream{1, codec, profile, sampleRate, channels, bitRate};
    const Plan plan = planned(p);
    QCOMPARE(reasons(plan.audio->reasons), why);
    QCOMPARE(plan.audio->action, why.contains(u"fits"_s) ? Action::Copy : Action::Encode);
    QTEST(plan.audio->channels, "channelsOut");
}

void TranscodePlanTest::aSilentSourceStaysSilent()
{
    Probe p = camera();
    p.audio.reset();
    const Plan plan = planned(p);
    QVERIFY(!plan.audio);
    QVERIFY(plan.toJson().value("audio"_L1).isNull());
    const QStringList command = transcode::transcodeArguments(plan, u"/a.mp4"_s);
    QVERIFY(!command.contains(u"-c:a"_s));
}

void TranscodePlanTest::frameRates_data()
{
    QTest::addColumn<int>("numerator");
    QTest::addColumn<int>("denominator");
    QTest::addColumn<bool>("varies");
    QTest::addColumn<QString>("rate");
    const auto row = [](const char *name, int n, int d, bool varies, const char *rate) {
        QTest::newRow(name) << n << d << varies << QString::fromLatin1(rate);
    };
    row("film", 24000, 1001, false, "24000/1001");
    row("pal", 25, 1, false, "25/1");
    row("ntsc", 30000, 1001, false, "30000/1001");
    row("nearly 30", 2999, 100, false, "30/1");
    row("slides", 10, 1, false, "10/1");
    row("120 becomes 60", 120, 1, false, "60/1");
    row("unknown", 0, 1, false, "30/1");
    row("phone that varies around 30", 29'730, 1000, true, "30/1");
    row("phone that varies around 24", 23'970, 1000, true, "24/1");
    row("screen recording with few changes", 73, 10, true, "24/1");
    row("game recording", 57, 1, true, "60/1");
}

void TranscodePlanTest::frameRates()
{
    QFETCH(int, numerator);
    QFETCH(int, denominator);
    QFETCH(bool, varies);
    const auto rate = media::outputFrameRate({numerator, denominator}, varies);
    QTEST(u"%1/%2"_s.arg(rate.numerator).arg(rate.denominator), "rate");
}

void TranscodePlanTest::hdrNeedsToneMapping()
{
    Probe p = camera();
    p.video->colorTransfer = u"smpte2084"_s;
    QCOMPARE(transcode::makePlan(p, {false, false}).error().reason, u"hdr_not_supported"_s);
    const Plan plan = planned(p);
    QVERIFY(plan.toneMap);
    QVERIFY(reasons(plan.rungs[2].reasons).contains(u"hdr"_s));
    QVERIFY(transcode::transcodeArguments(plan, u"/a.mp4"_s).join(u' ').contains("tonemap"_L1));
}

void TranscodePlanTest::anUntaggedLargePictureIsBt709()
{
    Probe p = camera();
    p.video->colorSpace.clear();
    QCOMPARE(planned(p).inputMatrix, u"bt709"_s);
    p.video->width = 720;
    p.video->height = 576;
    QCOMPARE(planned(p).inputMatrix, u"bt601"_s);
}

void TranscodePlanTest::theCommandEncodesTheSoundOnceAndDecodesOnce()
{
    Probe p = camera();
    p.audio->sampleRate = 44'100;
    const QStringList command = transcode::transcodeArguments(planned(p), u"-strange name.mp4"_s);
    QCOMPARE(command.count(u"-i"_s), 1);
    QCOMPARE(command.at(command.indexOf(u"-i"_s) + 1), u"file:-strange name.mp4"_s);
    QCOMPARE(command.count(u"aac"_s), 1);
    QCOMPARE(command.count(u"libx264"_s), 3);
    const QString graph = command.at(command.indexOf(u"-filter_complex"_s) + 1);
    QCOMPARE(graph.count("[0:0]"_L1), 1);
    QVERIFY(graph.indexOf("scale=1920"_L1) < graph.indexOf("scale=1280"_L1) &&
            graph.indexOf("scale=1280"_L1) < graph.indexOf("scale=640"_L1));
    QCOMPARE(graph.count("split=2"_L1), 2);
}

QTEST_GUILESS_MAIN(TranscodePlanTest)
#include "tst_transcodeplan.moc"
