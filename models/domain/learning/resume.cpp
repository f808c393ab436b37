#include "models/domain/learning/resume.h"

#include <algorithm>

namespace learning {

std::optional<Millis> resumePosition(Millis position, Millis duration, bool completed)
{
    constexpr Millis Shortest = 60'000, PastStart = 5'000, LeastTail = 15'000, MostTail = 120'000;
    if (completed || duration < Shortest || position <= PastStart)
        return std::nullopt;
    const Millis tail = std::clamp(duration / 20, LeastTail, MostTail);
    if (position >= duration - tail)
        return std::nullopt;
    return position;
}

}  // namespace learning
