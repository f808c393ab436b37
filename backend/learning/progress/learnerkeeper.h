#pragma once

#include "backend/learning/progress/progresslistener.h"

#include <map>
#include <utility>

namespace learning {

/// Tells commerce's list of learners who learned what when, once for each person, course and group. Thread: the writer's.
class LearnerKeeper final : public ProgressListener
{
public:
    void lessonActivity(const LessonActivity &activity) override;
    void scopeStarted(const ScopeActivity &activity) override;
    void scopeCompleted(const ScopeActivity &activity) override;
    Result<void> flush(database::Transaction &tx) override;
    void drop() override { m_learned.clear(); }

private:
    struct Learned {
        int day = 0;
        bool finished = false;
    };
    void add(UserId user, CourseId course, int day, bool finished);

    std::map<std::pair<UserId, CourseId>, Learned> m_learned;
};

}  // namespace learning
