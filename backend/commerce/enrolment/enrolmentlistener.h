#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/commerce/enrolment.h"

namespace commerce {

/// Hears of rights to courses as they are given. Declared here, implemented by later features.
/// Thread: the writer's, inside the transaction that gives the right and as its last step; an error undoes it.
class EnrolmentListener
{
public:
    virtual ~EnrolmentListener() = default;
    virtual Result<void> enrolled(database::Transaction &tx, const Enrolment &enrolment,
                                  const catalog::CoursePtr &course) = 0;
};

/// All who hear it, in order.
class EnrolmentListeners final : public EnrolmentListener, public database::Listeners<EnrolmentListener>
{
public:
    using Listeners::Listeners;
    Result<void> enrolled(database::Transaction &tx, const Enrolment &enrolment,
                          const catalog::CoursePtr &course) override
    {
        return tell(&EnrolmentListener::enrolled, tx, enrolment, course);
    }
};

}  // namespace commerce
