#include "tests/unit/transcode/plansources.h"

/// What is read of a source before anything is planned.
class ProbeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aProbeIsReadFromWhatFfprobeWrites();
    void theDefaultSoundIsTaken_data();
    void theDefaultSoundIsTaken();
    void aFileWithoutPictureIsRefused_data();
    void aFileWithoutPictureIsRefused();
    void packetsTellKeyFramesAndEvenness();
    void progressIsReadBlockByBlock();
};

void ProbeTest::aProbeIsReadFromWhatFfprobeWrites()
{
    const auto probe =
            transcode::parseProbe(R"({"format":{"format_name":"mov,mp4","duration":"12.345000","bit_rate":"8000000"},
      "streams":[
        {"index":0,"codec_type":"video","codec_name":"mjpeg","width":600,"height":600,"pix_fmt":"yuvj420p","disposition":{"attached_pic":1}},
        {"index":1,"codec_type":"video","codec_name":"hevc","profile":"Main 10","width":3840,"height":2160,"pix_fmt":"yuv420p10le",
         "sample_aspect_ratio":"1:1","avg_frame_rate":"30000/1001","r_frame_rate":"30000/1001","field_order":"progressive",
         "color_transfer":"arib-std-b67","color_space":"unknown","side_data_list":[{"side_data_type":"Display Matrix","rotation":-90}]},
        {"index":2,"codec_type":"audio","codec_name":"aac","profile":"LC","sample_rate":"44100","channels":1,"bit_rate":"96000"}]})");
    QVERIFY(probe.ok());
    QCOMPARE(probe->duration, Millis(12'345));
    QCOMPARE(probe->video->index, 1);
    QCOMPARE(probe->video->rotation, 90);
    QCOMPARE(probe->video->shown(), (media::Size{2160, 3840}));
    QCOMPARE(probe->video->bitDepth, 10);
    QVERIFY(probe->video->isHdr());
    QVERIFY(probe->video->colorSpace.isEmpty());
    QCOMPARE(probe->audio->sampleRate, 44'100);
    QVERIFY(probe->isMp4());
}

void ProbeTest::theDefaultSoundIsTaken_data()
{
    QTest::addColumn<QString>("defaults");
    QTest::addColumn<int>("index");
    QTest::newRow("none marked: the first") << u"00"_s << 1;
    QTest::newRow("the first marked") << u"10"_s << 1;
    QTest::newRow("the second marked") << u"01"_s << 2;
    QTest::newRow("all marked: the first") << u"11"_s << 1;
}

void ProbeTest::theDefaultSoundIsTaken()
{
    QFETCH(QString, defaults);
    const auto sound = [&](int i) {
        return u",{\"index\":%1,\"codec_type\":\"audio\",\"codec_name\":\"aac\",\"disposition\":{\"default\":%2}}"_s
                .arg(i)
                .arg(defaults[i - 1]);
    };
    const QString json =
            u"{\"format\":{},\"streams\":[{\"index\":0,\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":640,"
            "\"height\":360,\"pix_fmt\":\"yuv420p\"}%1%2]}"_s.arg(sound(1), sound(2));
    const auto probe = transcode::parseProbe(json.toUtf8());
    QVERIFY(probe.ok());
    QTEST(probe->audio->index, "index");
    QCOMPARE(probe->audioStreams, 2);
}

void ProbeTest::aFileWithoutPictureIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no JSON") << QByteArray("") << u"not_a_video"_s;
    QTest::newRow("no streams") << QByteArray(R"({"format":{},"streams":[]})") << u"not_a_video"_s;
    QTest::newRow("song with a cover")
            << QByteArray(R"({"format":{},"streams":[{"index":0,"codec_type":"audio","codec_name":"mp3"},
        {"index":1,"codec_type":"video","codec_name":"mjpeg","width":9,"height":9,"pix_fmt":"yuvj420p","disposition":{"attached_pic":1}}]})")
            << u"no_video_stream"_s;
    QTest::newRow("unknown codec")
            << QByteArray(R"({"format":{},"streams":[{"index":0,"codec_type":"video","width":640,"height":360}]})")
            << u"unsupported_codec"_s;
}

void ProbeTest::aFileWithoutPictureIsRefused()
{
    QFETCH(QByteArray, json);
    const auto probe = transcode::parseProbe(json);
    QVERIFY(!probe.ok());
    QTEST(probe.error().reason, "reason");
}

void ProbeTest::packetsTellKeyFramesAndEvenness()
{
    transcode::PacketScan even(0), uneven(0);
    for (int i = 0; i < 100; ++i) {
        const QByteArray time = QByteArray::number(i * 0.04, 'f', 6);
        const QByteArray flags = i % 50 == 0 ? "K_" : "__";
        even.add("0," + time + "," + time + ",0.040000,1000," + flags);
        uneven.add("0," + QByteArray::number(i * 0.04 + (i % 7 == 0 ? 0.011 : 0), 'f', 6) + ",N/A,0.040000,1000," +
                   flags);
        even.add("1," + time + "," + time + ",0.021,300,K_");
    }
    even.add("garbage");
    const auto facts = even.facts();
    QVERIFY(facts.evenlySpaced);
    QCOMPARE(facts.keyFrames, 2);
    QCOMPARE(facts.longestKeyInterval, Millis(2'000));
    QCOMPARE(facts.end, Millis(4'000));
    QCOMPARE(facts.videoBitRate, qint64(200'000));
    QVERIFY(!uneven.facts().evenlySpaced);
}

void ProbeTest::progressIsReadBlockByBlock()
{
    transcode::ProgressReader reader(10'000);
    transcode::Progress progress;
    QVERIFY(reader.add("out_time_us=2500000"));
    QVERIFY(!reader.takeReport(progress));
    QVERIFY(!reader.add("speed=2.5x"));
    QVERIFY(!reader.add("progress=continue"));
    QVERIFY(reader.takeReport(progress));
    QCOMPARE(progress.fraction, 0.25);
    QCOMPARE(progress.speed, 2.5);
    QCOMPARE(progress.eta, std::optional<Millis>(3'000));
    QVERIFY(!reader.takeReport(progress));
    QVERIFY2(!reader.add("out_time_us=2500000"), "the same position is no progress");
    QVERIFY(!reader.add("out_time_us=N/A"));
}

QTEST_GUILESS_MAIN(ProbeTest)
#include "tst_probe.moc"
