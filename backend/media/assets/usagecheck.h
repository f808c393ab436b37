#pragma once

#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <optional>

namespace media {

/// What an asset is needed for.
struct AssetUse {
    enum class By {
        Lesson,         ///< a lesson of a draft shows it
        Edition,        ///< learners watch it in the newest edition
        DeletedLesson,  ///< a lesson in the trash would come back without it
        DeletedCourse   ///< a course that can still be restored needs it
    };
    By by = By::Lesson;
    CourseId course;
    QString courseTitle;
    QString lessonTitle;  ///< empty: only the edition has it
};

/// Whether something still points at an asset, asked inside the transaction that deletes it, so that nothing can begin
/// to in between. Declared by media, implemented by later features. Thread: that of the connection.
class UsageCheck
{
public:
    virtual ~UsageCheck() = default;
    /// One use; nullopt: the asset may go. What was deleted so long ago that it can't come back (API §2: 30 days
    /// before `now`) uses nothing.
    virtual Result<std::optional<AssetUse>> useOf(database::Connection &c, AssetId id, Millis now) const = 0;
};

/// Everybody who may use an asset, asked in order.
class UsageChecks final : public UsageCheck, public database::Listeners<UsageCheck>
{
public:
    using Listeners::Listeners;
    Result<std::optional<AssetUse>> useOf(database::Connection &c, AssetId id, Millis now) const override
    {
        for (const UsageCheck *one : inOrder()) {
            auto use = one->useOf(c, id, now);
            if (!use || *use)
                return use;
        }
        return std::optional<AssetUse>();
    }
};

}  // namespace media
