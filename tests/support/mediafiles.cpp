#include "tests/support/mediafiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace mediafiles {

namespace {

QString place(const QString &name, const QByteArray &recipe)
{
    const QString folder = QDir::temp().filePath(u"coursewright-test-media"_s);
    QDir().mkpath(folder);
    const QByteArray hash = QCryptographicHash::hash(recipe, QCryptographicHash::Sha1).toHex().left(10);
    const QFileInfo info(name);
    return QDir(folder).filePath(info.completeBaseName() + u'-' + QString::fromLatin1(hash) + u'.' + info.suffix());
}

/// A name beside `final` with the same extension, so that FFmpeg chooses the same container.
QString beside(const QString &final)
{
    const QFileInfo info(final);
    return info.dir().filePath(QUuid::createUuid().toString(QUuid::Id128) + u'.' + info.suffix());
}

/// The last of several makers wins; all made the same.
QString publish(const QString &made, const QString &final)
{
    if (!QFile::rename(made, final))
        QFile::remove(made);
    return final;
}

QStringList pattern(const QString &size, double seconds, int rate = 30)
{
    const QString d = QString::number(seconds);
    return {u"-f"_s,  u"lavfi"_s, u"-i"_s, u"testsrc2=size=%1:rate=%2:duration=%3"_s.arg(size).arg(rate).arg(d),
            u"-f"_s,  u"lavfi"_s, u"-i"_s, u"sine=frequency=440:sample_rate=48000:duration=%1"_s.arg(d),
            u"-ac"_s, u"2"_s};
}

const QStringList Fast{u"-c:v"_s,     u"libx264"_s, u"-preset"_s, u"ultrafast"_s, u"-crf"_s, u"30"_s,
                       u"-pix_fmt"_s, u"yuv420p"_s, u"-c:a"_s,    u"aac"_s,       u"-b:a"_s, u"96k"_s};

}  // namespace

QString make(const QString &name, const QStringList &arguments)
{
    const QString final = place(name, arguments.join(u'\n').toUtf8());
    if (QFileInfo::exists(final))
        return final;
    const QString made = beside(final);
    QProcess ffmpeg;
    ffmpeg.start(u"ffmpeg"_s, QStringList{u"-v"_s, u"error"_s, u"-nostdin"_s, u"-y"_s} + arguments + QStringList{made});
    if (!ffmpeg.waitForFinished(120'000) || ffmpeg.exitCode() != 0)
        qFatal("ffmpeg could not make %s: %s", qPrintable(name), ffmpeg.readAllStandardError().constData());
    return publish(made, final);
}

QString film(const QString &size, double seconds, const QString &extension)
{
    return make(u"film."_s + extension, pattern(size, seconds) + Fast + QStringList{u"-g"_s, u"300"_s});
}

QString fittingFilm(const QString &size, double seconds, const QString &extension)
{
    return make(u"fitting."_s + extension,
                pattern(size, seconds) + Fast +
                        QStringList{u"-profile:v"_s, u"main"_s, u"-g"_s, u"30"_s, u"-maxrate"_s, u"500k"_s,
                                    u"-bufsize"_s, u"500k"_s, u"-colorspace"_s, u"bt709"_s, u"-movflags"_s,
                                    u"+faststart"_s});
}

QString rotatedFilm(double seconds)
{
    // FFmpeg 5 has only this way to write the matrix, and counts it counter-clockwise: 270 is a quarter clockwise.
    const QString lying =
            make(u"lying.mp4"_s,
                 QStringList{u"-f"_s, u"lavfi"_s, u"-i"_s,
                             u"color=red:size=640x720:rate=30:duration=%1,pad=1280:720:0:0:blue"_s.arg(seconds)} +
                         Fast);
    return make(u"rotated.mp4"_s, {u"-i"_s, lying, u"-c"_s, u"copy"_s, u"-metadata:s:v:0"_s, u"rotate=270"_s});
}

QString silentFilm(const QString &size, double seconds)
{
    return make(u"silent.mp4"_s, pattern(size, seconds) + Fast + QStringList{u"-an"_s, u"-g"_s, u"300"_s});
}

QString soundOnly(double seconds)
{
    return make(u"sound.m4a"_s,
                {u"-f"_s, u"lavfi"_s, u"-i"_s, u"sine=duration=%1"_s.arg(seconds), u"-c:a"_s, u"aac"_s});
}

QString cutOff(const QString &file, double share)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(file));
    return bytes(u"cut."_s + QFileInfo(file).suffix(), source.read(qint64(double(source.size()) * share)));
}

QString named(const QString &name)
{
    if (name == u"film"_s)
        return film(u"960x540"_s, 4);
    if (name == u"film6"_s)
        return film(u"320x180"_s, 6);
    if (name == u"film2"_s)
        return film(u"320x180"_s, 2);
    if (name == u"fitting"_s)
        return fittingFilm(u"640x360"_s, 4);
    if (name == u"copy"_s) {  // of "film", somewhere else
        QFile source(film(u"960x540"_s, 4));
        if (!source.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(source.fileName()));
        return bytes(u"copy.mp4"_s, source.readAll());
    }
    if (name == u"picture"_s)
        return make(u"picture.png"_s, {u"-f"_s, u"lavfi"_s, u"-i"_s, u"testsrc2=size=2000x1000:rate=1:duration=1"_s,
                                       u"-frames:v"_s, u"1"_s});
    if (name == u"largepicture"_s)  // some megabytes: noise can't be compressed
        return make(u"noise.png"_s,
                    {u"-f"_s, u"lavfi"_s, u"-i"_s,
                     u"nullsrc=size=1200x800:rate=1:duration=1,geq=random(1)*255:128:128"_s, u"-frames:v"_s, u"1"_s});
    if (name == u"halfpicture"_s)
        return bytes(u"half.png"_s, QByteArray("\x89PNG\r\n\x1A\n", 8) + "and nothing more");
    if (name == u"text"_s)
        return bytes(u"notes.mp4"_s, "These are the notes of lesson 3.\n");
    if (name == u"empty"_s)
        return bytes(u"empty.mp4"_s, {});
    if (name == u"truncated"_s)
        return cutOff(film(u"640x360"_s, 6), 0.7);
    if (name == u"sound"_s)
        return make(u"sound.mp4"_s, {u"-f"_s, u"lavfi"_s, u"-i"_s, u"sine=duration=2"_s, u"-c:a"_s, u"aac"_s});
    if (name == u"pdf"_s)
        return bytes(u"slides.pdf"_s, "%PDF-1.7");
    qFatal("there is no test file called %s", qPrintable(name));
}

QString bytes(const QString &name, const QByteArray &content)
{
    const QString final = place(name, content);
    if (QFileInfo::exists(final))
        return final;
    const QString made = beside(final);
    QFile file(made);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s can't be written", qPrintable(made));
    file.close();
    return publish(made, final);
}

}  // namespace mediafiles
