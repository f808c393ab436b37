#pragma once

#include "backend/analytics/analyticscontroller.h"
#include "backend/analytics/counterkeeper.h"
#include "backend/analytics/coursefigures.h"
#include "backend/analytics/personalactivity.h"

namespace analytics {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
class Analytics
{
public:
    Analytics(database::Database &database, const Clock &clock, const catalog::CourseLookup &courses,
              const learning::LearningService &learning, const learning::SchoolCalendar &calendar,
              const commerce::EnrolmentService &enrolments, AnalyticsController::Cards cards)
        : m_service(database, courses, clock, calendar), m_figures(database, clock, learning, enrolments, courses),
          m_controller(m_service, std::move(cards))
    {
    }
    Analytics(const Analytics &) = delete;

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }
    const catalog::CourseFacts &courseFacts() const { return m_figures; }
    /// Counts what learning stores.
    learning::ProgressListener &counter() { return m_counter; }
    database::PersonalData &personalData() { return m_personal; }

private:
    CounterKeeper m_counter;
    PersonalActivity m_personal;
    AnalyticsService m_service;
    CourseFigures m_figures;
    AnalyticsController m_controller;
};

}  // namespace analytics
