#include "backend/analytics/coursefigures.h"

#include "backend/analytics/counterrepository.h"
#include "backend/commerce/quote/entitlements.h"
#include "models/domain/commerce/access.h"

#include <tuple>

namespace analytics {

catalog::UserProgress CourseFigures::userProgress(UserId user, CourseId course) const
{
    const accounts::Actor actor{user, accounts::Role::Learner};
    const auto found = m_learning.courseProgress(actor, course);
    if (!found)
        return {};
    return {found->completionRate(), found->watchedLessons, found->totalLessons};
}

catalog::CourseAccess CourseFigures::access(const accounts::Actor &actor, CourseId course, UserId owner,
                                            bool isFree) const
{
    commerce::AccessFacts facts;
    facts.signedIn = !actor.isAnonymous();
    facts.managesCourse = actor.manages(owner);
    facts.published = true;
    facts.courseFree = isFree;
    facts.now = m_clock.now();
    if (const auto snapshot = m_courses.course(course); facts.signedIn && snapshot && *snapshot) {
        // What can't be read grants nothing here: this only says what the page of the course shows.
        std::ignore = m_database.read([&](database::Connection &c) {
            return commerce::Entitlements::fill(c, actor.user, **snapshot, LessonId(), facts);
        });
    }
    const commerce::Access access = commerce::decideAccess(facts);
    return {access.allowed, commerce::accessReasonName(access.reason)};
}

QHash<qint64, qint64> CourseFigures::viewCounts(CourseId course) const
{
    const auto found = m_database.read(
            [&](database::Connection &c) { return repository::totals(c, repository::Kind::Lesson, course); });
    QHash<qint64, qint64> out;
    if (found)
        for (const repository::ScopeTotals &lesson : *found)
            out.insert(lesson.scope.id, lesson.totals.plays);
    return out;
}

QHash<qint64, qint64> CourseFigures::enrolledCounts(const std::vector<CourseId> &courses) const
{
    const auto found = m_enrolments.counts(courses);
    return found ? *found : QHash<qint64, qint64>();
}

}  // namespace analytics
