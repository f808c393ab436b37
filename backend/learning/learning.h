#pragma once

#include "backend/learning/playback/learningcontroller.h"
#include "backend/learning/progress/learnerkeeper.h"
#include "backend/learning/progress/personalprogress.h"
#include "backend/learning/progress/progresscontroller.h"

namespace learning {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
class Learning
{
public:
    Learning(database::Database &database, const Clock &clock, events::EventHub &events,
             const catalog::CourseLookup &courses, const commerce::EnrolmentService &enrolments,
             const media::AssetLookup &assets, const accounts::Consents &consents, const SchoolCalendar &calendar)
        : m_calendar(calendar), m_service(database, courses, clock, m_calendar, events, m_counted, consents),
          m_play(database, courses, assets, clock), m_mine(database, courses, enrolments),
          m_progressController(m_service), m_learningController(m_play, m_mine)
    {
        m_counted.add(m_learners);
    }
    Learning(const Learning &) = delete;

    void addRoutes(http::Router &router)
    {
        m_progressController.addRoutes(router);
        m_learningController.addRoutes(router);
    }

    /// See LearningService::resume.
    Result<void> resume() { return m_service.resume(); }
    const LearningService &service() const { return m_service; }
    /// Who hears what records change.
    ProgressListeners &counted() { return m_counted; }
    /// Hears of new rights and new editions.
    LearningService &listener() { return m_service; }
    const SchoolCalendar &calendar() const { return m_calendar; }
    database::PersonalData &personalData() { return m_personal; }

private:
    const SchoolCalendar &m_calendar;
    LearnerKeeper m_learners;
    ProgressListeners m_counted;
    PersonalProgress m_personal;
    LearningService m_service;
    PlayService m_play;
    MyLearning m_mine;
    ProgressController m_progressController;
    LearningController m_learningController;
};

}  // namespace learning
