#include "backend/transcode/transcodeplan.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

constexpr Millis LongestKeyInterval = media::KeyFrameSeconds * 1000 + 100;  ///< one late frame is no reason to encode
constexpr int AudioCopyLimit = 160'000;   ///< bits/s; encoders overshoot their 128k a little
constexpr double UnevenRates = 0.01;      ///< nominal and average of a steady file agree better than this
constexpr double TypicalShare = 0.55;     ///< of the ceiling that capped CRF uses on camera footage
constexpr double PixelsPerSecond = 45e6;  ///< encoded on two cores, measured, all rungs together

QString sizeText(media::Size s)
{
    return u"%1x%2"_s.arg(s.width).arg(s.height);
}

bool varies(const VideoStream &v)
{
    if (!v.nominal.isValid() || !v.average.isValid())
        return false;
    return std::abs(v.nominal.value() - v.average.value()) > UnevenRates * v.average.value();
}

/// Some of what the contract demands can be read off the headers…
std::vector<Reason> headerFaults(const VideoStream &v)
{
    std::vector<Reason> faults;
    const auto fault = [&](const QString &code, QJsonObject details = {}) {
        faults.push_back({code, std::move(details)});
    };
    if (v.codec != "h264"_L1)
        fault(u"codec"_s, {{"codec"_L1, v.codec}});
    else if (!QStringList{u"High"_s, u"Main"_s, u"Constrained Baseline"_s, u"Baseline"_s}.contains(v.profile))
        fault(u"profile"_s, {{"profile"_L1, v.profile}});
    if (v.isHdr())
        fault(u"hdr"_s, {{"transfer"_L1, v.colorTransfer}});
    if (v.bitDepth != 8)
        fault(u"bit_depth"_s, {{"bits"_L1, v.bitDepth}});
    else if (v.pixelFormat != "yuv420p"_L1)
        fault(u"pixel_format"_s, {{"format"_L1, v.pixelFormat}});
    if (v.rotation != 0)
        fault(u"rotation"_s, {{"degrees"_L1, v.rotation}});
    if (v.sarNumerator != v.sarDenominator)
        fault(u"pixel_aspect"_s, {{"sar"_L1, u"%1:%2"_s.arg(v.sarNumerator).arg(v.sarDenominator)}});
    if (v.width % 2 || v.height % 2)
        fault(u"odd_size"_s, {{"size"_L1, u"%1x%2"_s.arg(v.width).arg(v.height)}});
    if (v.interlaced)
        fault(u"interlaced"_s);
    // An untagged file is shown as BT.709 by players when it is large, so only a different tag is a fault.
    if (!v.colorSpace.isEmpty() && v.colorSpace != "bt709"_L1)
        fault(u"color"_s, {{"space"_L1, v.colorSpace}});
    return faults;
}

/// …the rest needs the packets and the frame rate.
void addTimingFaults(const Probe &probe, media::FrameRate target, std::vector<Reason> &faults)
{
    const VideoStream &v = *probe.video;
    if (probe.packets ? !probe.packets->evenlySpaced : varies(v))
        faults.push_back({u"variable_frame_rate"_s, {{"to"_L1, std::round(target.value() * 1000) / 1000}}});
    else if (std::abs(v.average.value() - target.value()) > 0.01 * target.value())
        faults.push_back({u"frame_rate"_s,
                          {{"have"_L1, std::round(v.average.value() * 1000) / 1000},
                           {"to"_L1, std::round(target.value() * 1000) / 1000}}});
    if (probe.packets && probe.packets->longestKeyInterval > LongestKeyInterval)
        faults.push_back({u"key_frames"_s, {{"longest_ms"_L1, probe.packets->longestKeyInterval}}});
}

RungPlan planRung(const Probe &probe, const media::LadderStep &step, std::vector<Reason> faults)
{
    RungPlan plan;
    plan.quality = step.quality;
    plan.size = step.size;
    plan.maxBitRate = media::rung(step.quality).videoBitRate;
    const media::Size shown = probe.video->shown();
    const qint64 have = probe.packets ? probe.packets->videoBitRate : probe.video->bitRate;
    const media::Size even{shown.width - shown.width % 2, shown.height - shown.height % 2};
    if (step.size != even)
        faults.insert(faults.begin(), {u"scaled"_s, {{"from"_L1, sizeText(shown)}, {"to"_L1, sizeText(step.size)}}});
    else if (have > plan.maxBitRate)
        faults.push_back({u"bit_rate"_s, {{"have"_L1, have}, {"limit"_L1, plan.maxBitRate}}});
    if (faults.empty() && probe.packets) {
        plan.action = probe.isMp4() ? Action::Copy : Action::Remux;
        plan.reasons.push_back({u"fits"_s, {}});
        if (plan.action == Action::Remux)
            plan.reasons.push_back({u"container"_s, {{"from"_L1, probe.container}}});
        plan.estimatedBytes = have * probe.duration / 8000;
    } else {
        plan.reasons = std::move(faults);
        plan.estimatedBytes = qint64(plan.maxBitRate * TypicalShare) * probe.duration / 8000;
        // What is encoded with fewer bits than the source has would only grow by using more.
        if (have > 0)
            plan.estimatedBytes = std::min(plan.estimatedBytes, have * probe.duration / 8000);
    }
    return plan;
}

AudioPlan planAudio(const Probe &probe)
{
    const AudioStream &a = *probe.audio;
    AudioPlan plan;
    plan.stream = a.index;
    plan.channels = a.channels == 1 ? 1 : 2;
    const auto because = [&](const QString &code, QJsonObject details) {
        plan.reasons.push_back({code, std::move(details)});
    };
    if (a.codec != "aac"_L1)
        because(u"codec"_s, {{"codec"_L1, a.codec}});
    else if (a.profile != "LC"_L1)
        because(u"profile"_s, {{"profile"_L1, a.profile}});
    if (a.sampleRate != media::AudioSampleRate)
        because(u"sample_rate"_s, {{"have"_L1, a.sampleRate}});
    if (a.channels > 2)
        because(u"channels"_s, {{"have"_L1, a.channels}});
    if (a.bitRate > AudioCopyLimit)
        because(u"bit_rate"_s, {{"have"_L1, a.bitRate}, {"limit"_L1, AudioCopyLimit}});
    if (!plan.reasons.empty())
        return plan;
    plan.action = probe.isMp4() ? Action::Copy : Action::Remux;
    because(u"fits"_s, {});
    if (plan.action == Action::Remux)
        because(u"container"_s, {{"from"_L1, probe.container}});
    return plan;
}

/// FFmpeg assumes BT.601 for anything untagged; nearly everything of HD size is BT.709.
QString inputMatrix(const VideoStream &v)
{
    if (v.colorSpace == "bt709"_L1 || v.colorSpace == "smpte240m"_L1 || v.colorSpace == "fcc"_L1)
        return v.colorSpace;
    if (v.colorSpace == "smpte170m"_L1 || v.colorSpace == "bt470bg"_L1)
        return u"bt601"_s;
    if (v.colorSpace.startsWith("bt2020"_L1))
        return u"bt2020"_s;
    return std::min(v.width, v.height) >= 720 ? u"bt709"_s : u"bt601"_s;
}

void estimate(Plan &plan)
{
    double pixels = 0;
    const double frames = plan.frameRate.value() * double(plan.duration) / 1000;
    for (RungPlan &r : plan.rungs) {
        if (plan.audio)
            r.estimatedBytes += qint64(media::AudioBitRate) * plan.duration / 8000;
        plan.estimatedBytes += r.estimatedBytes;
        if (r.action == Action::Encode)
            pixels += double(r.size.pixels()) * frames;
    }
    constexpr double RemuxBytesPerMillisecond = 100'000;
    plan.estimatedTime = 1000 + std::llround(pixels / PixelsPerSecond * 1000 * (plan.toneMap ? 3 : 1)) +
                         std::llround(double(plan.estimatedBytes) / RemuxBytesPerMillisecond);
}

QJsonArray reasonsJson(const std::vector<Reason> &reasons)
{
    QJsonArray out;
    for (const Reason &r : reasons) {
        QJsonObject one = r.details;
        one.insert("word"_L1, r.code);
        out.append(one);
    }
    return out;
}

}  // namespace

QString actionName(Action action)
{
    switch (action) {
    case Action::Copy: return u"copy"_s;
    case Action::Remux: return u"remux"_s;
    case Action::Encode: return u"encode"_s;
    }
    return {};
}

bool Plan::encodesVideo() const
{
    return std::any_of(rungs.begin(), rungs.end(), [](const RungPlan &r) { return r.action == Action::Encode; });
}

bool mayBeCopied(const Probe &probe)
{
    if (!probe.video || !headerFaults(*probe.video).empty())
        return false;
    const auto steps = media::ladder(probe.video->shown(), true);
    const int limit = media::rung(steps.back().quality).videoBitRate;
    // Not every container states the bit rate of the picture alone.
    const qint64 have = probe.video->bitRate > 0 ? probe.video->bitRate : probe.bitRate - 320'000;
    return steps.back().size == probe.video->shown() && have <= limit;
}

Result<Plan> makePlan(const Probe &probe, const PlanOptions &options)
{
    const VideoStream &v = *probe.video;
    if (probe.duration <= 0)
        return Error::precondition(u"The length of the video can't be told"_s, u"no_duration"_s);
    if (v.isHdr() && !options.toneMaps) {
        return Error::precondition(u"This is HDR video, and the installed FFmpeg can't convert it (it lacks zscale)"_s,
                                   u"hdr_not_supported"_s);
    }
    Plan plan;
    plan.videoStream = v.index;
    plan.duration = probe.duration;
    plan.deinterlace = v.interlaced;
    plan.toneMap = v.isHdr();
    plan.inputMatrix = inputMatrix(v);
    plan.frameRate = media::outputFrameRate(v.average, probe.packets ? !probe.packets->evenlySpaced : varies(v));
    std::vector<Reason> faults = headerFaults(v);
    addTimingFaults(probe, plan.frameRate, faults);
    for (const media::LadderStep &step : media::ladder(v.shown(), options.withUhd))
        plan.rungs.push_back(planRung(probe, step, faults));
    if (probe.audio)
        plan.audio = planAudio(probe);
    estimate(plan);
    return plan;
}

QJsonObject Plan::toJson() const
{
    QJsonArray steps;
    for (const RungPlan &r : rungs) {
        steps.append(QJsonObject{{"quality"_L1, media::qualityName(r.quality)},
                                 {"width"_L1, r.size.width},
                                 {"height"_L1, r.size.height},
                                 {"action"_L1, actionName(r.action)},
                                 {"reasons"_L1, reasonsJson(r.reasons)},
                                 {"max_bit_rate"_L1, r.maxBitRate},
                                 {"estimated_bytes"_L1, r.estimatedBytes}});
    }
    QJsonObject out{{"rungs"_L1, steps},
                    {"frame_rate"_L1, std::round(frameRate.value() * 1000) / 1000},
                    {"duration_ms"_L1, duration},
                    {"estimated_bytes"_L1, estimatedBytes},
                    {"estimated_ms"_L1, estimatedTime},
                    {"audio"_L1, QJsonValue()}};
    if (audio) {
        out.insert("audio"_L1, QJsonObject{{"action"_L1, actionName(audio->action)},
                                           {"reasons"_L1, reasonsJson(audio->reasons)},
                                           {"channels"_L1, audio->channels}});
    }
    return out;
}

}  // namespace transcode
