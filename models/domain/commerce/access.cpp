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

namespace {

QLatin1String grantedSentence(AccessReason reason, bool ends)
{
    switch (reason) {
    case AccessReason::Preview: return QLatin1String("allowed_by_preview");
    case AccessReason::Free: return QLatin1String("allowed_free");
    case AccessReason::Enrolled:
        return ends ? QLatin1String("allowed_by_enrolment_until") : QLatin1String("allowed_by_enrolment");
    case AccessReason::Purchased:
        return ends ? QLatin1String("allowed_by_purchase_until") : QLatin1String("allowed_by_purchase");
    case AccessReason::Member:
        return ends ? QLatin1String("allowed_by_membership_until") : QLatin1String("allowed_by_membership");
    case AccessReason::Trial: return QLatin1String("allowed_trial");
    default: return {};
    }
}

// Asks the rules one after the other; each says a step. What a right that is over has to say is kept for the end, because
// a later rule may still grant.
class Questioning
{
public:
    explicit Questioning(const AccessFacts &facts) : m_facts(facts) {}

    Access ask()
    {
        if (m_facts.managesCourse)
            return grant(AccessRule::Preview, AccessReason::Preview);
        pass(AccessRule::Preview, "not_the_author");
        if (!m_facts.published)
            return deny(AccessRule::Published, AccessReason::NotPublished, "not_published");
        pass(AccessRule::Published, "published");
        Access access = byRight();
        if (!access.allowed || !m_facts.chapterLocked)
            return access;
        m_access = {};
        m_access.trace = access.trace;
        if (!m_facts.previousChapterComplete)
            return deny(AccessRule::Chapter, m_facts.signedIn ? AccessReason::Locked : AccessReason::LoginRequired,
                        m_facts.signedIn ? "locked" : "locked_login");
        pass(AccessRule::Chapter, "unlocked");
        access.trace = m_access.trace;
        return access;
    }

private:
    // Rules 2–6, as if every chapter stood open.
    Access byRight()
    {
        if (m_facts.courseFree || m_facts.lessonFree)
            return grant(AccessRule::Free, AccessReason::Free);
        pass(AccessRule::Free, "has_a_price");
        if (const auto access = byEnrolment())
            return *access;
        if (m_facts.lessonPurchased)
            return grant(AccessRule::Purchase, AccessReason::Purchased, m_facts.purchaseUntil);
        pass(AccessRule::Purchase, "not_bought");
        if (const auto access = byMembership())
            return *access;
        if (m_facts.lessonTrial && m_facts.trialSeconds > 0)
            return trial();
        return refusal();
    }

    std::optional<Access> byEnrolment()
    {
        if (!m_facts.enrolment) {
            pass(AccessRule::Enrolment, "not_enrolled");
            return std::nullopt;
        }
        const Enrolment &enrolment = *m_facts.enrolment;
        const bool paid = enrolment.type == EnrolmentType::Paid;
        if (paid && enrolment.isValidAt(m_facts.now))
            return grant(AccessRule::Enrolment, AccessReason::Enrolled, enrolment.validUntil);
        m_enrolmentOver = paid && enrolment.validUntil && m_facts.now >= *enrolment.validUntil;
        if (m_enrolmentOver)
            pass(AccessRule::Enrolment, "enrolment_ended", enrolment.validUntil);
        else
            pass(AccessRule::Enrolment, paid ? "enrolment_not_begun" : "enrolment_not_paid");
        return std::nullopt;
    }

    std::optional<Access> byMembership()
    {
        const bool includes = m_facts.courseInMembership;
        if (m_facts.membership == Membership::Active && includes)
            return grant(AccessRule::Membership, AccessReason::Member, m_facts.membershipUntil);
        m_membershipOver = m_facts.membership == Membership::Expired && includes;
        if (m_membershipOver)
            pass(AccessRule::Membership, "membership_ended", m_facts.membershipUntil);
        else
            pass(AccessRule::Membership, m_facts.membership == Membership::Active ? "not_in_membership" : "no_member");
        return std::nullopt;
    }

    Access trial()
    {
        Access access = grant(AccessRule::Trial, AccessReason::Trial);
        access.trialSeconds = access.trace.last().seconds = m_facts.trialSeconds;
        m_access.trace = access.trace;
        return access;
    }

    // Says what would help: the sentence that decides is the one of the right that is over, or that nothing was bought.
    Access refusal()
    {
        if (m_enrolmentOver)
            return deny(AccessRule::Enrolment, AccessReason::EnrolmentExpired, "denied_enrolment_ended",
                        m_facts.enrolment->validUntil);
        if (m_membershipOver)
            return deny(AccessRule::Membership, AccessReason::MembershipExpired, "denied_membership_ended",
                        m_facts.membershipUntil);
        return m_facts.signedIn ? deny(AccessRule::Trial, AccessReason::PurchaseRequired, "denied_buy")
                                : deny(AccessRule::Trial, AccessReason::LoginRequired, "denied_login");
    }

    void pass(AccessRule rule, const char *sentence, std::optional<Millis> until = std::nullopt)
    {
        m_access.trace.append({rule, std::nullopt, QLatin1String(sentence), until, std::nullopt});
    }

    Access grant(AccessRule rule, AccessReason reason, std::optional<Millis> until = std::nullopt)
    {
        m_access.trace.append({rule, true, grantedSentence(reason, until.has_value()), until, std::nullopt});
        m_access.allowed = true;
        m_access.reason = reason;
        m_access.until = until;
        return m_access;
    }

    Access deny(AccessRule rule, AccessReason reason, const char *sentence, std::optional<Millis> until = std::nullopt)
    {
        m_access.trace.append({rule, false, QLatin1String(sentence), until, std::nullopt});
        m_access.reason = reason;
        m_access.until = until;
        return m_access;
    }

    const AccessFacts &m_facts;
    Access m_access;
    bool m_enrolmentOver = false;
    bool m_membershipOver = false;
};

}  // namespace

Access decideAccess(const AccessFacts &facts)
{
    return Questioning(facts).ask();
}

}  // namespace commerce
