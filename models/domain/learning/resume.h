#pragma once

#include "models/domain/clock.h"

#include <optional>

namespace learning {

/// Where to offer to go on (DOMAIN §2): for lessons of ≥ 60 s, past 5 s, and before the last 5 % (taken as at least
/// 15 s and at most 120 s). nullopt: the lesson simply starts at 0; so does a finished one. Same rule as
/// resources/learner/core/resume.js. Thread: any (pure).
std::optional<Millis> resumePosition(Millis position, Millis duration, bool completed);

}  // namespace learning
