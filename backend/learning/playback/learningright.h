#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/commerce/quote/entitlements.h"
#include "models/domain/commerce/access.h"

#include <QHash>

namespace learning {

/// What course and lesson say about access (DOMAIN §3), before anything is known of a person.
commerce::AccessFacts accessFacts(const catalog::CourseSnapshot &course, const catalog::LessonSnapshot &lesson);

/// Has a person a right to a lesson, for the figures? By the rules of access, except that an unpublished course still
/// counts for those who had it, and that a locked chapter is a matter of order, not of right.
/// What the edition alone can answer (free, trial, the author's own) costs nothing; rights that grant are remembered until
/// they end, and believed where no other server may have ended them. Refusals are not: the right may come at any time.
/// Asked under accounts::lockPerson(). Thread: the writer's.
class LearningRight
{
public:
    struct Answer {
        bool has = false;
        bool isNews = false;  ///< by a right that wasn't remembered: what was withheld before may count now
    };
    /// `manages`: the actor manages the course. Errors: of reading.
    Result<Answer> ask(database::Transaction &tx, UserId user, const catalog::CourseSnapshot &course,
                       const catalog::LessonSnapshot &lesson, bool manages, Millis now);

    /// Of a group of writes: keeps what it learned, once it is durable, or forgets it.
    void keepAfterCommit(database::Transaction &tx);
    void drop() { m_fresh.clear(); }

    /// A right of this person ended before its time: everything of hers is asked anew, once that is durable.
    void forget(database::Transaction &tx, UserId user);

private:
    static constexpr qsizetype MaxRemembered = 100'000;
    /// (user, course) → when the right ends; of a lesson that was bought by itself: (user, −lesson).
    using Ends = QHash<std::pair<qint64, qint64>, Millis>;

    Ends m_ends;
    Ends m_fresh;
};

}  // namespace learning
