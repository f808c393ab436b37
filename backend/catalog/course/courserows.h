#pragma once

#include "backend/catalog/course/storedcourse.h"
#include "backend/database/connection.h"

/// Columns of courses and of their public faces, and how a row is read. Shared by what writes them and what finds them.
/// Statements select exactly the columns named here, in this order. Thread: the connection's.
namespace catalog::rows {

/// "… FROM courses c LEFT JOIN categories k … LEFT JOIN pending_publishes w …"; tags are read apart.
extern const char DraftColumns[];
StoredCourse readDraft(const database::Statement &s);

/// "… FROM published_courses c LEFT JOIN categories k …"
extern const char CardColumns[];
CourseCard readCard(const database::Statement &s);

/// What a search looks in.
QString searchText(const QString &title, const QString &description);

template<class Tag>
std::optional<qint64> nullable(Id<Tag> id)
{
    return id.isValid() ? std::optional<qint64>(id.value) : std::nullopt;
}

}  // namespace catalog::rows
