#pragma once

#include "backend/transcode/probe.h"

#include <QByteArray>

#include <vector>

namespace transcode {

/// Gathers facts from packet lines of `ffprobe -show_entries
/// packet=stream_index,pts_time,dts_time,duration_time,size,flags -of csv=p=0`. Fed line by line, so a long file costs
/// 8 bytes a frame. Pure.
class PacketScan
{
public:
    /// `origin`: where the file's time starts (ms); packets are counted from there.
    explicit PacketScan(int videoStream, Millis origin = 0) : m_videoStream(videoStream), m_origin(origin) {}

    void add(const QByteArray &line);  ///< of another stream it counts for end() alone, a broken one for nothing

    bool sawAnything() const { return m_packets > 0; }
    Millis end() const { return m_end; }  ///< of the last packet of any stream, from the origin
    /// For a scan of the whole file.
    PacketFacts facts() const;
    const std::vector<Millis> &keyFrames() const { return m_keyFrames; }  ///< in order of the file

private:
    int m_videoStream;
    Millis m_origin;
    qint64 m_packets = 0;
    qint64 m_videoBytes = 0;
    Millis m_end = 0;
    Millis m_videoEnd = 0;
    std::vector<double> m_times;  ///< of video frames, s
    std::vector<Millis> m_keyFrames;
};

}  // namespace transcode
