#pragma once

// FFmpeg at work in a folder of its own, looked at from outside.

#include "backend/transcode/ffprobe.h"
#include "backend/transcode/picture.h"
#include "backend/transcode/transcodecommand.h"
#include "backend/transcode/transcoderunner.h"
#include "tests/support/mediafiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using transcode::Action;
using transcode::Plan;

/// Standard output of an FFmpeg command.
inline QByteArray ffmpeg(const QStringList &arguments)
{
    QProcess p;
    p.start(u"ffmpeg"_s, QStringList{u"-v"_s, u"error"_s, u"-nostdin"_s} + arguments);
    return p.waitForFinished(60'000) && p.exitCode() == 0 ? p.readAllStandardOutput() : QByteArray();
}

/// The compressed picture, independent of the container.
inline QByteArray pictureHash(const QString &file)
{
    return ffmpeg({u"-i"_s, file, u"-map"_s, u"0:v"_s, u"-c"_s, u"copy"_s, u"-bsf:v"_s, u"h264_mp4toannexb"_s, u"-f"_s,
                   u"h264"_s, u"-"_s});
}

/// When each stream starts, in s, a line for each.
inline QByteArray firstTimes(const QString &file)
{
    QProcess p;
    p.start(u"ffprobe"_s,
            {u"-v"_s, u"error"_s, u"-show_entries"_s, u"stream=start_time"_s, u"-of"_s, u"csv=p=0"_s, file});
    return p.waitForFinished(60'000) ? p.readAllStandardOutput() : QByteArray("x");
}

/// Colour of the middle of the upper and lower half, one second in.
inline QByteArray halves(const QString &file)
{
    return ffmpeg({u"-ss"_s, u"1"_s, u"-i"_s, file, u"-frames:v"_s, u"1"_s, u"-vf"_s, u"scale=1:2:flags=area"_s,
                   u"-pix_fmt"_s, u"rgb24"_s, u"-f"_s, u"rawvideo"_s, u"-"_s});
}

/// A name of a running process whose working folder is `folder`: a child that was left behind. Linux only, elsewhere
/// empty.
inline QString processIn(const QString &folder)
{
    const QString wanted = QFileInfo(folder).canonicalFilePath();
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFileInfo(u"/proc/%1/cwd"_s.arg(pid)).symLinkTarget() == wanted)
            return pid;
    }
    return {};
}

/// What every test of these begins with.
class RunnerScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();

protected:
    Plan plan(const QString &file);
    Result<transcode::Transcoded> run(const QString &file, const Plan &plan);
    QString inFolder(const QString &name) const { return m_folder->filePath(name); }

    transcode::Tools m_tools;
    std::unique_ptr<QTemporaryDir> m_folder;
};

inline void RunnerScene::initTestCase()
{
    auto tools = transcode::findTools();
    QVERIFY2(tools.ok(), "FFmpeg with libx264 must be installed");
    m_tools = *tools;
    m_folder = std::make_unique<QTemporaryDir>();
}

inline void RunnerScene::cleanup()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

inline Plan RunnerScene::plan(const QString &file)
{
    const auto probe = transcode::Ffprobe(m_tools).probe(file);
    if (!probe)
        qFatal("%s: %s", qPrintable(file), qPrintable(probe.error().message));
    const auto made = transcode::makePlan(*probe, {false, m_tools.toneMaps});
    if (!made)
        qFatal("%s: %s", qPrintable(file), qPrintable(made.error().message));
    return *made;
}

inline Result<transcode::Transcoded> RunnerScene::run(const QString &file, const Plan &made)
{
    auto done = transcode::TranscodeRunner(m_tools).run(file, made, m_folder->path(), {}, {});
    if (!done)
        qWarning("%s %s", qPrintable(done.error().message), QJsonDocument(done.error().detail).toJson().constData());
    return done;
}
