#pragma once

#include "backend/catalog/courselookup.h"
#include "backend/learning/progresslistener.h"
#include "backend/learning/progressrepository.h"
#include "models/domain/learning/schoolcalendar.h"

/// What a new edition makes of what people did before: a lesson that moves takes its people along into its new chapter,
/// and who had finished everything that is left has finished the course. Without it the figures of chapters and courses
/// would say less than those of their lessons, and less than every learner's own page.
/// Thread: the writer's.
namespace learning {

/// Whether lessons have come, gone or changed their chapter: otherwise there is nothing to look at.
bool hasOtherLessons(const catalog::CourseRef &before, const catalog::CourseRef &now);

/// Marks who has begun and finished what in `course`, and tells the listener of those it did not know. Nothing is ever
/// taken back: who counted goes on counting. Each counts on the day on which it was true by the person's own records,
/// not on the day of publishing. All rows of the course must be stored. It reads every row of `progress` once, so it is
/// for new editions only. Errors: of the store.
Result<void> takeStock(database::Transaction &tx, const repository::Texts &texts, const catalog::CourseRef &course,
                       const SchoolCalendar &calendar, ProgressListener &listener);

}  // namespace learning
