#pragma once

#include "models/domain/catalog/outline.h"

#include <QJsonObject>

/// One node put into, or changed in, an outline by the small routes. Pure. `fields` in the contract's words; `chapter`
/// and `lesson` answer where the node is afterwards. Errors: InvalidArgument "invalid_fields"; NotFound when the node
/// isn't in the outline.
namespace catalog {

Result<void> insertChapter(Outline &outline, const QJsonObject &fields, int &chapter);
Result<void> editChapter(Outline &outline, ChapterId id, const QJsonObject &fields, int &chapter);
Result<void> insertLesson(Outline &outline, ChapterId into, const QJsonObject &fields, int &chapter, int &lesson);
Result<void> editLesson(Outline &outline, LessonId id, const QJsonObject &fields, int &chapter, int &lesson);

}  // namespace catalog
