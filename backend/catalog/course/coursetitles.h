#pragma once

#include "backend/database/connection.h"
#include "models/domain/ids.h"

#include <QHash>
#include <QString>

#include <vector>

/// What courses and lessons are called, for later features that name them to staff: also what is deleted or was never
/// published. Small reads, no editions. Thread: the connection's. Errors: of the store.
namespace catalog {

/// By course id; unknown ids are left out.
Result<QHash<qint64, QString>> courseTitles(database::Connection &c, const std::vector<CourseId> &ids);
/// Empty: there is none.
Result<QString> lessonTitle(database::Connection &c, LessonId id);

struct CourseTitle {
    CourseId id;
    QString title;
};
/// Of all that is published now.
Result<std::vector<CourseTitle>> publishedTitles(database::Connection &c);

}  // namespace catalog
