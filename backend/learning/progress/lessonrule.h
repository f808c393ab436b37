#pragma once

#include "backend/catalog/course/courselookup.h"
#include "models/domain/learning/progressmerge.h"

namespace learning {

/// What a lesson of this edition asks for. Refers to `lesson`, which outlives it. Pure.
inline LessonRule ruleOf(const catalog::CourseSnapshot &course, const catalog::LessonSnapshot &lesson)
{
    return {course.completion, lesson.duration, lesson.asset, lesson.formerFilms};
}

}  // namespace learning
