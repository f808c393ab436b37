#include "models/domain/commerce/right.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <tuple>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

const QStringList &rightKinds()
{
    static const QStringList names{u"lesson"_s, u"course"_s, u"membership"_s};
    return names;
}

const QStringList &rightSources()
{
    static const QStringList names{u"order"_s, u"staff"_s, u"free"_s, u"trial"_s};
    return names;
}

constexpr Millis ForGood = std::numeric_limits<Millis>::max();

int rankOf(RightSource source)
{
    switch (source) {
    case RightSource::Order:
    case RightSource::Staff: return 2;
    case RightSource::Trial: return 1;
    case RightSource::Free: return 0;
    }
    return 0;
}

// A right that has not begun is no use yet, but it is more than one that is over.
int standing(const Right &right, Millis now)
{
    if (right.isValidAt(now))
        return 2;
    return right.end().value_or(ForGood) > now ? 1 : 0;
}

}  // namespace

QString rightKindName(RightKind kind)
{
    return rightKinds().at(int(kind));
}

QString rightSourceName(RightSource source)
{
    return rightSources().at(int(source));
}

std::optional<RightKind> rightKindFromName(const QString &name)
{
    const qsizetype i = rightKinds().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(RightKind(i));
}

std::optional<RightSource> rightSourceFromName(const QString &name)
{
    const qsizetype i = rightSources().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(RightSource(i));
}

EnrolmentType enrolmentTypeOf(RightSource source)
{
    switch (source) {
    case RightSource::Order:
    case RightSource::Staff: return EnrolmentType::Paid;
    case RightSource::Trial: return EnrolmentType::Trial;
    case RightSource::Free: return EnrolmentType::Free;
    }
    return EnrolmentType::Free;
}

bool Right::isValidAt(Millis now) const
{
    return now >= validFrom && now < end().value_or(ForGood);
}

std::optional<Millis> Right::end() const
{
    if (validUntil && revokedAt)
        return std::min(*validUntil, *revokedAt);
    return validUntil ? validUntil : revokedAt;
}

const Right *bestRight(const std::vector<Right> &rights, Millis now)
{
    const auto worth = [now](const Right &right) {
        return std::tuple(standing(right, now), rankOf(right.source), right.end().value_or(ForGood));
    };
    const Right *best = nullptr;
    for (const Right &right : rights)
        if (!best || worth(right) > worth(*best))
            best = &right;
    return best;
}

bool isOwnedForGood(const std::vector<Right> &rights, Millis now)
{
    return std::any_of(rights.begin(), rights.end(), [now](const Right &right) {
        return enrolmentTypeOf(right.source) == EnrolmentType::Paid && right.isValidAt(now) && !right.validUntil;
    });
}

Result<Right> purchasedRight(RightKind kind, const std::vector<Right> &held, const Validity &validity, Millis now,
                             const learning::SchoolCalendar &calendar)
{
    if (validity.until && *validity.until <= now)
        return Error::precondition(u"What is sold here has ended."_s, u"validity_over"_s);
    Millis paidUntil = now;
    for (const Right &right : held)
        if (enrolmentTypeOf(right.source) == EnrolmentType::Paid && right.isValidAt(now))
            paidUntil = std::max(paidUntil, right.end().value_or(ForGood));
    const Error owned = Error::conflict(u"This is owned already."_s, u"already_owned"_s);
    if (paidUntil == ForGood || (validity.until && *validity.until <= paidUntil))
        return owned;
    Right right;
    right.kind = kind;
    right.validFrom = now;
    right.validUntil = validity.until;
    if (validity.days)
        right.validUntil = calendar.addDays(paidUntil, *validity.days);
    return right;
}

}  // namespace commerce
