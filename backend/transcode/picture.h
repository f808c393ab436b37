#pragma once

#include "backend/transcode/childprocess.h"
#include "backend/transcode/tools.h"

namespace transcode {

/// Makes a picture of unknown origin one that can be shown: a JPEG of at most 1600 pixels width, upright, without
/// anything the original tells of people and places, its transparent parts white. `type` ("jpeg", "png", "webp") is what
/// FFmpeg may take the file for, and nothing else. Thread: any but the GUI's and a request's; blocks. Errors:
/// UnsupportedMedia "not_a_picture" | "picture_too_large" (more than 50 megapixels); Unavailable "disk_full"; those
/// of runChild.
Result<void> convertPicture(const Tools &tools, const QString &file, const QString &type, const QString &output,
                            const Cancelled &cancelled = {});

}  // namespace transcode
