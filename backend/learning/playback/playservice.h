#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/database.h"
#include "backend/media/assets/assetlookup.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/access.h"

#include <memory>
#include <optional>

/// May this person watch this lesson now, and with which bytes (API §2 play, DOMAIN §3). Thread: worker threads.
/// Plays are counted by progress, not here: asking for a grant is not watching.
namespace learning {

struct Playback {
    std::shared_ptr<const catalog::CourseSnapshot> course;
    const catalog::LessonSnapshot *lesson = nullptr;  ///< inside `course`
    commerce::Access access;                          ///< allowed
    std::optional<media::PlayGrant> grant;            ///< nothing for texts
    Millis lastPosition = 0;                          ///< where this person stopped; 0 when finished
    LessonId next;                                    ///< in the order of the course; none: the last one
    Millis expires = 0;                               ///< when the addresses of `grant` end
};

class PlayService
{
public:
    PlayService(database::Database &database, const catalog::CourseLookup &courses, const media::AssetLookup &assets,
                const Clock &clock);

    /// Learners play the newest edition; author and admins the draft. Errors: NotFound (also for drafts of others);
    /// PermissionDenied with `access` in detail; what AssetLookup::grant says.
    Result<Playback> play(const accounts::Actor &actor, LessonId lesson, const QString &quality) const;

private:
    struct Known {  ///< what the store says of this person in this course
        Millis lastPosition = 0;
        bool previousChapterComplete = false;
    };
    Result<Known> known(const accounts::Actor &actor, const catalog::CourseSnapshot &course,
                        const catalog::LessonSnapshot &lesson) const;
    Result<commerce::AccessFacts> facts(const accounts::Actor &actor, const catalog::CourseSnapshot &course,
                                        const catalog::LessonSnapshot &lesson, bool previousChapterComplete) const;

    database::Database &m_database;
    const catalog::CourseLookup &m_courses;
    const media::AssetLookup &m_assets;
    const Clock &m_clock;
};

}  // namespace learning
