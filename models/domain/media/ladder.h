#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>
#include <vector>

/// The ladder of renditions, a rule of DOMAIN §6. Thread: any (pure).
namespace media {

/// The words of the contract, low to high (API §2 `quality`).
enum class Quality { Sd, Hd, Fhd, Uhd };

QString qualityName(Quality quality);  ///< "sd", "hd", "fhd", "4k"
std::optional<Quality> qualityFromName(const QString &name);

/// Pixels. Of a picture as it is shown: rotation applied, pixels square.
struct Size {
    int width = 0;
    int height = 0;

    int shortSide() const { return width < height ? width : height; }
    qint64 pixels() const { return qint64(width) * height; }
    bool operator==(const Size &) const = default;
};

/// Frames per second as a fraction: 30000/1001 is not 29.97.
struct FrameRate {
    int numerator = 0;
    int denominator = 1;

    bool isValid() const { return numerator > 0 && denominator > 0; }
    double value() const { return isValid() ? double(numerator) / denominator : 0.0; }
    bool operator==(const FrameRate &) const = default;
};

/// What a rung allows, whatever the picture's shape.
struct Rung {
    Quality quality;
    int shortSide;     ///< px
    int videoBitRate;  ///< bits/s, ceiling
};
const Rung &rung(Quality quality);

inline constexpr int AudioBitRate = 128'000;    ///< bits/s
inline constexpr int AudioSampleRate = 48'000;  ///< Hz
inline constexpr int KeyFrameSeconds = 2;

struct LadderStep {
    Quality quality;
    Size size;
    bool operator==(const LadderStep &) const = default;
};

/// The steps for a picture of `shown` size, low to high; never empty for a picture of at least 2×2.
/// - A rung is the short side; the other side follows the aspect; both even.
/// - Never upscaled: the first rung the source does not exceed is the last step, at the source's own size (rounded down
/// to even).
///   960×540 → sd 640×360, hd 960×540. 320×240 → sd 320×240.
/// - A source at most 5 % above a rung counts as that rung (1920×1088 is fhd, unscaled), so that no two steps are
/// nearly equal.
/// - With `withUhd` false the ladder ends at fhd, scaled down if the source is larger.
std::vector<LadderStep> ladder(Size shown, bool withUhd = false);

/// The constant frame rate to encode with, at most 60.
/// A steady source gets the standard rate nearest to its own. A varying one gets the smallest standard rate that is not
/// below its average, and at least 24: repeated pictures cost almost nothing, dropped ones are seen.
FrameRate outputFrameRate(FrameRate average, bool varies);

}  // namespace media
