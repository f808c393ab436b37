#include "backend/transcode/picture.h"

#include "backend/transcode/ffprobe.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

constexpr qint64 MaxPixels = 50'000'000;
constexpr Millis PictureTimeout = 60'000;

Error notAPicture(const ChildOutcome &outcome)
{
    if (auto full = metFullDisk(outcome))
        return *full;
    return {ErrorCode::UnsupportedMedia,
            u"not_a_picture"_s,
            u"The file is not a picture that can be read"_s,
            {{"log"_L1, QJsonArray::fromStringList(outcome.lastLines)}}};
}

/// One file, as what it was recognised for.
QStringList pictureInput(const QString &file, const QString &type)
{
    return {u"-protocol_whitelist"_s, u"file"_s, u"-f"_s, type + u"_pipe"_s, u"-i"_s, inputUrl(file)};
}

Result<void> checkSize(const Tools &tools, const QString &file, const QString &type, const Cancelled &cancelled)
{
    ChildOptions options;
    options.program = tools.ffprobe;
    options.arguments = QStringList{u"-v"_s, u"error"_s} + pictureInput(file, type) +
                        QStringList{u"-select_streams"_s,     u"v:0"_s, u"-show_entries"_s,
                                    u"stream=width,height"_s, u"-of"_s, u"csv=p=0:s=x"_s};
    options.timeout = PictureTimeout;
    options.cancelled = cancelled;
    const auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    const QList<QByteArray> size = outcome->output.trimmed().split('\n').value(0).split('x');
    const qint64 width = size.value(0).toLongLong(), height = size.value(1).toLongLong();
    if (outcome->exitCode != 0 || width <= 0 || height <= 0)
        return notAPicture(*outcome);
    if (width * height > MaxPixels)
        return Error{ErrorCode::UnsupportedMedia, u"picture_too_large"_s, u"The picture has too many pixels"_s, {}};
    return {};
}

}  // namespace

Result<void> convertPicture(const Tools &tools, const QString &file, const QString &type, const QString &output,
                            const Cancelled &cancelled)
{
    if (auto ok = checkSize(tools, file, type, cancelled); !ok)
        return ok;
    ChildOptions options;
    options.program = tools.ffmpeg;
    options.arguments = QStringList{u"-hide_banner"_s, u"-nostdin"_s, u"-y"_s, u"-v"_s, u"error"_s} +
                        pictureInput(file, type) +
                        QStringList{u"-frames:v"_s,
                                    u"1"_s,
                                    u"-vf"_s,
                                    u"scale=min(1600\\,iw):-1,format=rgba,split[a][b];"
                                    "[a]lutrgb=r=255:g=255:b=255:a=255[ground];"
                                    "[ground][b]overlay=format=auto,format=yuvj420p"_s,
                                    u"-c:v"_s,
                                    u"mjpeg"_s,
                                    u"-q:v"_s,
                                    u"3"_s,
                                    u"-map_metadata"_s,
                                    u"-1"_s,
                                    u"-f"_s,
                                    u"image2"_s,
                                    u"-update"_s,
                                    u"1"_s,
                                    inputUrl(output)};
    options.timeout = PictureTimeout;
    options.cancelled = cancelled;
    const auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    return outcome->exitCode == 0 && QFileInfo(output).size() > 0 ? Result<void>{} : notAPicture(*outcome);
}

}  // namespace transcode
