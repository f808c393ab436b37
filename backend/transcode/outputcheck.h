#pragma once

#include "backend/transcode/childprocess.h"
#include "backend/transcode/tools.h"
#include "backend/transcode/transcodeplan.h"

namespace transcode {

/// What a finished file turned out to be.
struct CheckedOutput {
    media::Size size;
    Millis duration = 0;
    qint64 bytes = 0;
    qint64 bitRate = 0;  ///< bits/s over all
};

/// Looks at a rendition as strictly as DOMAIN §6 asks before it counts: length ± 0.1 s of the plan's, the planned size,
/// H.264 8-bit 4:2:0 upright with square pixels, AAC if the plan has sound, a key frame at least every 2 s, the index
/// before the data (faststart), and its first and last seconds decode without a complaint. Thread: any but the GUI's;
/// blocks. Errors: DataLoss "output_invalid" with the fault in words; Cancelled.
Result<CheckedOutput> checkOutput(const Tools &tools, const QString &file, const Plan &plan, const RungPlan &rung,
                                  const Cancelled &cancelled = {});

/// Does the MP4's index stand before its data, so that playing can start at once?
bool isFastStart(const QString &file);

}  // namespace transcode
