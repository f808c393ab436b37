#pragma once

#include "backend/commerce/enrolment/enrolmentservice.h"
#include "backend/learning/progress/learningservice.h"

namespace learning {

/// A course on the page "continue learning".
struct CourseInProgress {
    std::shared_ptr<const catalog::CourseSnapshot> course;
    CourseProgress progress;
    QString lastTitle;        ///< empty: nothing watched yet
    Millis lastPosition = 0;  ///< in the film that the lesson shows now
    Millis lastTime = 0;      ///< of the last record, else of the enrolment
};

/// Where a person stopped in the film that the lesson shows (ms); 0 when it was not begun. Errors: of the store. Thread:
/// workers.
Result<Millis> lastPosition(database::Database &database, UserId user, const catalog::CourseSnapshot &course,
                            const catalog::LessonSnapshot &lesson);

/// Everything one person learns: courses with progress and courses enrolled in, newest first. Thread: worker threads.
/// Dependencies outlive it.
class MyLearning
{
public:
    MyLearning(database::Database &database, const catalog::CourseLookup &courses,
               const commerce::EnrolmentService &enrolments);

    /// Courses that are no longer published stay in the list: people go on seeing what they did.
    Result<std::vector<CourseInProgress>> courses(const accounts::Actor &actor) const;

private:
    database::Database &m_database;
    const catalog::CourseLookup &m_courses;
    const commerce::EnrolmentService &m_enrolments;
};

}  // namespace learning
