#include "backend/commerce/enrolment/enrolmentservice.h"

#include "backend/accounts/people/personlock.h"
#include "backend/commerce/enrolment/enrolmentrepository.h"
#include "backend/commerce/learner/learnerregister.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

Result<void> mayEnrol(const catalog::CourseSnapshot &course, EnrolmentType type)
{
    switch (type) {
    case EnrolmentType::Free:
        if (!course.isFree)
            return Error::precondition(u"The course is not free."_s, u"payment_required"_s,
                                       {{u"price"_s, course.price}});
        return {};
    case EnrolmentType::Paid:
        return Error::precondition(u"There is no paid order of yours for this course."_s, u"order_not_paid"_s);
    case EnrolmentType::Trial: {
        const bool hasTrial =
                course.isFree || std::any_of(course.lessons.begin(), course.lessons.end(),
                                             [](const catalog::LessonSnapshot &l) { return l.isTrial || l.isFree; });
        if (!hasTrial)
            return Error::precondition(u"No lesson of the course can be tried."_s, u"no_trial"_s);
        return {};
    }
    }
    return Error::internal(u"Unknown enrolment type."_s);
}

}  // namespace

Result<Enrolment> EnrolmentService::enrol(const accounts::Actor &actor, CourseId id, EnrolmentType type)
{
    const auto known = m_courses.course(id);
    if (!known)
        return known.error();
    const catalog::CoursePtr &course = *known;
    if (!course || !course->published)
        return Error::notFound(u"There is no such course."_s);
    return m_database.write([&](Transaction &tx) -> Result<Enrolment> {
        if (auto ok = accounts::lockPerson(tx, actor.user); !ok)
            return ok.error();
        auto found = EnrolmentRepository::find(tx, actor.user, id);
        if (!found)
            return found.error();
        const bool upgrade = *found && (*found)->type == EnrolmentType::Trial && type != EnrolmentType::Trial;
        if (*found && !upgrade && (type != EnrolmentType::Paid || (*found)->type == EnrolmentType::Paid))
            return **found;
        if (auto ok = mayEnrol(*course, type); !ok)
            return ok.error();
        const Millis now = m_clock.now();
        Enrolment enrolment = found->value_or(Enrolment());
        enrolment.type = type;
        if (upgrade) {
            if (auto ok = EnrolmentRepository::setType(tx, enrolment.id, type, now); !ok)
                return ok.error();
        } else {
            enrolment.user = actor.user;
            enrolment.course = id;
            enrolment.validFrom = enrolment.created = now;
            const auto made = EnrolmentRepository::insert(tx, enrolment);
            if (!made)
                return made.error();
            enrolment.id = *made;
        }
        tx.afterCommit([this, enrolment] {
            m_events.publish({u"commerce.enrolment"_s, enrolment.id.value, enrolment.user});
        });
        if (auto ok = LearnerRegister::joined(tx, actor.user, id, now); !ok)
            return ok.error();
        if (auto ok = m_listener.enrolled(tx, enrolment, course); !ok)
            return ok.error();
        return enrolment;
    });
}

Result<std::optional<Enrolment>> EnrolmentService::enrolment(UserId user, CourseId course) const
{
    return m_database.read([&](Connection &c) { return EnrolmentRepository::find(c, user, course); });
}

Result<std::optional<Enrolment>> EnrolmentService::enrolment(Connection &c, UserId user, CourseId course)
{
    return EnrolmentRepository::find(c, user, course);
}

Result<std::vector<Enrolment>> EnrolmentService::coursesOf(UserId user) const
{
    return m_database.read([&](Connection &c) { return EnrolmentRepository::ofUser(c, user); });
}

Result<QHash<qint64, qint64>> EnrolmentService::counts(const std::vector<CourseId> &courses) const
{
    return m_database.read([&](Connection &c) { return EnrolmentRepository::counts(c, courses); });
}

}  // namespace commerce
