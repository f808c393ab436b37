#pragma once

#include "backend/http/routing/router.h"
#include "backend/learning/playback/mylearning.h"
#include "backend/learning/playback/playservice.h"

namespace learning {

/// GET /api/videos/{id}/play (API §2; besides its fields: courseId, courseUid, lessonUid, kind, title, posterUrl, and
/// `content` for texts), GET /api/me/learning, and for administrators GET /api/users/{id}/learning. Translates: what is allowed is PlayService's. Thread: workers.
class LearningController
{
public:
    LearningController(PlayService &play, MyLearning &mine) : m_play(play), m_mine(mine) {}
    void addRoutes(http::Router &router);

private:
    http::Response play(const http::Request &request);
    http::Response mine(const http::Request &request);
    http::Response ofPerson(const http::Request &request, UserId person);
    http::Response listed(const accounts::Actor &person) const;

    PlayService &m_play;
    MyLearning &m_mine;
};

}  // namespace learning
