#pragma once

#include "models/domain/clock.h"
#include "models/domain/commerce/enrolment.h"
#include "models/domain/commerce/words.h"
#include "models/domain/learning/schoolcalendar.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLatin1String>
#include <QString>
#include <QVarLengthArray>

#include <optional>

/// May this person watch this lesson now, and why (DOMAIN §3). Pure; `now` is an argument. Thread: any.
namespace commerce {

enum class Membership { None, Active, Expired };

struct AccessFacts {
    bool signedIn = false;
    bool managesCourse = false;  ///< its author, or an admin
    bool published = false;      ///< the course is published and the lesson is in its newest edition
    bool courseFree = false;
    bool lessonFree = false;              ///< the lesson, or its whole chapter
    std::optional<Enrolment> enrolment;   ///< of this person in this course, whatever its type and validity
    bool lessonPurchased = false;         ///< this single lesson was bought, and that right is valid now
    std::optional<Millis> purchaseUntil;  ///< when that right ends; nothing: never
    Membership membership = Membership::None;
    bool courseInMembership = false;
    std::optional<Millis> membershipUntil;  ///< Active: when it ends; Expired: when it ended (membership.h)
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

/// The rules in the order in which they are asked; `published` and `chapter` only ever refuse.
enum class AccessRule { Preview, Published, Free, Enrolment, Purchase, Membership, Trial, Chapter };

QString accessRuleName(AccessRule rule);  ///< "preview", "published", "free", …: the enumerators in lower case

/// One rule that was asked, and what it had to say.
struct AccessStep {
    AccessRule rule = AccessRule::Preview;
    std::optional<bool> granted;  ///< nothing: it decided nothing, the next one was asked
    QLatin1String sentence;       ///< stable key ("allowed_by_membership_until", "not_bought"); words by accessWords()
    std::optional<Millis> until;  ///< of the right that the sentence is about: when it ends or ended
    std::optional<int> seconds;   ///< of a trial

    bool operator==(const AccessStep &) const = default;
};

/// The step as a sentence: "会员可看，有效至 2026-12-31" / "Allowed by membership until 2026-12-31". The day is the last one that
/// counts, in the school's zone: a right that ends at midnight ends with the day before.
Words accessWords(const AccessStep &step, const learning::SchoolCalendar &calendar);

struct Access {
    bool allowed = false;
    AccessReason reason = AccessReason::PurchaseRequired;
    std::optional<int> trialSeconds;  ///< only so much of the lesson, from its start
    /// When the right that allows it ends; for enrolment_expired and membership_expired when it ended. Nothing: never.
    std::optional<Millis> until;
    /// Every rule that was asked, in order; the last one with `granted` decided. Without memory of its own: this is asked
    /// for every record of progress.
    QVarLengthArray<AccessStep, 8> trace;

    /// {allowed, reason, trial_seconds?, until?}; until in ISO.
    QJsonObject toJson() const;
    /// [{rule, granted?, sentence, until?, text}], text in `language`.
    QJsonArray traceJson(Language language, const learning::SchoolCalendar &calendar) const;
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
/// One function for the API, play, the figures, the desktop's simulator and tests; the answer brings its trace.
Access decideAccess(const AccessFacts &facts);

}  // namespace commerce
