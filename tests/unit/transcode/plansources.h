#pragma once

// Sources as ffprobe would tell of them.

#include "backend/transcode/packetscan.h"
#include "backend/transcode/transcodecommand.h"
#include "backend/transcode/transcodeplan.h"
#include "backend/transcode/transcoderunner.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using transcode::Action;
using transcode::Plan;
using transcode::Probe;

/// A phone's or camera's ordinary 1080p film.
inline Probe camera()
{
    Probe p;
    p.container = u"mov,mp4,m4a,3gp,3g2,mj2"_s;
    p.duration = 10'000;
    p.bitRate = 17'000'000;
    p.video = transcode::VideoStream{};
    p.video->codec = u"h264"_s;
    p.video->profile = u"High"_s;
    p.video->pixelFormat = u"yuv420p"_s;
    p.video->width = 1920;
    p.video->height = 1080;
    p.video->average = p.video->nominal = {30, 1};
    p.video->bitRate = 16'800'000;
    p.video->colorSpace = u"bt709"_s;
    p.audio = transcode::AudioStream{1, u"aac"_s, u"LC"_s, 48'000, 2, 128'000};
    p.audioStreams = 1;
    return p;
}

/// One that the product could have made itself.
inline Probe fitting()
{
    Probe p = camera();
    p.video->bitRate = 3'000'000;
    p.bitRate = 3'130'000;
    p.packets = transcode::PacketFacts{10'000, 5, 2'000, true, 3'000'000};
    return p;
}

inline QString describe(const Plan &plan)
{
    QStringList parts;
    for (const auto &r : plan.rungs) {
        parts += u"%1 %2x%3 %4"_s.arg(media::qualityName(r.quality))
                         .arg(r.size.width)
                         .arg(r.size.height)
                         .arg(transcode::actionName(r.action));
    }
    return parts.join(", "_L1);
}

inline QStringList reasons(const std::vector<transcode::Reason> &list)
{
    QStringList words;
    for (const auto &r : list)
        words += r.code;
    return words;
}

inline Plan planned(const Probe &probe)
{
    auto plan = transcode::makePlan(probe, {false, true});
    return plan ? *plan : Plan{};
}
