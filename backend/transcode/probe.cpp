#include "backend/transcode/probe.h"

#include "models/domain/json.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

Error unsupported(const QString &reason, const QString &message)
{
    return {ErrorCode::UnsupportedMedia, reason, message, {}};
}

/// "30000/1001", "4:3"; `{0,1}` for nonsense such as "0/0".
media::FrameRate fraction(const QString &text, QChar separator)
{
    bool first = false, second = false;
    const int numerator = text.section(separator, 0, 0).toInt(&first);
    const int denominator = text.section(separator, 1, 1).toInt(&second);
    if (!first || !second || numerator <= 0 || denominator <= 0)
        return {};
    return {numerator, denominator};
}

/// ffprobe writes numbers as text.
double number(const QJsonObject &o, QLatin1StringView name)
{
    const QJsonValue v = o.value(name);
    return v.isDouble() ? v.toDouble() : v.toString().toDouble();
}

Millis milliseconds(const QJsonObject &o, QLatin1StringView name)
{
    const double seconds = number(o, name);
    return std::isfinite(seconds) && seconds > 0 && seconds < 1e7 ? std::llround(seconds * 1000) : 0;
}

/// "unknown" and "reserved" say as much as nothing.
QString known(const QJsonObject &o, QLatin1StringView name)
{
    const QString text = o.value(name).toString();
    return text == "unknown"_L1 || text == "reserved"_L1 ? QString() : text;
}

/// Degrees clockwise. FFmpeg's display matrix counts counter-clockwise; an old "rotate" tag counts clockwise.
int rotationOf(const QJsonObject &stream)
{
    double degrees = stream.value("tags"_L1).toObject().value("rotate"_L1).toString().toDouble();
    for (const QJsonValue &v : stream.value("side_data_list"_L1).toArray()) {
        const QJsonObject side = v.toObject();
        if (side.contains("rotation"_L1))
            degrees = -side.value("rotation"_L1).toDouble();
    }
    if (!std::isfinite(degrees) || std::abs(degrees) > 3600)
        return 0;
    const int quarter = int(std::lround(degrees / 90.0)) % 4;
    return (quarter + 4) % 4 * 90;
}

int bitDepthOf(const QJsonObject &stream, const QString &pixelFormat)
{
    if (const int bits = stream.value("bits_per_raw_sample"_L1).toString().toInt(); bits > 0)
        return bits;
    for (const int bits : {9, 10, 12, 14, 16}) {
        if (pixelFormat.endsWith(QString::number(bits) + "le"_L1) ||
            pixelFormat.endsWith(QString::number(bits) + "be"_L1))
            return bits;
    }
    return pixelFormat.startsWith("p010"_L1) ? 10 : 8;
}

VideoStream videoOf(const QJsonObject &s)
{
    VideoStream v;
    v.index = s.value("index"_L1).toInt();
    v.codec = s.value("codec_name"_L1).toString();
    v.profile = known(s, "profile"_L1);
    v.level = s.value("level"_L1).toInt();
    v.pixelFormat = known(s, "pix_fmt"_L1);
    v.bitDepth = bitDepthOf(s, v.pixelFormat);
    v.width = s.value("width"_L1).toInt();
    v.height = s.value("height"_L1).toInt();
    if (const auto sar = fraction(s.value("sample_aspect_ratio"_L1).toString(), u':'); sar.isValid()) {
        v.sarNumerator = sar.numerator;
        v.sarDenominator = sar.denominator;
    }
    v.rotation = rotationOf(s);
    v.average = fraction(s.value("avg_frame_rate"_L1).toString(), u'/');
    v.nominal = fraction(s.value("r_frame_rate"_L1).toString(), u'/');
    if (!v.average.isValid())
        v.average = v.nominal;
    v.bitRate = qint64(number(s, "bit_rate"_L1));
    v.colorSpace = known(s, "color_space"_L1);
    v.colorTransfer = known(s, "color_transfer"_L1);
    v.colorPrimaries = known(s, "color_primaries"_L1);
    v.colorRange = known(s, "color_range"_L1);
    const QString order = known(s, "field_order"_L1);
    v.interlaced = !order.isEmpty() && order != "progressive"_L1;
    return v;
}

AudioStream audioOf(const QJsonObject &s)
{
    AudioStream a;
    a.index = s.value("index"_L1).toInt();
    a.codec = s.value("codec_name"_L1).toString();
    a.profile = known(s, "profile"_L1);
    a.sampleRate = int(number(s, "sample_rate"_L1));
    a.channels = s.value("channels"_L1).toInt();
    a.bitRate = qint64(number(s, "bit_rate"_L1));
    return a;
}

bool disposed(const QJsonObject &stream, QLatin1StringView as)
{
    return stream.value("disposition"_L1).toObject().value(as).toInt() != 0;
}

/// `foundDefault`: an audio stream marked as the default one has been taken.
void takeStream(const QJsonObject &s, Probe &probe, bool &foundDefault)
{
    const QString type = s.value("codec_type"_L1).toString();
    if (type == "video"_L1 && !probe.video && !disposed(s, "attached_pic"_L1)) {
        probe.video = videoOf(s);
    } else if (type == "audio"_L1 && !s.value("codec_name"_L1).toString().isEmpty()) {
        ++probe.audioStreams;
        const bool isDefault = disposed(s, "default"_L1);
        if (!probe.audio || (isDefault && !foundDefault))
            probe.audio = audioOf(s);
        foundDefault = foundDefault || isDefault;
    }
}

QJsonObject videoJson(const VideoStream &v)
{
    return {{"codec"_L1, v.codec},
            {"profile"_L1, v.profile},
            {"pixel_format"_L1, v.pixelFormat},
            {"bit_depth"_L1, v.bitDepth},
            {"coded_width"_L1, v.width},
            {"coded_height"_L1, v.height},
            {"width"_L1, v.shown().width},
            {"height"_L1, v.shown().height},
            {"rotation"_L1, v.rotation},
            {"frame_rate"_L1, std::round(v.average.value() * 1000) / 1000},
            {"bit_rate"_L1, v.bitRate},
            {"hdr"_L1, v.isHdr()},
            {"interlaced"_L1, v.interlaced}};
}

}  // namespace

media::Size VideoStream::shown() const
{
    const qint64 square = (qint64(width) * sarNumerator + sarDenominator / 2) / sarDenominator;
    const media::Size upright{int(std::clamp<qint64>(square, 1, 65'536)), height};
    return rotation % 180 == 0 ? upright : media::Size{upright.height, upright.width};
}

bool VideoStream::isHdr() const
{
    return colorTransfer == "smpte2084"_L1 || colorTransfer == "arib-std-b67"_L1;
}

QJsonObject Probe::toJson() const
{
    QJsonObject out{{"container"_L1, container}, {"duration_ms"_L1, duration}, {"bit_rate"_L1, bitRate}};
    if (video)
        out.insert("video"_L1, videoJson(*video));
    if (audio) {
        out.insert("audio"_L1, QJsonObject{{"codec"_L1, audio->codec},
                                           {"profile"_L1, audio->profile},
                                           {"sample_rate"_L1, audio->sampleRate},
                                           {"channels"_L1, audio->channels},
                                           {"bit_rate"_L1, audio->bitRate}});
    }
    return out;
}

Result<Probe> parseProbe(const QByteArray &bytes)
{
    const auto parsed = json::parseObject(bytes);
    if (!parsed)
        return unsupported(u"not_a_video"_s, u"The file is not a video"_s);
    const QJsonObject format = parsed->value("format"_L1).toObject();
    const QJsonArray streams = parsed->value("streams"_L1).toArray();
    if (streams.isEmpty())
        return unsupported(u"not_a_video"_s, u"The file is not a video"_s);
    Probe probe;
    probe.container = format.value("format_name"_L1).toString();
    probe.duration = milliseconds(format, "duration"_L1);
    probe.bitRate = qint64(number(format, "bit_rate"_L1));
    bool foundDefault = false;
    for (const QJsonValue &v : streams)
        takeStream(v.toObject(), probe, foundDefault);
    if (!probe.video)
        return unsupported(u"no_video_stream"_s, u"The file holds no moving picture"_s);
    if (probe.video->codec.isEmpty() || probe.video->width < 2 || probe.video->height < 2 ||
        probe.video->pixelFormat.isEmpty())
        return unsupported(u"unsupported_codec"_s,
                           u"The picture's format is not known here, or it is copy protected"_s);
    return probe;
}

}  // namespace transcode
