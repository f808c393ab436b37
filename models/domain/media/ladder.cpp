#include "models/domain/media/ladder.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace media {

namespace {

constexpr std::array<Rung, 4> Rungs{{
        {Quality::Sd, 360, 800'000},
        {Quality::Hd, 720, 2'500'000},
        {Quality::Fhd, 1080, 5'000'000},
        {Quality::Uhd, 2160, 15'000'000},
}};

/// Low rates are there for slide and screen recordings, which are often made with them.
constexpr std::array<FrameRate, 15> StandardRates{{
        {5, 1},
        {10, 1},
        {12, 1},
        {25, 2},
        {15, 1},
        {20, 1},
        {24000, 1001},
        {24, 1},
        {25, 1},
        {30000, 1001},
        {30, 1},
        {48, 1},
        {50, 1},
        {60000, 1001},
        {60, 1},
}};

constexpr double NearlyTheRung = 1.05;
constexpr double RateTolerance = 0.01;  ///< files rarely state their average more exactly

int evenDown(int n)
{
    return std::max(2, n - n % 2);
}

int evenNear(double n)
{
    return std::max(2, int(std::lround(n / 2.0)) * 2);
}

Size scaledTo(Size shown, int shortSide)
{
    const double factor = double(shortSide) / shown.shortSide();
    const Size even{evenNear(shown.width * factor), evenNear(shown.height * factor)};
    return {std::min(even.width, evenDown(shown.width)), std::min(even.height, evenDown(shown.height))};
}

}  // namespace

QString qualityName(Quality quality)
{
    switch (quality) {
    case Quality::Sd: return u"sd"_s;
    case Quality::Hd: return u"hd"_s;
    case Quality::Fhd: return u"fhd"_s;
    case Quality::Uhd: return u"4k"_s;
    }
    return {};
}

std::optional<Quality> qualityFromName(const QString &name)
{
    for (const Rung &r : Rungs) {
        if (qualityName(r.quality) == name)
            return r.quality;
    }
    return std::nullopt;
}

const Rung &rung(Quality quality)
{
    return Rungs[size_t(quality)];
}

std::vector<LadderStep> ladder(Size shown, bool withUhd)
{
    std::vector<LadderStep> steps;
    if (shown.width < 2 || shown.height < 2)
        return steps;
    for (const Rung &r : Rungs) {
        if (r.quality == Quality::Uhd && !withUhd)
            break;
        if (shown.shortSide() <= r.shortSide * NearlyTheRung) {
            steps.push_back({r.quality, {evenDown(shown.width), evenDown(shown.height)}});
            break;
        }
        steps.push_back({r.quality, scaledTo(shown, r.shortSide)});
    }
    return steps;
}

FrameRate outputFrameRate(FrameRate average, bool varies)
{
    const double rate = average.value();
    if (!average.isValid())
        return {30, 1};
    if (varies) {
        const double least = std::max(rate * (1.0 - RateTolerance), 24.0 * (1.0 - RateTolerance / 10));
        for (const FrameRate &standard : StandardRates) {
            // Fractional NTSC rates are for sources that are steady at them.
            if (standard.denominator != 1001 && standard.value() >= least)
                return standard;
        }
        return {60, 1};
    }
    const auto nearest = std::min_element(StandardRates.begin(), StandardRates.end(), [&](FrameRate a, FrameRate b) {
        return std::abs(a.value() - rate) < std::abs(b.value() - rate);
    });
    return *nearest;
}

}  // namespace media
