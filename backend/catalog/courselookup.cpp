#include "backend/catalog/courselookup.h"

namespace catalog {

const LessonRef *CourseRef::lesson(LessonId lessonId) const
{
    const auto found = byLessonId.constFind(lessonId.value);
    return found == byLessonId.constEnd() ? nullptr : &lessons[size_t(*found)];
}

const LessonRef *CourseRef::playable(const QString &uidOrId) const
{
    const auto found = byPlayableUid.constFind(uidOrId);
    return found == byPlayableUid.constEnd() ? nullptr : &lessons[size_t(*found)];
}

const LessonRef *CourseRef::named(const RecordName &name) const
{
    return name.isId ? lesson(LessonId(name.text.toLongLong())) : playable(name.text);
}

}  // namespace catalog
