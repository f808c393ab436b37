#include "backend/transcode/ffprobe.h"

#include "backend/transcode/containersniff.h"
#include "backend/transcode/transcodeplan.h"
#include "models/domain/json.h"

#include <QFile>
#include <QFileInfo>

#include <cmath>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

constexpr Millis StreamsTimeout = 60'000;
constexpr Millis PacketsTimeout = 15 * 60'000;
constexpr qint64 PacketsOutput = 512LL * 1024 * 1024;  ///< passed on line by line, never held
constexpr Millis TailLength = 8'000;
constexpr Millis AllowedGap = 1'000;  ///< between the stated and the real end

Error truncated()
{
    return {ErrorCode::UnsupportedMedia,
            u"truncated_file"_s,
            u"The file is not complete: its end is missing. Copy or export it again"_s,
            {}};
}

Error notAVideo()
{
    return {ErrorCode::UnsupportedMedia, u"not_a_video"_s, u"The file is not a video that can be read"_s, {}};
}

Error unreadable(const ChildOutcome &outcome)
{
    // A camera writes an MP4's index last; without it nothing can be read.
    for (const QString &line : outcome.lastLines) {
        if (line.contains("moov atom not found"_L1))
            return truncated();
    }
    return notAVideo();
}

}  // namespace

QStringList inputLimits()
{
    return {u"-protocol_whitelist"_s, u"file"_s, u"-format_whitelist"_s,
            u"mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,flv,asf,ogg,mxf,wav,mp3,aac,flac"_s};
}

QString inputUrl(const QString &file)
{
    return "file:"_L1 + file;
}

Result<Probe> Ffprobe::readStreams(const QString &file, Millis &origin, const Cancelled &cancelled) const
{
    ChildOptions options;
    options.program = m_tools.ffprobe;
    options.arguments =
            QStringList{u"-v"_s, u"error"_s} + inputLimits() +
            QStringList{u"-show_format"_s, u"-show_streams"_s, u"-of"_s, u"json"_s, u"-i"_s, inputUrl(file)};
    options.timeout = StreamsTimeout;
    options.cancelled = cancelled;
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    if (outcome->exitCode != 0)
        return unreadable(*outcome);
    if (const auto parsed = json::parseObject(outcome->output)) {
        const double start = parsed->value("format"_L1).toObject().value("start_time"_L1).toString().toDouble();
        origin = std::isfinite(start) ? std::llround(start * 1000) : 0;
    }
    return parseProbe(outcome->output);
}

Result<void> Ffprobe::scanPackets(const QString &file, Millis from, PacketScan &scan, const Cancelled &cancelled) const
{
    ChildOptions options;
    options.program = m_tools.ffprobe;
    options.arguments = QStringList{u"-v"_s, u"error"_s} + inputLimits();
    if (from > 0)
        options.arguments += {u"-read_intervals"_s, QString::number(double(from) / 1000, 'f', 3) + u'%'};
    options.arguments += {u"-show_entries"_s,
                          u"packet=stream_index,pts_time,dts_time,duration_time,size,flags"_s,
                          u"-of"_s,
                          u"csv=p=0"_s,
                          u"-i"_s,
                          inputUrl(file)};
    options.timeout = PacketsTimeout;
    options.maxOutput = PacketsOutput;
    options.cancelled = cancelled;
    options.onLine = [&scan](const QByteArray &line) {
        scan.add(line);
        return true;
    };
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    return {};
}

Result<Probe> Ffprobe::probe(const QString &file, const Cancelled &cancelled) const
{
    const QFileInfo info(file);
    if (!info.isFile())
        return Error::notFound(u"The file is not there any more"_s, u"file_not_found"_s);
    if (info.size() == 0)
        return Error{ErrorCode::UnsupportedMedia, u"empty_file"_s, u"The file is empty"_s, {}};
    QFile head(file);
    if (!head.open(QIODevice::ReadOnly))
        return Error::denied(u"The file can't be opened: %1"_s.arg(head.errorString()), u"file_not_readable"_s);
    // FFmpeg would believe the name of a file whose content it can't place.
    if (sniffContainer(head.read(SniffLength)).isEmpty())
        return notAVideo();
    Millis origin = 0;
    auto probe = readStreams(file, origin, cancelled);
    if (!probe)
        return probe;

    const bool whole = probe->duration == 0 || mayBeCopied(*probe);
    PacketScan scan(probe->video->index, origin);
    // Seeking counts in the file's own time, the scan from its start.
    const Millis from = whole ? 0 : std::max<Millis>(0, origin + probe->duration - TailLength);
    if (auto ok = scanPackets(file, from, scan, cancelled); !ok)
        return ok.error();
    if (!scan.sawAnything() || scan.end() <= 0)
        return truncated();
    if (probe->duration == 0)
        probe->duration = scan.end();
    else if (scan.end() + AllowedGap < probe->duration)
        return truncated();
    if (whole)
        probe->packets = scan.facts();
    return probe;
}

}  // namespace transcode
