#pragma once

#include "backend/commerce/enrolment/enrolmentcontroller.h"
#include "backend/commerce/enrolment/personalenrolments.h"

namespace commerce {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
class Commerce
{
public:
    Commerce(database::Database &database, const Clock &clock, events::EventHub &events,
             const catalog::CourseLookup &courses)
        : m_enrolments(database, clock, events, courses, m_enrolled), m_controller(m_enrolments)
    {
    }
    Commerce(const Commerce &) = delete;

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }

    /// Who hears of new rights to courses.
    EnrolmentListeners &enrolled() { return m_enrolled; }
    EnrolmentService &enrolments() { return m_enrolments; }
    database::PersonalData &personalData() { return m_personal; }

private:
    EnrolmentListeners m_enrolled;
    PersonalEnrolments m_personal;
    EnrolmentService m_enrolments;
    EnrolmentController m_controller;
};

}  // namespace commerce
