#pragma once

#include "models/domain/clock.h"
#include "models/domain/media/ladder.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace transcode {

struct VideoStream {
    int index = 0;        ///< in the file
    QString codec;        ///< FFmpeg's names: "h264", "hevc"
    QString profile;      ///< "High"
    int level = 0;        ///< 31 for 3.1
    QString pixelFormat;  ///< "yuv420p"
    int bitDepth = 8;
    int width = 0;  ///< as coded
    int height = 0;
    int sarNumerator = 1;  ///< shape of one pixel
    int sarDenominator = 1;
    int rotation = 0;  ///< degrees clockwise to show it upright: 0, 90, 180, 270
    media::FrameRate average;
    media::FrameRate
            nominal;     ///< smallest common rate FFmpeg guesses; differs from the average when frames come unevenly
    qint64 bitRate = 0;  ///< bits/s, 0 unknown
    QString colorSpace;  ///< matrix; empty unknown
    QString colorTransfer;
    QString colorPrimaries;
    QString colorRange;  ///< "tv", "pc"
    bool interlaced = false;

    /// Rotation applied, pixels square (the width is stretched, never the height).
    media::Size shown() const;
    bool isHdr() const;  ///< PQ or HLG
};

struct AudioStream {
    int index = 0;
    QString codec;
    QString profile;  ///< "LC", "HE-AAC"
    int sampleRate = 0;
    int channels = 0;
    qint64 bitRate = 0;
};

/// What reading every packet header told; costs one pass over the file, so it is made only where a copy is in sight.
struct PacketFacts {
    Millis end = 0;  ///< of the last packet of any stream, from the start of the file
    qint64 keyFrames = 0;
    Millis longestKeyInterval = 0;  ///< between key frames, and from the last one to the end
    bool evenlySpaced = false;      ///< every frame lasts as long as every other
    qint64 videoBitRate = 0;
};

/// A file as FFmpeg sees it. A value.
struct Probe {
    QString container;  ///< FFmpeg's demuxer names: "mov,mp4,m4a,3gp,3g2,mj2"
    Millis duration = 0;
    qint64 bitRate = 0;
    std::optional<VideoStream> video;  ///< the first that is not a cover picture
    std::optional<AudioStream> audio;  ///< the default one, else the first
    int audioStreams = 0;
    std::optional<PacketFacts> packets;

    bool isMp4() const { return container.split(u',').contains(u"mp4"); }
    QJsonObject toJson() const;  ///< snake_case (API §2), for GET /api/media/{id}
};

/// Reads the JSON of `ffprobe -show_format -show_streams`. Pure.
/// Errors: UnsupportedMedia "not_a_video" (no streams), "no_video_stream", "unsupported_codec".
Result<Probe> parseProbe(const QByteArray &json);

}  // namespace transcode
