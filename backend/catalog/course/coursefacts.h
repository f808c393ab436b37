#pragma once

#include "models/domain/accounts/actor.h"
#include "models/domain/ids.h"

#include <QHash>
#include <QString>

#include <vector>

namespace catalog {

/// How far one learner is in one course (API §2, GET /api/courses/{id} with a token).
struct UserProgress {
    double completionRate = 0;  ///< percent, 1 decimal
    int watchedVideos = 0;
    int totalVideos = 0;
};

/// May this person watch the lessons of a course that are neither free nor a trial, and why: the words are those of a
/// lesson's access (models/domain/commerce/access.h). Locked chapters are another question, which each lesson answers.
struct CourseAccess {
    bool allowed = false;
    QString reason;
};

/// What later features know about courses and catalog shows. Implemented by learning and analytics, handed in by the
/// composition root; without one, the fields are zero. Thread: worker threads (reads the store).
class CourseFacts
{
public:
    virtual ~CourseFacts() = default;
    virtual UserProgress userProgress(UserId user, CourseId course) const = 0;
    virtual CourseAccess access(const accounts::Actor &actor, CourseId course, UserId owner, bool isFree) const = 0;
    virtual QHash<qint64, qint64> viewCounts(CourseId course) const = 0;  ///< lesson id → plays
    virtual QHash<qint64, qint64>
    enrolledCounts(const std::vector<CourseId> &courses) const = 0;  ///< course id → learners
};

}  // namespace catalog
