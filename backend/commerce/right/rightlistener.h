#pragma once

#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

namespace commerce {

/// Hears that a person's right to a course or to lessons in it has ended or was taken back before its time: whoever
/// remembers rights forgets this person's. Declared here, implemented by later features. Thread: the writer's, inside the
/// transaction that ends the right; an error undoes it.
class RightListener
{
public:
    virtual ~RightListener() = default;
    /// `course` invalid: of a membership, so any course.
    virtual Result<void> rightEnded(database::Transaction &tx, UserId user, CourseId course) = 0;
};

/// All who hear it, in order.
class RightListeners final : public RightListener, public database::Listeners<RightListener>
{
public:
    using Listeners::Listeners;
    Result<void> rightEnded(database::Transaction &tx, UserId user, CourseId course) override
    {
        return tell(&RightListener::rightEnded, tx, user, course);
    }
};

}  // namespace commerce
