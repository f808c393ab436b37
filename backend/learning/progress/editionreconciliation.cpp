#include "backend/learning/progress/editionreconciliation.h"

#include "backend/accounts/people/personlock.h"

#include <QSet>

#include <algorithm>

namespace learning {

namespace {

/// The chapter of a lesson in an edition; none when it isn't in it.
ChapterId chapterOf(const catalog::CourseSnapshot *course, LessonId id)
{
    const catalog::LessonSnapshot *lesson = course ? course->lesson(id) : nullptr;
    return lesson ? lesson->chapter : ChapterId();
}

}  // namespace

bool hasOtherLessons(const catalog::CourseSnapshot &before, const catalog::CourseSnapshot &now)
{
    return before.lessons.size() != now.lessons.size() ||
           std::any_of(now.lessons.begin(), now.lessons.end(), [&](const catalog::LessonSnapshot &lesson) {
               return chapterOf(&before, lesson.id) != lesson.chapter;
           });
}

EditionReconciliation::EditionReconciliation(const std::shared_ptr<const catalog::CourseSnapshot> &before,
                                             std::shared_ptr<const catalog::CourseSnapshot> now)
    : m_now(std::move(now))
{
    QSet<ChapterId> shrunk;  // no chapter: the whole course
    for (const catalog::LessonSnapshot &lesson : m_now->lessons) {
        const ChapterId was = chapterOf(before.get(), lesson.id);
        if (was == lesson.chapter)
            continue;
        m_lessons[lesson.chapter];
        if (!was.isValid())
            m_lessons[ChapterId()];
        m_sources.push_back({lesson.id});
    }
    for (const catalog::LessonSnapshot &was : before ? before->lessons : std::vector<catalog::LessonSnapshot>()) {
        const ChapterId is = chapterOf(m_now.get(), was.id);
        if (is == was.chapter)
            continue;
        shrunk.insert(was.chapter);
        if (!is.isValid())
            shrunk.insert(ChapterId());
    }
    for (const ChapterId chapter : shrunk)
        m_lessons[chapter];
    QHash<ChapterId, LessonId> last;  // the one that the fewest have finished, as people learn from front to back
    for (const catalog::LessonSnapshot &lesson : m_now->lessons) {
        for (const ChapterId chapter : {lesson.chapter, ChapterId()}) {
            if (const auto known = m_lessons.find(chapter); known != m_lessons.end())
                ++known->second;
            last.insert(chapter, lesson.id);
        }
    }
    for (const ChapterId chapter : shrunk) {
        if (last.contains(chapter))
            m_sources.push_back({last.value(chapter), true});
    }
    std::sort(m_sources.begin(), m_sources.end(), [](const Source &a, const Source &b) {
        return std::pair(a.lesson, a.onlyFinished) < std::pair(b.lesson, b.onlyFinished);
    });
}

Result<void> EditionReconciliation::proceed(database::Transaction &tx, const repository::Queries &queries,
                                            const SchoolCalendar &calendar, ProgressListener &listener, int rows)
{
    while (!isDone() && rows > 0) {
        const Source &source = m_sources[m_at];
        const auto people = repository::peopleOf(tx, source.lesson, m_after, rows);
        if (!people)
            return people.error();
        for (const repository::PersonOf &person : *people) {
            m_after = person.user;
            if (source.onlyFinished && !person.hasFinished)
                continue;
            if (auto ok = settle(tx, queries, calendar, listener, person.user); !ok)
                return ok;
        }
        if (int(people->size()) < rows) {
            ++m_at;
            m_after = UserId();
        }
        rows -= int(people->size());
    }
    return {};
}

std::map<ChapterId, EditionReconciliation::Sum>
EditionReconciliation::sumsOf(const std::vector<repository::CountedMark> &marks) const
{
    std::map<ChapterId, Sum> sums;
    for (const repository::CountedMark &mark : marks) {
        const ChapterId own = chapterOf(m_now.get(), mark.lesson);
        if (!own.isValid())
            continue;
        for (const ChapterId chapter : {own, ChapterId()}) {
            if (!m_lessons.contains(chapter))
                continue;
            Sum &sum = sums[chapter];
            sum.lastSeen = std::max(sum.lastSeen, mark.lastSeen);
            sum.finished += mark.completed ? 1 : 0;
            sum.lastFinish = std::max(sum.lastFinish, mark.completed.value_or(0));
        }
    }
    return sums;
}

Result<void> EditionReconciliation::settle(database::Transaction &tx, const repository::Queries &queries,
                                           const SchoolCalendar &calendar, ProgressListener &listener,
                                           UserId user) const
{
    if (auto ok = accounts::lockPerson(tx, user); !ok)
        return ok;
    const auto marks = repository::countedMarks(tx, user, m_now->id);
    if (!marks)
        return marks.error();
    for (const auto &[chapter, sum] : sumsOf(*marks)) {
        const bool isFinished = sum.finished == m_lessons.at(chapter);
        const Millis begun = isFinished ? sum.lastFinish : sum.lastSeen;
        const auto started = repository::markStarted(tx, queries, user, m_now->id, chapter, begun);
        if (!started)
            return started.error();
        if (*started)
            listener.scopeStarted({user, m_now->id, chapter, calendar.dayOf(begun)});
        if (!isFinished)
            continue;
        const auto completed = repository::markCompleted(tx, user, m_now->id, chapter, sum.lastFinish);
        if (!completed)
            return completed.error();
        if (*completed)
            listener.scopeCompleted({user, m_now->id, chapter, calendar.dayOf(sum.lastFinish)});
    }
    return {};
}

}  // namespace learning
