#include "widgets/media/library/mediatext.h"

#include "widgets/common/text/format.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace media {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MediaText)
};

QString number(double value)
{
    return QLocale().toString(value, 'g', 5);
}

QString bitRate(double bitsPerSecond)
{
    return bitsPerSecond >= 1e6 ? Words::tr("%1 Mb/s").arg(QLocale().toString(bitsPerSecond / 1e6, 'f', 1))
                                : Words::tr("%1 kb/s").arg(QLocale().toString(bitsPerSecond / 1e3, 'f', 0));
}

QString spaced(QString size)
{
    return size.replace(u'x', u" × "_s);
}

}  // namespace

QString qualityText(const QString &quality)
{
    if (quality == "sd"_L1)
        return Words::tr("SD");
    if (quality == "hd"_L1)
        return Words::tr("HD");
    if (quality == "fhd"_L1)
        return Words::tr("Full HD");
    if (quality == "4k"_L1)
        return Words::tr("4K");
    return quality;
}

QString actionText(const QString &action)
{
    if (action == "copy"_L1)
        return Words::tr("Copied");
    if (action == "remux"_L1)
        return Words::tr("Repacked");
    if (action == "encode"_L1)
        return Words::tr("Encoded");
    return action;
}

QString reasonSentence(const ReasonEntry &reason)
{
    const QString &code = reason.code;
    const QJsonObject &d = reason.details;
    if (code == "fits"_L1)
        return Words::tr("It already is what learners' players need; its quality stays untouched.");
    if (code == "scaled"_L1)
        return Words::tr("Scaled from %1 to %2.")
                .arg(spaced(d.value("from"_L1).toString()), spaced(d.value("to"_L1).toString()));
    if (code == "codec"_L1)
        return Words::tr("%1 doesn't play everywhere.").arg(codecText(d.value("codec"_L1).toString()));
    if (code == "profile"_L1)
        return Words::tr("The %1 profile doesn't play everywhere.").arg(d.value("profile"_L1).toString());
    if (code == "bit_depth"_L1)
        return Words::tr("%1-bit colour doesn't play everywhere.").arg(d.value("bits"_L1).toInt());
    if (code == "pixel_format"_L1)
        return Words::tr("Its colour format (%1) doesn't play everywhere.").arg(d.value("format"_L1).toString());
    if (code == "bit_rate"_L1)
        return Words::tr("%1 is more than the %2 of this version.")
                .arg(bitRate(d.value("have"_L1).toDouble()), bitRate(d.value("limit"_L1).toDouble()));
    if (code == "key_frames"_L1)
        return Words::tr("Key frames are up to %1 s apart, too far for quick seeking.")
                .arg(number(d.value("longest_ms"_L1).toDouble() / 1000));
    if (code == "frame_rate"_L1)
        return Words::tr("%1 frames a second become %2.")
                .arg(number(d.value("have"_L1).toDouble()), number(d.value("to"_L1).toDouble()));
    if (code == "variable_frame_rate"_L1)
        return Words::tr("Its frame rate varies; it becomes a steady %1.").arg(number(d.value("to"_L1).toDouble()));
    if (code == "rotation"_L1)
        return Words::tr("It was filmed turned by %1°; it is turned upright.").arg(d.value("degrees"_L1).toInt());
    if (code == "pixel_aspect"_L1)
        return Words::tr("Its pixels aren't square (%1).").arg(d.value("sar"_L1).toString());
    if (code == "odd_size"_L1)
        return Words::tr("Its size (%1) isn't even.").arg(spaced(d.value("size"_L1).toString()));
    if (code == "interlaced"_L1)
        return Words::tr("It is interlaced; the lines are joined.");
    if (code == "hdr"_L1)
        return Words::tr("It is HDR; its tones are mapped to standard screens.");
    if (code == "color"_L1)
        return Words::tr("Its colours (%1) are converted to the standard.").arg(d.value("space"_L1).toString());
    if (code == "sample_rate"_L1)
        return Words::tr("%1 kHz sound becomes 48 kHz.").arg(number(d.value("have"_L1).toDouble() / 1000));
    if (code == "channels"_L1)
        return Words::tr("%n channel(s) of sound become stereo.", nullptr, d.value("have"_L1).toInt());
    if (code == "container"_L1)
        return Words::tr("It moves into an MP4 file; not one picture changes.");
    return code;
}

QString codecText(const QString &codec)
{
    static const std::pair<QLatin1String, QLatin1String> known[] = {
            {"h264"_L1, "H.264"_L1},        {"hevc"_L1, "H.265"_L1},    {"av1"_L1, "AV1"_L1},
            {"vp9"_L1, "VP9"_L1},           {"vp8"_L1, "VP8"_L1},       {"mpeg4"_L1, "MPEG-4"_L1},
            {"mpeg2video"_L1, "MPEG-2"_L1}, {"prores"_L1, "ProRes"_L1}, {"aac"_L1, "AAC"_L1},
            {"mp3"_L1, "MP3"_L1},           {"opus"_L1, "Opus"_L1},     {"ac3"_L1, "AC-3"_L1},
            {"flac"_L1, "FLAC"_L1},
    };
    for (const auto &[word, name] : known) {
        if (codec == word)
            return name;
    }
    return codec.toUpper();
}

QString sizeText(const QSize &size)
{
    return u"%1 × %2"_s.arg(size.width()).arg(size.height());
}

StateText stateOf(const JobEntry &job)
{
    if (job.state == "queued"_L1)
        return {ui::Status::Neutral, Words::tr("Waiting")};
    if (job.state == "running"_L1)
        return {ui::Status::Busy, job.kind == "probe"_L1 ? Words::tr("Reading the file") : Words::tr("Transcoding")};
    if (job.state == "succeeded"_L1)
        return {ui::Status::Success, Words::tr("Done")};
    if (job.state == "failed"_L1)
        return {ui::Status::Danger, Words::tr("Failed")};
    return {ui::Status::Neutral, Words::tr("Canceled")};
}

StateText stateOf(const AssetEntry &asset, const JobEntry *job)
{
    if (job && job->isActive())
        return stateOf(*job);
    if (asset.isReady())
        return {ui::Status::Success, Words::tr("Ready")};
    if (asset.isFailed())
        return {ui::Status::Danger, Words::tr("Failed")};
    if (asset.status == "canceled"_L1)
        return {ui::Status::Neutral, Words::tr("Canceled")};
    return {ui::Status::Busy, Words::tr("Being prepared")};
}

QString progressText(const JobEntry &job)
{
    QStringList parts{ui::formatPercent(job.progress, 0)};
    if (job.speed > 0)
        parts << u"%1×"_s.arg(QLocale().toString(job.speed, 'f', 1));
    if (job.secondsLeft >= 0)
        parts << Words::tr("%1 left").arg(ui::formatTimeLeft(job.secondsLeft));
    return parts.join(u" · "_s);
}

}  // namespace media
