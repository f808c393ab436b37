#pragma once

#include "backend/catalog/course/coursefacts.h"
#include "backend/commerce/enrolment/enrolmentservice.h"
#include "backend/learning/progress/learningservice.h"

namespace analytics {

/// What the course pages show of later features: progress from learning, plays from the counters, learners and rights
/// from commerce. A question that can't be answered counts as zero, and as no right: a page without a figure is better
/// than no page. Thread: worker threads. Dependencies outlive it.
class CourseFigures final : public catalog::CourseFacts
{
public:
    CourseFigures(database::Database &database, const Clock &clock, const learning::LearningService &learning,
                  const commerce::EnrolmentService &enrolments, const catalog::CourseLookup &courses)
        : m_database(database), m_clock(clock), m_learning(learning), m_enrolments(enrolments), m_courses(courses)
    {
    }

    catalog::UserProgress userProgress(UserId user, CourseId course) const override;
    catalog::CourseAccess access(const accounts::Actor &actor, CourseId course, UserId owner,
                                 bool isFree) const override;
    QHash<qint64, qint64> viewCounts(CourseId course) const override;
    QHash<qint64, qint64> enrolledCounts(const std::vector<CourseId> &courses) const override;

private:
    database::Database &m_database;
    const Clock &m_clock;
    const learning::LearningService &m_learning;
    const commerce::EnrolmentService &m_enrolments;
    const catalog::CourseLookup &m_courses;
};

}  // namespace analytics
