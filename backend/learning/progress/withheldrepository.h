#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <vector>

/// The SQL of the table withheld_activity: what is stored of people without a right, but not counted.
/// Thread: the connection's.
namespace learning::repository {

/// A day of one person in one lesson.
struct WithheldDay {
    CourseId course;
    LessonId lesson;
    int day = 0;
    int plays = 0;
    int watchSeconds = 0;
    Millis started = 0;    ///< 0: begun on another day
    Millis completed = 0;  ///< 0: not completed on this day

    void add(const WithheldDay &other);
};

/// Adds to what is withheld of this day.
Result<void> withhold(database::Transaction &tx, UserId user, const WithheldDay &by);
/// By lesson and day.
Result<std::vector<WithheldDay>> withheld(database::Connection &c, UserId user, CourseId course);
/// Forgets what is withheld of a lesson: it counts from now on.
Result<void> release(database::Transaction &tx, UserId user, CourseId course, LessonId lesson);

}  // namespace learning::repository
