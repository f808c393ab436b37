#include "backend/learning/progress/milestones.h"

#include <QSet>

namespace learning {

Result<void> Milestones::flush(database::Transaction &tx, const repository::Queries &queries)
{
    if (auto ok = flushStarts(tx, queries); !ok)
        return ok;
    return flushCompletions(tx, queries);
}

void Milestones::drop()
{
    m_starts.clear();
    m_completions.clear();
}

Result<void> Milestones::flushStarts(database::Transaction &tx, const repository::Queries &queries)
{
    for (const Milestone &m : m_starts) {
        for (const ChapterId chapter : {m.chapter, ChapterId()}) {
            const auto fresh = repository::markStarted(tx, queries, m.user, m.course->id, chapter, m.time);
            if (!fresh)
                return fresh.error();
            if (*fresh)
                m_listener.scopeStarted({m.user, m.course->id, chapter, m.day});
        }
    }
    return {};
}

Result<void> Milestones::flushCompletions(database::Transaction &tx, const repository::Queries &queries)
{
    for (const Milestone &m : m_completions) {
        const auto completed = repository::completedLessons(tx, m.user, m.course->id);
        if (!completed)
            return completed.error();
        const QSet<LessonId> done(completed->begin(), completed->end());
        bool wholeChapter = true, wholeCourse = true;
        for (const catalog::LessonSnapshot &lesson : m.course->lessons) {
            if (done.contains(lesson.id))
                continue;
            wholeCourse = false;
            wholeChapter = wholeChapter && lesson.chapter != m.chapter;
        }
        if (wholeChapter)
            if (auto ok = complete(tx, queries, m, m.chapter); !ok)
                return ok;
        if (wholeCourse)
            if (auto ok = complete(tx, queries, m, ChapterId()); !ok)
                return ok;
    }
    return {};
}

Result<void> Milestones::complete(database::Transaction &tx, const repository::Queries &queries, const Milestone &m,
                                  ChapterId chapter)
{
    // A lesson that moved between chapters may finish a chapter that nobody saw begin.
    const auto begun = repository::markStarted(tx, queries, m.user, m.course->id, chapter, m.time);
    if (!begun)
        return begun.error();
    if (*begun)
        m_listener.scopeStarted({m.user, m.course->id, chapter, m.day});
    const auto fresh = repository::markCompleted(tx, m.user, m.course->id, chapter, m.time);
    if (!fresh)
        return fresh.error();
    if (*fresh)
        m_listener.scopeCompleted({m.user, m.course->id, chapter, m.day});
    return {};
}

}  // namespace learning
