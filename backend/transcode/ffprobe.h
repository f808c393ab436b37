#pragma once

#include "backend/transcode/childprocess.h"
#include "backend/transcode/packetscan.h"
#include "backend/transcode/probe.h"
#include "backend/transcode/tools.h"

namespace transcode {

/// Looks into a file of unknown origin. FFmpeg may read that file and nothing else: playlists and scripts that name
/// other files or addresses are refused by a list of containers and by allowing the file protocol only. Thread: any but
/// the GUI's; blocks.
class Ffprobe
{
public:
    explicit Ffprobe(Tools tools) : m_tools(std::move(tools)) {}

    /// Streams, then packets: all of them if the picture might be taken over unchanged or the length is unknown, else
    /// the last seconds, which prove that the file is whole. Errors: UnsupportedMedia "empty_file" | "not_a_video" |
    /// "no_video_stream" | "unsupported_codec" | "truncated_file", NotFound "file_not_found", PermissionDenied
    /// "file_not_readable", and those of runChild.
    Result<Probe> probe(const QString &file, const Cancelled &cancelled = {}) const;

    /// Feeds the packets from `from` on to `scan`.
    Result<void> scanPackets(const QString &file, Millis from, PacketScan &scan, const Cancelled &cancelled = {}) const;

private:
    Result<Probe> readStreams(const QString &file, Millis &origin, const Cancelled &cancelled) const;
    Tools m_tools;
};

/// Options that keep FFmpeg to one local file of a container we know; to be followed by "-i" and `inputUrl(file)`.
QStringList inputLimits();
/// A path that can't be mistaken for an option or another protocol.
QString inputUrl(const QString &file);

}  // namespace transcode
