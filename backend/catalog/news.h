#pragma once

#include <QByteArrayView>

/// What servers of one school tell each other of courses (database::Transaction::tell).
namespace catalog::news {

inline constexpr QByteArrayView Course = "course";       ///< by id: another edition is the newest, or it came or went
inline constexpr QByteArrayView Names = "course_names";  ///< by id of the course: see PublishedCourses::forgetNames
inline constexpr QByteArrayView Edition = "edition";     ///< "COURSE/NUMBER": it names its author no longer
inline constexpr QByteArrayView Categories = "categories";  ///< one was renamed or moved

}  // namespace catalog::news
