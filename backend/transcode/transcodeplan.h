#pragma once

#include "backend/transcode/probe.h"
#include "models/domain/media/ladder.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace transcode {

/// What happens to a stream. copy: its bytes go unchanged from MP4 to MP4; remux: unchanged, but out of another
/// container; encode: decoded and compressed anew.
enum class Action { Copy, Remux, Encode };
QString actionName(Action action);

/// Why, as a stable word with particulars; the clients have the sentences in their languages.
/// Video: fits · scaled {from, to} · codec {codec} · profile {profile} · bit_depth {bits} · pixel_format {format} ·
/// bit_rate {have, limit} · key_frames {longest_ms} · frame_rate {have, to} · variable_frame_rate {to} · rotation
/// {degrees} · pixel_aspect {sar} · odd_size {size} · interlaced · hdr {transfer} · color {space}. Audio: fits · codec
/// · profile · sample_rate {have} · channels {have} · bit_rate {have, limit}. Remux: container {from}.
struct Reason {
    QString code;
    QJsonObject details;
    bool operator==(const Reason &) const = default;
};

struct RungPlan {
    media::Quality quality = media::Quality::Sd;
    media::Size size;
    Action action = Action::Encode;
    std::vector<Reason> reasons;
    int maxBitRate = 0;  ///< bits/s of the picture
    qint64 estimatedBytes =
            0;  ///< picture and sound; a copy's are nearly exact, an encode's about right for camera footage
};

struct AudioPlan {
    Action action = Action::Encode;
    std::vector<Reason> reasons;
    int stream = 0;    ///< index in the source
    int channels = 2;  ///< of the output
};

/// The whole treatment of one source, decided and explained before anything starts (DOMAIN §6). A value.
struct Plan {
    std::vector<RungPlan> rungs;  ///< low to high, at least one
    std::optional<AudioPlan> audio;
    int videoStream = 0;
    media::FrameRate frameRate;  ///< of encoded pictures
    bool deinterlace = false;
    bool toneMap = false;  ///< HDR to SDR
    QString inputMatrix;   ///< FFmpeg's name of the source's colour matrix
    Millis duration = 0;   ///< expected of every output
    qint64 estimatedBytes = 0;
    Millis estimatedTime = 0;  ///< rough, for two cores

    bool encodesVideo() const;
    QJsonObject toJson() const;  ///< snake_case, the `plan` of API §2
};

struct PlanOptions {
    bool withUhd = false;   ///< 4k is optional
    bool toneMaps = false;  ///< from Tools
};

/// Pure. Errors: FailedPrecondition "hdr_not_supported" (HDR source, no tone mapping here), "no_duration".
Result<Plan> makePlan(const Probe &probe, const PlanOptions &options);

/// Could the picture be taken over unchanged, as far as the headers tell? Then reading all packets is worth it.
bool mayBeCopied(const Probe &probe);

}  // namespace transcode
