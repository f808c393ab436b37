#include "backend/learning/playback/mylearning.h"

#include "backend/learning/progress/lessonrule.h"

#include <algorithm>
#include <map>

namespace learning {

Result<Millis> lastPosition(database::Database &database, UserId user, const catalog::CourseSnapshot &course,
                            const catalog::LessonSnapshot &lesson)
{
    auto row = database.read([&](database::Connection &c) { return repository::find(c, user, course.id, lesson.id); });
    if (!row)
        return row.error();
    if (!*row)
        return Millis(0);
    turnToFilm((*row)->state, ruleOf(course, lesson));
    return (*row)->state.position;
}

MyLearning::MyLearning(database::Database &database, const catalog::CourseLookup &courses,
                       const commerce::EnrolmentService &enrolments)
    : m_database(database), m_courses(courses), m_enrolments(enrolments)
{
}

Result<std::vector<CourseInProgress>> MyLearning::courses(const accounts::Actor &actor) const
{
    const auto marks = m_database.read([&](database::Connection &c) { return repository::marks(c, actor.user); });
    if (!marks)
        return marks.error();
    const auto enrolments = m_enrolments.coursesOf(actor.user);
    if (!enrolments)
        return enrolments.error();
    std::map<CourseId, std::vector<repository::LessonMark>> byCourse;
    std::map<CourseId, Millis> enrolled;
    for (const repository::LessonMark &mark : *marks)
        byCourse[mark.course].push_back(mark);
    for (const commerce::Enrolment &enrolment : *enrolments) {
        byCourse[enrolment.course];
        enrolled[enrolment.course] = enrolment.created;
    }
    std::vector<CourseInProgress> out;
    for (const auto &[id, known] : byCourse) {
        CourseInProgress item;
        auto course = m_courses.course(id);
        if (!course)
            return course.error();
        if (!*course)
            continue;
        item.course = std::move(*course);
        item.progress = LearningService::sum(*item.course, known);
        item.lastTime = enrolled[id];
        for (const repository::LessonMark &mark : known)  // also of lessons that have left the course
            item.lastTime = std::max(item.lastTime, mark.lastSeen);
        if (const catalog::LessonSnapshot *last = item.course->lesson(item.progress.lastLesson)) {
            const auto position = lastPosition(m_database, actor.user, *item.course, *last);
            if (!position)
                return position.error();
            item.lastPosition = *position;
            item.lastTitle = last->title;
        }
        out.push_back(std::move(item));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.lastTime > b.lastTime; });
    return out;
}

}  // namespace learning
