#pragma once

#include "tests/support/learningschool.h"

#include <random>
#include <string>

namespace bench {

inline constexpr int Learners = 2600;
inline constexpr int Lessons = 100;  ///< 260,000 rows together, as the bare loop of TESTING §4 has
inline constexpr int LessonSeconds = 600;

/// Fills the school's progress with a row for each learner and lesson, as of today: what is measured is the daily
/// traffic, in which nearly every record meets a row.
Result<void> fillProgress(const LearningSchool &school);

/// Rows per second of the bare loop: the same upsert in the same sync mode on a copy of the school's file, by the
/// repository's own statement, random keys, 1000 rows a commit. The limit of what any server on this store could do.
/// `pristine`: a copy of the file made while no server ran; it is copied again to `work` for each call.
double bareLoop(const LearningSchool &school, const QString &pristine, const QString &work, double seconds);

/// Whole HTTP requests.
std::string syncRequest(const LearningSchool &school, int records, bool coverage, std::mt19937_64 &random);
std::string getRequest(const LearningSchool &school, std::mt19937_64 &random);

}  // namespace bench
