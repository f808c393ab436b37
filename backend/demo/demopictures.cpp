#include "backend/demo/demopictures.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace demo {

namespace {

/// Two colours that flow into each other, and the root of the chord (Hz).
struct Mood {
    QString from;
    QString to;
    double hertz;
};

Mood moodOf(const QString &name)
{
    static const QHash<QString, Mood> moods{{u"dawn"_s, {u"0xF6C177"_s, u"0x31748F"_s, 196.0}},
                                            {u"window"_s, {u"0xE9E4D4"_s, u"0x8DA9C4"_s, 220.0}},
                                            {u"backlight"_s, {u"0xFF9E64"_s, u"0x3B2F4A"_s, 174.6}},
                                            {u"street"_s, {u"0x94E2D5"_s, u"0x45475A"_s, 246.9}},
                                            {u"night"_s, {u"0x1B1F3B"_s, u"0x7A5CFA"_s, 146.8}},
                                            {u"wave"_s, {u"0x2A9D8F"_s, u"0xE9C46A"_s, 329.6}},
                                            {u"wood"_s, {u"0x6F4E37"_s, u"0xD9B382"_s, 196.0}},
                                            {u"paper"_s, {u"0xF5F1E8"_s, u"0xB8B0A0"_s, 261.6}}};
    return moods.value(name, moods.value(u"dawn"_s));
}

/// Text inside a drawtext option: two levels of escaping, so only plain characters are let through.
QString drawable(const QString &title)
{
    QString out;
    for (const QChar c : title)
        out += c.isLetterOrNumber() || c == u' ' ? c : QChar(u' ');
    return out.simplified();
}

QStringList arguments(const PictureOrder &order, const QString &file, bool withText)
{
    const Mood mood = moodOf(order.name);
    const QString size = u"%1x%2"_s.arg(order.width / 4).arg(order.height / 4);
    // The gradient is drawn small and scaled up: it looks the same and is made eight times as fast.
    QString filter = u"scale=%1:%2:flags=bicubic,format=yuv420p"_s.arg(order.width).arg(order.height);
    if (withText) {
        const int unit = qMin(order.width, order.height);
        const QString common = u"font=Noto Sans CJK SC:fontcolor=white:shadowcolor=black@0.45:shadowx=1:shadowy=2"_s;
        filter += u",drawtext=%1:fontsize=%2:x=(w-tw)/2:y=(h-th)/2:text='%3'"_s.arg(common).arg(unit / 10).arg(
                drawable(order.title));
        filter += u",drawtext=%1:fontsize=%2:x=w-tw-%2:y=h-th-%2:text='%{pts\\:gmtime\\:0\\:%M\\\\\\:%S}'"_s.arg(common)
                          .arg(unit / 18);
    }
    const QString chord =
            u"aevalsrc='0.05*sin(2*PI*%1*t)+0.04*sin(2*PI*%2*t)+0.03*sin(2*PI*%3*t)':s=48000:d=%4"_s.arg(mood.hertz)
                    .arg(mood.hertz * 1.25)
                    .arg(mood.hertz * 1.5)
                    .arg(order.seconds);
    return {u"-v"_s,
            u"error"_s,
            u"-nostdin"_s,
            u"-y"_s,
            u"-f"_s,
            u"lavfi"_s,
            u"-i"_s,
            u"gradients=s=%1:c0=%2:c1=%3:nb_colors=2:speed=0.02:seed=7:r=10:d=%4"_s.arg(size, mood.from, mood.to)
                    .arg(order.seconds),
            u"-f"_s,
            u"lavfi"_s,
            u"-i"_s,
            chord,
            u"-vf"_s,
            filter,
            u"-shortest"_s,
            u"-c:v"_s,
            u"libx264"_s,
            u"-preset"_s,
            u"veryfast"_s,
            u"-crf"_s,
            u"24"_s,
            u"-g"_s,
            u"20"_s,
            u"-keyint_min"_s,
            u"20"_s,
            u"-sc_threshold"_s,
            u"0"_s,
            u"-maxrate"_s,
            u"780k"_s,
            u"-bufsize"_s,
            u"1560k"_s,
            u"-colorspace"_s,
            u"bt709"_s,
            u"-color_primaries"_s,
            u"bt709"_s,
            u"-color_trc"_s,
            u"bt709"_s,
            u"-c:a"_s,
            u"aac"_s,
            u"-b:a"_s,
            u"128k"_s,
            u"-movflags"_s,
            u"+faststart"_s,
            u"-f"_s,
            u"mp4"_s,
            file};
}

}  // namespace

Result<void> makePicture(const PictureOrder &order, const QString &file)
{
    const QString beside = file + u".part"_s;
    QByteArray words;
    for (const bool withText : {true, false}) {  // a system without fontconfig has no drawtext font
        QProcess ffmpeg;
        ffmpeg.setProcessChannelMode(QProcess::MergedChannels);
        ffmpeg.start(u"ffmpeg"_s, arguments(order, beside, withText));
        if (!ffmpeg.waitForStarted())
            return Error{ErrorCode::Unavailable, u"ffmpeg_missing"_s, u"The program ffmpeg was not found."_s, {}};
        ffmpeg.waitForFinished(-1);
        words = ffmpeg.readAll();
        if (ffmpeg.exitStatus() == QProcess::NormalExit && ffmpeg.exitCode() == 0) {
            QFile::remove(file);
            if (QFile::rename(beside, file))
                return {};
            return Error::internal(u"The picture could not be moved to %1."_s.arg(file));
        }
    }
    QFile::remove(beside);
    return Error::internal(u"ffmpeg could not make '%1': %2"_s.arg(order.name, QString::fromUtf8(words.right(400))));
}

}  // namespace demo
