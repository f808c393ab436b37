#include "tests/unit/transcode/runnerscene.h"

/// Children end when they are told to, when they hang, and with us.
class ChildProcessTest : public RunnerScene
{
    Q_OBJECT
private Q_SLOTS:
    void cancellingKillsTheChild();
    void failuresKeepTheLastLines();
    void aFullDiskIsNotTheFilesFault();
    void aChildDoesNotOutliveUs();
    void aChildThatHangsIsStopped_data();
    void aChildThatHangsIsStopped();
};

void ChildProcessTest::cancellingKillsTheChild()
{
    const QString source = mediafiles::film(u"1920x1080"_s, 20);
    bool started = false;
    const auto done = transcode::TranscodeRunner(m_tools).run(
            source, plan(source), m_folder->path(), [&] { return started; },
            [&](const transcode::Progress &) { started = true; });
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::Cancelled);
    QVERIFY(QFileInfo::exists(inFolder(u"sd.mp4"_s)));  // it had begun
    QCOMPARE(processIn(m_folder->path()), QString());
}

void ChildProcessTest::failuresKeepTheLastLines()
{
    const Plan made = plan(mediafiles::fittingFilm(u"640x360"_s, 4));
    const auto done = transcode::TranscodeRunner(m_tools).run(mediafiles::bytes(u"notes.mp4"_s, "no film"), made,
                                                              m_folder->path(), {}, {});
    QVERIFY(!done.ok());
    QCOMPARE(done.error().reason, u"transcode_failed"_s);
    QVERIFY(!done.error().detail.value("log"_L1).toArray().isEmpty());
}

void ChildProcessTest::aFullDiskIsNotTheFilesFault()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("this system has no disk that is always full");
    const auto picture = transcode::convertPicture(m_tools, mediafiles::named(u"picture"_s), u"png"_s, u"/dev/full"_s);
    QCOMPARE(picture.error().reason, u"disk_full"_s);
    const auto trial = transcode::cutTrial(m_tools, mediafiles::fittingFilm(u"640x360"_s, 4), 2, u"/dev/full"_s, {});
    QCOMPARE(trial.error().reason, u"disk_full"_s);
    QCOMPARE(trial.error().code, ErrorCode::Unavailable);
}

void ChildProcessTest::aChildDoesNotOutliveUs()
{
#ifdef Q_OS_LINUX
    QProcess us;
    us.start(QCoreApplication::applicationFilePath(), {u"--run-endless-child-in"_s, m_folder->path()});
    QVERIFY(us.waitForStarted());
    QVERIFY(QTest::qWaitFor([&] { return QFileInfo::exists(inFolder(u"endless.mkv"_s)); }, support::Patience));
    QVERIFY(!processIn(m_folder->path()).isEmpty());
    us.kill();  // SIGKILL: no chance to clean up
    us.waitForFinished();
    QVERIFY(QTest::qWaitFor([&] { return processIn(m_folder->path()).isEmpty(); }, support::Patience));
#else
    QSKIP("looks for the child in /proc");
#endif
}

void ChildProcessTest::aChildThatHangsIsStopped_data()
{
    QTest::addColumn<Millis>("timeout");
    QTest::addColumn<Millis>("stall");
    QTest::addColumn<QString>("reason");
    QTest::newRow("too long") << Millis(300) << Millis(0) << u"child_timeout"_s;
    QTest::newRow("no progress") << Millis(0) << Millis(300) << u"child_stalled"_s;
}

void ChildProcessTest::aChildThatHangsIsStopped()
{
    QFETCH(Millis, timeout);
    QFETCH(Millis, stall);
    transcode::ChildOptions options;
    options.program = m_tools.ffmpeg;  // an endless silence in real time
    options.arguments = {u"-nostdin"_s, u"-re"_s, u"-f"_s,   u"lavfi"_s, u"-i"_s,
                         u"anullsrc"_s, u"-f"_s,  u"null"_s, u"-"_s};
    options.workingDirectory = m_folder->path();
    options.timeout = timeout;
    options.stallTime = stall;
    const auto outcome = transcode::runChild(options);
    QVERIFY(!outcome.ok());
    QTEST(outcome.error().reason, "reason");
    QCOMPARE(processIn(m_folder->path()), QString());
}

namespace {

/// The child of aChildDoesNotOutliveUs: runs FFmpeg in real time for a minute, so that a failure leaves nothing for
/// long.
int runEndlessChild(const QString &folder)
{
    transcode::ChildOptions options;
    options.program = transcode::findTools()->ffmpeg;
    options.arguments = {u"-nostdin"_s,   u"-re"_s, u"-f"_s, u"lavfi"_s,          u"-i"_s,
                         u"anullsrc"_s,   u"-t"_s,  u"60"_s, u"-flush_packets"_s, u"1"_s,
                         u"endless.mkv"_s};
    options.workingDirectory = folder;
    return transcode::runChild(options) ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == "--run-endless-child-in"_L1)
        return runEndlessChild(arguments.value(2));
    ChildProcessTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_childprocess.moc"
