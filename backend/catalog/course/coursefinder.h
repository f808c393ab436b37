#pragma once

#include "backend/catalog/course/storedcourse.h"
#include "backend/database/connection.h"

#include <optional>
#include <vector>

namespace catalog {

/// Which courses a list wants, and in which order.
struct CourseQuery {
    enum class Sort { Newest, Oldest, Updated, Title, PriceUp, PriceDown };
    Sort sort = Sort::Newest;
    std::vector<CategoryId> categories;  ///< any of these; empty: all
    std::optional<Level> level;
    QString tag;                         ///< name; empty: all
    QString text;                        ///< every word must be in title or description
    std::optional<UserId> owner;         ///< drafts only
    std::optional<CourseStatus> status;  ///< drafts only; nothing: every status
    bool deleted = false;                ///< drafts only: those in the trash
    Millis deletedSince = 0;             ///< of those, the ones that can still come back
    qint64 limit = 20;
    qint64 offset = 0;
};

template<class T>
struct Listed {
    std::vector<T> items;
    qint64 total = 0;
};

/// Finding courses: drafts in their own rows, published ones by the face of their newest edition. Thread: that of the
/// connection.
class CourseFinder
{
public:
    static Result<Listed<StoredCourse>> drafts(database::Connection &c, const CourseQuery &query);
    static Result<Listed<CourseCard>> cards(database::Connection &c, const CourseQuery &query);
    /// In the order asked for; those that are not published are left out.
    static Result<std::vector<CourseCard>> cards(database::Connection &c, const std::vector<CourseId> &ids);
};

}  // namespace catalog
