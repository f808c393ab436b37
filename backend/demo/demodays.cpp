#include "backend/demo/demodays.h"

#include "backend/demo/demoschool.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo {

Result<void> Days::live(const std::function<bool(const QString &)> &step)
{
    if (auto opened = m_shop.open(); !opened)
        return opened;
    for (int day = 0; day < DayCount; ++day) {
        if (day % 10 == 0 && !step(u"Learners at work: day %1 of %2"_s.arg(day + 1).arg(DayCount)))
            return cancelled();
        for (Course &course : m_world.courses) {
            if (course.freeDays != day || day == 0)
                continue;
            if (auto priced = setPrice(course); !priced)
                return priced;
        }
        if (auto lived = oneDay(m_end - (DayCount - day) * Day); !lived)
            return lived;
    }
    m_clock.set(m_end);
    return m_shop.lastDay();
}

/// The opening offer ends: from the second edition on the course costs what it costs.
Result<void> Days::setPrice(Course &course)
{
    const QString path = u"/api/courses/%1"_s.arg(course.id);
    if (const auto set = m_door.ask(m_world.instructor, http::Method::Put, path, {{u"is_free"_s, false}}); !set)
        return set.error();
    if (const auto published = m_door.ask(m_world.instructor, http::Method::Post, path + u"/publish"_s); !published)
        return published.error();
    course.isFree = false;
    return {};
}

/// Whether this person may see the whole course.
Result<bool> Days::enrol(const Learner &learner, Course &course, Millis now)
{
    if (course.enrolled.contains(learner.user.value))
        return true;
    if (!course.isFree)
        return m_shop.buys(learner, course, now);
    const auto enrolled = m_door.ask(learner.user, http::Method::Post, u"/api/courses/%1/enroll"_s.arg(course.id),
                                     {{u"enrollment_type"_s, u"free"_s}});
    if (!enrolled)
        return enrolled.error();
    course.enrolled.insert(learner.user.value);
    return true;
}

Result<void> Days::oneDay(Millis morning)
{
    Millis time = morning;
    for (const Learner &learner : m_world.learners) {
        if (m_world.random.generateDouble() > learner.diligence * 0.35)
            continue;
        for (Course &course : m_world.courses) {
            if (m_world.random.generateDouble() > course.popularity || course.lessons.empty())
                continue;
            m_clock.set(time);
            const auto enrolled = enrol(learner, course, time);
            if (!enrolled)
                return enrolled.error();
            // People begin at the front: later lessons are seen by fewer.
            const double reach = m_world.random.generateDouble() * (0.5 + learner.diligence);
            const size_t index = std::min(course.lessons.size() - 1, size_t(reach * double(course.lessons.size())));
            const Lesson &lesson = course.lessons[index];
            if (!*enrolled && !lesson.isFree)
                continue;  // the player would not let them in either
            const double share = std::clamp(learner.diligence + m_world.random.generateDouble() - 0.25, 0.1, 1.0);
            if (auto watched = watch(learner, course, lesson, time, share); !watched)
                return watched;
            time += 10 * 60'000;
        }
    }
    return {};
}

Result<void> Days::watch(const Learner &learner, const Course &course, const Lesson &lesson, Millis from, double share)
{
    if (lesson.article) {
        const auto read = m_door.ask(learner.user, http::Method::Post, u"/api/progress"_s,
                                     {{u"articleId"_s, lesson.uid},
                                      {u"readPercent"_s, int(share * 100)},
                                      {u"readDuration"_s, 60},
                                      {u"seq"_s, from}});
        return read ? Result<void>() : read.error();
    }
    const int end = std::max(5, int(share * lesson.seconds));
    const QString session = QUuid::createUuidV5(QUuid(), u"%1/%2/%3"_s.arg(learner.user.value).arg(lesson.id).arg(from))
                                    .toString(QUuid::WithoutBraces);
    for (int second = 0, seq = 1; second < end; ++seq) {
        const int to = std::min(end, second + 15);
        const Millis now = from + to * 1000;
        m_clock.set(now);
        const QJsonObject record{{u"courseId"_s, course.uid},
                                 {u"chapterId"_s, lesson.uid},
                                 {u"currentTime"_s, to},
                                 {u"totalTime"_s, lesson.seconds},
                                 {u"isCompleted"_s, false},
                                 {u"lastUpdateTime"_s, now},
                                 {u"deviceId"_s, u"demo-%1"_s.arg(learner.user.value)},
                                 {u"sessionId"_s, session},
                                 {u"seq"_s, seq},
                                 {u"watched"_s, QJsonArray{QJsonArray{second, to}}},
                                 {u"watchSeconds"_s, to}};
        const auto synced = m_door.ask(learner.user, http::Method::Post, u"/api/course/progress/sync"_s,
                                       {{u"progressList"_s, QJsonArray{record}}, {u"sentAt"_s, now}});
        if (!synced)
            return synced.error();
        second = to;
    }
    return {};
}

}  // namespace demo
