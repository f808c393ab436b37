#include "backend/commerce/quote/entitlements.h"

#include "backend/catalog/taxonomy/taxonomyservice.h"
#include "backend/commerce/enrolment/enrolmentrepository.h"
#include "backend/commerce/membership/membershiprepository.h"
#include "backend/commerce/right/rightrepository.h"

namespace commerce {

using database::Connection;

namespace {

Result<void> addPurchase(Connection &c, UserId user, LessonId lesson, AccessFacts &facts)
{
    const auto stored = RightRepository::of(c, user, RightKind::Lesson, lesson.value);
    if (!stored)
        return stored.error();
    std::vector<Right> rights;
    for (const StoredRight &s : *stored)
        rights.push_back(s.right);
    const Right *best = bestRight(rights, facts.now);
    facts.lessonPurchased = best && best->isValidAt(facts.now);
    if (facts.lessonPurchased)
        facts.purchaseUntil = best->end();
    return {};
}

}  // namespace

Result<void> Entitlements::fill(Connection &c, UserId user, const catalog::CourseSnapshot &course, LessonId lesson,
                                AccessFacts &facts)
{
    if (!user.isValid())
        return {};
    const auto enrolment = EnrolmentRepository::find(c, user, course.id);
    if (!enrolment)
        return enrolment.error();
    facts.enrolment = *enrolment;
    if (lesson.isValid()) {
        if (auto ok = addPurchase(c, user, lesson, facts); !ok)
            return ok;
    }
    auto held = MembershipRepository::heldBy(c, user);
    if (!held)
        return held.error();
    if (held->empty())
        return {};
    std::vector<HeldMembership> memberships;
    for (MembershipRepository::Held &h : *held)
        memberships.push_back(std::move(h.membership));
    auto path = catalog::TaxonomyService::path(c, course.category);
    if (!path)
        return path.error();
    const SoldItem item{ItemType::Column, course.id.value, course.id, std::move(*path)};
    const MembershipFacts found = membershipFor(memberships, item, facts.now);
    facts.membership = found.state;
    facts.courseInMembership = found.state != Membership::None;
    facts.membershipUntil = found.until;
    return {};
}

Result<Access> Entitlements::access(Connection &c, const accounts::Actor &actor, const catalog::CourseSnapshot &course,
                                    LessonId lesson, Millis now)
{
    AccessFacts facts;
    facts.now = now;
    facts.signedIn = !actor.isAnonymous();
    facts.managesCourse = actor.manages(course.owner);
    facts.published = course.published;
    facts.courseFree = course.isFree;
    if (const catalog::LessonSnapshot *found = course.lesson(lesson)) {
        facts.lessonFree = found->isFree;
        facts.lessonTrial = found->isTrial;
        facts.trialSeconds = found->trialSeconds;
    }
    if (auto ok = fill(c, actor.user, course, lesson, facts); !ok)
        return ok.error();
    return decideAccess(facts);
}

}  // namespace commerce
