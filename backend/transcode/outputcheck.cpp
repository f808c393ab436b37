#include "backend/transcode/outputcheck.h"

#include "backend/transcode/ffprobe.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtEndian>

#include <cmath>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

constexpr Millis DurationTolerance = 100;
constexpr Millis KeyFrameTolerance = 100;
constexpr Millis DecodedSeconds = 2;

Error invalid(const QString &file, const QString &what)
{
    return {ErrorCode::DataLoss,
            u"output_invalid"_s,
            u"The finished %1 is not as planned: %2"_s.arg(QFileInfo(file).fileName(), what),
            {}};
}

std::optional<QString> streamFault(const Probe &probe, const Plan &plan, const RungPlan &rung)
{
    const VideoStream &v = *probe.video;
    if (v.codec != "h264"_L1 || v.pixelFormat != "yuv420p"_L1)
        return u"its picture is %1 %2"_s.arg(v.codec, v.pixelFormat);
    if (v.rotation != 0 || v.shown() != rung.size)
        return u"its picture is %1x%2, rotated %3°"_s.arg(v.shown().width).arg(v.shown().height).arg(v.rotation);
    if (plan.audio.has_value() != probe.audio.has_value())
        return plan.audio ? u"its sound is missing"_s : u"it has sound"_s;
    if (probe.audio && (probe.audio->codec != "aac"_L1 || probe.audio->sampleRate != media::AudioSampleRate))
        return u"its sound is %1 at %2 Hz"_s.arg(probe.audio->codec).arg(probe.audio->sampleRate);
    // One frame more or less is a matter of rounding to the new frame rate.
    const Millis frame = std::llround(1000.0 / std::max(1.0, v.average.value()));
    if (std::abs(probe.duration - plan.duration) > std::max(DurationTolerance, frame))
        return u"it lasts %1 ms instead of %2 ms"_s.arg(probe.duration).arg(plan.duration);
    return std::nullopt;
}

/// Decodes the beginning and the end; any complaint of the decoder is a fault.
Result<void> decodeEnds(const Tools &tools, const QString &file, bool sound, const Cancelled &cancelled)
{
    const QString seconds = QString::number(DecodedSeconds);
    ChildOptions options;
    options.program = tools.ffmpeg;
    options.arguments = {u"-hide_banner"_s, u"-nostdin"_s, u"-v"_s,        u"error"_s,  u"-xerror"_s,   u"-t"_s,
                         seconds,           u"-i"_s,       inputUrl(file), u"-sseof"_s, u'-' + seconds, u"-i"_s,
                         inputUrl(file),    u"-map"_s,     u"0:v"_s,       u"-map"_s,   u"1:v"_s};
    if (sound)
        options.arguments += {u"-map"_s, u"0:a"_s, u"-map"_s, u"1:a"_s};
    options.arguments += {u"-f"_s, u"null"_s, u"-"_s};
    options.timeout = 120'000;
    options.cancelled = cancelled;
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    if (outcome->exitCode != 0 || !outcome->lastLines.isEmpty()) {
        Error fault = invalid(file, u"it does not decode"_s);
        fault.detail.insert("log"_L1, QJsonArray::fromStringList(outcome->lastLines));
        return fault;
    }
    return {};
}

/// The probe has read all packets already where the file could be copied again, which a good output nearly always
/// could.
Result<PacketFacts> packetFacts(const Ffprobe &ffprobe, const QString &file, const Probe &probe,
                                const Cancelled &cancelled)
{
    if (probe.packets)
        return *probe.packets;
    PacketScan scan(probe.video->index);
    if (auto ok = ffprobe.scanPackets(file, 0, scan, cancelled); !ok)
        return ok.error();
    return scan.facts();
}

}  // namespace

bool isFastStart(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    // Top-level boxes: 32-bit size, type, and a 64-bit size where the first is 1 (ISO/IEC 14496-12 §4.2).
    for (int boxes = 0; boxes < 64; ++boxes) {
        const QByteArray head = file.peek(16);
        if (head.size() < 8)
            return false;
        const QByteArray type = head.mid(4, 4);
        if (type == "moov")
            return true;
        if (type == "mdat")
            return false;
        qint64 size = qFromBigEndian<quint32>(head.constData());
        if (size == 1 && head.size() == 16)
            size = qint64(qFromBigEndian<quint64>(head.constData() + 8));
        if (size < 8 || !file.seek(file.pos() + size))
            return false;
    }
    return false;
}

Result<CheckedOutput> checkOutput(const Tools &tools, const QString &file, const Plan &plan, const RungPlan &rung,
                                  const Cancelled &cancelled)
{
    const Ffprobe ffprobe(tools);
    const auto probe = ffprobe.probe(file, cancelled);
    if (!probe)
        return probe.error().code == ErrorCode::Cancelled ? probe.error() : invalid(file, probe.error().message);
    if (const auto fault = streamFault(*probe, plan, rung))
        return invalid(file, *fault);
    if (!isFastStart(file))
        return invalid(file, u"its index stands at the end"_s);
    const auto facts = packetFacts(ffprobe, file, *probe, cancelled);
    if (!facts)
        return facts.error();
    if (facts->keyFrames == 0 || facts->longestKeyInterval > media::KeyFrameSeconds * 1000 + KeyFrameTolerance)
        return invalid(file, u"%1 ms pass between key frames"_s.arg(facts->longestKeyInterval));
    if (auto ok = decodeEnds(tools, file, probe->audio.has_value(), cancelled); !ok)
        return ok.error();
    CheckedOutput out;
    out.size = probe->video->shown();
    out.duration = probe->duration;
    out.bytes = QFileInfo(file).size();
    out.bitRate = probe->bitRate;
    return out;
}

}  // namespace transcode
