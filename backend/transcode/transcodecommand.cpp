#include "backend/transcode/transcodecommand.h"

#include "backend/transcode/ffprobe.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

/// Capped CRF: `crf` sets the quality, the rung's ceiling only what hard pictures may use. Presets were chosen so that
/// the three rungs together take no longer than the usual three separate commands.
struct EncoderSetting {
    int crf;
    const char *preset;
};

EncoderSetting settingOf(media::Quality quality)
{
    switch (quality) {
    case media::Quality::Sd: return {22, "medium"};
    case media::Quality::Hd:
    case media::Quality::Fhd: return {22, "fast"};
    case media::Quality::Uhd: return {22, "veryfast"};
    }
    return {22, "fast"};
}

QString rate(media::FrameRate r)
{
    return u"%1/%2"_s.arg(r.numerator).arg(r.denominator);
}

/// What every rung needs: whole pictures, a constant rate that starts at zero, SDR.
QString commonFilters(const Plan &plan)
{
    QStringList chain;
    if (plan.deinterlace)
        chain += u"bwdif=mode=send_frame"_s;
    chain += u"fps=%1:start_time=0"_s.arg(rate(plan.frameRate));
    if (plan.toneMap) {
        chain += u"zscale=t=linear:npl=100"_s;
        chain += u"format=gbrpf32le"_s;
        chain += u"zscale=p=bt709"_s;
        chain += u"tonemap=tonemap=hable:desat=0"_s;
        chain += u"zscale=t=bt709:m=bt709:r=tv"_s;
        chain += u"format=yuv420p"_s;
    }
    return chain.join(u',');
}

/// To BT.709 in 8 bits with square pixels, whatever the source has.
QString firstScale(const Plan &plan, media::Size size)
{
    const QString matrix = plan.toneMap ? u"bt709"_s : plan.inputMatrix;
    return u"scale=%1:%2:flags=bicubic:in_color_matrix=%3:out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1"_s
            .arg(size.width)
            .arg(size.height)
            .arg(matrix);
}

QString nextScale(media::Size size)
{
    return u"scale=%1:%2:flags=bicubic:in_color_matrix=bt709:out_color_matrix=bt709:in_range=tv:out_range=tv,setsar=1"_s
            .arg(size.width)
            .arg(size.height);
}

/// "[0:0]fps=…,scale=1920…,split=2[v2][n2];[n2]scale=1280…,split=2[v1][n1];[n1]scale=640…[v0]": from the largest rung
/// that is encoded downwards, each scaled from the one above. Beside the encoders the scaling costs so little that this
/// could not be told from scaling each from the source when measured.
QString pictureGraph(const Plan &plan)
{
    QStringList steps;
    QString input = u"[0:%1]%2,"_s.arg(plan.videoStream).arg(commonFilters(plan));
    media::Size above;
    for (size_t n = plan.rungs.size(); n > 0; --n) {
        const size_t i = n - 1;
        if (plan.rungs[i].action != Action::Encode)
            continue;
        const bool isFirst = above == media::Size();
        const bool isLast = std::none_of(plan.rungs.begin(), plan.rungs.begin() + std::ptrdiff_t(i),
                                         [](const RungPlan &r) { return r.action == Action::Encode; });
        above = plan.rungs[i].size;
        steps += input + (isFirst ? firstScale(plan, above) : nextScale(above)) +
                 (isLast ? u"[v%1]"_s.arg(i) : u",split=2[v%1][n%1]"_s.arg(i));
        input = u"[n%1]"_s.arg(i);
    }
    return steps.join(u';');
}

/// Fills holes and a late start with silence, so that sound and picture stay together.
QString soundGraph(const AudioPlan &audio)
{
    return u"[0:%1]aresample=%2:async=1:first_pts=0[a]"_s.arg(audio.stream).arg(media::AudioSampleRate);
}

/// `i` is the position of the picture stream in the output, which is the rung's position in the plan.
QStringList encoderOptions(const Plan &plan, size_t i)
{
    const RungPlan &r = plan.rungs[i];
    const QString v = u":v:%1"_s.arg(i);
    if (r.action != Action::Encode)
        return {"-c"_L1 + v, u"copy"_s};
    const EncoderSetting setting = settingOf(r.quality);
    // The ceiling is one for the average: a full buffer may be spent on top of the rate, which 5 % outweigh from 26 s
    // on.
    const int maxRate = r.maxBitRate / 100 * 95;
    const int keyInterval = int(plan.frameRate.value() * media::KeyFrameSeconds + 0.999);
    // An option and its value belong on one line.
    // clang-format off
    return {"-c"_L1 + v, u"libx264"_s,
            "-profile"_L1 + v, u"high"_s,
            "-preset"_L1 + v, QString::fromLatin1(setting.preset),
            "-crf"_L1 + v, QString::number(setting.crf),
            "-maxrate"_L1 + v, QString::number(maxRate),
            // 1.5 s of buffer keep any 6 s segment under 1.25 times the ceiling.
            "-bufsize"_L1 + v, QString::number(maxRate * 3 / 2),
            // Key frames by the clock, at the same moments in every rung; none at scene cuts.
            "-force_key_frames"_L1 + v, u"expr:gte(t,n_forced*%1)"_s.arg(media::KeyFrameSeconds),
            "-g"_L1 + v, QString::number(keyInterval),
            "-sc_threshold"_L1 + v, u"0"_s,
            "-pix_fmt"_L1 + v, u"yuv420p"_s,
            "-colorspace"_L1 + v, u"bt709"_s,
            "-color_primaries"_L1 + v, u"bt709"_s,
            "-color_trc"_L1 + v, u"bt709"_s,
            "-color_range"_L1 + v, u"tv"_s};
    // clang-format on
}

QString teeOutputs(const Plan &plan)
{
    QStringList slaves;
    for (size_t i = 0; i < plan.rungs.size(); ++i) {
        const QString streams = u"v:%1"_s.arg(i) + (plan.audio ? u",a:0"_s : QString());
        slaves += u"[select=\\'%1\\':f=mp4:movflags=+faststart]%2"_s.arg(streams, outputName(plan.rungs[i].quality));
    }
    return slaves.join(u'|');
}

}  // namespace

QString outputName(media::Quality quality)
{
    return media::qualityName(quality) + ".mp4"_L1;
}

QStringList transcodeArguments(const Plan &plan, const QString &source)
{
    QStringList args{u"-hide_banner"_s,  u"-nostdin"_s, u"-y"_s,        u"-v"_s,
                     u"warning"_s,       u"-nostats"_s, u"-progress"_s, u"pipe:1"_s,
                     u"-stats_period"_s, u"0.5"_s};
    args += inputLimits();
    args += {u"-i"_s, inputUrl(source)};
    QStringList graphs;
    if (plan.encodesVideo())
        graphs += pictureGraph(plan);
    const bool encodesSound = plan.audio && plan.audio->action == Action::Encode;
    if (encodesSound)
        graphs += soundGraph(*plan.audio);
    if (!graphs.isEmpty())
        args += {u"-filter_complex"_s, graphs.join(u';')};
    for (size_t i = 0; i < plan.rungs.size(); ++i) {
        const bool encodes = plan.rungs[i].action == Action::Encode;
        args += {u"-map"_s, encodes ? u"[v%1]"_s.arg(i) : u"0:%1"_s.arg(plan.videoStream)};
    }
    if (plan.audio)
        args += {u"-map"_s, encodesSound ? u"[a]"_s : u"0:%1"_s.arg(plan.audio->stream)};
    for (size_t i = 0; i < plan.rungs.size(); ++i)
        args += encoderOptions(plan, i);
    if (encodesSound) {
        args += {u"-c:a"_s,       u"aac"_s,
                 u"-profile:a"_s, u"aac_low"_s,
                 u"-b:a"_s,       QString::number(media::AudioBitRate),
                 u"-ac:a"_s,      QString::number(plan.audio->channels)};
    } else if (plan.audio) {
        args += {u"-c:a"_s, u"copy"_s};
    }
    // The tee muxer doesn't tell the encoders that MP4 wants its headers apart. Sources' metadata may name people and
    // places.
    args += {u"-flags"_s,     u"+global_header"_s,         u"-map_metadata"_s, u"-1"_s, u"-map_chapters"_s,
             u"-1"_s,         u"-max_muxing_queue_size"_s, u"4096"_s,          u"-f"_s, u"tee"_s,
             teeOutputs(plan)};
    return args;
}

QStringList posterArguments(const QString &rendition, Millis at)
{
    return {u"-hide_banner"_s,
            u"-nostdin"_s,
            u"-y"_s,
            u"-v"_s,
            u"error"_s,
            u"-ss"_s,
            QString::number(double(at) / 1000, 'f', 3),
            u"-i"_s,
            inputUrl(rendition),
            u"-map"_s,
            u"0:v:0"_s,
            u"-frames:v"_s,
            u"1"_s,
            u"-vf"_s,
            u"scale=min(1280\\,iw):-2:in_color_matrix=bt709:out_color_matrix=smpte170m:out_range=pc,format=yuvj420p"_s,
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
            QString(PosterName)};
}

QStringList trialArguments(const QString &rendition, int seconds, const QString &output)
{
    return {u"-hide_banner"_s,
            u"-nostdin"_s,
            u"-y"_s,
            u"-v"_s,
            u"error"_s,
            u"-i"_s,
            inputUrl(rendition),
            u"-t"_s,
            QString::number(seconds),
            u"-map"_s,
            u"0"_s,
            u"-c"_s,
            u"copy"_s,
            u"-map_metadata"_s,
            u"-1"_s,
            u"-movflags"_s,
            u"+faststart"_s,
            u"-f"_s,
            u"mp4"_s,
            inputUrl(output)};
}

}  // namespace transcode
