#include "backend/learning/editionstock.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace learning {

namespace {

/// What one person did in one chapter (or the whole course) of the edition.
struct Sum {
    int finished = 0;       ///< lessons
    Millis lastSeen = 0;    ///< newest record
    Millis lastFinish = 0;  ///< newest completion
};

using Sums = std::map<ChapterId, Sum>;  ///< no chapter: the whole course

class Stock
{
public:
    Stock(database::Transaction &tx, const repository::Texts &texts, const catalog::CourseRef &course,
          const SchoolCalendar &calendar, ProgressListener &listener)
        : m_tx(tx), m_texts(texts), m_course(course), m_calendar(calendar), m_listener(listener)
    {
        for (const catalog::LessonRef &lesson : course.lessons)
            ++m_lessons[lesson.chapter];
        m_lessons[ChapterId()] = int(course.lessons.size());
    }

    Result<void> take()
    {
        const auto begun = repository::begun(m_tx, m_course.id);
        if (!begun)
            return begun.error();
        for (const repository::Begun &b : *begun)
            m_known.insert({b.user.value, b.chapter.value}, b.isComplete);
        const auto marks = repository::countedMarks(m_tx, m_course.id);
        if (!marks)
            return marks.error();
        for (auto it = marks->begin(); it != marks->end();) {
            const auto end = std::find_if(it, marks->end(), [&](const auto &m) { return m.user != it->user; });
            if (auto ok = settle(it->user, sumsOf(it, end)); !ok)
                return ok;
            it = end;
        }
        return {};
    }

private:
    template<class It>
    Sums sumsOf(It it, It end) const
    {
        Sums sums;
        for (; it != end; ++it) {
            const catalog::LessonRef *lesson = m_course.lesson(it->lesson);
            if (!lesson)
                continue;
            for (const ChapterId chapter : {lesson->chapter, ChapterId()}) {
                Sum &sum = sums[chapter];
                sum.lastSeen = std::max(sum.lastSeen, it->lastSeen);
                sum.finished += it->completed ? 1 : 0;
                sum.lastFinish = std::max(sum.lastFinish, it->completed.value_or(0));
            }
        }
        return sums;
    }

    Result<void> settle(UserId user, const Sums &sums)
    {
        for (const auto &[chapter, sum] : sums) {
            const auto known = m_known.constFind({user.value, chapter.value});
            const bool isKnown = known != m_known.constEnd();
            const bool isFinished = sum.finished == m_lessons.at(chapter);
            const Millis begun = isFinished ? sum.lastFinish : sum.lastSeen;
            if (!isKnown) {
                const auto fresh = repository::markStarted(m_tx, m_texts, user, m_course.id, chapter, begun);
                if (!fresh)
                    return fresh.error();
                if (*fresh)
                    m_listener.scopeStarted({user, m_course.id, chapter, m_calendar.dayOf(begun)});
            }
            if (!isFinished || (isKnown && *known))
                continue;
            const auto fresh = repository::markCompleted(m_tx, user, m_course.id, chapter, sum.lastFinish);
            if (!fresh)
                return fresh.error();
            if (*fresh)
                m_listener.scopeCompleted({user, m_course.id, chapter, m_calendar.dayOf(sum.lastFinish)});
        }
        return {};
    }

    database::Transaction &m_tx;
    const repository::Texts &m_texts;
    const catalog::CourseRef &m_course;
    const SchoolCalendar &m_calendar;
    ProgressListener &m_listener;
    std::map<ChapterId, int> m_lessons;              ///< of the edition
    QHash<std::pair<qint64, qint64>, bool> m_known;  ///< (user, chapter) → complete
};

}  // namespace

bool hasOtherLessons(const catalog::CourseRef &before, const catalog::CourseRef &now)
{
    return before.lessons.size() != now.lessons.size() ||
           std::any_of(now.lessons.begin(), now.lessons.end(), [&](const catalog::LessonRef &lesson) {
               const catalog::LessonRef *was = before.lesson(lesson.id);
               return !was || was->chapter != lesson.chapter;
           });
}

Result<void> takeStock(database::Transaction &tx, const repository::Texts &texts, const catalog::CourseRef &course,
                       const SchoolCalendar &calendar, ProgressListener &listener)
{
    return Stock(tx, texts, course, calendar, listener).take();
}

}  // namespace learning
