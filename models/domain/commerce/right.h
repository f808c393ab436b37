#pragma once

#include "models/domain/clock.h"
#include "models/domain/commerce/enrolment.h"
#include "models/domain/learning/schoolcalendar.h"
#include "models/domain/result.h"

#include <QString>

#include <optional>
#include <vector>

/// What a person may have, why and how long (DOMAIN §3, §18): a row each, so that taking one back (a refund, staff) leaves
/// the others. Thread: any (values, pure).
namespace commerce {

enum class RightKind { Lesson, Course, Membership };
enum class RightSource { Order, Staff, Free, Trial };

QString rightKindName(RightKind kind);        ///< "lesson", "course", "membership"
QString rightSourceName(RightSource source);  ///< "order", "staff", "free", "trial"
std::optional<RightKind> rightKindFromName(const QString &name);
std::optional<RightSource> rightSourceFromName(const QString &name);

/// What a right of this source is as an enrolment: only paid ones (bought or given by staff) open a course with a price.
EnrolmentType enrolmentTypeOf(RightSource source);

struct Right {
    RightKind kind = RightKind::Course;
    RightSource source = RightSource::Order;
    Millis validFrom = 0;
    std::optional<Millis> validUntil;  ///< no longer valid at it; nothing: for good
    std::optional<Millis> revokedAt;   ///< refund, or staff: from here on as if it weren't there

    bool isValidAt(Millis now) const;
    /// validUntil or revokedAt, whichever comes first.
    std::optional<Millis> end() const;
    bool operator==(const Right &) const = default;
};

/// How long what is sold lasts: for good, until a date, or for some days from purchase. Never both.
struct Validity {
    static constexpr int MaxDays = 3650;

    std::optional<Millis> until;
    std::optional<int> days;  ///< calendar days in the school's zone, the hour kept
    bool operator==(const Validity &) const = default;
};

/// The right that counts at `now`: a valid one before others, then paid before trial before free, then the later end
/// (for good is the latest), then the earlier row. nullptr: none. All of one kind and item. Lives as long as `rights`.
const Right *bestRight(const std::vector<Right> &rights, Millis now);

/// Whether one of these is paid and for good: whoever has such a right to a course has nothing to gain by one of its lessons.
bool isOwnedForGood(const std::vector<Right> &rights, Millis now);

/// What a purchase at `now` gives to somebody who holds `held` (same item). Free and trial rights are replaced by paid
/// ones; a paid one that ends is prolonged: by days from its end on, or until the date. Errors: Conflict "already_owned"
/// (a paid right for good, or until that date or later), FailedPrecondition "validity_over" (the date has passed).
Result<Right> purchasedRight(RightKind kind, const std::vector<Right> &held, const Validity &validity, Millis now,
                             const learning::SchoolCalendar &calendar);

}  // namespace commerce
