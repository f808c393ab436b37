#pragma once

#include "models/domain/commerce/right.h"

#include <QString>

/// What a list of learners says of one of them, in a course or in all together. Thread: any (pure).
namespace commerce {

/// What somebody's rights to something come to, apart from the time: kept as counters are, so that lists never read rights.
struct RightStanding {
    /// End of a right for good: later than any date that can be given.
    static constexpr Millis ForGood = 9'000'000'000'000'000;

    std::optional<Millis> until;  ///< the latest end of all; nothing: there never was a right
    bool revoked = false;         ///< each one was taken back

    bool operator==(const RightStanding &) const = default;
};

/// Rights that were bought or given; of trial and free ones nothing is said.
RightStanding standingOf(const std::vector<Right> &rights);

enum class RightState { None, Active, Expired, Revoked };
/// Active to just before `until`. None: no right ever, so free, a trial, or progress alone.
RightState rightStateAt(const RightStanding &standing, Millis now);
QString rightStateName(RightState state);  ///< "none", "active", "expired", "revoked"
std::optional<RightState> rightStateFromName(const QString &name);

enum class LearningState { NotStarted, Started, Finished };
QString learningStateName(LearningState state);  ///< "not_started", "started", "finished"
std::optional<LearningState> learningStateFromName(const QString &name);

/// A name as it is searched and sorted by: without regard to case, width and the kind of blanks; at most 64 units.
QString learnerNameKey(const QString &name);

}  // namespace commerce
