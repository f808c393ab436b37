#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "models/domain/commerce/enrolment.h"

namespace commerce {

/// Hears of rights to courses as they are given. Declared here, implemented by learning, wired by the composition root.
/// Thread: the writer's, inside the transaction that gives the right and as its last step; an error undoes it.
class EnrolmentListener
{
public:
    virtual ~EnrolmentListener() = default;
    virtual Result<void> enrolled(database::Transaction &tx, const Enrolment &enrolment,
                                  const catalog::CoursePtr &course) = 0;
};

}  // namespace commerce
