#include "backend/learning/progress/learnerkeeper.h"

#include "backend/commerce/learner/learnerregister.h"

#include <algorithm>

namespace learning {

void LearnerKeeper::add(UserId user, CourseId course, int day, bool finished)
{
    Learned &known = m_learned[{user, course}];
    known.day = std::max(known.day, day);
    known.finished = known.finished || finished;
}

void LearnerKeeper::lessonActivity(const LessonActivity &activity)
{
    if (activity.newDay || activity.firstRecord)
        add(activity.user, activity.course->id, activity.day, false);
}

void LearnerKeeper::scopeStarted(const ScopeActivity &activity)
{
    if (!activity.chapter.isValid())
        add(activity.user, activity.course, activity.day, false);
}

void LearnerKeeper::scopeCompleted(const ScopeActivity &activity)
{
    if (!activity.chapter.isValid())
        add(activity.user, activity.course, activity.day, true);
}

Result<void> LearnerKeeper::flush(database::Transaction &tx)
{
    const auto learned = std::exchange(m_learned, {});
    for (const auto &[who, what] : learned) {
        if (auto ok = commerce::LearnerRegister::learned(tx, who.first, who.second, what.day, what.finished); !ok)
            return ok;
    }
    return {};
}

}  // namespace learning
