#pragma once

#include "models/domain/clock.h"
#include "models/domain/commerce/enrolment.h"

#include <QJsonObject>
#include <QString>

#include <optional>

/// May this person watch this lesson now, and why (DOMAIN §3). Pure; `now` is an argument. Thread: any.
namespace commerce {

enum class Membership { None, Active, Expired };

struct AccessFacts {
    bool signedIn = false;
    bool managesCourse = false;  ///< its author, or an admin
    bool published = false;      ///< the course is published and the lesson is in its newest edition
    bool courseFree = false;
    bool lessonFree = false;             ///< the lesson, or its whole chapter
    std::optional<Enrolment> enrolment;  ///< of this person in this course, whatever its type and validity
    bool lessonPurchased = false;        ///< this single lesson was bought
    Membership membership = Membership::None;
    bool courseInMembership = false;
    bool lessonTrial = false;
    int trialSeconds = 0;
    bool chapterLocked = false;  ///< is_locked, and not the first chapter
    bool previousChapterComplete = false;
    Millis now = 0;
};

enum class AccessReason {
    // allowed
    Preview,
    Free,
    Enrolled,
    Purchased,
    Member,
    Trial,
    // denied
    LoginRequired,
    PurchaseRequired,
    EnrolmentExpired,
    MembershipExpired,
    NotPublished,
    Locked
};

/// The stable word of the contract: "preview", "free", "enrolment", "purchase", "membership", "trial";
/// "login_required", "purchase_required", "enrolment_expired", "membership_expired", "not_published", "locked".
QString accessReasonName(AccessReason reason);

struct Access {
    bool allowed = false;
    AccessReason reason = AccessReason::PurchaseRequired;
    std::optional<int> trialSeconds;  ///< only so much of the lesson, from its start

    /// {allowed, reason, trial_seconds?}
    QJsonObject toJson() const;
};

/// The first rule that grants decides:
///  1. preview by the author or an admin, of anything
///  2. the course or the lesson is free
///  3. an active enrolment: paid, and now within its validity. A `free` enrolment only lists the course among one's
///  own: it
///     grants nothing after the course has got a price; neither does a `trial` one
///  4. the single lesson was bought
///  5. an active membership that includes the course
///  6. a trial lesson: its first trialSeconds
/// Two things stand over rules 2–6: what is not published is seen by nobody else (`not_published`), and a locked
/// chapter stays shut until the one before is complete (`locked`; who isn't signed in has no progress, hence
/// `login_required`). Denied otherwise, with the reason that says what would help: enrolment_expired,
/// membership_expired, login_required, purchase_required, in this order.
Access decideAccess(const AccessFacts &facts);

}  // namespace commerce
