#include "models/domain/commerce/learner/rightdecision.h"

#include <QStringList>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr Millis Never = std::numeric_limits<Millis>::max();

const QStringList &rightActions()
{
    static const QStringList names{u"grant"_s, u"extend"_s, u"revoke"_s};
    return names;
}

bool isPaid(const Right &right)
{
    return enrolmentTypeOf(right.source) == EnrolmentType::Paid;
}

Millis endOf(const Right &right)
{
    return right.end().value_or(Never);
}

/// The one of those that `fits` which ends last.
template<class Fits>
std::optional<size_t> latest(const std::vector<Right> &held, Fits fits)
{
    std::optional<size_t> best;
    for (size_t at = 0; at < held.size(); ++at)
        if (fits(held[at]) && (!best || endOf(held[at]) > endOf(held[*best])))
            best = at;
    return best;
}

RightDecision takeBack(const std::vector<Right> &held, Millis now, bool staffOnly)
{
    RightDecision out;
    bool bought = false;
    for (size_t at = 0; at < held.size(); ++at) {
        if (!isPaid(held[at]) || endOf(held[at]) <= now)
            continue;
        if (staffOnly && held[at].source != RightSource::Staff)
            bought = true;
        else
            out.which.push_back(at);
    }
    if (!out.which.empty())
        out.outcome = RightOutcome::Revoked;
    else if (bought)
        out.fault = u"not_by_hand"_s;
    return out;
}

}  // namespace

QString rightActionName(RightAction action)
{
    return rightActions().at(int(action));
}

std::optional<RightAction> rightActionFromName(const QString &name)
{
    const qsizetype i = rightActions().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(RightAction(i));
}

QString rightOutcomeName(RightOutcome outcome)
{
    static const QStringList names{u"granted"_s, u"extended"_s, u"revoked"_s, u"nothing"_s};
    return names.at(int(outcome));
}

RightDecision decideRight(RightAction action, std::optional<Millis> until, const std::vector<Right> &held, Millis now)
{
    if (action == RightAction::Revoke)
        return takeBack(held, now, false);
    const Millis wanted = until.value_or(Never);
    const auto best = latest(held, [&](const Right &r) { return isPaid(r) && r.isValidAt(now); });
    if (best && endOf(held[*best]) >= wanted)
        return {};
    const auto prolonged =
            action == RightAction::Grant
                    ? latest(held,
                             [&](const Right &r) {
                                 return r.source == RightSource::Staff && !r.revokedAt && r.isValidAt(now);
                             })
                    : latest(held, [](const Right &r) { return isPaid(r) && !r.revokedAt; });
    if (prolonged)
        return {RightOutcome::Extended, {*prolonged}, {}};
    if (action == RightAction::Extend)
        return {RightOutcome::Nothing, {}, u"no_right"_s};
    return {RightOutcome::Granted, {}, {}};
}

RightDecision decideMembership(RightAction action, Millis until, const std::optional<MembershipTime> &run,
                               const std::vector<Right> &held, Millis now)
{
    if (action == RightAction::Revoke)
        return takeBack(held, now, true);
    if (run && run->until >= until)
        return {};
    if (action == RightAction::Extend)
        return run ? RightDecision{RightOutcome::Extended, {}, {}}
                   : RightDecision{RightOutcome::Nothing, {}, u"no_right"_s};
    return {RightOutcome::Granted, {}, {}};
}

Extension extendMembershipUntil(const std::optional<MembershipTime> &current, Millis until, Millis now)
{
    const bool runs = current && current->until > now;
    const Millis from = runs ? current->until : now;
    return {{runs ? current->from : now, until}, {from, until}};
}

}  // namespace commerce
