#include "models/domain/commerce/learner/learnerstanding.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr int LongestKey = 64;

const QStringList &rightStates()
{
    static const QStringList names{u"none"_s, u"active"_s, u"expired"_s, u"revoked"_s};
    return names;
}

const QStringList &learningStates()
{
    static const QStringList names{u"not_started"_s, u"started"_s, u"finished"_s};
    return names;
}

}  // namespace

RightStanding standingOf(const std::vector<Right> &rights)
{
    RightStanding out;
    bool all = true;
    for (const Right &right : rights) {
        if (enrolmentTypeOf(right.source) != EnrolmentType::Paid)
            continue;
        const Millis end = std::min(right.end().value_or(RightStanding::ForGood), RightStanding::ForGood);
        out.until = std::max(out.until.value_or(end), end);
        all = all && right.revokedAt.has_value();
    }
    out.revoked = out.until.has_value() && all;
    return out;
}

RightState rightStateAt(const RightStanding &standing, Millis now)
{
    if (!standing.until)
        return RightState::None;
    if (*standing.until > now)
        return RightState::Active;
    return standing.revoked ? RightState::Revoked : RightState::Expired;
}

QString rightStateName(RightState state)
{
    return rightStates().at(int(state));
}

std::optional<RightState> rightStateFromName(const QString &name)
{
    const qsizetype i = rightStates().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(RightState(i));
}

QString learningStateName(LearningState state)
{
    return learningStates().at(int(state));
}

std::optional<LearningState> learningStateFromName(const QString &name)
{
    const qsizetype i = learningStates().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(LearningState(i));
}

QString learnerNameKey(const QString &name)
{
    QString key = name.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified().left(LongestKey);
    if (!key.isEmpty() && key.back().isHighSurrogate())
        key.chop(1);
    return key;
}

}  // namespace commerce
