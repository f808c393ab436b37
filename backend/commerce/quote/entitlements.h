#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/database/connection.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/access.h"
#include "models/domain/commerce/price/scope.h"

namespace commerce {

/// What commerce knows of a person's rights, put where the rule of access wants it (DOMAIN §3): one way for the API, for
/// playing, for figures and for the desktop's simulator. Stateless. Thread: any; `c` is the caller's.
class Entitlements
{
public:
    /// Fills in enrolment, single purchase and membership of `user` at facts.now. `lesson`: invalid for the course as a
    /// whole.
    static Result<void> fill(database::Connection &c, UserId user, const catalog::CourseSnapshot &course,
                             LessonId lesson, AccessFacts &facts);

    /// The whole answer, without what only learning knows (whether the chapter before is complete: taken as complete).
    static Result<Access> access(database::Connection &c, const accounts::Actor &actor,
                                 const catalog::CourseSnapshot &course, LessonId lesson, Millis now);
};

}  // namespace commerce
