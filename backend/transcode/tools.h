#pragma once

#include "models/domain/result.h"

#include <QString>

#include <mutex>
#include <optional>

namespace transcode {

/// The FFmpeg programs of this machine and what they can do. A value; found once at start.
struct Tools {
    QString ffmpeg;  ///< absolute paths
    QString ffprobe;
    QString version;        ///< "5.1.9-0+deb12u1"
    bool toneMaps = false;  ///< zscale and tonemap are there, so HDR sources can be brought to SDR
};

/// Looks beside the program first, then in the PATH, and asks for version, encoders and filters.
/// Errors: Unavailable "ffmpeg_missing" | "encoder_missing" (built without libx264 or AAC). Thread: any but the GUI's.
Result<Tools> findTools();

/// The tools, found when first needed: a school opens without FFmpeg, and finds it once it has been installed. Thread:
/// any.
class Toolbox
{
public:
    Result<Tools> tools();

private:
    std::mutex m_mutex;
    std::optional<Tools> m_found;
};

}  // namespace transcode
