#include "models/domain/commerce/access.h"

using namespace Qt::StringLiterals;

namespace commerce {

QString accessReasonName(AccessReason reason)
{
    switch (reason) {
    case AccessReason::Preview: return u"preview"_s;
    case AccessReason::Free: return u"free"_s;
    case AccessReason::Enrolled: return u"enrolment"_s;
    case AccessReason::Purchased: return u"purchase"_s;
    case AccessReason::Member: return u"membership"_s;
    case AccessReason::Trial: return u"trial"_s;
    case AccessReason::LoginRequired: return u"login_required"_s;
    case AccessReason::PurchaseRequired: return u"purchase_required"_s;
    case AccessReason::EnrolmentExpired: return u"enrolment_expired"_s;
    case AccessReason::MembershipExpired: return u"membership_expired"_s;
    case AccessReason::NotPublished: return u"not_published"_s;
    case AccessReason::Locked: return u"locked"_s;
    }
    return {};
}

QJsonObject Access::toJson() const
{
    QJsonObject object{{u"allowed"_s, allowed}, {u"reason"_s, accessReasonName(reason)}};
    if (trialSeconds)
        object.insert(u"trial_seconds"_s, *trialSeconds);
    return object;
}

namespace {

Access grant(AccessReason reason)
{
    return {true, reason, std::nullopt};
}

Access deny(AccessReason reason)
{
    return {false, reason, std::nullopt};
}

// Rules 2–6, as if every chapter stood open.
Access byRight(const AccessFacts &facts)
{
    if (facts.courseFree || facts.lessonFree)
        return grant(AccessReason::Free);
    const bool paid = facts.enrolment && facts.enrolment->type == EnrolmentType::Paid;
    if (paid && facts.enrolment->isValidAt(facts.now))
        return grant(AccessReason::Enrolled);
    if (facts.lessonPurchased)
        return grant(AccessReason::Purchased);
    if (facts.membership == Membership::Active && facts.courseInMembership)
        return grant(AccessReason::Member);
    if (facts.lessonTrial && facts.trialSeconds > 0)
        return {true, AccessReason::Trial, facts.trialSeconds};
    if (paid && facts.enrolment->validUntil && facts.now >= *facts.enrolment->validUntil)
        return deny(AccessReason::EnrolmentExpired);
    if (facts.membership == Membership::Expired && facts.courseInMembership)
        return deny(AccessReason::MembershipExpired);
    return deny(facts.signedIn ? AccessReason::PurchaseRequired : AccessReason::LoginRequired);
}

}  // namespace

Access decideAccess(const AccessFacts &facts)
{
    if (facts.managesCourse)
        return grant(AccessReason::Preview);
    if (!facts.published)
        return deny(AccessReason::NotPublished);
    const Access access = byRight(facts);
    if (access.allowed && facts.chapterLocked && !facts.previousChapterComplete)
        return deny(facts.signedIn ? AccessReason::Locked : AccessReason::LoginRequired);
    return access;
}

}  // namespace commerce
