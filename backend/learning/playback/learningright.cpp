#include "backend/learning/playback/learningright.h"

#include "models/domain/accounts/actor.h"

#include <limits>

namespace learning {

commerce::AccessFacts accessFacts(const catalog::CourseSnapshot &course, const catalog::LessonSnapshot &lesson)
{
    commerce::AccessFacts facts;
    facts.published = course.published;
    facts.courseFree = course.isFree;
    facts.lessonFree = lesson.isFree;
    facts.lessonTrial = lesson.isTrial;
    facts.trialSeconds = lesson.trialSeconds;
    facts.chapterLocked = lesson.chapterLocked && lesson.chapterIndex > 0;
    return facts;
}

Result<LearningRight::Answer> LearningRight::ask(database::Transaction &tx, UserId user,
                                                 const catalog::CourseSnapshot &course,
                                                 const catalog::LessonSnapshot &lesson, bool manages, Millis now)
{
    commerce::AccessFacts facts = accessFacts(course, lesson);
    facts.signedIn = true;
    facts.managesCourse = manages || accounts::owns(user, course.owner);
    facts.published = true;
    facts.chapterLocked = false;
    facts.now = now;
    if (commerce::decideAccess(facts).allowed)
        return Answer{true, false};
    const std::pair<qint64, qint64> ofCourse(user.value, course.id.value);
    const std::pair<qint64, qint64> ofLesson(user.value, -lesson.id.value);
    const auto isRemembered = [&](const Ends &ends) {
        for (const auto &key : {ofCourse, ofLesson}) {
            if (const auto end = ends.constFind(key); end != ends.constEnd() && now < *end)
                return true;
        }
        return false;
    };
    const bool wasRead = isRemembered(m_fresh);  // in this transaction, which keeps others from it
    const bool wasKnown = wasRead || isRemembered(m_ends);
    if (wasRead || (wasKnown && tx.isOnlyWriter()))
        return Answer{true, false};
    if (auto ok = commerce::Entitlements::fill(tx, user, course, lesson.id, facts); !ok)
        return ok.error();
    const commerce::Access access = commerce::decideAccess(facts);
    if (!access.allowed)
        return Answer{};
    m_fresh.insert(access.reason == commerce::AccessReason::Purchased ? ofLesson : ofCourse,
                   access.until.value_or(std::numeric_limits<Millis>::max()));
    return Answer{true, !wasKnown};
}

void LearningRight::forget(database::Transaction &tx, UserId user)
{
    m_fresh.removeIf([user](Ends::iterator it) { return it.key().first == user.value; });
    tx.afterCommit(
            [this, user] { m_ends.removeIf([user](Ends::iterator it) { return it.key().first == user.value; }); });
}

void LearningRight::keepAfterCommit(database::Transaction &tx)
{
    if (m_fresh.isEmpty())
        return;
    tx.afterCommit([this, fresh = std::exchange(m_fresh, {})] {
        if (m_ends.size() + fresh.size() > MaxRemembered)
            m_ends.clear();
        m_ends.insert(fresh);
    });
}

}  // namespace learning
