#pragma once

#include "backend/http/routing/router.h"
#include "backend/learning/playback/mylearning.h"
#include "backend/learning/playback/playservice.h"

namespace learning {

/// GET /api/videos/{id}/play (API §2; besides its fields: courseId, courseUid, lessonUid, kind, title, posterUrl, and
/// `content` for texts) and GET /api/me/learning. Translates: what is allowed is PlayService's. Thread: workers.
class LearningController
{
public:
    LearningController(PlayService &play, MyLearning &mine) : m_play(play), m_mine(mine) {}
    void addRoutes(http::Router &router);

private:
    http::Response play(const http::Request &request);
    http::Response mine(const http::Request &request);

    PlayService &m_play;
    MyLearning &m_mine;
};

}  // namespace learning
