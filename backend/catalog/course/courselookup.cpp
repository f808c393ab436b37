#include "backend/catalog/course/courselookup.h"

namespace catalog {

const LessonSnapshot *CourseSnapshot::lesson(LessonId lessonId) const
{
    const auto found = byLessonId.constFind(lessonId.value);
    return found == byLessonId.constEnd() ? nullptr : &lessons[size_t(*found)];
}

const LessonSnapshot *CourseSnapshot::playable(const QString &uidOrId) const
{
    const auto found = byPlayableUid.constFind(uidOrId);
    return found == byPlayableUid.constEnd() ? nullptr : &lessons[size_t(*found)];
}

const LessonSnapshot *CourseSnapshot::named(const RecordName &name) const
{
    return name.isId ? lesson(LessonId(name.text.toLongLong())) : playable(name.text);
}

void CourseSnapshot::addFormerUid(const QString &formerUid, bool isLesson, qint64 nodeId)
{
    int index = isLesson ? byLessonId.value(nodeId, -1) : -1;
    for (int i = 0; !isLesson && index < 0 && i < int(lessons.size()); ++i)
        if (lessons[size_t(i)].chapter == ChapterId(nodeId))
            index = byPlayableUid.value(lessons[size_t(i)].chapterUid, -1);
    if (index >= 0 && !byPlayableUid.contains(formerUid))
        byPlayableUid.insert(formerUid, index);
}

}  // namespace catalog
