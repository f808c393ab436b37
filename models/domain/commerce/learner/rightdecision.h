#pragma once

#include "models/domain/commerce/membership/membership.h"
#include "models/domain/commerce/right.h"

#include <QString>

/// What becomes of a wish to give, prolong or take back a right, so that the same wish twice changes nothing the second
/// time: what a file of rights does line by line. Thread: any (pure).
namespace commerce {

enum class RightAction { Grant, Extend, Revoke };
QString rightActionName(RightAction action);  ///< "grant", "extend", "revoke"
std::optional<RightAction> rightActionFromName(const QString &name);

enum class RightOutcome { Granted, Extended, Revoked, Nothing };
QString rightOutcomeName(RightOutcome outcome);  ///< "granted", "extended", "revoked", "nothing"

struct RightDecision {
    RightOutcome outcome = RightOutcome::Nothing;
    std::vector<size_t> which;  ///< of the rights held: the one that is prolonged, those that are taken back
    QString fault;              ///< why it can't be: "no_right", "not_by_hand"; empty: it can

    bool operator==(const RightDecision &) const = default;
};

/// To a course or a lesson. `held`: all of the person's to it. `until`: nothing: for good.
///  - grant sees to it that she has it until then: staff's own right is prolonged, otherwise there is a new one. Bought
///    ones stay as they were bought
///  - extend prolongs what there is, also what has ended, bought or given; it never shortens. "no_right": there is none
///    (what was taken back is none)
///  - revoke takes back all that would still be good for something
RightDecision decideRight(RightAction action, std::optional<Millis> until, const std::vector<Right> &held, Millis now);

/// To a membership until `until`. `held`: all of the person's rights to the plan; `run`: what they come to. Granted and
/// Extended: the run goes on until then by a new right. Only what staff gave is taken back: "not_by_hand" where all that is
/// left was bought.
RightDecision decideMembership(RightAction action, Millis until, const std::optional<MembershipTime> &run,
                               const std::vector<Right> &held, Millis now);

/// Staff lets a membership go on until `until` (later than now and than the run): from the end of the run, or from now.
Extension extendMembershipUntil(const std::optional<MembershipTime> &current, Millis until, Millis now);

}  // namespace commerce
